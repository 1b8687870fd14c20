"""Untagged pages to chunks in reading order: paragraphs, entries of lists, tables, figures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from coprod_formats.importing.pdf.columns import regions
from coprod_formats.importing.pdf.contents import contents
from coprod_formats.importing.pdf.drawings import Drawing, drawings
from coprod_formats.importing.pdf.figured import figured, leaders, unlumped
from coprod_formats.importing.pdf.furniture import furniture
from coprod_formats.importing.pdf.headed import carried, headed
from coprod_formats.importing.pdf.kinds import Chunk, Kind
from coprod_formats.importing.pdf.listings import Listing, listings
from coprod_formats.importing.pdf.paragraphs import paragraphs
from coprod_formats.importing.pdf.pieces import (
    Look,
    Page,
    Word,
)
from coprod_formats.importing.pdf.ruled import Grid, aligned, ruled

CHAPTER = re.compile(
    r"(?:chapter|appendix|part|section|chapitre|annexe|partie|pennod|atodiad|rhan|kapitel|anhang)"
    r"\s+(?:\d{1,2}|[A-Z]|[IVX]{1,5})\.?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Parted:
    """All chunks of a file, its usual look, and the words that were left out as furniture."""

    chunks: list[Chunk]
    body: Look
    furniture: dict[int, set[Word]]
    contents: dict[int, set[Word]]
    leaders: dict[int, set[Word]]  # dots between a name and its figure


def parted(pages: Sequence[Page]) -> Parted:
    """The chunks of all pages in reading order."""
    heads = furniture(pages)
    lists = contents(pages, heads)
    body = body_look(pages)
    chunks: list[Chunk] = []
    dots: dict[int, set[Word]] = {}
    for page in pages:
        gone = heads[page.number] | lists.get(page.number, set())
        words = [w for w in page.words if not w.artifact and w not in gone]
        dots[page.number] = leaders(words, page.number)
        words = [word for word in words if word not in dots[page.number]]
        words = _carried(chunks, page, words)
        chunks.extend(_of_page(page, words, body))
    return Parted(_with_numbers(chunks, body), body, heads, lists, dots)


def _carried(chunks: Sequence[Chunk], page: Page, words: list[Word]) -> list[Word]:
    """The words of a page without the rows of a table that ends the page before, which has them."""
    last = next((one for one in reversed(chunks) if one.kind is not Kind.NOTE), None)
    if last is None or last.grid is None or last.page != page.number - 1:
        return words
    more = carried(words, page.number, last.grid)
    if more is None or any(one.box.top < more.box.bottom for one in ruled(page, words)):
        return words  # nothing, or a table with rules of its own
    last.grid = replace(last.grid, rows=(*last.grid.rows, *more.rows))
    return [word for word in words if word not in more.words]


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
    grids = [unlumped(grid) for grid in ruled(page, words)]
    taken = {word for grid in grids for word in grid.words}
    grids += headed([word for word in words if word not in taken], page.number)
    taken = {word for grid in grids for word in grid.words}
    grids += figured([word for word in words if word not in taken], page.number)
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
        yield from paragraphs(above, page, body)
        if isinstance(thing, Grid):
            yield Chunk(Kind.GRID, page.number, grid=thing)
        elif isinstance(thing, Listing):
            yield Chunk(Kind.LISTING, page.number, listing=thing)
        else:
            yield Chunk(Kind.DRAWING, page.number, drawing=thing)
    yield from paragraphs(rest, page, body)
