"""The order in which the parts of a page are read: columns are found by the white between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import NamedTuple, Protocol

from coprod_formats.importing.pdf.pieces import Box, Word, around

GUTTER = 8.0  # points of white that part two columns
NARROWEST = 0.16  # of a column, as a share of what is divided
FEWEST_LINES = 3
DEEPEST = 30
GRID_FILLED = 0.7  # lines of running text fill their column; cells of a table do not


class Placed(Protocol):
    """Anything that lies on a page."""

    @property
    def box(self) -> Box:
        """Where it lies."""


@dataclass(frozen=True, slots=True)
class Region:
    """Things that are read from top to bottom; a grid's lie in rows and columns."""

    things: tuple[Placed, ...]
    grid: bool = False


class _Strip(NamedTuple):
    score: float
    x: float
    top: float
    bottom: float
    grid: bool


def regions(things: Sequence[Placed], depth: int = 0) -> list[Region]:
    """The regions of a page in reading order."""
    if len(things) < 4 or depth > DEEPEST:
        return [Region(tuple(things))] if things else []
    strip = _best(things)
    if strip is None:
        return [Region(tuple(things))]
    above = [one for one in things if one.box.bottom <= strip.top + 0.5]
    rest = [one for one in things if one.box.bottom > strip.top + 0.5]
    below = [one for one in rest if one.box.top >= strip.bottom - 0.5]
    between = [one for one in rest if one.box.top < strip.bottom - 0.5]
    left = [one for one in between if _middle(one) <= strip.x]
    right = [one for one in between if _middle(one) > strip.x]
    if not left or not right or len(between) == 0:
        return [Region(tuple(things))]
    inner = (
        [Region(tuple(between), grid=True)]
        if strip.grid
        else regions(left, depth + 1) + regions(right, depth + 1)
    )
    return regions(above, depth + 1) + inner + regions(below, depth + 1)


def _middle(thing: Placed) -> float:
    return (thing.box.left + thing.box.right) / 2


def _best(things: Sequence[Placed]) -> _Strip | None:
    """The tallest strip of white that has a column on both its sides."""
    whole = around([one.box for one in things])
    ordered = sorted(things, key=lambda one: one.box.top)
    best: _Strip | None = None
    for x in _candidates(things, whole):
        for strip in _strips(ordered, x, whole):
            if best is None or strip.score > best.score:
                best = strip
    return best


def _candidates(things: Sequence[Placed], whole: Box) -> list[float]:
    edges = sorted({round(one.box.left - GUTTER, 0) for one in things})
    low = whole.left + NARROWEST * whole.width
    high = whole.right - NARROWEST * whole.width
    return [x for x in edges if low - GUTTER <= x <= high]


def _strips(ordered: Sequence[Placed], x: float, whole: Box) -> list[_Strip]:
    """Every stretch in which nothing crosses the strip, and both sides have lines."""
    edge = x + GUTTER - 0.5
    blockers = [b for one in ordered if (b := one.box).left < edge and b.right + _space(one) > x]
    found = []
    top = whole.top - 1
    for blocker in [*blockers, Box(0, whole.bottom + 1, 0, whole.bottom + 1)]:
        if blocker.top - top > 20:
            strip = _judged(ordered, x, top, blocker.top)
            if strip:
                found.append(strip)
        top = max(top, blocker.bottom)
    return found


def _space(thing: Placed) -> float:
    """How much more white large words need beside them, since their own spaces are wide."""
    return max(0.0, 0.3 * thing.look.size - 4) if isinstance(thing, Word) else 0.0


def _judged(ordered: Sequence[Placed], x: float, top: float, bottom: float) -> _Strip | None:
    inside = [one for one in ordered if top - 0.5 <= one.box.top and one.box.bottom <= bottom + 0.5]
    left = [one for one in inside if one.box.right <= x]
    right = [one for one in inside if one.box.left >= x + GUTTER - 0.5]
    if not left or not right:
        return None
    left_box, right_box = around([o.box for o in left]), around([o.box for o in right])
    overlap = min(left_box.bottom, right_box.bottom) - max(left_box.top, right_box.top)
    left_rows, right_rows = _rows(left), _rows(right)
    together = left_box.width + right_box.width
    narrow = min(left_box.width, right_box.width) < NARROWEST * together
    few = min(len(left_rows), len(right_rows)) < FEWEST_LINES and not _tall(left, right, overlap)
    if narrow or few or overlap < 24:
        return None
    running = _fills(left_rows, left_box) and _fills(right_rows, right_box)
    grid = _alike(left_rows, right_rows) and not running
    return _Strip(overlap, x, top, bottom, grid)


def _tall(left: Sequence[Placed], right: Sequence[Placed], overlap: float) -> bool:
    """Whether one side is a picture or a table beside lines of text."""
    sides = (left, right)
    return overlap > 60 and any(
        any(not isinstance(one, Word) and one.box.height > 60 for one in side) for side in sides
    )


def _rows(things: Sequence[Placed]) -> dict[float, Box]:
    """The lines of one side, by where they stand."""
    rows: dict[float, Box] = {}
    for one in things:
        base = one.base if isinstance(one, Word) else one.box.bottom
        key = next((row for row in rows if abs(row - base) < 2.5), base)
        rows[key] = around([rows[key], one.box]) if key in rows else one.box
    return rows


def _alike(left: dict[float, Box], right: dict[float, Box]) -> bool:
    """Whether the lines of the side with fewer stand level with lines of the other."""
    few, many = sorted((left, right), key=len)
    level = sum(any(abs(row - other) < 2.5 for other in many) for row in few)
    return level >= 0.85 * len(few)


def _fills(rows: dict[float, Box], box: Box) -> bool:
    """Whether most lines reach across, as running text does and cells seldom do."""
    return median(row.width for row in rows.values()) >= GRID_FILLED * box.width
