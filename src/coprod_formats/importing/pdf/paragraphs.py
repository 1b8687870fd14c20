"""The lines of one column of an untagged page to paragraphs, entries of lists and notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from coprod_formats.importing.pdf.bidi import logical, mostly_leftward
from coprod_formats.importing.pdf.kinds import ENDED, NUMBERED, Chunk, Kind
from coprod_formats.importing.pdf.pieces import (
    BULLET,
    Box,
    Line,
    Look,
    Page,
    Word,
    around,
    lines_of,
)

SECTION = re.compile(r"(?:\d{1,2}|[A-Z])(?:\.\d{1,2})*\.?")


def paragraphs(words: Sequence[Word], page: Page, body: Look) -> Iterator[Chunk]:
    """The words of one column as what they are, from the top."""
    lines = lines_of(words, page.number)
    if not lines:
        return
    column = around([line.box for line in lines])
    pitches = _pitches(lines)
    chunk: Chunk | None = None
    for line in lines:
        before = chunk.lines[-1] if chunk else None
        marker = _marker(line)
        noted = _is_note(line, page, body) and _begins_note(chunk, line)
        if chunk and before and not noted and _lone_mark(before, line):
            raised = (replace(word, raised=True) for word in line.words)
            chunk.lines[-1] = Line((*before.words, *raised), line.page)
            continue
        begins = bool(marker) or noted
        if chunk and before and not begins and _goes_on(chunk, before, line, column, pitches):
            chunk.lines.append(line)
            continue
        if chunk:
            yield chunk
        kind = Kind.ITEM if marker else Kind.TEXT
        if noted:
            kind, marker = Kind.NOTE, line.words[0].text
        chunk = Chunk(kind, page.number, [line], marker=marker, column=column)
    if chunk:
        yield chunk


def _lone_mark(before: Line, line: Line) -> bool:
    """Whether a line holds the small mark of a note alone, which had no room on the line above."""
    size = before.look.size
    small = line.look.size <= 0.85 * size and line.base - before.base < 2 * size
    return small and bool(re.fullmatch(r"\d{1,2}|[*†‡§]", line.text))


def _pitches(lines: Sequence[Line]) -> dict[float, float]:
    """The usual step from line to line, for each size of letters."""
    steps: dict[float, list[float]] = {}
    for one, other in pairwise(lines):
        if abs(one.look.size - other.look.size) < 0.6:
            step = other.base - one.base
            if 0 < step < 2.2 * one.look.size:
                steps.setdefault(round(one.look.size), []).append(step)
    return {
        size: median(sorted(found)[: max(1, len(found) * 2 // 3)]) for size, found in steps.items()
    }


def _marker(line: Line) -> str:
    """The sign or number that begins an entry of a list."""
    words = logical(line.words)
    first = words[0]
    if len(words) == 1:
        return first.text if first.text in {"•", "▪", "●"} else ""
    gap = max(words[1].box.left - first.box.right, first.box.left - words[1].box.right)
    if len(first.text) == 1 and BULLET.fullmatch(first.text) and not words[1].glued:
        return first.text if gap > 0.1 * first.look.size else ""
    if NUMBERED.fullmatch(first.text) and not first.raised and not words[1].glued:
        return first.text
    return ""


def _is_note(line: Line, page: Page, body: Look) -> bool:
    first = line.words[0]
    small = line.look.size <= 0.93 * body.size
    low = line.box.top > 0.45 * page.height
    mark = re.fullmatch(r"\d{1,3}[.)]?|[*†‡§]", first.text)
    headed = _bold(line) or line.text.isupper()
    return bool(small and low and mark and (first.raised or len(line.words) > 2) and not headed)


def _begins_note(chunk: Chunk | None, line: Line) -> bool:
    """Whether a figure at the front of a line of notes is a mark, and not a part of a note."""
    first = line.words[0]
    if chunk is None or chunk.kind is not Kind.NOTE or first.raised:
        return True
    mark, last = first.text.rstrip(".)"), chunk.marker.rstrip(".)")
    if not mark.isdigit() or not last.isdigit():
        return True
    hangs = len(line.words) > 1 and line.words[1].glued and line.words[1].text[:1].isupper()
    return int(mark) == int(last) + 1 or (hangs and int(mark) > int(last))


def _goes_on(
    chunk: Chunk, before: Line, line: Line, column: Box, pitches: dict[float, float]
) -> bool:
    """Whether a line belongs to the paragraph of the line before."""
    look, last = line.look, before.look
    size = max(look.size, last.size)
    if abs(look.size - last.size) > 0.07 * size:
        return False
    was, place = before.box, line.box
    start = chunk.lines[0].box.left
    if mostly_leftward([*before.words, *line.words]):  # as in a mirror
        was, place = _mirrored(was, column), _mirrored(place, column)
        start = _mirrored(chunk.lines[0].box, column).left
    full = was.right > column.right - 0.15 * column.width or chunk.kind is Kind.ITEM
    if _bold(line) != _bold(before) and not full:
        return False
    pitch = pitches.get(round(size), 1.3 * size)
    if line.base - before.base > max(1.22 * pitch, pitch + 1.5):
        return False
    em, own, prior = size, place.left, was.left
    short = was.right < column.right - 0.22 * column.width
    ended = bool(ENDED.search(before.text))
    if chunk.kind in {Kind.ITEM, Kind.NOTE}:
        hangs = own > start + 0.3 * em or chunk.kind is Kind.NOTE
        return hangs or not (ended or short)
    if len(chunk.lines) == 1:
        hangs = own < start + 0.8 * em or _under_number(before, line)
        return not (short and ended) and (hangs or _centred(before, column))
    if own > prior + 0.7 * em and ended:
        return False
    return not (short and ended)


def _mirrored(box: Box, column: Box) -> Box:
    """A box as far from the left side of its column as it was from the right."""
    both = column.left + column.right
    return box._replace(left=both - box.right, right=both - box.left)


def _under_number(before: Line, line: Line) -> bool:
    """Whether a line hangs under the words of a heading, and not under its number."""
    words = before.words
    if len(words) < 2 or not SECTION.fullmatch(words[0].text):
        return False
    return abs(line.box.left - words[1].box.left) < 3 and line.look == words[-1].look


def _centred(line: Line, column: Box) -> bool:
    left, right = line.box.left - column.left, column.right - line.box.right
    return left > 8 and abs(left - right) < 6


def _bold(line: Line) -> bool:
    letters = sum(len(word.text) for word in line.words)
    return sum(len(word.text) for word in line.words if word.look.bold) > 0.8 * letters
