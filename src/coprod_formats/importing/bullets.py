"""Paragraphs whose lines begin with the sign of a list, which somebody typed or pasted: lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from coprod_formats.importing import tree
from coprod_formats.importing.report import Report
from coprod_formats.importing.tree import Node, Nodes

SIGNS = frozenset("•·‣◦▪▫●⁃➢➤❖∙")
DASHES = frozenset("–—")  # of which one alone may begin a speech
BREAKS = {"SoftBreak", "LineBreak"}
GLUED = re.compile(f"[{''.join(sorted(SIGNS))}](?=\\S)")


def listed(blocks: Sequence[Node], report: Report) -> Nodes:
    """The blocks with a list for each run of such lines; what stands before them stays before."""
    made: Nodes = []
    for block in blocks:
        for one in _parted(block):
            if made and "typed" in one and "typed" in made[-1]:
                made[-1]["c"] += one["c"]
            else:
                made.append(one)
    for one in made:
        if one.pop("typed", None):
            words = tree.plain(one["c"][0][0]["c"])
            report.guessed("lines that began with the sign of a list became a list", words=words)
    return made


def _parted(block: Node) -> Iterator[Node]:
    if block["t"] not in {"Para", "Plain"}:
        yield block
        return
    lines = _lines(block["c"])
    marks = [_mark(line) for line in lines]
    dashes = sum(mark in DASHES for mark in marks)
    first = next((at for at, mark in enumerate(marks) if _opens(mark, dashes)), None)
    if first is None:
        yield block
        return
    if first:
        yield tree.node(block["t"], _joined(lines[:first]))
    entries: list[list[Nodes]] = []
    for line, mark in zip(lines[first:], marks[first:], strict=True):
        if _opens(mark, dashes):
            entries.append([_bare(line)])
        else:
            entries[-1].append(line)
    items = [[tree.node("Plain", said)] for one in entries if (said := _joined(one))]
    if items:
        yield {**tree.node("BulletList", items), "typed": True}


def _opens(mark: str, dashes: int) -> bool:
    return mark in SIGNS or (mark in DASHES and dashes > 1)


def _lines(inlines: Sequence[Node]) -> list[Nodes]:
    lines: list[Nodes] = [[]]
    for one in inlines:
        if one["t"] in BREAKS:
            lines.append([])
        else:
            lines[-1].append(one)
    return lines


def _joined(lines: Sequence[Nodes]) -> Nodes:
    made: Nodes = []
    for line in lines:
        made += [*([{"t": "SoftBreak"}] if made else []), *line]
    return tree.trimmed(made)


def _mark(line: Nodes) -> str:
    """The sign that a line begins with, if a space or a word follows it."""
    line = tree.trimmed(line)
    if len(line) < 2 and not (line and line[0]["t"] == "Str" and GLUED.match(line[0]["c"])):
        return ""
    first = line[0]
    if first["t"] != "Str":
        return ""
    sign: str = first["c"][:1]
    if first["c"] == sign and line[1]["t"] == "Space":
        return sign
    return sign if sign in SIGNS and GLUED.match(first["c"]) else ""


def _bare(line: Nodes) -> Nodes:
    first, *rest = tree.trimmed(line)
    words = first["c"][1:].lstrip()
    return tree.trimmed([*([tree.node("Str", words)] if words else []), *rest])
