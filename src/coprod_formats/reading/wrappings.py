"""What only wraps words in pandoc's tree: taken off, and quotation marks set in its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coprod_formats.diagnostics import Position
from coprod_formats.pandoc import PLAIN, Node
from coprod_formats.reading import raw
from coprod_formats.reading.ledger import Ledger, Page
from coprod_formats.reading.typography import quotes


def unwrapped(
    ledger: Ledger, page: Page, nodes: Sequence[Node], language: str, where: Position
) -> Iterator[Node]:
    """The nodes without what only wraps them, and with a complaint for HTML among them."""
    for node in nodes:
        if node.kind == "Quoted":
            kind, inner = node.content
            marks = quotes(language)
            opened, closed = marks[:2] if kind.kind == "DoubleQuote" else marks[2:]
            yield Node("Str", opened, place=node.place)
            yield from unwrapped(ledger, page, inner, language, where)
            yield Node("Str", closed)
        elif node.kind == "Span" and (
            node.attributes.classes == ("emoji",) or node.attributes is PLAIN
        ):
            yield from unwrapped(ledger, page, node.content, language, where)
        elif node.kind == "RawInline":
            form, markup = node.content
            raw.refuse(ledger, form, markup, page.place(node, where))
        else:
            yield node
