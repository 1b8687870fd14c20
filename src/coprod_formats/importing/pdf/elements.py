"""The elements of a structure tree, and what each of them tells by itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from coprod_formats.importing.pdf.bidi import leftward
from coprod_formats.importing.pdf.pieces import Box, Line, Word, around
from coprod_formats.importing.pdf.told import Leaf, Tag
from coprod_formats.importing.tree import Node, Nodes

HEADINGS = {f"H{level}": level for level in range(1, 7)} | {"H": 1, "Title": 1}
GROUPS = {
    "Document", "Part", "Art", "Sect", "Div", "NonStruct", "Private", "DocumentFragment",
    "Aside", "Index", "Textbox", "Story", "Article", "WPS",
}  # fmt: skip
LINE_LEVEL = {"Span", "Link", "Reference", "Quote", "Em", "Strong", "Lbl", "Sub", "Code", "Annot"}
NOTES = {"Note", "FENote"}
BLOCK_LEVEL = GROUPS | set(HEADINGS) | {"P", "L", "Table", "BlockQuote"}
BULLETS = "•‣▪◦●○■□–—∙·o*-➢➤✓✔❖"


def defines(tag: Tag) -> bool:
    """Whether every entry of a list has a label."""
    items = [one for one in tag.children if isinstance(one, Tag)]
    return bool(items) and all(
        any(isinstance(c, Tag) and c.kind == "Lbl" for c in one.children) for one in items
    )


def stretches(tag: Tag, inside: bool = False) -> Iterator[tuple[Leaf, bool]]:
    """Every stretch of an element that is not a note's or a picture's."""
    for child in tag.children:
        if isinstance(child, Leaf):
            yield child, inside
        elif child.kind not in NOTES | {"Figure", "Artifact"}:
            yield from stretches(child, inside or child.kind in {"Lbl", "Reference"})


def goes_on(line: Line, word: Word) -> bool:
    """Whether a word stands on the line of the one before."""
    before = line.words[-1]
    size = max(before.look.size, word.look.size)
    turned = leftward(word.text) or any(leftward(one.text) for one in line.words)
    ahead = turned or word.box.left > before.box.left - 1
    return abs(before.base - word.base) < 0.6 * size and ahead


def cut_label(block: Node) -> str:
    """Take the bullet or the number off the front of an entry that has it in its text."""
    inner: Nodes = block["c"]
    first = inner[0]["c"] if inner and inner[0]["t"] == "Str" else ""
    number = first.rstrip(".)").strip("(")
    is_label = first in BULLETS or (number.isdigit() and first != number)
    if first and is_label and len(inner) > 2:
        del inner[:2]
        return str(first)
    return ""


def place_of(
    tag: Tag,
    shapes: Mapping[tuple[int, int], Sequence[Box]],
    words: Mapping[tuple[int, int], Sequence[Word]],
) -> tuple[int, Box] | None:
    """Where a figure lies: round all that is drawn in it."""
    boxes: dict[int, list[Box]] = defaultdict(list)
    for leaf in tag.leaves():
        key = (leaf.page, leaf.mark)
        boxes[leaf.page].extend(shapes.get(key, ()))
    for page, found in boxes.items():
        if found:
            inside = [
                word.box
                for leaf in tag.leaves()
                if leaf.page == page
                for word in words.get((page, leaf.mark), ())
            ]
            box = around(found)
            box = around([box, *(w for w in inside if w.meets(box, 4))])
            if min(box.width, box.height) > 4:
                return page, box
    return None
