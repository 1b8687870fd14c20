"""Pieces poured into pages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from coprod_formats.braille.lines import EMPTY, Line
from coprod_formats.braille.pieces import Piece

_TOGETHER = 2  # lines of a paragraph on either side of a break (a choice)


@dataclass(frozen=True, slots=True)
class Pages:
    """Pages without their heads, and on which of them (from 0) each heading stands."""

    bodies: tuple[tuple[Line, ...], ...]
    headings: dict[str, int]


def pour(pieces: Sequence[Piece], height: int) -> Pages:
    """Pages of at most ``height`` lines; no heading ends one, no lone line begins or ends one."""
    press = _Press(height)
    for group in _groups(pieces):
        press.print_group(group)
    return Pages(tuple(map(tuple, press.pages)), press.headings)


def _groups(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Runs of pieces that hold on to their next, each with the piece that they hold on to."""
    group: list[Piece] = []
    for piece in pieces:
        if not piece.lines:
            continue
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
    headings: dict[str, int] = field(default_factory=dict)
    before: Piece | None = None

    def print_group(self, group: list[Piece]) -> None:
        """Begin a new page where the group's beginning would not stand on this one whole."""
        *held, last = group
        need = sum(len(piece.lines) + piece.blank_before for piece in held)
        need += len(last.lines) if last.whole else min(_TOGETHER, len(last.lines))
        need += last.blank_before
        if self._page and need > self._room <= self.height and need <= self.height:
            self._turn()
        for piece in group:
            self._print(piece)

    def _print(self, piece: Piece) -> None:
        self._blank(piece)
        rest = piece.lines
        if piece.whole and self._room < len(rest) <= self.height:
            self._turn()
        if piece.heading:
            self._note_heading(piece)
        while rest:
            taken = self._taken(len(rest))
            self._page.extend(rest[:taken])
            rest = rest[taken:]
            if rest:
                self._turn()
        self.before = piece

    def _note_heading(self, piece: Piece) -> None:
        if piece.heading:
            if self._room < len(piece.lines):
                self._turn()
            self.headings[piece.heading.id] = len(self.pages) - 1

    def _blank(self, piece: Piece) -> None:
        """One blank line between pieces that ask for it, none at the head of a page."""
        before = self.before
        centred = before is not None and before.heading is not None and before.heading.depth == 0
        wanted = (piece.blank_before and not centred) or bool(before and before.blank_after)
        if wanted and self._page and self._room > 1:
            self._page.append(EMPTY)

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
