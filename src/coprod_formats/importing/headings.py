"""Headings as an outline that can be walked: no level skipped, the title said once."""

from __future__ import annotations

import re

from coprod_formats.importing import tree
from coprod_formats.importing.brought import Told
from coprod_formats.importing.report import Report
from coprod_formats.importing.tree import Node, Nodes

DEEPEST = 5
LONGEST = 200  # characters of a heading; more is a paragraph in the look of one


def outlined(blocks: Nodes, told: Told, report: Report) -> Nodes:
    """The blocks with their headings in order; the title of the document is not among them."""
    blocks = _without_contents(_titled(blocks, told, report), report)
    return list(_stepped(blocks, report))


CONTENTS = re.compile(
    r"(?:table of )?contents|cynnwys|sommaire|table des matières|inhalt", re.IGNORECASE
)
LEADER = re.compile(r"[\s.·…_\u2060]*\d*\s*$")


def _without_contents(blocks: Nodes, report: Report) -> Nodes:
    """Take out a list of the headings, since every format makes its own."""
    names = {_bare(tree.plain(one["c"][2])) for one in blocks if one["t"] == "Header"}
    start = next((i for i, one in enumerate(blocks) if _says_contents(one)), None)
    if start is None:
        return blocks
    end = start + 1
    while end < len(blocks) and _lists_headings(blocks[end], names):
        end += 1
    if end == start + 1:
        return blocks
    report.left_out("the contents, which every format makes for itself")
    return blocks[:start] + blocks[end:]


def _says_contents(block: Node) -> bool:
    words = block["c"][2] if block["t"] == "Header" else block.get("c")
    return block["t"] in {"Header", "Para", "Plain"} and bool(
        CONTENTS.fullmatch(tree.plain(words).strip())
    )


def _lists_headings(block: Node, names: set[str]) -> bool:
    """Whether a block says the document's headings, and next to nothing else."""
    if block["t"] == "Header":
        return False
    said = [
        _bare(LEADER.sub("", tree.plain(one)))
        for one in tree.walk(block)
        if one["t"] in {"Para", "Plain"}
    ] or [_bare(LEADER.sub("", tree.plain(block)))]
    known = sum(any(name and (one == name or one.endswith(name)) for name in names) for one in said)
    dotted = bool(re.search(r"(?:\.\s?){4}\d*|\s\d{1,3}$", tree.plain(block)))
    return known >= 0.6 * len(said) or (
        dotted and any(name in _bare(tree.plain(block)) for name in names if name)
    )


def _titled(blocks: Nodes, told: Told, report: Report) -> Nodes:
    """Take the title out of the text, where it stands there as the first or the only chief one."""
    said = tree.plain(blocks[0]["c"]) if blocks and blocks[0]["t"] == "Para" else ""
    if len(blocks) > 1 and told.title and _bare(said) == _bare(told.title):
        blocks = blocks[1:]
    heads = [one for one in blocks if one["t"] == "Header" and tree.plain(one["c"][2])]
    if not heads:
        return blocks
    first = heads[0]
    words = tree.plain(first["c"][2])
    before = [one for one in blocks[: _index(blocks, first)] if one["t"] != "HorizontalRule"]
    same = bool(told.title) and _bare(words) == _bare(told.title)
    chief = min(one["c"][0] for one in heads)
    alone = (
        not told.sure and first["c"][0] == chief and sum(one["c"][0] == chief for one in heads) == 1
    )
    if same or (alone and len(heads) > 1 and not before):
        if not same:
            report.guessed("the title: the only heading of the first level", words=words)
            told.title = words
        return [one for one in blocks if one is not first]
    return blocks


def _index(blocks: Nodes, wanted: Node) -> int:
    return next(index for index, one in enumerate(blocks) if one is wanted)


def _bare(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def _stepped(blocks: Nodes, report: Report) -> Nodes:
    """Each heading at most one level below the one that it stands under."""
    above: list[int] = []
    made: Nodes = []
    for block in blocks:
        if block["t"] != "Header":
            made.append(_beneath(block, len(above)))
            continue
        level, attributes, inlines = block["c"]
        words = tree.plain(inlines)
        if not words:
            continue
        if len(words) > LONGEST:
            report.guessed("a long heading was made a paragraph", words=words)
            made.append(tree.paragraph(inlines))
            continue
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        depth = len(above)
        if depth > DEEPEST:
            above.pop()
            report.guessed("a heading deeper than ##### was made strong words", words=words)
            made.append(tree.paragraph([tree.node("Strong", inlines)]))
            continue
        report.kept("headings")
        made.append(tree.node("Header", [depth, attributes, inlines]))
    if any(b["t"] == "Header" and b["c"][0] != m for b, m in _pairs(blocks, made)):
        report.guessed("levels of headings were set anew, so that none is skipped")
    return made


def _beneath(block: Node, depth: int) -> Node:
    """A key finding with its heading one level below the one that it stands under."""
    if block["t"] != "Div":
        return block
    braces, inner = block["c"]
    if "key-finding" not in braces[1]:
        return tree.node("Div", [braces, [_beneath(one, depth) for one in inner]])
    head, *rest = inner
    level = min(depth + 1, DEEPEST)
    return tree.node("Div", [braces, [tree.heading(level, head["c"][2]), *rest]])


def _pairs(blocks: Nodes, made: Nodes) -> list[tuple[Node, int]]:
    """Each old heading that is still one, with its new level; equal shifts do not count."""
    old = [b for b in blocks if b["t"] == "Header" and tree.plain(b["c"][2])]
    new = [m for m in made if m["t"] == "Header"]
    if len(old) != len(new) or not old:
        return []
    shift = old[0]["c"][0] - new[0]["c"][0]
    return [(b, m["c"][0] + shift) for b, m in zip(old, new, strict=True)]
