"""Sentences, and the blocks that they stand in, a closed union.

Positions do not count in equality or in ``repr``, so that a blank line added above
changes nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from operator import itemgetter

from coprod_formats.diagnostics import Position
from coprod_formats.document.assets import Asset, Credit, Image
from coprod_formats.document.inlines import Inline

NOWHERE = Position("", 1)


@dataclass(frozen=True, slots=True)
class Sentence:
    """The atom of every format; it holds no space at either end."""

    id: str
    inlines: tuple[Inline, ...]
    where: Position = field(default=NOWHERE, compare=False, repr=False)
    turns: tuple[tuple[int, int, int], ...] = field(default=(), compare=False, repr=False)

    def at(self, offset: int) -> Position:
        """Where the character at this offset of ``walking.typed`` stands in the source.

        ``turns`` has an offset, a line and a column wherever the source does not just run on.
        """
        turn = bisect_right(self.turns, offset, key=itemgetter(0)) - 1
        if turn < 0:
            return replace(self.where, column=self.where.column + offset)
        start, line, column = self.turns[turn]
        return Position(self.where.file, line, column + offset - start)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that belong together; formats put one space between them."""

    sentences: tuple[Sentence, ...]
    where: Position = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list; ``done`` is a tick box's state, ``None`` where there is no box."""

    body: tuple[Block, ...]
    done: bool | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """Items, with bullets (``numbering`` empty) or numbered in a style: 1, a, A, i or I."""

    items: tuple[Item, ...]
    numbering: str = ""
    start: int = 1
    where: Position = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Definition:
    """A term and what it means."""

    term: Sentence
    bodies: tuple[tuple[Block, ...], ...]


@dataclass(frozen=True, slots=True)
class Definitions:
    """A list of terms and their meanings."""

    items: tuple[Definition, ...]
    where: Position = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Quote:
    """Someone else's words, with their source where it is named (without its dash)."""

    body: tuple[Block, ...]
    source: tuple[Sentence, ...] = ()
    where: Position = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class KeyFinding:
    """A headed summary that opens for detail where a format can open things."""

    id: str
    title: Sentence
    level: int  # the heading's level in outputs: 2 to 6
    summary: Paragraph
    body: tuple[Block, ...]
    where: Position = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture that stands alone; ``None`` as its description marks it decorative."""

    id: str
    image: Image
    description: Sentence | None
    caption: tuple[Sentence, ...] = ()
    long_description: tuple[Block, ...] = ()
    where: Position = field(default=NOWHERE, compare=False, repr=False)
    tactile: Image | None = None  # a drawing in raised lines, for braille that can carry it


Cell = tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A data table: one header row, and the first ``row_headers`` cells of each row head it."""

    id: str
    caption: tuple[Sentence, ...]
    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    row_headers: int = 0
    alignments: tuple[str, ...] = ()  # "left", "right", "center" or "" for each column
    long_description: tuple[Block, ...] = ()
    where: Position = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Video:
    """A film with its captions, poster and transcript, so that no format is left with a link."""

    id: str
    file: Asset
    description: Sentence
    captions: Asset | None
    poster: Image | None
    transcript: tuple[Block, ...]
    where: Position = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Lines to be read exactly as they stand."""

    text: str
    where: Position = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Passage:
    """Blocks in another language than those around them, named by a BCP 47 tag."""

    body: tuple[Block, ...]
    language: str
    where: Position = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Break:
    """A change of subject without a heading."""

    where: Position = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it; the title of the document has level 1 to itself."""

    id: str
    title: Sentence
    level: int  # in outputs: 2 to 6, one deeper than in the source
    body: tuple[Block, ...]
    where: Position = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class HardWord:
    """A word that easy read marks as hard, and what the glossary says of it."""

    words: str  # as they stand in the line
    term: str  # as they stand in the glossary
    meaning: str
    where: Position = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Idea:
    """What easy read is made of: a picture, and beside it the few short lines that it shows."""

    image: Image
    description: Sentence
    lines: tuple[Sentence, ...]  # one for each line of the source; hard words are strong
    hard: tuple[HardWord, ...] = ()
    credit: Credit | None = None  # of the picture, where it comes from a set
    explained: tuple[Sentence, ...] = ()  # what hard words mean, where they first come
    where: Position = field(default=NOWHERE, compare=False, repr=False)


Block = (
    Paragraph
    | Listing
    | Definitions
    | Quote
    | KeyFinding
    | Figure
    | Table
    | Video
    | CodeBlock
    | Passage
    | Break
    | Idea
    | Section
)
