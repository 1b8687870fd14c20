"""Tables without rules, found by a bold line of several parts that heads them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from coprod_formats.importing.pdf.gaps import row_of, rows_of
from coprod_formats.importing.pdf.pieces import Line, Word, around, commonest, lines_of
from coprod_formats.importing.pdf.ruled import Grid

LEVEL = 3.0  # points by which the parts of one column may begin apart
FARTHEST = 2.4  # of a letter's size, from one line to the next
RUNNING = 0.6  # of a column that lines of running text fill


def headed(words: Sequence[Word], page: int) -> Iterator[Grid]:
    """The tables of a page whose first line is bold and stands in columns, even of one row."""
    lines = lines_of(words, page)
    at = 0
    while at < len(lines):
        starts = _starts(lines[at])
        end = _reach(lines, at, starts) if len(starts) > 1 else at
        rest = lines[at + 1 : end]
        if not any(len(_parts(line)) > 1 for line in rest) or _running(rest, starts):
            at += 1
            continue
        inside = [word for line in lines[at:end] for word in line.words]
        edges = [*(left - 2 for left in starts), around([word.box for word in inside]).right + 4]
        columns = list(pairwise(edges))
        rows = rows_of([word for line in rest for word in line.words], columns, page)
        rows.insert(0, row_of(lines[at].words, columns))
        yield Grid(around([word.box for word in inside]), tuple(rows), 1, page)
        at = end


def carried(words: Sequence[Word], page: int, before: Grid) -> Grid | None:
    """The rows at the top of a page that go on with the table which ended the page before."""
    cells = [[word for row in before.rows for word in row[at]] for at in range(len(before.rows[0]))]
    lines = lines_of(words, page)
    if not lines or not all(cells):
        return None
    starts = [min(word.box.left for word in column) for column in cells]
    parts = _parts(lines[0])
    alike = abs(lines[0].look.size - commonest([*before.words]).size) < 0.3
    if len(parts) < 2 or not alike or not _fits(lines[0], starts):
        return None
    end = _reach(lines, 0, starts)
    if _running(lines[:end], starts):
        return None
    inside = [word for line in lines[:end] for word in line.words]
    box = around([word.box for word in inside])
    edges = [*(left - 2 for left in starts), max(box.right, before.box.right) + 4]
    rows = rows_of(inside, list(pairwise(edges)), page)
    return Grid(box, tuple(rows), 0, page)


def _parts(line: Line) -> list[list[Word]]:
    """The words of a line between wide stretches of white."""
    made = [[line.words[0]]]
    for before, word in pairwise(line.words):
        if word.box.left - before.box.right >= 1.2 * max(before.look.size, word.look.size):
            made.append([])
        made[-1].append(word)
    return made


def _starts(line: Line) -> list[float]:
    """Where the columns of a head begin; nothing where a line is no head."""
    bold = all(word.look.bold for word in line.words) and not any(w.raised for w in line.words)
    return [part[0].box.left for part in _parts(line)] if bold else []


def _reach(lines: Sequence[Line], head: int, starts: Sequence[float]) -> int:
    """Where the table ends: at a line that does not stand in its columns, or far below."""
    end = head + 1
    while end < len(lines):
        line, before = lines[end], lines[end - 1]
        lefts = [part[0].box.left for part in _parts(line)]
        size = max(line.look.size, before.look.size)
        alike = abs(line.look.size - lines[head].look.size) < 0.15 * size
        near = line.base - before.base < FARTHEST * size
        alone = len(lefts) == 1 and abs(lefts[0] - starts[0]) < LEVEL
        crosses = alone and line.box.right > starts[1]
        if not _fits(line, starts) or not near or not alike or crosses or _starts(line):
            break
        end += 1
    return end


def _fits(line: Line, starts: Sequence[float]) -> bool:
    """Whether each part of a line begins where a column does."""
    lefts = [part[0].box.left for part in _parts(line)]
    return all(any(abs(left - start) < LEVEL for start in starts) for left in lefts)


def _running(lines: Sequence[Line], starts: Sequence[float]) -> bool:
    """Whether running text stands below: two columns of a page may each begin with a heading."""
    widths = [
        parts[0][-1].box.right - parts[0][0].box.left
        for line in lines
        if len(parts := _parts(line)) > 1 and abs(parts[0][0].box.left - starts[0]) < LEVEL
    ]
    return len(widths) > 2 and median(widths) > RUNNING * (starts[1] - starts[0])
