"""Columns and rows of a table by the white between its words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from coprod_formats.importing.pdf.pieces import Box, Line, Word, lines_of

GAP = 5.0  # points of white between two columns of a table
Row = tuple[tuple[Word, ...], ...]


def columns_of(words: Sequence[Word], box: Box) -> list[tuple[float, float]]:
    """Columns by the white between them, which a few broad words may cross."""
    lines = lines_of(words, 0)
    broad = _broad(lines)
    spans = sorted(
        (w.box.left, w.box.right) for i, line in enumerate(lines) if i not in broad
        for w in line.words
    )  # fmt: skip
    if not spans:
        return []
    edges = [box.left - 4]
    reach = spans[0][1]
    for left, right in spans:
        if left - reach >= GAP:
            edges.append((left + reach) / 2)
        reach = max(reach, right)
    edges.append(box.right + 4)
    return list(pairwise(edges))


def _broad(lines: Sequence[Line]) -> set[int]:
    """Lines that run across without a gap: headings inside a table."""
    made = set()
    for index, line in enumerate(lines):
        gaps = [b.box.left - a.box.right for a, b in pairwise(line.words)]
        if len(line.words) > 5 and max(gaps, default=0) < GAP:
            made.add(index)
    return made if len(made) < 0.3 * len(lines) else set()


def rows_of(words: Sequence[Word], columns: list[tuple[float, float]], page: int) -> list[Row]:
    """Rows by their lines: parted by wider gaps, or where all gaps are equal, by the first cell."""
    lines = lines_of(words, page)
    steps = sorted(b.base - a.base for a, b in pairwise(lines))
    pitch = steps[0] if steps else 12.0
    spaced = bool(steps) and steps[-1] > 1.25 * pitch and len(lines) > 3
    groups: list[list[Word]] = []
    last = -1e9
    for line in lines:
        cells = row_of(line.words, columns)
        close = line.base - last <= 1.2 * pitch
        begins = not close if spaced else bool(cells[0]) and sum(map(bool, cells)) > 1
        if groups and close and not begins:
            groups[-1].extend(line.words)
        else:
            groups.append(list(line.words))
        last = line.base
    return [row_of(group, columns) for group in groups]


def row_of(words: Sequence[Word], columns: list[tuple[float, float]]) -> Row:
    """One row: the words of each cell, by the column that their middle stands in."""
    cells: list[list[Word]] = [[] for _ in columns]
    for word in words:
        middle = word.middle[0]
        home = next((i for i, (left, right) in enumerate(columns) if left <= middle < right), -1)
        cells[home].append(word)
    return tuple(tuple(one) for one in cells)
