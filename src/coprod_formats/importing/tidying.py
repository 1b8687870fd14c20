"""Inlines as Markdown can say them: words in one piece, emphasis without spaces at its edges."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from coprod_formats.importing import tree
from coprod_formats.importing.tree import Node, Nodes

SCRIPTS = {"Superscript", "Subscript"}
MARKED = {"Emph", "Strong", *SCRIPTS}
NOTHING: frozenset[str] = frozenset()
PARTED = re.compile(r"([ \t\n\r\u00a0]+)")
UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u2028\u2029\ufdd0\ufdd1\ufffc\ufffe\uffff]"
)


def tidied(
    inlines: Sequence[Node], *, plain: bool = False, inside: frozenset[str] = NOTHING
) -> Nodes:
    """A run of inlines in which no emphasis is empty or doubled, or has a space at its edge.

    Where ``plain`` is true, it has no emphasis at all.
    """
    made: Nodes = []
    for one in inlines:
        for new in _parts(one, plain, inside):
            last = made[-1] if made else tree.node("", None)
            if new["t"] == "Space" and last["t"] in tree.BLANK:
                continue
            if last["t"] != new["t"] or new["t"] not in {"Str", *MARKED}:
                made.append(new)
            elif new["t"] == "Str":
                made[-1] = tree.node("Str", last["c"] + new["c"])
            else:
                made[-1] = tree.node(new["t"], tidied([*last["c"], *new["c"]], inside=inside))
    return made


def _parts(one: Node, plain: bool, inside: frozenset[str]) -> Iterator[Node]:
    kind = one["t"]
    if kind == "Str":
        for part in PARTED.split(UNSEEN.sub("", one["c"])):
            if part:
                yield tree.SPACE if PARTED.fullmatch(part) else tree.node("Str", part)
    elif kind == "SoftBreak":
        yield tree.SPACE
    elif kind in MARKED:
        yield from _marked(one, plain, inside)
    elif kind in {"Link", "Span"}:
        braces, inner, *rest = one["c"]
        yield tree.node(kind, [braces, tidied(inner, plain=plain, inside=inside), *rest])
    else:
        yield one


def _marked(one: Node, plain: bool, inside: frozenset[str]) -> Iterator[Node]:
    """Emphasis with the spaces at its edges outside it."""
    kind: str = one["t"]
    if plain or kind in inside:
        yield from tidied(one["c"], plain=plain, inside=inside)
        return
    inner = tidied(one["c"], inside=inside | {kind})
    if kind in SCRIPTS:
        inner = [tree.SPACE if each["t"] == "LineBreak" else each for each in inner]
    kept = tree.trimmed(inner)
    start = next((at for at, each in enumerate(inner) if each["t"] not in tree.BLANK), len(inner))
    yield from inner[:start]
    if kept:
        yield tree.node(kind, kept)
    yield from inner[start + len(kept) :]
