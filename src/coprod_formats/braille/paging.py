"""Pieces poured into pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from coprod_formats.braille.lines import EMPTY, Line
from coprod_formats.braille.pieces import Piece, apart

_TOGETHER = 2  # lines of a paragraph on either side of a break (a choice)


@dataclass(frozen=True, slots=True)
class Pages:
    """Pages without their heads, and on which of them (from 0) each piece begins."""

    bodies: tuple[tuple[Line, ...], ...]
    starts: tuple[int, ...]


def pour(pieces: Sequence[Piece], height: int) -> Pages:
    """Pages of at most ``height`` lines; no heading ends one, no lone line begins or ends one."""
    press = _Press(height)
    for group in _groups(pieces):
        press.print_group(group)
    return Pages(tuple(map(tuple, press.pages)) if pieces else (), tuple(press.starts))


def _groups(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Runs of pieces that hold on to their next, each with the piece that they hold on to."""
    group: list[Piece] = []
    for piece in pieces:
        group.append(piece)
        if not piece.with_next:
            yield group
            group = []
    if group:
        yield group


@dataclass
class _Press:
    """The pages so far; the last of them is still open."""

    height: int
    pages: list[list[Line]] = field(default_factory=lambda: [[]])
    starts: list[int] = field(default_factory=list)
    before: Piece | None = None

    def print_group(self, group: list[Piece]) -> None:
        """Begin a new page where the group's beginning would not stand on this one whole."""
        if _need(None, group) > self.height:
            group = [*group[:-1], replace(group[-1], whole=False)]
        fits_a_page = _need(None, group) <= self.height
        if self._page and _need(self.before, group) > self._room and fits_a_page:
            self._turn()
        for piece in group:
            self._print(piece)

    def _print(self, piece: Piece) -> None:
        if self._page and apart(self.before, piece) and self._room > 1:
            self._page.append(EMPTY)
        rest = piece.lines
        taken = self._taken(len(rest))
        if (piece.whole and taken < len(rest) <= self.height) or (not taken and self._page):
            self._turn()
        self.starts.append(len(self.pages) - 1)
        while rest:
            taken = self._taken(len(rest))
            while 0 < taken < len(rest) and rest[taken - 1].page:
                taken -= 1  # where the print turns its page is told above the words that follow
            self._page.extend(rest[:taken])
            rest = rest[taken:]
            if rest:
                self._turn()
        self.before = piece

    def _taken(self, lines: int) -> int:
        """How many of a paragraph's lines go on this page."""
        if lines <= self._room:
            return lines
        taken = min(self._room, lines - _TOGETHER)
        if taken >= _TOGETHER:
            return taken
        return 0 if self._page else min(self._room, lines)

    def _turn(self) -> None:
        while self._page and self._page[-1] == EMPTY:
            self._page.pop()
        self.pages.append([])

    @property
    def _page(self) -> list[Line]:
        return self.pages[-1]

    @property
    def _room(self) -> int:
        return self.height - len(self._page)


def _need(before: Piece | None, group: Sequence[Piece]) -> int:
    """The lines that a group needs on the page where it begins; ``before`` is what precedes it."""
    lines = 0
    for piece in group:
        lines += apart(before, piece) + _beginning(piece)
        before = piece
    return lines


def _beginning(piece: Piece) -> int:
    """How many of a piece's lines must stand on its first page."""
    parted = not (piece.whole or piece.with_next) and len(piece.lines) >= 2 * _TOGETHER
    return _TOGETHER if parted else len(piece.lines)
