"""The strokes of a drawn path as rules: a whole grid may be drawn at one go."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from coprod_formats.importing.pdf.pieces import Box

FEWEST_RULES, MOST_RULES = 7, 4_000  # strokes; fewer are a box, more are a map
STRAIGHT = 0.5  # points by which a rule may lean
Point = tuple[float, float]


class Stroke(NamedTuple):
    """One step of a pen to a point, measured from the page's top left corner."""

    point: Point
    moves: bool = False  # without drawing
    bends: bool = False
    closes: bool = False  # and goes back to where it began


def rules_of(strokes: Iterable[Stroke]) -> list[Box]:
    """The strokes as rules; none where any of them bends or leans."""
    made: list[Box] = []
    start = last = (0.0, 0.0)
    for stroke in strokes:
        if stroke.moves:
            start = last = stroke.point
            continue
        for end in [stroke.point, start] if stroke.closes else [stroke.point]:
            wide, tall = abs(end[0] - last[0]), abs(end[1] - last[1])
            if stroke.bends or min(wide, tall) > STRAIGHT:
                return []
            if max(wide, tall) > STRAIGHT:
                left, right = sorted((last[0], end[0]))
                top, bottom = sorted((last[1], end[1]))
                made.append(Box(left, top, right, bottom))
            last = end
    return made
