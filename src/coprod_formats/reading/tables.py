"""Pipe tables: their header cells, their captions, and the cells that pandoc would drop."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from coprod_formats.diagnostics import Position
from coprod_formats.document import Block, Cell, Table
from coprod_formats.pandoc import Node
from coprod_formats.reading.cutting import visible
from coprod_formats.reading.surroundings import Surroundings

ALIGNED = {"AlignLeft": "left", "AlignRight": "right", "AlignCenter": "center"}
CELL = re.compile(r"(?<!\\)\|")
HOLDERS = re.compile(r"^(?:[\s>]|[-*+:]\s|\d{1,9}[.)]\s)*")  # marks of what a table stands in
FENCE = '::: {.table caption="What it shows" row-headers=1}'


def bare(around: Surroundings, node: Node, where: Position) -> Iterator[Block]:
    """A table without a fence, and so without a caption."""
    message = "this table has no caption"
    hint = f"write {FENCE} above it, and ::: below it"
    around.ledger.warning("table-caption", message, where, hint)
    yield _table(around, node, where, around.ledger.numbered("table"), "", 0, ())


def fenced(
    around: Surroundings, node: Node, where: Position, longer: tuple[Block, ...]
) -> Iterator[Block]:
    """A table in its fence, with its caption and its row headers."""
    ledger, own = around.ledger, node.attributes
    if [inner.kind for inner in node.content] != ["Table"]:
        message = "this fence should hold one pipe table and nothing else"
        hint = "leave an empty line above the table, and put other text outside"
        ledger.error("table-fence", message, where, hint)
        return
    caption = own.pairs.get("caption", "")
    if not caption.strip():
        ledger.warning("table-caption", "this table has no caption", where, f"write {FENCE}")
    table = node.content[0]
    columns = len(table.content[1])
    written = own.pairs.get("row-headers", "0")
    if not re.fullmatch(r"\d{1,2}", written) or int(written) >= max(columns, 2):
        message = f"row-headers= counts the columns that head their rows, and {written} cannot be"
        ledger.error("table-row-headers", message, where, "write row-headers=1")
        written = "0"
    name = own.id or ledger.numbered("table")
    place = around.page.place(table, where)
    yield _table(around, table, place, name, caption, int(written), longer)


def _table(  # noqa: PLR0913, PLR0917 - a table has as many parts
    around: Surroundings,
    node: Node,
    where: Position,
    name: str,
    caption: str,
    row_headers: int,
    longer: tuple[Block, ...],
) -> Table:
    _, columns, head, bodies, _ = node.content
    captions = around.written(caption, where)
    rows = head[1]
    header = _row(around, rows[0], where, expand=False) if rows else ()
    _check_header(around, header, where)
    cells = tuple(_row(around, row, where) for body in bodies for row in body[3])
    if not cells:
        message = "this table has no rows below its header"
        around.ledger.error("table-rows", message, where, "write its rows, or take it out")
    _check_rows(around, node, len(columns))
    alignments = tuple(ALIGNED.get(align.kind, "") for align, _ in columns)
    return Table(name, captions, header, cells, row_headers, alignments, longer, where)


def _row(around: Surroundings, row: Any, where: Position, expand: bool = True) -> tuple[Cell, ...]:
    return tuple(_cell(around, cell, where, expand) for cell in row[1])


def _cell(around: Surroundings, cell: Any, where: Position, expand: bool) -> Cell:
    made: Cell = ()
    for block in cell[4]:
        place = around.page.place(block.content[0], where) if block.content else where
        made += around.line(place, expand).sentences(block.content)
    return made


def _check_header(around: Surroundings, header: Sequence[Cell], where: Position) -> None:
    empty = [number for number, cell in enumerate(header, 1) if not cell]
    if not header or len(empty) == len(header):
        message = "this table has no header cells"
        hint = "name each column in the first row"
        around.ledger.error("table-header", message, where, hint)
        return
    for number in empty:
        message = f"column {number} of this table has no header cell"
        hint = "name the column in the first row, such as Year or Source"
        around.ledger.error("table-header", message, where, hint)


def _check_rows(around: Surroundings, node: Node, columns: int) -> None:
    """Complain of rows with more cells than the header, since pandoc drops those cells."""
    start, end = node.start, node.end
    if not start or not end:
        return
    for number in range(start[0], min(end[0], len(around.page.lines) + 1)):
        line = around.page.lines[number - 1]
        cells = CELL.split(HOLDERS.sub("", line).rstrip().removeprefix("|"))
        extra = [one for one in cells[columns:] if visible(one)]
        if extra:
            column = line.rindex(extra[0].strip()) + 1
            message = f"this row has more cells than the table has columns ({columns})"
            hint = "add a column to the header; write \\| for a bar inside a cell"
            place = Position(around.page.shown, number, column)
            around.ledger.error("table-cells", message, place, hint)
