"""What pages are made of: stretches of lines with the rules for the breaks between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from coprod_formats.braille.lines import Line


@dataclass(frozen=True, slots=True)
class Heading:
    """An entry of the contents: its depth from 0, and what it leads to."""

    id: str
    depth: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines that follow each other, and how they stand to what is around them."""

    lines: tuple[Line, ...]
    whole: bool = False  # never parted by the end of a page, unless longer than a page
    with_next: bool = False  # never last on a page
    blank_before: bool = False
    blank_after: bool = False
    heading: Heading | None = None

    @property
    def centred(self) -> bool:
        """Whether it is a heading of the first depth, which the next heading may follow closely."""
        return self.heading is not None and self.heading.depth == 0


def opened(piece: Piece) -> Iterator[Piece]:
    """The piece, its opening turns of the print's pages as one of their own that holds on to it."""
    turns = next((n for n, line in enumerate(piece.lines) if not line.page), 0)
    if turns:
        yield Piece(piece.lines[:turns], whole=True, with_next=True)
    yield replace(piece, lines=piece.lines[turns:])


def apart(before: Piece | None, piece: Piece) -> bool:
    """Whether a blank line stands between two pieces on one page."""
    if before is None:
        return False
    return before.blank_after or (piece.blank_before and not before.centred)
