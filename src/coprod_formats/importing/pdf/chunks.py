"""Untagged pages to chunks in reading order: paragraphs, entries of lists, tables, figures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from statistics import median

from coprod_formats.importing.pdf.columns import regions
from coprod_formats.importing.pdf.contents import contents
from coprod_formats.importing.pdf.drawings import Drawing, drawings
from coprod_formats.importing.pdf.furniture import furniture
from coprod_formats.importing.pdf.listings import Listing, listings
from coprod_formats.importing.pdf.pieces import (
    Box,
    Line,
    Look,
    Page,
    Word,
    around,
    commonest,
    lines_of,
)
from coprod_formats.importing.pdf.ruled import Grid, aligned, ruled

BULLET = re.compile(r"[•‣▪◦●○■□–—∙·➢➤✓✔❖*-]")
NUMBERED = re.compile(r"\(?(\d{1,3}|[a-z]|[ivx]{1,4})[.)]", re.IGNORECASE)
CHAPTER = re.compile(
    r"(?:chapter|appendix|part|section|chapitre|annexe|partie|pennod|atodiad|rhan|kapitel|anhang)"
    r"\s+(?:\d{1,2}|[A-Z]|[IVX]{1,5})\.?",
    re.IGNORECASE,
)
SECTION = re.compile(r"(?:\d{1,2}|[A-Z])(?:\.\d{1,2})*\.?")
ENDED = re.compile(r"[.!?:;…]['’”\")\]]*\d{0,3}$")


NOWHERE = Box(0, 0, 0, 0)


class Kind(StrEnum):
    """What a chunk is."""

    TEXT = "text"
    ITEM = "item"
    GRID = "grid"
    DRAWING = "drawing"
    NOTE = "note"
    LISTING = "listing"


@dataclass(slots=True)
class Chunk:
    """Lines that belong together, or a table, or a figure."""

    kind: Kind
    page: int
    lines: list[Line] = field(default_factory=list)
    grid: Grid | None = None
    drawing: Drawing | None = None
    listing: Listing | None = None
    marker: str = ""
    column: Box = NOWHERE

    @property
    def look(self) -> Look:
        """The look of most of its letters."""
        return commonest([word for line in self.lines for word in line.words])

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(line.text for line in self.lines)

    @property
    def pages(self) -> list[int]:
        """The pages that its lines stand on."""
        return sorted({line.page for line in self.lines})

    @property
    def box(self) -> Box:
        """Where it lies."""
        return around([line.box for line in self.lines])


@dataclass(frozen=True, slots=True)
class Parted:
    """All chunks of a file, its usual look, and the words that were left out as furniture."""

    chunks: list[Chunk]
    body: Look
    furniture: dict[int, set[Word]]
    contents: dict[int, set[Word]]


def parted(pages: Sequence[Page]) -> Parted:
    """The chunks of all pages in reading order."""
    heads = furniture(pages)
    lists = contents(pages, heads)
    body = body_look(pages)
    chunks: list[Chunk] = []
    for page in pages:
        gone = heads[page.number] | lists.get(page.number, set())
        words = [w for w in page.words if not w.artifact and w not in gone]
        chunks.extend(_of_page(page, words, body))
    return Parted(_with_numbers(chunks, body), body, heads, lists)


def _with_numbers(chunks: Sequence[Chunk], body: Look) -> list[Chunk]:
    """The number of a chapter that stands large above its name, joined with it."""
    made: list[Chunk] = []
    for chunk in chunks:
        last = made[-1] if made else None
        if (
            last
            and chunk.kind is Kind.TEXT
            and chunk.page == last.page
            and CHAPTER.fullmatch(last.text)
            and min(chunk.look.size, last.look.size) > 1.15 * body.size
        ):
            chunk.lines[:0] = last.lines
            made.pop()
        made.append(chunk)
    return made


def body_look(pages: Sequence[Page]) -> Look:
    """The look of most letters of the whole file."""
    counts: Counter[Look] = Counter()
    for page in pages:
        for word in page.words:
            counts[word.look] += len(word.text)
    plain = Counter({look: n for look, n in counts.items() if not look.typewriter})
    if plain.total() > 0.1 * counts.total():  # else even its running text is typewritten
        counts = plain
    return counts.most_common(1)[0][0] if counts else Look(10.0)


def _of_page(page: Page, words: list[Word], body: Look) -> Iterator[Chunk]:
    codes = listings(words, page.number, body)
    taken = {word for code in codes for word in code.words}
    words = [word for word in words if word not in taken]
    grids = ruled(page, words)
    taken = {word for grid in grids for word in grid.words}
    rest = [word for word in words if word not in taken]
    known = [grid.box for grid in grids] + [code.box for code in codes]
    figures = drawings(page, rest, known)
    taken = {word for figure in figures for word in figure.labels}
    rest = [word for word in rest if word not in taken]
    for region in regions([*rest, *grids, *figures, *codes]):
        loose = [one for one in region.things if isinstance(one, Word)]
        grid = aligned(loose, page.number) if region.grid else None
        if grid is not None:
            yield Chunk(Kind.GRID, page.number, grid=grid)
            loose = []
        placed = [one for one in region.things if not isinstance(one, Word)]
        yield from _interleaved(loose, placed, page, body)


def _interleaved(
    words: list[Word], placed: Sequence[object], page: Page, body: Look
) -> Iterator[Chunk]:
    """The lines of one column, with its tables and figures where they stand."""
    rest = list(words)
    things = [one for one in placed if isinstance(one, Grid | Drawing | Listing)]
    for thing in sorted(things, key=lambda one: one.box.top):
        above = [w for w in rest if w.middle[1] < (thing.box.top + thing.box.bottom) / 2]
        rest = [w for w in rest if w not in set(above)]
        yield from _paragraphs(above, page, body)
        if isinstance(thing, Grid):
            yield Chunk(Kind.GRID, page.number, grid=thing)
        elif isinstance(thing, Listing):
            yield Chunk(Kind.LISTING, page.number, listing=thing)
        else:
            yield Chunk(Kind.DRAWING, page.number, drawing=thing)
    yield from _paragraphs(rest, page, body)


def _paragraphs(words: Sequence[Word], page: Page, body: Look) -> Iterator[Chunk]:
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
    first = line.words[0]
    if len(line.words) == 1:
        return first.text if first.text in {"•", "▪", "●"} else ""
    gap = line.words[1].box.left - first.box.right
    if len(first.text) == 1 and BULLET.fullmatch(first.text) and not line.words[1].glued:
        return first.text if gap > 0.1 * first.look.size else ""
    if NUMBERED.fullmatch(first.text) and not first.raised and not line.words[1].glued:
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
    return not mark.isdigit() or not last.isdigit() or int(mark) == int(last) + 1


def _goes_on(
    chunk: Chunk, before: Line, line: Line, column: Box, pitches: dict[float, float]
) -> bool:
    """Whether a line belongs to the paragraph of the line before."""
    look, last = line.look, before.look
    size = max(look.size, last.size)
    if abs(look.size - last.size) > 0.07 * size:
        return False
    full = before.box.right > column.right - 0.15 * column.width or chunk.kind is Kind.ITEM
    if _bold(line) != _bold(before) and not full:
        return False
    pitch = pitches.get(round(size), 1.3 * size)
    if line.base - before.base > max(1.22 * pitch, pitch + 1.5):
        return False
    start, em = chunk.lines[0].box.left, size
    own, prior = line.box.left, before.box.left
    short = before.box.right < column.right - 0.22 * column.width
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
