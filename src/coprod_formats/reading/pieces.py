"""A text that is read again and again while it is written: only the chapter that changed is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from coprod_formats import pandoc
from coprod_formats.pandoc import Node

# What may reach over empty lines in ways of its own: such a text is read as a whole.
REACHING = re.compile(r"<(?:[!?]|script|pre|style|textarea)", re.IGNORECASE)
FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*$)|~{3,})")
DIV = re.compile(r" {0,3}:{3,}[ \t]*(\S?)")
HEADING = re.compile(r"#{1,6}[ \t]")
CHAPTER = re.compile(r"#[ \t]")
DEFINED = re.compile(r" {0,3}\[[^\]]+\]:")
PLACE = re.compile(r'"data-pos", "(\d+):')
Range = tuple[int, int]  # lines from 0, the second not among them


class Pieces:
    """What pandoc made of each chapter of one text, as far as that is the same still.

    Headings and definitions are given with every chapter, at their own lines, since names and notes
    depend on them; where one of them changes, everything is read anew.
    """

    def __init__(self) -> None:
        self._shared = ""
        self._kept: dict[tuple[Range, str], bytes] = {}

    def read(self, markdown: str) -> list[Node]:
        """The same blocks as of the whole text."""
        lines = markdown.split("\n")
        chapters = _chapters(lines) if not REACHING.search(markdown) else []
        if len(chapters) < 2:
            return pandoc.read(markdown)
        shared = _shared(lines)
        if "\n".join(shared) != self._shared:
            self._shared = "\n".join(shared)
            self._kept = {}
        keys = {one: (one, "\n".join(lines[slice(*one)])) for one in chapters}
        missing = [one for one in chapters if keys[one] not in self._kept]
        if len(missing) == 1:
            start, end = missing[0]
            alone = [*shared[:start], *lines[start:end], *shared[end:]]
            found = _divided(pandoc.parsed("\n".join(alone)), missing)
        elif missing:
            made = pandoc.parsed(markdown)
            found = _divided(made, chapters)
            if not found:
                return pandoc.nodes(made)
        else:
            found = {}
        if missing and not found:
            return pandoc.read(markdown)
        fresh = {keys[one]: made for one, made in found.items()}
        self._kept = {key: (self._kept | fresh)[key] for key in keys.values()}
        blocks = b",".join(one for one in self._kept.values() if one)
        return pandoc.nodes(b'{"blocks":[' + blocks + b"]}")


def _chapters(lines: list[str]) -> list[Range]:
    """The lines of each chapter; none where something that was opened is never closed."""
    if not _closed(lines):
        return []
    starts = [0]
    for number, line in _outside(lines):
        if CHAPTER.match(line) and number and not lines[number - 1].strip():
            starts.append(number)
    return list(zip(starts, [*starts[1:], len(lines)], strict=True))


def _closed(lines: list[str]) -> bool:
    """Whether all colons are closed that were opened, and definitions stand by themselves."""
    depth = 0
    defined = set(_definitions(lines))
    if not any(number == len(lines) for number, _ in _outside([*lines, "end"], divs=True)):
        return False  # code goes on to the end
    for number, line in _outside(lines, divs=True):
        alone = number == 0 or not lines[number - 1].strip() or number - 1 in defined
        if "]:" in line and not (DEFINED.match(line) and alone):
            return False
    for number, line in enumerate(lines):
        if found := DIV.match(line):
            depth += 1 if found[1] else -1
            if depth < 0 or number - 1 in defined:
                return False
        elif FENCE.match(line) and number - 1 in defined:
            return False
    return depth == 0


def _outside(lines: list[str], *, divs: bool = False) -> Iterator[tuple[int, str]]:
    """The lines that stand in no fenced code and, unless ``divs``, between no colons."""
    fence, depth = "", 0
    for number, line in enumerate(lines):
        if opened := FENCE.match(line):
            if not fence:
                fence = opened[1]
            elif opened[1].startswith(fence) and not line.strip(" \t`~"):
                fence = ""
            continue
        if fence:
            continue
        if found := DIV.match(line):
            depth = depth + 1 if found[1] else max(0, depth - 1)
        elif not depth or divs:
            yield number, line


def _shared(lines: list[str]) -> list[str]:
    """The text with empty lines for all but headings and definitions."""
    kept = {number for number, line in _outside(lines, divs=True) if HEADING.match(line)}
    kept.update(_definitions(lines))
    return [line if number in kept else "" for number, line in enumerate(lines)]


def _definitions(lines: list[str]) -> Iterator[int]:
    """The lines of definitions of links and notes, which go on while lines are indented."""
    inside = blank = False
    for number, line in _outside(lines, divs=True):
        if DEFINED.match(line):
            inside = True
        elif inside and blank and line.strip() and not line.startswith(("    ", "\t")):
            inside = False
        blank = not line.strip()
        if inside:
            yield number


def _divided(made: bytes, chapters: Iterable[Range]) -> Mapping[Range, bytes]:
    """The blocks of these chapters; nothing at all where one does not say where it stands."""
    found: dict[Range, list[str]] = {one: [] for one in chapters}
    for block in json.loads(made)["blocks"]:
        told = json.dumps(block, ensure_ascii=False)
        place = PLACE.search(told)
        if place is None:
            return {}
        line = int(place[1]) - 1
        for (start, end), blocks in found.items():
            if start <= line < end:
                blocks.append(told)
    return {one: ",".join(blocks).encode() for one, blocks in found.items()}
