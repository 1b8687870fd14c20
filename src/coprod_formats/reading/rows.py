"""Paragraphs and headings as they stand in the source, row by row, where something is suspect."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from coprod_formats.pandoc import Node, walk
from coprod_formats.reading.ledger import Page


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a paragraph: its number, the column where its words begin, and its text."""

    line: int
    column: int
    text: str
    before: str = ""  # what stands left of the words, such as the mark of a list


@dataclass(frozen=True, slots=True)
class Rows:
    """The lines of one paragraph, heading or cell, and its words by their places."""

    kind: str
    rows: tuple[Row, ...]
    words: dict[tuple[int, int], str]

    kept: frozenset[tuple[int, int]] = frozenset()  # where code and the like begin
    signs: frozenset[tuple[int, int]] = frozenset()  # where & is written by its name

    def said(self, line: int, column: int) -> str:
        """What the word of the text here says from this column on; nothing, if it is no word."""
        for start in range(column, max(0, column - LONGEST), -1):
            if words := self.words.get((line, start)):
                return words[column - start :]
            if (line, start) in self.kept:
                return ""
        return ""


LONGEST = 400  # letters of one word


def suspects(page: Page, nodes: Sequence[Node], lines: Sequence[int]) -> Iterator[Rows]:
    """Each run of words that has one of these lines; the lines are in order."""
    waiting: list[tuple[object, bool]] = [(nodes, False)]
    while waiting:
        one, inside = waiting.pop()
        if isinstance(one, list | tuple):
            waiting.extend((inner, inside) for inner in reversed(one))
        if not isinstance(one, Node) or one.kind in {"CodeBlock", "RawBlock"}:
            continue
        if one.start and one.end and not _holds(lines, one.start[0], one.end):
            continue
        if one.kind in {"Para", "Plain", "Header"}:
            yield _rows(page, one, "Cell" if inside else one.kind)
            notes = (note.content for note in walk(one.content) if note.kind == NOTE)
            waiting.extend((note, inside) for note in notes)
        else:
            waiting.append((one.content, inside or one.kind == "Table"))


NOTE = "Note"


def _holds(lines: Sequence[int], first: int, end: tuple[int, int]) -> bool:
    last = end[0] if end[1] > 1 else end[0] - 1
    at = bisect_left(lines, first)
    return at < len(lines) and lines[at] <= last


def _rows(page: Page, node: Node, kind: str) -> Rows:
    words: dict[tuple[int, int], str] = {}
    starts: dict[int, int] = {}
    kept: set[tuple[int, int]] = set()
    signs: set[tuple[int, int]] = set()
    inner = node.content[1] if node.kind == "Header" else node.content
    for one in _in_line(inner):
        if not one.start:
            continue
        line, column = one.start
        starts[line] = min(column, starts.get(line, column))
        if one.kind == "Str" and one.end == (line, column + len(one.content)):
            words[line, column] = one.content
        elif one.kind == "Str":
            signs.update({(line, column)} if one.content == "&" else ())
        elif one.kind not in {"Emph", "Strong", "Span", "Quoted"}:
            kept.add((line, column))
    lines = page.lines
    rows = tuple(
        Row(line, starts[line], lines[line - 1][at:], lines[line - 1][:at])
        for line in sorted(starts)
        for at in (starts[line] - 1,)
        if line <= len(lines)
    )
    return Rows(kind, rows, words, frozenset(kept), frozenset(signs))


def _in_line(nodes: object) -> Iterator[Node]:
    """The nodes of one run of words, without what stands in its notes."""
    waiting: list[object] = [nodes]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Node):
            yield one
            if one.kind != NOTE and isinstance(one.content, list | tuple):
                waiting.append(one.content)
        elif isinstance(one, list | tuple):
            waiting.extend(reversed(one))


def neighbours(rows: Sequence[Row]) -> Iterator[tuple[Row, Row]]:
    """Each row with the one right below it."""
    return ((one, two) for one, two in pairwise(rows) if two.line == one.line + 1)
