"""Cells cut into lines, each with the print that it says, for the proof and for checks."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from coprod_formats.braille.cells import BLANK, from_ascii
from coprod_formats.braille.profiles import Indent
from coprod_formats.braille.translating import Brailled

# A line may end behind a hyphen, a dash or a slash that print has (UEB 10.13), not behind a
# minus sign or an underscore, whose second cell looks like a hyphen.
_BREAKS = re.compile(f"{from_ascii('_/')}|(?<![{from_ascii(chr(34) + '.')}]){from_ascii('-')}")
ARTIFACT = "Artifact"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of cells, without blanks at its end, and its print.

    ``tag`` is what begins with it, by the names of tagged PDF; nothing where a paragraph goes on.
    A line that has a ``page`` has no cells yet: it is where that page of the print begins.
    """

    cells: str
    ink: str = ""
    tag: str = ""
    page: int = 0


EMPTY = Line("")


def wrap(text: Brailled, indent: Indent, width: int, tag: str = "P") -> tuple[Line, ...]:
    """A paragraph's lines, never wider than ``width``; words are not divided.

    A word that is wider than a line ends it behind its own hyphens, dashes and slashes and,
    where it has none, at the last whole symbol: the one case that no rule provides for.
    Indents never take more than half of a line.
    """
    lines: list[Line] = []
    start, blanks = 0, min(indent.first, width // 2)
    while start < len(text.cells):
        lines += (Line("", tag=ARTIFACT, page=page) for at, page in text.pages if at == start)
        end = _line_end(text, start, width - blanks)
        cells = text.cells[start:end].rstrip(BLANK)
        following = _after_blanks(text.cells, end)
        lines.append(Line(BLANK * blanks + cells, _ink(text, start, following), tag))
        start, blanks, tag = following, min(indent.runover, width // 2), ""
    return tuple(lines)


def centre(text: Brailled, width: int, tag: str = "P", margin: int = 3) -> tuple[Line, ...]:
    """Lines in the middle of the page, with at least ``margin`` blank cells on either side."""
    lines = wrap(text, Indent(0, 0), width - 2 * margin, tag)
    return tuple(
        replace(one, cells=BLANK * ((width - len(one.cells)) // 2) + one.cells)
        if one.cells
        else one
        for one in lines
    )


def _after_blanks(cells: str, at: int) -> int:
    while at < len(cells) and cells[at] == BLANK:
        at += 1
    return at


def _line_end(text: Brailled, start: int, room: int) -> int:
    """Where a line that begins at ``start`` ends, behind its last cell."""
    cells, limit = text.cells, start + room
    wanted = [place for place in text.breaks if start < place <= limit]
    wanted += [place for place, _ in text.pages if start < place <= limit + 1]
    if wanted:
        return min(wanted)
    if len(cells) <= limit:
        return len(cells)
    blank = cells.rfind(BLANK, start, limit + 1)
    word = blank + 1 if blank >= 0 else start
    after = cells.find(BLANK, word)
    for found in reversed(list(_BREAKS.finditer(cells, word, limit))):
        if word < found.start() and found.end() not in {after, len(cells)}:
            return found.end()
    return blank if blank > start else _between_symbols(text, start, limit)


def _between_symbols(text: Brailled, start: int, limit: int) -> int:
    """The last place up to ``limit`` at which no symbol of several cells is parted."""
    for place in range(limit, start, -1):
        if text.to_print[place] != text.to_print[place - 1]:
            return place
    return limit


def _ink(text: Brailled, start: int, end: int) -> str:
    """A line's print, up to the print of the next line: a space at its end is kept."""
    first = text.to_print[start] if start else 0
    return text.print[first : text.to_print[end] if end < len(text.cells) else None]
