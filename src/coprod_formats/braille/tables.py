"""Data tables in columns, where they fit the page (B004 section 12)."""

from __future__ import annotations

from coprod_formats.braille.cells import BLANK, from_ascii
from coprod_formats.braille.lines import ARTIFACT, Line
from coprod_formats.braille.translating import Brailled

_GUIDE, _THREE = from_ascii('"'), from_ascii("3")
_END = from_ascii('"3' + "1" * 10)
_GAP = 2


def columns(rows: list[list[Brailled]], width: int) -> tuple[Line, ...]:
    """A header row, a rule, the rows with guide dots and an end line; nothing if too wide.

    ``rows`` holds the header first, and as many cells in each row as in the header.
    """
    widths = [max(len(row[place].cells) for row in rows) for place in range(len(rows[0]))]
    if sum(widths) + _GAP * (len(widths) - 1) > width or 0 in widths:
        return ()
    rule = (BLANK * _GAP).join(_GUIDE + _THREE * (w - 1) for w in widths)
    return (
        *_row(rows[0], widths, guided=False),
        Line(rule, tag=ARTIFACT),
        *(line for row in rows[1:] for line in _row(row, widths, guided=True)),
        Line(BLANK * ((width - len(_END)) // 2) + _END, tag=ARTIFACT),
    )


def _row(row: list[Brailled], widths: list[int], *, guided: bool) -> tuple[Line, ...]:
    """One line, behind those that say where the print turned its page."""
    parts: list[str] = []
    for cell, width in zip(row, widths, strict=True):
        gap = width + _GAP - len(cell.cells)
        dotted = BLANK + _GUIDE * (gap - 2) + BLANK
        parts += [cell.cells, dotted if guided and gap >= 4 else BLANK * gap]
    ink = "  ".join(cell.print for cell in row)
    turns = (Line("", tag=ARTIFACT, page=page) for cell in row for _, page in cell.pages)
    return (*turns, Line("".join(parts[:-1]).rstrip(BLANK), ink, "P"))
