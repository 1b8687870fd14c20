"""Volumes: pages with their heads, behind a title page and a table of contents each."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from coprod_formats.braille.cells import BLANK, from_ascii, number
from coprod_formats.braille.composing import Composer
from coprod_formats.braille.lines import ARTIFACT, EMPTY, Line, centre, wrap
from coprod_formats.braille.paging import pour
from coprod_formats.braille.pieces import Heading, Piece
from coprod_formats.braille.print_pages import Printed, printed
from coprod_formats.braille.profiles import Indent
from coprod_formats.braille.runs import transcribers_note
from coprod_formats.braille.translating import Brailled, Run
from coprod_formats.braille.words import Words

_NUMBER_ROOM = 6  # cells that entries of the contents keep free for their page's number


@dataclass(frozen=True, slots=True)
class Volume:
    """One bound volume: its pages from the first line to the last, numbered from 1."""

    number: int
    pages: tuple[tuple[Line, ...], ...]
    headings: dict[str, int]  # on which page, from 1, each heading of the contents stands


@dataclass(frozen=True, slots=True)
class Share:
    """What of the text goes into a volume: pieces, on which page each begins, and the pages."""

    pieces: Sequence[Piece]
    starts: Sequence[int]
    pages: tuple[Printed, ...]


@dataclass(frozen=True, slots=True)
class Binder:
    """What every volume shares: the layout, the title's lines, the running head, the words."""

    composer: Composer
    title: str
    imprint: tuple[str, ...]  # lines of the title page behind the title
    remark: str  # the transcriber's note of the title page
    most_pages: int = 100
    print_pages: bool = False  # whether those are told

    def bind(self, pieces: Sequence[Piece], titles: dict[str, Brailled]) -> tuple[Volume, ...]:
        """Volumes of at most ``most_pages`` pages, cut before headings where it can be done."""
        parts = tuple(self._shares(pieces, titles))
        poured = [pour(part, self._height) for part in parts]
        told = iter(self._printed([body for pages in poured for body in pages.bodies]))
        return tuple(
            self._volume(
                Share(part, pages.starts, tuple(islice(told, len(pages.bodies)))),
                titles,
                (place, len(parts)),
            )
            for place, (part, pages) in enumerate(zip(parts, poured, strict=True), 1)
        )

    def _printed(self, bodies: Sequence[tuple[Line, ...]]) -> Iterable[Printed]:
        """The pages of the text in all volumes, with the pages of the print."""
        if self.print_pages:
            return printed(bodies, self.composer.style.profile, self._width)
        return map(Printed, bodies)

    def _shares(
        self, pieces: Sequence[Piece], titles: dict[str, Brailled]
    ) -> Iterator[Sequence[Piece]]:
        """What goes into each volume (B004: K7)."""
        while len(pieces) > (end := self._end(pieces, titles)):
            yield pieces[:end]
            pieces = pieces[end:]
        yield pieces

    def _end(self, pieces: Sequence[Piece], titles: dict[str, Brailled]) -> int:
        """How many of the pieces make one volume with its title page and its contents."""
        body = pour(pieces, self._height)
        end, pages = len(pieces), len(body.bodies)
        whole = pages + len(self._contents(_entries(pieces), titles, {}))
        share = pages / max(1, math.ceil(whole / (self.most_pages * _FULL)))
        while True:
            contents = self._contents(_entries(pieces[:end]), titles, {})
            room = self.most_pages - len(self._title_page(1, 2)) - len(contents)
            if pages <= room:
                return end
            earlier = _cut(pieces[:end], body.starts, room, share)
            if earlier == 0:
                return end
            end, pages = earlier, body.starts[earlier] + 1

    def _volume(self, share: Share, titles: dict[str, Brailled], which: tuple[int, int]) -> Volume:
        entries = _entries(share.pieces)
        title = self._title_page(*which)
        shift = len(title) + len(self._contents(entries, titles, {})) + 1
        found = {
            piece.heading.id: page + shift
            for piece, page in zip(share.pieces, share.starts, strict=True)
            if piece.heading
        }
        front = (*title, *self._contents(entries, titles, found))
        bodies = (*map(Printed, front), *share.pages)
        pages = tuple(self._page(one, at) for at, one in enumerate(bodies, 1))
        return Volume(which[0], pages, found)

    def _title_page(self, place: int, total: int) -> tuple[tuple[Line, ...], ...]:
        """The title on the third line of the first page, and who made it under it."""
        words, width, tag = self._words, self._width, "H1" if place == 1 else "P"
        lines = [EMPTY, *centre(self._cells(self.title), width, tag), EMPTY]
        if total > 1:
            which = words.volume_of.format(volume=place, total=total)
            lines += [*centre(self._cells(which), width), EMPTY]
        for entry in self.imprint:
            lines += centre(self._cells(entry), width)
        remark = self.composer.translated(transcribers_note((Run(self.remark),)))
        lines += [EMPTY] if self.imprint else []
        lines += wrap(remark, Indent(2, 0), width)
        return pour([Piece(tuple(lines))], self._height).bodies

    def _contents(
        self, entries: Sequence[Heading], titles: dict[str, Brailled], found: dict[str, int]
    ) -> tuple[tuple[Line, ...], ...]:
        """The table of contents; its length does not depend on the numbers in it."""
        if not entries:
            return ()
        deepest = max(entry.depth for entry in entries)
        label = self._cells(self._words.braille_page)
        right = Line(BLANK * (self._width - len(label.cells)) + label.cells, label.print, "P")
        head = (*centre(self._cells(self.composer.style.voice.labels.contents), self._width), right)
        pieces = [Piece(head, whole=True, with_next=True)]
        for entry in entries:
            indent = Indent(2 * entry.depth, 2 * deepest + 2)
            lines = self._entry(titles[entry.id], indent, found.get(entry.id, 0))
            pieces.append(Piece(lines, whole=True))
        return pour(pieces, self._height).bodies

    def _entry(self, title: Brailled, indent: Indent, page: int) -> tuple[Line, ...]:
        *full, last = wrap(title, indent, self._width - _NUMBER_ROOM)
        mark, leader = number(page), from_ascii(self.composer.style.profile.leader)
        gap = self._width - len(last.cells) - len(mark)
        filled = BLANK + leader * (gap - 2) + BLANK if gap >= 4 else BLANK * gap
        return (*full, replace(last, cells=last.cells + filled + mark, ink=f"{last.ink} {page}"))

    def _page(self, page: Printed, at: int) -> tuple[Line, ...]:
        """A page with its number, and from the second on its running head."""
        mark, body = number(at), page.body
        if not self.composer.style.profile.page_number_below:
            return (self._head(at > 1, (page.cells, page.ink), (mark, str(at))), *body)
        filled = (*body, *(EMPTY for _ in range(self._height - len(body))))
        below = Line(BLANK * (self._width - len(mark)) + mark, str(at), ARTIFACT)
        return (self._head(at > 1, ("", ""), (page.cells, page.ink)), *filled, below)

    def _head(self, titled: bool, left: tuple[str, str], right: tuple[str, str]) -> Line:
        """The top line: numbers at its ends as cells and ink, the title in the middle."""
        head = self._running_head(max(len(left[0]), len(right[0]))) if titled else EMPTY
        begun = left[0] + head.cells[len(left[0]) :]
        cells = begun + BLANK * (self._width - len(begun) - len(right[0])) + right[0]
        ink = " ".join(filter(None, (left[1], head.ink, right[1])))
        return Line(cells.rstrip(BLANK), ink, ARTIFACT)

    def _running_head(self, mark: int) -> Line:
        """As many of the title's words, centred, as leave three blank cells before the number."""
        words = self.title.split()
        while words:
            cells = self._cells(" ".join(words)).cells
            if len(cells) <= self._width - 2 * (mark + 3):
                blanks = BLANK * ((self._width - len(cells)) // 2)
                return Line(blanks + cells, " ".join(words), ARTIFACT)
            words.pop()
        return EMPTY

    def _cells(self, words: str) -> Brailled:
        return self.composer.translated((Run(words),))

    @property
    def _words(self) -> Words:
        return self.composer.style.words

    @property
    def _width(self) -> int:
        return self.composer.style.page.width

    @property
    def _height(self) -> int:
        style = self.composer.style
        return style.page.height - (2 if style.profile.page_number_below else 1)


def _entries(pieces: Sequence[Piece]) -> tuple[Heading, ...]:
    return tuple(piece.heading for piece in pieces if piece.heading)


def _cut(pieces: Sequence[Piece], starts: Sequence[int], room: int, share: float) -> int:
    """The index of the piece that begins the next volume, 0 where there is no such place.

    Preferred are headings not too far before an equal share of the pages, of these the
    shallowest, of these the nearest to it; where there is no heading at all, any piece that
    does not belong to the one before.
    """
    free = [n for n in range(1, len(pieces)) if starts[n] < room and not pieces[n - 1].with_next]
    headed = [(place, entry.depth) for place in free if (entry := pieces[place].heading)]
    near = [(place, depth) for place, depth in headed if starts[place] >= share * _NEAR]
    if not headed:
        return min(free, key=lambda place: abs(starts[place] - share), default=0)
    return min(near or headed, key=lambda one: (one[1], abs(starts[one[0]] - share)))[0]


_NEAR = 0.7  # of a volume's equal share of the pages
_FULL = 0.95  # how full volumes get, since they end before headings
