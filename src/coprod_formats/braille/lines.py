"""Cells cut into lines, each with the print that it says, for the proof and for checks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from coprod_formats.braille.cells import BLANK, from_ascii
from coprod_formats.braille.profiles import Indent
from coprod_formats.braille.translating import Brailled

# A line may end behind a hyphen, a dash or a slash that print has (UEB 10.13), not behind a minus.
_BREAKS = re.compile(f"{from_ascii('_/')}|(?<!{from_ascii(chr(34))}){from_ascii('-')}")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of cells, without blanks at its end, and its print."""

    cells: str
    ink: str = ""


EMPTY = Line("")


def wrap(text: Brailled, indent: Indent, width: int) -> tuple[Line, ...]:
    """A paragraph's lines, never wider than ``width``; words are not divided.

    A word that is wider than a line ends it behind its own hyphens, dashes and slashes and,
    where it has none, at the last whole symbol: the one case that no rule provides for.
    """
    lines: list[Line] = []
    start, blanks = 0, indent.first
    while start < len(text.cells):
        end = _line_end(text, start, width - blanks)
        lines.append(
            Line(BLANK * blanks + text.cells[start:end].rstrip(BLANK), _ink(text, start, end))
        )
        start = end + len(text.cells[end:]) - len(text.cells[end:].lstrip(BLANK))
        blanks = indent.runover
    return tuple(lines)


def centre(text: Brailled, width: int, margin: int = 3) -> tuple[Line, ...]:
    """Lines in the middle of the page, with at least ``margin`` blank cells on either side."""
    lines = wrap(text, Indent(0, 0), width - 2 * margin)
    return tuple(Line(BLANK * ((width - len(x.cells)) // 2) + x.cells, x.ink) for x in lines)


def _line_end(text: Brailled, start: int, room: int) -> int:
    """Where a line that begins at ``start`` ends, behind its last cell."""
    cells, limit = text.cells, start + room
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
    last = text.to_print[end] if end < len(text.cells) else len(text.print)
    return text.print[text.to_print[start] : last].strip()
