"""What runs of pandoc's nodes look like to people: tick boxes, sources of quotations, pictures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from coprod_formats.pandoc import Node

SPACES = {"Space", "SoftBreak"}
CONTAINERS = {"Emph", "Strong", "Span", "Superscript", "Subscript"}
DASHES = ("—", "–", "―")


def lone_pictures(nodes: Sequence[Node]) -> list[Node]:
    """The pictures of a paragraph that holds nothing else; none where it holds words."""
    solid = [node for node in nodes if node.kind not in SPACES]
    return solid if all(node.kind == "Image" for node in solid) else []


def ticked(item: list[Node]) -> tuple[bool | None, list[Node]]:
    """Whether a list's entry starts with a tick box and how it stands, and the rest of it."""
    if not item or item[0].kind not in {"Plain", "Para"}:
        return None, item
    match item[0].content:
        case [
            Node("Str", "["),
            Node("Space" | "Str") as mark,
            Node("Str", "]"),
            Node("Space"),
            *rest,
        ] if mark.content in {None, "x", "X"}:
            first = replace(item[0], content=rest)
            return mark.content is not None, [first, *item[1:]]
        case _:
            return None, item


def attributed(nodes: list[Node]) -> tuple[list[Node], list[Node]]:
    """A quotation's blocks, and its source where the last line starts with a dash."""
    if not nodes or nodes[-1].kind != "Para":
        return nodes, []
    last = nodes[-1].content
    starts = [i + 1 for i, one in enumerate(last) if one.kind in {"SoftBreak", "LineBreak"}]
    start = starts[-1] if starts else 0
    if len(nodes) == 1 and start == 0:
        return nodes, []
    line = last[start:]
    if not line or line[0].kind != "Str" or not line[0].content.startswith(DASHES):
        return nodes, []
    rest = line[0].content.lstrip("".join(DASHES))
    named = [replace(line[0], content=rest), *line[1:]] if rest else line[1:]
    while named and named[0].kind in SPACES:
        named = named[1:]
    before = [replace(nodes[-1], content=last[: start - 1])] if start else []
    return [*nodes[:-1], *before], named


def trimmed(nodes: Sequence[Node]) -> tuple[list[Node], bool, bool]:
    """The nodes without spaces and breaks at their edges, and whether each edge had any."""
    inner, edges = list(nodes), [False, False]
    for side, at in ((0, 0), (1, -1)):
        while inner and inner[at].kind in {*SPACES, "LineBreak"}:
            edges[side] = bool(inner.pop(at))
        if inner and inner[at].kind in CONTAINERS:
            kept, *found = trimmed(inner[at].content)
            inner[at] = replace(inner[at], content=kept)
            edges[side] = edges[side] or found[side]
    return inner, edges[0], edges[1]
