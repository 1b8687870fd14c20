"""Data tables: a grid where it fits on the page, else one record a row; the caption above."""

from __future__ import annotations

import re
from dataclasses import replace

from coprod_formats.document import Cell, Table
from coprod_formats.walking import plain
from coprod_formats.wordprocessing import nodes
from coprod_formats.wordprocessing.inlines import Look, sentences
from coprod_formats.wordprocessing.nodes import Node

COLUMNS = 63  # the most that Word opens
LETTER = 0.58  # em: about what a bold letter takes
GUTTER = 0.8  # em: the space beside the words of a cell
ENOUGH = 24  # em: what no column asks more than
BREAKABLE = 24  # letters: words that are longer may be broken, as addresses are
PARTS = re.compile(r"\s+|(?<=[-–—/])")  # where lines may end
HEADING, TEXT = "Table Heading", "Table Text"


def table(block: Table, look: Look) -> list[Node]:
    """The caption, if there is one, and the table or its records."""
    columns = list(zip(block.header, *block.rows, strict=True))
    least = [max(map(_longest_word, column)) for column in columns]
    room = (look.sheet.width - 2 * look.sheet.margin(look.theme)) / look.theme.size
    fits = sum(least) <= room and len(columns) <= COLUMNS
    made = [_grid(block, _widths(columns, least, room), look)] if fits else _records(block, look)
    if not block.caption:
        return made
    return [nodes.paragraph(sentences(block.caption, look), "Table Caption"), *made]


def _grid(block: Table, widths: list[float], look: Look) -> Node:
    header = [_cell(cell, look, HEADING) for cell in block.header]
    rows = [
        [
            _cell(cell, look, HEADING if i < block.row_headers else TEXT)
            for i, cell in enumerate(row)
        ]
        for row in block.rows
    ]
    sides = [*block.alignments, *[""] * len(widths)][: len(widths)]
    return nodes.table(header, rows, widths, sides)


def _cell(cell: Cell, look: Look, style: str) -> Node:
    return nodes.paragraph(sentences(cell, look), style)


def _records(block: Table, look: Look) -> list[Node]:
    """The columns' names, then each row as a term and its facts, every one behind its name."""
    names = [node for cell in block.header for node in (*sentences(cell, look), nodes.words("; "))]
    bare = replace(look, bare=True)
    rows = []
    for row in block.rows:
        first, *rest = (
            [*_name(name, bare), *sentences(cell, look)]
            for name, cell in zip(block.header, row, strict=True)
        )
        rows.append((first, [[nodes.paragraph(fact)] for fact in rest]))
    return [nodes.paragraph(names[:-1], "Label"), nodes.definitions(rows)]


def _name(name: Cell, look: Look) -> list[Node]:
    words = sentences(name, look)
    return [nodes.wrapped("Strong", [*words, nodes.words(":")]), nodes.words(" ")] if words else []


def _widths(columns: list[tuple[Cell, ...]], least: list[float], room: float) -> list[float]:
    """Each column's part of the page: room for its longest word, and more for long text."""
    wanted = [min(ENOUGH, max(map(_length, column))) for column in columns]
    lacking = [max(0.0, want - have) for want, have in zip(wanted, least, strict=True)]
    share = max(0.0, room - sum(least)) / sum(lacking) if sum(lacking) else 0.0
    widths = [have + lack * min(1.0, share) for have, lack in zip(least, lacking, strict=True)]
    return [width / sum(widths) for width in widths]


def _longest_word(cell: Cell) -> float:
    return (
        LETTER * max((min(len(word), BREAKABLE) for word in PARTS.split(_text(cell))), default=1)
        + GUTTER
    )


def _length(cell: Cell) -> float:
    return LETTER * len(_text(cell)) + GUTTER


def _text(cell: Cell) -> str:
    return " ".join(plain(sentence.inlines) for sentence in cell)
