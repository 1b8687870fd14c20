"""The figures of a PDF page: pictures of pixels, and drawings made of many strokes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coprod_formats.importing.pdf.pieces import Box, Page, Shape, Word, around

SMALLEST = 24.0  # points; less is a bullet or a rule
NEAR = 7.0
FEWEST_SHAPES = 3
FEWEST_STROKES = 40
MOST_LETTERS = 300  # of what stands in a drawing; more is text with a drawing behind it
FRAMED = 300
BACKGROUND = 0.55  # of the page; more is what the page is printed on


@dataclass(frozen=True, slots=True)
class Drawing:
    """A figure, and the words that stand inside it."""

    box: Box
    labels: tuple[Word, ...]
    page: int


def drawings(page: Page, words: Sequence[Word], tables: Sequence[Box]) -> list[Drawing]:
    """The figures of a page that are not the lines of its tables."""
    whole = page.width * page.height
    shapes = [
        shape
        for shape in page.shapes
        if not shape.artifact
        and shape.box.area < BACKGROUND * whole
        and not any(shape.box.meets(one, 1) for one in tables)
        and not _is_frame(shape, words)
    ]
    made = []
    for group in _grouped(shapes):
        box = around([shape.box for shape in group])
        pixels = any(shape.picture for shape in group)
        if min(box.width, box.height) < SMALLEST or not (pixels or _drawn(group)):
            continue
        labels = tuple(word for word in words if box.holds(*word.middle, 1.0))
        if sum(len(word.text) for word in labels) <= MOST_LETTERS:
            made.append(Drawing(box, labels, page.number))
    return made


def _drawn(group: Sequence[Shape]) -> bool:
    """Whether strokes make a picture, and are not a few rules or underlines."""
    solid = [shape for shape in group if min(shape.box.width, shape.box.height) > 3]
    strokes = sum(shape.strokes for shape in group)
    return (len(group) >= FEWEST_SHAPES and len(solid) >= 2) or strokes >= FEWEST_STROKES


def _is_frame(shape: Shape, words: Sequence[Word]) -> bool:
    """Whether a shape is the ground of a box with running text, or a lone rule."""
    if shape.picture:
        return False
    box = shape.box
    if box.height <= 2.2 and box.width > 150:
        return True
    inside = [word for word in words if box.holds(*word.middle)]
    return sum(len(word.text) for word in inside) > FRAMED


def _grouped(shapes: Sequence[Shape]) -> list[list[Shape]]:
    """Shapes that touch or nearly touch, together."""
    groups: list[tuple[Box, list[Shape]]] = []
    for shape in shapes:
        box, members = shape.box, [shape]
        rest = []
        for other, inside in groups:
            if other.meets(box, NEAR):
                box, members = around([box, other]), [*inside, *members]
            else:
                rest.append((other, inside))
        groups = [*rest, (box, members)]
    merged = True
    while merged:
        merged = False
        for index, (box, members) in enumerate(groups):
            near = next((i for i in range(index) if groups[i][0].meets(box, NEAR)), None)
            if near is not None:
                other, inside = groups[near]
                groups[near] = (around([other, box]), [*inside, *members])
                del groups[index]
                merged = True
                break
    return [members for _, members in groups]
