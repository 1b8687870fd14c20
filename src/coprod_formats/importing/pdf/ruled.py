"""Tables of a PDF that tells nothing of them, found by their rules, their bands and their gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from coprod_formats.importing.pdf.gaps import GAP, Row, columns_of, row_of, rows_of
from coprod_formats.importing.pdf.pieces import Box, Line, Page, Shape, Word, around, lines_of

THIN = 2.2  # points; a rule, and not a box
LEVEL = 3.0  # points by which edges that belong together may differ
SHORTEST = 40.0  # of a rule, which the borders of narrow cells may make together
NARROWEST = 12.0
STRAIGHT = 6  # strokes of a plain box; round corners need more
TALLEST = 60.0  # of a coloured band; more is a box
DEEPEST = 8.0  # letters' sizes, of a row without a rule below it


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the words of each cell, row by row, and how many rows head it."""

    box: Box
    rows: tuple[tuple[tuple[Word, ...], ...], ...]
    heads: int
    page: int

    @property
    def words(self) -> set[Word]:
        """Every word in it."""
        return {word for row in self.rows for one in row for word in one}


def ruled(page: Page, words: Sequence[Word]) -> list[Grid]:
    """The tables of a page that have rules or coloured bands."""
    found: list[Grid] = []
    for rules in [part for stack in _stacks(page) for part in _divided(stack, words, page)]:
        box = around(rules)
        inside = [w for w in words if box.holds(*w.middle, 2.0)]
        if len(inside) < 4 or any(one.box.meets(box, -1) for one in found):
            continue
        grid = _grid(page, box, inside, rules)
        if grid is not None:
            whole = _with_edges(grid, words, page.number)
            if len(whole.rows) > 1:
                found.append(whole)
    return found


def _with_edges(grid: Grid, words: Sequence[Word], page: int) -> Grid:
    """The table with the lines outside its rules that stand in its columns: its head, its foot."""
    columns = [[w for row in grid.rows for w in row[at]] for at in range(len(grid.rows[0]))]
    if not all(columns):
        return grid
    starts = [min(word.box.left for word in column) for column in columns]
    size = median(word.look.size for word in grid.words)
    rest = [word for word in words if word not in grid.words]
    box, rows = grid.box, grid.rows
    head = _head(rest, box._replace(top=box.top - 2.2 * size, bottom=box.top), starts, page)
    if head and all(word.look.bold for cell in head for word in cell):
        rows = (head, *rows)
    foot = _foot(rest, box, starts, size, page)
    if foot and all(foot):
        rows = (*rows, foot)
    return Grid(around([w.box for row in rows for c in row for w in c] + [box]), rows, 1, grid.page)


def _head(words: Sequence[Word], reach: Box, starts: Sequence[float], page: int) -> Row:
    """The last line in that reach, below a caption perhaps, if its parts begin columns."""
    lines = lines_of([word for word in words if reach.holds(*word.middle)], page)
    row = _begun(lines[-1], starts) if lines else ()
    return row if sum(map(bool, row)) > 1 else ()


def _foot(words: Sequence[Word], box: Box, starts: Sequence[float], size: float, page: int) -> Row:
    """The row right below the last rule, whose cells may have several lines but the first."""
    reach = box._replace(top=box.bottom, bottom=box.bottom + DEEPEST * size)
    base, farthest = box.bottom, 2.0 * size
    made: Row = ()
    for line in lines_of([word for word in words if reach.holds(*word.middle)], page):
        if line.base - base > farthest:
            break
        row = _begun(line, starts)
        if not row or (made and row[0]):
            return ()  # running text goes on below
        made = tuple((*a, *b) for a, b in zip(made, row, strict=True)) if made else row
        base, farthest = line.base, 1.4 * size
    return made if sum(map(bool, made)) > 1 else ()


def _begun(line: Line, starts: Sequence[float]) -> Row:
    """A line by the columns that its parts begin; nothing where one of them begins none."""
    row: list[list[Word]] = [[] for _ in starts]
    at = -1
    before: Word | None = None
    for word in line.words:
        if before is None or word.box.left - before.box.right >= GAP:
            at = next((i for i, left in enumerate(starts) if abs(left - word.box.left) < 3), -1)
        if at < 0:
            return ()
        row[at].append(word)
        before = word
    return tuple(map(tuple, row))


def aligned(words: Sequence[Word], page: int) -> Grid | None:
    """A table that has no rules: words that stand in rows and columns."""
    if len(words) < 4:
        return None
    box = around([word.box for word in words])
    columns = columns_of(words, box)
    if len(columns) < 2:
        return None
    rows = rows_of(words, columns, page)
    return Grid(box, tuple(rows), 1, page) if len(rows) > 1 else None


def _stacks(page: Page) -> list[list[Box]]:
    """Horizontal edges of the same reach, one above the other."""
    edges = [
        edge
        for whole in page.shapes
        for shape in whole.parts
        if not shape.picture and shape.box.width >= NARROWEST and shape.strokes <= STRAIGHT
        for edge in _edges(shape, page)
    ]
    edges.sort(key=lambda box: box.top)
    joined = [edge for edge in _joined(edges) if edge.width >= SHORTEST]
    stacks: list[list[Box]] = []
    for edge in joined:
        home = next((s for s in stacks if _same_reach(s[0], edge)), None)
        if home is None:
            stacks.append([edge])
        else:
            home.append(edge)
    return [stack for stack in stacks if len(stack) >= 2 and stack[-1].top - stack[0].top > 14]


def _divided(stack: Sequence[Box], words: Sequence[Word], page: Page) -> list[list[Box]]:
    """The stack cut wherever running text, or nothing, stands between two rules."""
    between = [Box(a.left, a.top, a.right, b.top) for a, b in pairwise(stack)]
    parted = [_parted_at(reach, page) for reach in between]
    parts = [[stack[0]]]
    for at, (reach, below) in enumerate(zip(between, stack[1:], strict=True)):
        inside = [word for word in words if reach.holds(*word.middle)]
        text = len(columns_of(inside, reach)) < 2 or _runs_across(inside, stack)
        apart = reach.height > 26 or _differ(parted[at - 1 : at], parted[at + 1 : at + 2])
        if text and apart and not parted[at]:
            parts.append([below])
        else:
            parts[-1].append(below)
    return [part for part in parts if len(part) >= 2 and part[-1].top - part[0].top > 14]


def _parted_at(reach: Box, page: Page) -> list[float]:
    """Where upright rules divide what stands between two level ones, so that it is a row."""
    return [
        shape.box.left
        for whole in page.shapes
        for shape in whole.parts
        if not shape.picture
        and shape.box.width <= THIN
        and reach.left + 8 < shape.box.left < reach.right - 8
        and min(shape.box.bottom, reach.bottom) - max(shape.box.top, reach.top) > reach.height / 2
    ]


def _differ(above: Sequence[list[float]], below: Sequence[list[float]]) -> bool:
    """Whether rows with upright rules, and none in common, are of two tables."""
    over, under = ([x for row in rows for x in row] for rows in (above, below))
    common = any(abs(x - y) <= LEVEL for x in over for y in under)
    return bool(over) and bool(under) and not common


def _runs_across(words: Sequence[Word], stack: Sequence[Box]) -> bool:
    """Whether a line reaches from side to side, or is a heading, as between two tables."""
    width = stack[0].width
    usual = median(word.look.size for word in words)
    return any(
        line.look.size > 1.25 * usual or (_runs_on(line) and line.box.width > 0.75 * width)
        for line in lines_of(words, 0)
    )


def _runs_on(line: Line) -> bool:
    """Whether a line has no gap that could part two columns."""
    gaps = [b.box.left - a.box.right for a, b in pairwise(line.words)]
    return len(gaps) > 4 and max(gaps) < GAP


def _edges(shape: Shape, page: Page) -> list[Box]:
    box = shape.box
    if box.height <= THIN:
        return [box]
    if box.width > 0.97 * page.width or box.height > TALLEST:
        return []
    return [Box(box.left, y, box.right, y) for y in (box.top, box.bottom)]


def _joined(edges: Sequence[Box]) -> list[Box]:
    """Edges that stand level and touch, as one: the borders of neighbouring cells."""
    rows: list[list[Box]] = []
    for edge in edges:
        if rows and abs(rows[-1][0].top - edge.top) <= LEVEL:
            rows[-1].append(edge)
        else:
            rows.append([edge])
    made: list[Box] = []
    for row in rows:
        row.sort(key=lambda box: box.left)
        run = row[0]
        for edge in row[1:]:
            if edge.left <= run.right + 4:
                run = around([run, edge])
            else:
                made.append(run)
                run = edge
        made.append(run)
    return made


def _same_reach(one: Box, other: Box) -> bool:
    return abs(one.left - other.left) <= LEVEL * 2 and abs(one.right - other.right) <= LEVEL * 2


def _grid(page: Page, box: Box, words: Sequence[Word], rules: Sequence[Box]) -> Grid | None:
    uprights = sorted(
        {
            round(edge)
            for whole in page.shapes
            for shape in whole.parts
            if not shape.picture
            and shape.box.meets(box)
            and shape.box.height >= 6
            and shape.strokes <= STRAIGHT
            for edge in _upright(shape, box)
        }
    )
    columns = _by_uprights(uprights, box, words) or columns_of(words, box)
    if len(columns) < 2:
        return None
    bands = [edge.top for edge in rules]
    rows = _by_rules(words, columns, bands, page.number)
    enough = sum(bool(one) for row in rows for one in row) >= 0.5 * len(rows) * len(columns)
    return Grid(box, tuple(rows), 1, page.number) if rows and enough else None


def _upright(shape: Shape, box: Box) -> list[float]:
    own = shape.box
    if own.width <= THIN:
        return [own.left]
    if own.width < 0.97 * box.width and own.height < 0.9 * box.height + 20:
        return [own.left, own.right]
    return []


def _by_uprights(
    uprights: Sequence[float], box: Box, words: Sequence[Word]
) -> list[tuple[float, float]]:
    inner: list[float] = []
    for x in uprights:
        cuts = sum(word.box.left + 2 < x < word.box.right - 2 for word in words)
        apart = not inner or x - inner[-1] > 8
        if box.left + 8 < x < box.right - 8 and apart and cuts <= 0.03 * len(words):
            inner.append(x)
    edges = [box.left - 4, *inner, box.right + 4]
    return list(pairwise(edges)) if inner else []


def _by_rules(
    words: Sequence[Word], columns: list[tuple[float, float]], bands: list[float], page: int
) -> list[Row]:
    """Rows between rules; where a band holds several rows without rules, by their lines."""
    rows: list[Row] = []
    edges = sorted({round(y, 1) for y in bands})
    between = [
        [w for w in words if top - 1 <= w.middle[1] < bottom - 1 + 1]
        for top, bottom in pairwise(edges)
    ]
    filled = [band for band in between if band]
    loose = len(filled) <= 2
    for index, band in enumerate(filled):
        head = index == 0 and len(filled) > 1
        rows.extend([row_of(band, columns)] if head or not loose else rows_of(band, columns, page))
    return rows
