"""Captions of untagged pages, joined with the table or the picture that they stand beside."""

from __future__ import annotations

import re

from coprod_formats.importing import tree
from coprod_formats.importing.tree import Node, Nodes

CAPTION = re.compile(r"(?:table|figure|fig\.|chart|tabl|ffigur|tableau)\s*\d+", re.IGNORECASE)


def captioned(blocks: Nodes) -> Nodes:
    """Captions that stand beside their table or picture, joined with it."""
    made: Nodes = []
    for block in blocks:
        if made and block["t"] == "Table" and _is_caption(made[-1]):
            block["c"][1] = [None, [made.pop()]]
        elif made and _is_caption(block) and _takes(made[-1]):
            _give(made[-1], block)
            continue
        elif made and _is_picture(block) and _is_caption(made[-1]):
            _give(block, made.pop())
        made.append(block)
    return made


def _is_caption(block: Node) -> bool:
    return block["t"] == "Para" and bool(CAPTION.match(tree.plain(block["c"])))


def _is_picture(block: Node) -> bool:
    return block["t"] == "Para" and len(block["c"]) == 1 and block["c"][0]["t"] == "Image"


def _takes(block: Node) -> bool:
    if block["t"] == "Table":
        return not block["c"][1][1]
    return _is_picture(block) and not block["c"][0]["c"][2][1]


def _give(block: Node, caption: Node) -> None:
    if block["t"] == "Table":
        block["c"][1] = [None, [caption]]
    else:
        block["c"][0]["c"][2][1] = tree.plain(caption["c"], notes=True)
