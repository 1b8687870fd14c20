"""Tables as Typst markup: a grid where it fits on the page, else one record a row."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from coprod_formats.document import Cell, Link, Note, Statistic, Table
from coprod_formats.typesetting.inlines import Place, sentences
from coprod_formats.typesetting.literals import LITERAL, breadth
from coprod_formats.walking import inlines, plain

GUTTER = 1.4  # em: the space beside the words of a cell
ROW = 8  # lines: a row of no more stays on one page
WHOLE = 12  # lines: so does a table


def table(node: Table, place: Place) -> str:
    """The table alone, without its caption."""
    columns = tuple(zip(node.header, *node.rows, strict=True))
    most = place.room / 2 - GUTTER  # a word that is broader than half the line may be torn
    least = [min(most, max(map(_longest_word, column))) for column in columns]
    free = place.room - GUTTER * len(columns) - sum(least)
    if free < 0:
        return _records(node, replace(place, room=most))
    wanted = [max(map(_length, column)) for column in columns]
    return _grid(node, _widths(least, wanted, free), place)


def row_headers(source: str) -> list[int]:
    """How many columns head the rows of each table in a finished source, in reading order."""
    found = (match["heads"] for match in TABLES.finditer(source) if match["heads"])
    return [int(heads) for heads in found]


TABLES = re.compile(rf"{LITERAL}|#(?:grid|record)-table\((?P<heads>\d+)")


def _widths(least: list[float], wanted: list[float], free: float) -> list[float]:
    lacking = [max(0.0, want - have) for want, have in zip(wanted, least, strict=True)]
    share = min(1.0, free / sum(lacking)) if sum(lacking) else 0.0
    return [have + lack * share for have, lack in zip(least, lacking, strict=True)]


def _grid(node: Table, widths: list[float], place: Place) -> str:
    aligned = node.alignments or ("",) * len(widths)
    top, *heights = (_lines(row, widths) for row in (node.header, *node.rows))
    settings = ", ".join(
        (
            str(node.row_headers),
            _array(f"{width + GUTTER:.2f}em" for width in widths),
            _array(side or "start" for side in aligned),
            _truth(max((top, *heights)) > ROW),
            _truth(sum(heights) > WHOLE),
        )
    )
    shown, *rows = (_row(row, widths, place) for row in (node.header, *node.rows))
    head = _header(shown, node.header, top, place)
    return ",\n".join((f"#grid-table({settings}, {head}", *rows)) + ")"


def _header(shown: str, cells: Iterable[Cell], lines: float, place: Place) -> str:
    """A header for Typst, or a first row that finishing tags as one.

    Typst 0.15 splits tables whose headers fill much of a page; nor may a header come again on
    each page with links, which copies may not hold.
    """
    if lines > ROW or place.careful:
        return shown
    return f"table.header({'' if _still(cells) else 'repeat: false, '}{shown})"


def _still(cells: Iterable[Cell]) -> bool:
    lines = (sentence.inlines for cell in cells for sentence in cell)
    return not any(isinstance(node, Link | Note) for line in lines for node in inlines(line))


def _row(cells: Iterable[Cell], widths: list[float], place: Place) -> str:
    pairs = zip(cells, widths, strict=True)
    return ", ".join(_cell(cell, replace(place, room=width)) for cell, width in pairs)


def _records(node: Table, place: Place) -> str:
    first, *others = node.header
    across = [2 * place.room]
    opening = _lines([first], across)
    shown = f"table.cell(colspan: 2, {_cell(first, place)})"
    parts = [f"#record-table(1, {_header(shown, [first], opening, place)}"]
    for name, *cells in node.rows:
        few = opening + _lines([name], across) <= ROW
        kind = "record" if few and _still([name]) and not place.careful else "long-record"
        parts.append(f"{kind}({_cell(name, place)})")
        parts += (_row(pair, [place.room] * 2, place) for pair in zip(others, cells, strict=True))
    return ",\n".join(parts) + ")"


def _array(values: Iterable[str]) -> str:
    return f"({''.join(f'{value}, ' for value in values)})"


def _truth(claim: bool) -> str:
    return "true" if claim else "false"


def _cell(cell: Cell, place: Place) -> str:
    return f"[{sentences(cell, place)}]"


def _longest_word(cell: Cell) -> float:
    return max(map(breadth, _text(cell).split()), default=0.0) * _scale(cell)


def _scale(cell: Cell) -> float:
    nodes = (inline for sentence in cell for inline in inlines(sentence.inlines))
    return 1.4 if any(isinstance(node, Statistic) for node in nodes) else 1.0


def _length(cell: Cell) -> float:
    return breadth(_text(cell)) * _scale(cell)


def _lines(row: Iterable[Cell], widths: list[float]) -> float:
    return max(_length(cell) / max(width, 1) for cell, width in zip(row, widths, strict=True))


def _text(cell: Cell) -> str:
    return " ".join(plain(sentence.inlines) for sentence in cell)
