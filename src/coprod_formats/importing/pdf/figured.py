"""Tables of figures without rules for their rows, found by the numbers that stand in columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from coprod_formats.importing.pdf.gaps import GAP, Row, row_of
from coprod_formats.importing.pdf.pieces import Line, Word, around, joined, lines_of
from coprod_formats.importing.pdf.ruled import Grid

FEWEST_ROWS = 4
FEWEST_PARTS = 3
FARTHEST = 2.4  # of a letter's size, from one line to the next
MOST_HEADS = 5  # lines
CROSSING = 0.06  # of the rows, which a long name may have reach into the next column
FIGURE = re.compile(r"[^\w]*\d[\d.,:/ -]*[^\w]*\d*|[–—-]|n/?a|\.\.", re.IGNORECASE)
YEAR = re.compile(r"(?:19|20)\d\d(?:[/–-]\d{2,4})?")
SIGNS = re.compile(r"[$£€%]*")
LEADERS = re.compile(r"[.·…]+")
FEWEST_DOTS = 4
MANY_ROWS = 8
NARROW = 0.4  # of a letter's size, of white through many rows
BROADEST = 20_000.0  # points, more than a page can have
Columns = list[tuple[float, float]]


def leaders(words: Sequence[Word], page: int) -> set[Word]:
    """The dots that lead the eye from a name to its figure."""
    found: set[Word] = set()
    for line in lines_of(words, page):
        runs = [list(run) for _, run in groupby(line.words, _is_dots)]
        for run, after in pairwise([*runs, []]):
            many = sum(len(one.text) for one in run) >= FEWEST_DOTS
            leads = bool(after) and not run[0].glued and _stands_off(run[-1], after[0])
            if _is_dots(run[0]) and not run[0].look.typewriter and (many or leads):
                found.update(run)
    return found


def _stands_off(dot: Word, word: Word) -> bool:
    """Whether a figure, and no mark of a note, stands with white after a dot."""
    white = word.box.left - dot.box.right >= 0.4 * dot.look.size
    return white and not word.raised and bool(FIGURE.fullmatch(word.text))


def _is_dots(word: Word) -> bool:
    return bool(LEADERS.fullmatch(word.text))


def figured(words: Sequence[Word], page: int) -> Iterator[Grid]:
    """The tables of a page whose rows have a name and two figures or more."""
    lines = lines_of(words, page)
    at = 0
    while at < len(lines):
        end = _reach(lines, at)
        first = at + (at < end and _tells_years(lines[at]))
        body = lines[first:end]
        columns = _columns([line for line in body if _counts(line)]) if body else []
        if len(columns) < FEWEST_PARTS:
            at += 1
            continue
        start = _head_start(lines, first, columns)
        rows = _rows(body, columns)
        head = _head(lines[start:first], columns)
        inside = [word for line in lines[start:end] for word in line.words]
        heads = int(any(head))
        made = (head, *rows) if heads else tuple(rows)
        yield Grid(around([word.box for word in inside]), made, heads, page)
        at = end


def unlumped(grid: Grid) -> Grid:
    """The table, or where rules part only some rows or columns, the same words by their figures."""
    rows = grid.rows[grid.heads :]
    lumps = [[w for cell in row for w in cell] for row in rows]
    several = sum(any(map(_several, row)) for row in rows) >= FEWEST_ROWS
    if not several and not any(_lumped(lump, grid.page) for lump in lumps):
        return grid
    found = list(figured(sorted(grid.words, key=lambda one: one.base), grid.page))
    whole = len(found) == 1 and not grid.words - found[0].words
    return found[0] if whole else grid


def _several(cell: Sequence[Word]) -> bool:
    """Whether a cell holds several figures and nothing else."""
    apart = any(b.box.left - a.box.right >= GAP for a, b in pairwise(cell))
    return apart and all(FIGURE.fullmatch(word.text) for word in cell)


def _lumped(words: Sequence[Word], page: int) -> bool:
    return sum(_counts(line) for line in lines_of(words, page)) > 1


def _parts(line: Line) -> list[list[Word]]:
    made = [[line.words[0]]]
    for before, word in pairwise(line.words):
        if word.box.left - before.box.right >= max(GAP, 0.8 * line.look.size):
            made.append([])
        made[-1].append(word)
    return made


def _counts(line: Line) -> bool:
    """Whether a line has several parts of which most are figures."""
    parts = [joined(part) for part in _parts(line)]
    figures = sum(bool(FIGURE.fullmatch(one)) for one in parts[1:])
    return len(parts) >= FEWEST_PARTS and figures >= 2 and figures >= 0.5 * (len(parts) - 1)


def _tells_years(line: Line) -> bool:
    """Whether the figures of a line are years, so that it heads the figures below."""
    return all(YEAR.fullmatch(joined(part)) for part in _parts(line)[1:])


def _reach(lines: Sequence[Line], start: int) -> int:
    """Where a run of lines with figures ends; a name of two lines may stand among them."""
    if not _counts(lines[start]):
        return start
    end, rows, waiting = start, 0, 0
    for at in range(start, len(lines)):
        line = lines[at]
        if at > start and line.base - lines[at - 1].base > FARTHEST * line.look.size:
            break
        if _counts(line):
            end, rows, waiting = at + 1, rows + 1, 0
            continue
        first = _parts(lines[start])[1][0].box.left
        waiting += 1
        if waiting > 2 or len(_parts(line)) > 1 or line.box.right > first:
            break
    return end if rows >= FEWEST_ROWS else start


def _columns(rows: Sequence[Line]) -> Columns:
    """Columns by the white that nearly all rows have between their parts."""
    if not rows:
        return []
    box = around([line.box for line in rows])
    if box.width > BROADEST:
        return []
    size = rows[0].look.size
    left, wide = int(box.left), int(box.width) + 2
    covered = [0] * wide
    for line in rows:
        points = {
            x - left for w in line.words for x in range(int(w.box.left), int(w.box.right) + 1)
        }
        for x in points:
            covered[x] += 1
    least = NARROW * size if len(rows) >= MANY_ROWS else max(GAP, 0.8 * size) - 1
    edges, run = [box.left - 4], 0
    for x, count in enumerate(covered):
        if count <= CROSSING * len(rows):
            run += 1
            continue
        if run >= least:
            room = run / 2 if len(edges) > 1 else 1.0  # a long name reaches far to the figures
            edges.append(left + x - room)
        run = 0
    made = list(pairwise([*edges, box.right + 4]))
    return _without_signs(made, rows)


def _without_signs(columns: Columns, rows: Sequence[Line]) -> Columns:
    """Columns with those that hold a sign of money alone joined to the figures after it."""
    cells = [row_of(line.words, columns) for line in rows]
    made: Columns = []
    left: float | None = None
    for at, (start, end) in enumerate(columns):
        if at + 1 < len(columns) and all(SIGNS.fullmatch(joined(row[at])) for row in cells):
            left = start if left is None else left
            continue
        made.append((start if left is None else left, end))
        left = None
    return made


def _head_start(lines: Sequence[Line], first: int, columns: Columns) -> int:
    """Where the lines begin that head the columns."""
    at = first
    while at > 0 and first - at < MOST_HEADS:
        line, below = lines[at - 1], lines[at]
        parts = _parts(line)
        if below.base - line.base > FARTHEST * max(line.look.size, below.look.size):
            break
        if len(parts) == 1 and not _within(parts[0], columns):
            break
        at -= 1
    return at


def _within(part: Sequence[Word], columns: Columns) -> bool:
    box = around([word.box for word in part])
    return any(left - 2 <= box.left and box.right <= right + 2 for left, right in columns)


def _head(lines: Sequence[Line], columns: Columns) -> Row:
    """The head of each column; a name above several columns is said in each of them."""
    cells: list[list[Word]] = [[] for _ in columns]
    for line in lines:
        over = [p for p in _parts(line) if (p[0].box.left + p[-1].box.right) / 2 > columns[0][1]]
        share, rest = divmod(len(columns) - 1, len(over)) if over else (0, 1)
        row = row_of(line.words, columns)
        lone = sum(map(bool, row[1:])) == len(over) > 1  # no part holds the heads of two columns
        if lone and share > 1 and not rest and _above(over, columns, share):
            for at, part in enumerate(over):
                for column in range(1 + at * share, 1 + (at + 1) * share):
                    cells[column].extend(part)
            continue
        for cell, more in zip(cells, row, strict=True):
            cell.extend(more)
    return tuple(map(tuple, cells))


def _above(parts: Sequence[Sequence[Word]], columns: Columns, share: int) -> bool:
    """Whether each part stands above its share of the columns."""
    reaches = [
        (columns[1 + at * share][0], columns[(at + 1) * share][1]) for at in range(len(parts))
    ]
    middles = [(part[0].box.left + part[-1].box.right) / 2 for part in parts]
    return all(left <= x <= right for x, (left, right) in zip(middles, reaches, strict=True))


def _rows(lines: Sequence[Line], columns: Columns) -> list[Row]:
    """A row for each line of figures; a name that began on the line above is whole again."""
    made: list[Row] = []
    begun: Line | None = None
    for line in lines:
        row = row_of(line.words, columns)
        if begun is not None:
            name = row_of(begun.words, columns)
            if _goes_on(begun, line):
                row = tuple((*a, *b) for a, b in zip(name, row, strict=True))
            else:
                made.append(name)
        begun = None if _counts(line) else line
        if begun is None:
            made.append(row)
    return made


def _goes_on(name: Line, line: Line) -> bool:
    return line.box.left > name.box.left + 1 or line.text[:1].islower()
