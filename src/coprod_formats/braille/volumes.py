"""Volumes: pages with their heads, behind a title page and a table of contents each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from coprod_formats.braille.cells import BLANK, from_ascii, number
from coprod_formats.braille.composing import Composer
from coprod_formats.braille.lines import EMPTY, Line, centre, wrap
from coprod_formats.braille.paging import Pages, pour
from coprod_formats.braille.pieces import Piece
from coprod_formats.braille.profiles import Indent
from coprod_formats.braille.translating import Brailled, Run
from coprod_formats.braille.words import Words

_LEADER = from_ascii("-")
_NUMBER_ROOM = 6  # cells that entries of the contents keep free for their page's number


@dataclass(frozen=True, slots=True)
class Volume:
    """One bound volume: its pages from the first line to the last, numbered from 1."""

    number: int
    pages: tuple[tuple[Line, ...], ...]
    headings: dict[str, int]  # on which page, from 1, each heading of the contents stands


@dataclass(frozen=True, slots=True)
class Binder:
    """What every volume shares: the layout, the title's lines, the running head, the words."""

    composer: Composer
    title: str
    imprint: tuple[str, ...]  # lines of the title page behind the title
    remark: str  # the transcriber's note of the title page
    most_pages: int = 100

    def bind(self, pieces: Sequence[Piece], titles: dict[str, Brailled]) -> tuple[Volume, ...]:
        """Volumes of fewer than ``most_pages`` pages where headings allow it (B004: K7)."""
        parts = tuple(self._shares(pieces))
        return tuple(
            self._volume(part, titles, place, len(parts)) for place, part in enumerate(parts, 1)
        )

    def _shares(self, pieces: Sequence[Piece]) -> Iterator[Sequence[Piece]]:
        """Cut the pieces before headings: a chapter's if one lies in the second half."""
        start = 0
        while start < len(pieces):
            rest = pieces[start:]
            pages = pour(rest, self._height)
            if len(pages.bodies) < self.most_pages:
                yield rest
                return
            end = start + _cut(rest, pages, self.most_pages)
            yield pieces[start:end]
            start = end

    def _volume(
        self, pieces: Sequence[Piece], titles: dict[str, Brailled], place: int, total: int
    ) -> Volume:
        body = pour(pieces, self._height)
        entries = [piece for piece in pieces if piece.heading]
        title = self._title_page(place, total)
        draft = self._contents(entries, titles, {})
        shift = len(title) + len(draft) + 1
        found = {ident: page + shift for ident, page in body.headings.items()}
        bodies = (*title, *self._contents(entries, titles, found), *body.bodies)
        pages = tuple(self._page(lines, at) for at, lines in enumerate(bodies, 1))
        return Volume(place, pages, found)

    def _title_page(self, place: int, total: int) -> tuple[tuple[Line, ...], ...]:
        """The title on the third line of the first page, and who made it under it."""
        words, width = self._words, self._width
        lines = [EMPTY, *centre(self._cells(self.title), width), EMPTY]
        if total > 1:
            which = words.volume_of.format(volume=place, total=total)
            lines += [*centre(self._cells(which), width), EMPTY]
        for entry in self.imprint:
            lines += centre(self._cells(entry), width)
        lines += [EMPTY, *wrap(self._cells(self.remark), Indent(2, 0), width)]
        return pour([Piece(tuple(lines))], self._height).bodies

    def _contents(
        self, entries: Sequence[Piece], titles: dict[str, Brailled], found: dict[str, int]
    ) -> tuple[tuple[Line, ...], ...]:
        """The table of contents; its length does not depend on the numbers in it."""
        if not entries:
            return ()
        deepest = max(piece.heading.depth for piece in entries if piece.heading)
        label = self._cells(self._words.braille_page)
        right = Line(BLANK * (self._width - len(label.cells)) + label.cells, label.print)
        head = (*centre(self._cells(self.composer.style.voice.labels.contents), self._width), right)
        pieces = [Piece(head, whole=True, with_next=True)]
        for piece in entries:
            if piece.heading:
                indent = Indent(2 * piece.heading.depth, 2 * deepest + 2)
                page = number(found.get(piece.heading.id, 0))
                lines = self._entry(titles[piece.heading.id], indent, page)
                pieces.append(Piece(lines, whole=True))
        return pour(pieces, self._height).bodies

    def _entry(self, title: Brailled, indent: Indent, page: str) -> tuple[Line, ...]:
        *full, last = wrap(title, indent, self._width - _NUMBER_ROOM)
        gap = self._width - len(last.cells) - len(page)
        filled = BLANK + _LEADER * (gap - 2) + BLANK if gap >= 4 else BLANK * gap
        return (*full, Line(last.cells + filled + page, last.ink))

    def _page(self, body: tuple[Line, ...], at: int) -> tuple[Line, ...]:
        """A page with its number, and from the second on its running head."""
        mark = number(at)
        head = self._running_head(len(mark)) if at > 1 else ""
        if self.composer.style.profile.page_number_below:
            filled = (*body, *(EMPTY for _ in range(self._height - len(body))))
            return (Line(head), *filled, Line(BLANK * (self._width - len(mark)) + mark))
        return (Line(head + BLANK * (self._width - len(head) - len(mark)) + mark), *body)

    def _running_head(self, mark: int) -> str:
        """As many of the title's words, centred, as leave three blank cells before the number."""
        words = self.title.split()
        while words:
            cells = self._cells(" ".join(words)).cells
            if len(cells) <= self._width - 2 * (mark + 3):
                return BLANK * ((self._width - len(cells)) // 2) + cells
            words.pop()
        return ""

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


def _cut(pieces: Sequence[Piece], pages: Pages, most: int) -> int:
    """The index of the heading at which the next volume begins."""
    within = [
        (place, piece.heading.depth)
        for place, piece in enumerate(pieces)
        if place and piece.heading and pages.headings[piece.heading.id] < most - 1
    ]
    late = [
        (place, depth)
        for place, depth in within
        if pages.headings[_ident(pieces[place])] > most // 2
    ]
    if not (late or within):
        return len(pieces)
    shallowest = min(depth for _, depth in (late or within))
    return max(place for place, depth in (late or within) if depth == shallowest)


def _ident(piece: Piece) -> str:
    return piece.heading.id if piece.heading else ""
