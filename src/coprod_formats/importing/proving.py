"""The new text read back: each block that does not say what it should is written more plainly."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from coprod_formats import pandoc
from coprod_formats.importing import signs, tree
from coprod_formats.importing.dialect import Pen, apart, settled
from coprod_formats.importing.report import Report
from coprod_formats.importing.tidying import MARKED, tidied
from coprod_formats.importing.tree import Node, Nodes

ROUNDS = 12  # in which the first block that differs is mended; then all that do
QUOTES = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
INLINE = {"Str", "Quoted", "Link", "Span", "Code", "Math", "Image", "Note", *MARKED, *tree.BLANK}
BOXES = {"☐": "[ ]", "☒": "[x]"}
STRICT, PLAIN, BARE = 2, 3, 4  # how plainly a block is written


def proved(blocks: Nodes, report: Report) -> tuple[str, Nodes]:
    """The blocks as Markdown that is read as they are, and as they are read."""
    levels = [0] * len(blocks)
    text, read, wrong = _tried(blocks, levels)
    turn = 0
    while wrong:
        for at in wrong[:1] if turn < ROUNDS else wrong:
            levels[at] += 1
        turn += 1
        text, read, wrong = _tried(blocks, levels)
    _tell(blocks, levels, report)
    return text, read


def _tried(blocks: Nodes, levels: Sequence[int]) -> tuple[str, Nodes, list[int]]:
    """The text, what it is read as, and the blocks that may be written more plainly yet."""
    meant = [_plainer(block, level) for block, level in zip(blocks, levels, strict=True)]
    text = _written(meant, levels)
    read = pandoc.convert(text.encode(), pandoc.MARKDOWN)["blocks"]
    return text, read, [at for at in _wrong(meant, read) if levels[at] < BARE]


def _written(blocks: Nodes, levels: Sequence[int]) -> str:
    pen = Pen()
    parts = []
    for block, level in zip(blocks, levels, strict=True):
        pen.strict = min(level, STRICT)
        parts.append((block["t"], pen.blocks([block])))
    return "\n\n".join(part for part in (apart(parts), pen.noted()) if part) + "\n"


def _plainer(block: Node, level: int) -> Node:
    """A block with less markup, so that there is less to be taken for something else."""

    def change(node: Node) -> Nodes | None:
        """A node with as little markup as the level asks for."""
        kind: str = node["t"]
        content: Any = node.get("c")
        if kind in MARKED:
            return list(content)
        if kind == "OrderedList":
            first, _, sign = content[0]
            return [tree.node(kind, [[first, {"t": "Decimal"}, sign], content[1]])]
        if level < BARE:
            return None
        if kind in {"Link", "Span", "Quoted"}:
            return list(content[1])
        return tree.words(content[1]) if kind in {"Code", "Math"} else None

    made: Nodes = tree.rewritten([block], change) if level >= PLAIN else [block]
    return made[0]


def _wrong(meant: Nodes, read: Nodes) -> list[int]:
    """The blocks that are read as something else, the first of them first."""
    wanted = [said(block) for block in meant]
    found = [words for block in read if (words := said(block))]
    if [words for words in wanted if words] == found:
        return []
    there = set(found)
    solid = [at for at, words in enumerate(wanted) if words]
    first = next(
        (at for place, at in enumerate(solid) if found[place : place + 1] != [wanted[at]]),
        solid[-1] if solid else 0,
    )
    return [first, *(at for at in solid if at != first and wanted[at] not in there)]


def _tell(blocks: Nodes, levels: Sequence[int], report: Report) -> None:
    for block, level in zip(blocks, levels, strict=True):
        words = tree.plain(block.get("c"))[:60]
        if level == PLAIN:
            report.lost("emphasis that cannot be written here", words=words)
        elif level == BARE:
            report.lost("links and emphasis that cannot be written here", words=words)


def said(thing: Any) -> str:
    """All that a tree says, in one line; equal for what is written differently and reads alike."""
    return unicodedata.normalize("NFC", " ".join("".join(_said(thing)).split()))


def _said(thing: Any) -> Iterator[str]:
    if isinstance(thing, list):
        inline = thing and isinstance(thing[0], dict) and thing[0].get("t") in INLINE
        for one in tidied(thing) if inline else thing:
            yield from _said(one)
    elif isinstance(thing, dict) and "t" in thing:
        yield from _of_node(thing["t"], thing.get("c"))


def _of_node(kind: str, content: Any) -> Iterator[str]:
    match kind:
        case "Str":
            yield BOXES.get(content, content.translate(QUOTES))
        case "Space" | "SoftBreak":
            yield " "
        case "LineBreak":
            yield " ⏎ "
        case "Para" | "Plain":
            yield from ("¶ ", *_said(content), " ")
        case "Header":
            yield from (f"h{content[0]} ", *_said(content[2]), " ")
        case "Quoted":
            mark = '"' if content[0]["t"] == "DoubleQuote" else "'"
            yield from (mark, *_said(content[1]), mark)
        case "Code" | "CodeBlock" | "Math":
            yield f"⟨{kind} {content[1]}⟩"
        case "RawInline" | "RawBlock":
            yield "" if signs.APART in content[1] else content[1]
        case "Link" | "Image":
            target, caption = content[2]
            inner = _said(content[1])
            yield from (f"⟨{kind} ", *inner, f" → {signs.address(target)} {caption}⟩")
        case "Div" | "Span":
            _, classes, pairs = content[0]
            yield from (f"⟨{kind} {classes} {_pairs(pairs)} ", *_said(content[1]), "⟩")
        case "OrderedList":
            first, style = settled(content[0], len(content[1]))
            yield f"⟨{first} {style} "
            for item in content[1]:
                yield from ("⟨", *_said(item), "⟩")
            yield "⟩"
        case "BulletList" | "DefinitionList":
            yield f"⟨{kind} "
            for item in content:
                yield from ("⟨", *_said(item), "⟩")
            yield "⟩"
        case "Table":
            yield "⟨Table "
            for row in tree.rows(content):
                for cell in row[1]:
                    yield from ("⟨", *_said(cell[4]), "⟩")
            yield "⟩"
        case _:
            yield from (f"⟨{kind} ", *_said(content), "⟩")


def _pairs(pairs: list[list[str]]) -> str:
    return " ".join(f"{key}={' '.join(value.split())}" for key, value in pairs)
