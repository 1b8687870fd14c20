"""Headings, and the key findings that begin with one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from coprod_formats.diagnostics import Position
from coprod_formats.document import Block, KeyFinding, Paragraph
from coprod_formats.pandoc import Node
from coprod_formats.reading import attributes
from coprod_formats.reading.outline import Heading, nested
from coprod_formats.reading.surroundings import Surroundings

KEY_FINDING = "a key finding"


def heading(around: Surroundings, node: Node, where: Position) -> Iterator[Paragraph | Heading]:
    """A heading that waits for its section; a paragraph where no heading can stand."""
    ledger = around.ledger
    level, inlines = node.content
    own = node.attributes
    settings = ("lang", "easy-read")
    attributes.check(ledger, own, where, "a heading", settings=settings, named=True)
    if own.pairs.get("easy-read", "omit") != "omit":
        message = f"a heading knows easy-read=omit, and not {own.pairs['easy-read']}"
        ledger.error("attribute-unknown", message, where, "write easy-read=omit")
    if level > 5:
        message = "headings go down to #####, and this one goes deeper"
        ledger.error("heading-level", message, where, "use fewer levels")
    if "lang" in own.pairs:
        only = replace(own, id="", pairs={"lang": own.pairs["lang"]})
        inlines = [Node("Span", inlines, only, node.place)]
    title = around.line(where, expand=False).sentence(inlines)
    if title is None:
        message = "this heading is empty"
        ledger.error("heading-empty", message, where, "write its words, or take it out")
    elif around.inside not in {"", KEY_FINDING}:
        message = f"a heading cannot stand in {around.inside}"
        ledger.error("heading-place", message, where, "make it a paragraph in **strong**")
        yield Paragraph((title,), where)
    else:
        yield Heading(own.id, level, title, where)


def key_finding(
    around: Surroundings, name: str, flat: Sequence[Block | Heading], where: Position
) -> Iterator[KeyFinding]:
    """A heading, its summary and its detail as one, unless one of the first two is missing."""
    match flat:
        case [Heading() as head, Paragraph() as summary, *detail]:
            body = nested(detail)
            yield KeyFinding(name or head.id, head.title, head.level + 1, summary, body, where)
        case [Heading(), *_]:
            message = "this key finding has no summary"
            hint = "write a short paragraph right below its heading"
            around.ledger.error("key-finding-summary", message, where, hint)
        case _:
            message = "this key finding does not begin with a heading"
            hint = "begin it with ## and a heading, then a summary, then the detail"
            around.ledger.error("key-finding-heading", message, where, hint)
