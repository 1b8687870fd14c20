"""The outline of a document, and the list of links made of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from coprod_formats.document import Block, KeyFinding, Section
from coprod_formats.markup.flavour import Flavour
from coprod_formats.markup.inlines import unlinked
from coprod_formats.markup.tags import attributes
from coprod_formats.walking import blocks


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading that one can go to, and those under it; its words are markup."""

    id: str
    words: str
    inner: tuple[Entry, ...] = ()


def outline(body: Iterable[Block], flavour: Flavour, depth: int = 3) -> tuple[Entry, ...]:
    """The headings down to a level, each with those under it."""
    found = [
        (node.level, Entry(node.id, unlinked(node.title.inlines, flavour)))
        for node in blocks(body)
        if isinstance(node, Section | KeyFinding) and node.level <= depth
    ]
    return _nested(found)


def _nested(found: list[tuple[int, Entry]]) -> tuple[Entry, ...]:
    if not found:
        return ()
    top = min(level for level, _ in found)
    starts = [at for at, (level, _) in enumerate(found) if level == top]
    # headings before the first of the top level can only come of a document without one
    entries = [entry for _, entry in found[: starts[0]]]
    for start, end in zip(starts, [*starts[1:], len(found)], strict=True):
        entry = found[start][1]
        entries.append(Entry(entry.id, entry.words, _nested(found[start + 1 : end])))
    return tuple(entries)


def contents(entries: Iterable[Entry]) -> str:
    """Nested lists of links."""
    items = "\n".join(map(_item, entries))
    return f"<ul>\n{items}\n</ul>"


def _item(entry: Entry) -> str:
    inner = f"\n{contents(entry.inner)}\n" if entry.inner else ""
    return f"<li><a{attributes(href=f'#{entry.id}')}><span>{entry.words}</span></a>{inner}</li>"
