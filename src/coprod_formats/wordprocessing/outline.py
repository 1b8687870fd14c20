"""What a screen reader meets in a finished Word file: headings, pictures, tables and links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from coprod_formats.wordprocessing.openxml import Element, found, parsed, style, tag, words
from coprod_formats.wordprocessing.packaging import unzipped

HEADING = re.compile(r"Heading([1-9])")
TITLE = "Title"  # Word's own title, which is the first level of the outline


@dataclass(frozen=True, slots=True)
class Stop:
    """One thing that a screen reader can go to, or tells of in passing."""

    kind: str  # "heading", "picture", "decoration", "table" or "link"
    words: str
    level: int = 0  # of a heading
    size: tuple[int, int] = (0, 0)  # rows and columns of a table


def outline(path: Path) -> tuple[Stop, ...]:
    """Every stop in the order of the text, the contents left out, since they repeat headings."""
    body = found(parsed(unzipped(path.read_bytes())["word/document.xml"]), "w:body")[0]
    return tuple(stop for block in body for stop in _stops(block))


def _stops(element: Element) -> Iterator[Stop]:
    if element.tag == tag("w:sdt") and found(element, "w:sdtPr/w:docPartObj"):
        return
    if element.tag == tag("w:p"):
        yield from _heading(element)
    elif element.tag == tag("w:tbl"):
        yield _table(element)
    elif element.tag == tag("w:hyperlink"):
        yield Stop("link", words(element).strip())
    elif element.tag == tag("wp:docPr"):
        yield _picture(element)
    for child in element:
        yield from _stops(child)


def _heading(paragraph: Element) -> Iterator[Stop]:
    named = style(paragraph)
    level = HEADING.fullmatch(named)
    if named == TITLE or level:
        yield Stop("heading", words(paragraph).strip(), int(level[1]) if level else 1)


def _picture(about: Element) -> Stop:
    said = (about.get("descr") or "").strip()
    return Stop("picture", said) if said else Stop("decoration", "")


def _table(table: Element) -> Stop:
    rows = found(table, "w:tr")
    columns = max((len(found(row, "w:tc")) for row in rows), default=0)
    titled = found(table, "w:tblPr/w:tblCaption")
    first = "; ".join(words(cell).strip() for cell in found(table, "w:tr[1]/w:tc"))
    named = titled[0].get(tag("w:val"), "") if titled else ""
    return Stop("table", named or first, size=(len(rows), columns))
