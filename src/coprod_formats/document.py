"""The typed document: what every writer reads, and the only thing that it reads.

A document is a tree of sections, blocks and sentences. The sentence is the atom: its id
is made of its words, so that the audio clip, the caption, the highlighted phrase in the
EPUB and the line of braille that come of one sentence can all name it. Positions do not
count in equality or in ``repr``, so that a blank line added above changes nothing. The
unions at the end of each half are closed: a reader of the tree matches every kind and
ends in ``assert_never``.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from datetime import date
from operator import itemgetter
from pathlib import Path
from typing import Literal

from coprod_formats.diagnostics import Position

NOWHERE = Position("", 1)


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that belongs to a document; it counts by its bytes, never by its path."""

    sha256: str
    suffix: str  # lower case with its dot, such as ".svg"
    path: Path = field(default=Path(), compare=False, repr=False)

    @property
    def name(self) -> str:
        """A file name for outputs, made of the bytes alone."""
        return f"{self.sha256[:16]}{self.suffix}"


@dataclass(frozen=True, slots=True)
class Image(Asset):
    """A picture file: SVG, PNG or JPEG, with its natural size in CSS pixels (96 to the inch)."""

    width: int = 0
    height: int = 0


# Inlines


@dataclass(frozen=True, slots=True)
class Text:
    """Plain words, typographic quotes and dashes included."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Words that the author stresses; strong when bold."""

    inlines: tuple[Inline, ...]
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Script:
    """Raised (superscript) or lowered (subscript) words, as in H₂O."""

    inlines: tuple[Inline, ...]
    raised: bool


@dataclass(frozen=True, slots=True)
class Code:
    """Words to be typed or read exactly as they stand."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere: a URL, a mailto address, or "#id" inside the document."""

    inlines: tuple[Inline, ...]
    target: str


@dataclass(frozen=True, slots=True)
class Statistic:
    """A number with what it counts ("573 surveys"): large where the format can, else plain."""

    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form; where ``first`` is true, formats add the expansion in brackets after it."""

    short: str
    expansion: str
    first: bool = False


@dataclass(frozen=True, slots=True)
class Foreign:
    """Words in another language than those around them, named by a BCP 47 tag."""

    inlines: tuple[Inline, ...]
    language: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture inside a line of text; ``None`` as its description marks it decorative."""

    image: Image
    description: str | None


@dataclass(frozen=True, slots=True)
class Math:
    """A formula: as TeX, ready-made as MathML and Typst, and in words for voices and braille."""

    tex: str
    mathml: str
    typst: str
    description: str
    display: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote's mark and its body; numbered from 1 in reading order."""

    id: str
    number: int
    body: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A line break that the author wants to keep."""


Inline = (
    Text
    | Emphasis
    | Script
    | Code
    | Link
    | Statistic
    | Abbreviation
    | Foreign
    | Picture
    | Math
    | Note
    | LineBreak
)


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


# Blocks


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
class Credit:
    """Who made a picture, and under which licence it may be shown."""

    maker: str
    licence: str
    address: str = ""


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


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a document says of itself before its first word; pairs keep the author's order."""

    title: str
    language: str  # BCP 47, such as "en-GB"
    subtitle: str = ""
    creators: tuple[str, ...] = ()
    publisher: str = ""
    date: date | None = None
    rights: str = ""
    description: str = ""
    contact: str = ""
    abbreviations: tuple[tuple[str, str], ...] = ()
    say: tuple[tuple[str, str], ...] = ()
    glossary: tuple[tuple[str, str], ...] = ()
    stamp: str = ""  # what every page says at its foot, such as DRAFT
    bsl: Asset | None = None  # a film of the document in British Sign Language


# Easy read: a text of its own, which stands beside the full one


@dataclass(frozen=True, slots=True)
class EasySection:
    """What easy read says of one section or key finding of the full text."""

    section: str  # the id in the full text; "" for what stands before the first heading
    title: Sentence | None
    level: int
    ideas: tuple[Idea, ...] = ()
    omitted: bool = False  # left out by its author
    bare: bool = False  # the full section has no words of its own, only sections below it
    where: Position = field(default=NOWHERE, compare=False, repr=False)  # the block's, or heading's

    @property
    def missing(self) -> bool:
        """Whether somebody still has to write it."""
        return not (self.ideas or self.omitted or self.bare)


EasyReadStatus = Literal["draft", "checked", "tested"]


@dataclass(frozen=True, slots=True)
class EasyRead:
    """The easy-read text, its sections in the order of the full text, and who has tried it."""

    status: EasyReadStatus  # the one that outputs show
    sections: tuple[EasySection, ...]
    tested_by: str = ""
    tested_on: date | None = None
    where: Position = field(default=NOWHERE, compare=False, repr=False)  # in the front matter


@dataclass(frozen=True, slots=True)
class Document:
    """One publication: its name in outputs, what it says of itself, and its body."""

    slug: str
    front: FrontMatter
    body: tuple[Block, ...]
    easy_read: EasyRead | None = None  # None where nobody has begun it


TextKind = Literal["full", "easy-read"]
TEXTS: tuple[TextKind, ...] = ("full", "easy-read")


def shown(document: Document, text: TextKind) -> Document:
    """A document with one of its texts alone, so that a format does not change with the other."""
    if text == "easy-read":
        return replace(document, body=())
    return replace(document, easy_read=None) if document.easy_read else document
