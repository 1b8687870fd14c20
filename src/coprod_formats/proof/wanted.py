"""What any format must hold of a document, worked out from the document alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from coprod_formats.diagnostics import Position
from coprod_formats.document import (
    NOWHERE,
    Block,
    CodeBlock,
    Document,
    Figure,
    Inline,
    KeyFinding,
    Link,
    Picture,
    Section,
    Sentence,
    Table,
    Video,
)
from coprod_formats.labels import BY_LANGUAGE
from coprod_formats.proof.directions import right_to_left
from coprod_formats.proof.readers.found import squeeze
from coprod_formats.walking import blocks, inlines, inner, notes, plain, sentences

NUMBER = re.compile(r"\d[\d.,]*\d|\d")


@dataclass(frozen=True, slots=True)
class Words:
    """A run of words that must stand whole, and where the source has it."""

    text: str
    where: Position = NOWHERE


@dataclass(frozen=True, slots=True)
class Choice:
    """Words that may run in more than one way."""

    ways: tuple[tuple[Words, ...], ...]


Piece = Words | Choice


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading at its level in outputs."""

    level: int
    words: Words


@dataclass(frozen=True, slots=True)
class Lead:
    """A link: its words and its target."""

    words: Words
    target: str


def told(document: Document) -> list[Piece]:
    """All the words of a document in reading order, its title first; notes are told apart."""
    front = document.front
    opening = [Words(squeeze(one)) for one in (front.title, front.subtitle) if one]
    return [*opening, *pieces(document.body)]


def told_in_notes(document: Document) -> list[list[Piece]]:
    """The words of each note."""
    return [list(pieces(note.body)) for note in notes(document.body)]


def pieces(body: Iterable[Block]) -> Iterator[Piece]:
    """Every run of words in reading order; pictures' descriptions and notes are told apart."""
    for block in body:
        match block:
            case CodeBlock(text=text, where=where):
                yield Words(squeeze(text), where)
            case Table(caption=caption, long_description=longer):
                yield from map(_words, caption)
                yield Choice((_grid(block), _records(block), _headed_records(block)))
                yield from pieces(longer)
            case _:
                skipped = block.description if isinstance(block, Figure) else None
                for one in inner(block):
                    if not isinstance(one, Sentence):
                        yield from pieces((one,))
                    elif one is not skipped:
                        yield _words(one)


def _words(sentence: Sentence) -> Words:
    return Words(squeeze(plain(sentence.inlines)), sentence.where)


def _grid(table: Table) -> tuple[Words, ...]:
    """A table's words, row by row."""
    cells = (cell for row in (table.header, *table.rows) for cell in row)
    return tuple(_words(one) for cell in cells for one in cell)


def _records(table: Table) -> tuple[Words, ...]:
    """A table's words where it is too broad for a page: under each header the cell, row by row."""
    cells = (pair for row in table.rows for pair in zip(table.header, row, strict=True))
    return tuple(_words(one) for head, cell in cells if cell for one in (*head, *cell))


def _headed_records(table: Table) -> tuple[Words, ...]:
    """Records with all headers, but that of the first column is told once for all."""
    opening = tuple(_words(one) for one in table.header[0])
    rows = ([((), row[0]), *zip(table.header[1:], row[1:], strict=True)] for row in table.rows)
    cells = (pair for row in rows for pair in row)
    return opening + tuple(_words(one) for head, cell in cells for one in (*head, *cell))


def settled(several: Iterable[Piece]) -> Iterator[Words]:
    """Plain words, each choice taken in its first way."""
    for one in several:
        yield from one.ways[0] if isinstance(one, Choice) else (one,)


def everything(document: Document) -> Iterator[Words]:
    """All words: of the text, of the notes, and of figures' descriptions."""
    yield from settled(told(document))
    for note in told_in_notes(document):
        yield from settled(note)
    for block in blocks(document.body):
        if isinstance(block, Figure) and block.description:
            yield _words(block.description)


def headings(document: Document) -> list[Heading]:
    """The title at level 1, then each heading as it stands."""
    title = Heading(1, Words(squeeze(document.front.title)))
    below = (b for b in blocks(document.body) if isinstance(b, Section | KeyFinding))
    return [title, *(Heading(block.level, _words(block.title)) for block in below)]


def generated_headings() -> set[str]:
    """Headings that formats add of themselves."""
    return {
        word
        for own in BY_LANGUAGE.values()
        for word in (own.contents, own.notes, own.longer_description, own.transcript)
    }


def descriptions(body: Iterable[Block]) -> list[Words]:
    """What pictures show, in order; films' posters are not among them, nor pictures in notes."""
    found: list[Words] = []
    for block in body:
        if isinstance(block, Figure) and block.description:
            found.append(_words(block.description))
        for one in inner(block):
            found += _described(one) if isinstance(one, Sentence) else descriptions((one,))
    return found


def _described(sentence: Sentence) -> list[Words]:
    drawn = [one.description for one in inlines(sentence.inlines) if isinstance(one, Picture)]
    return [Words(squeeze(one), sentence.where) for one in drawn if one]


def films(document: Document) -> set[str]:
    """What films show, which formats may give to their posters."""
    return {
        squeeze(plain(one.description.inlines))
        for one in blocks(document.body)
        if isinstance(one, Video)
    }


def decorations(document: Document) -> int:
    """How many pictures say nothing, those in notes left out."""
    alone = sum(isinstance(b, Figure) and not b.description for b in blocks(document.body))
    lines = (one for sentence in sentences(document.body) for one in inlines(sentence.inlines))
    return alone + sum(isinstance(one, Picture) and not one.description for one in lines)


def links(body: Iterable[Block]) -> list[Lead]:
    """The words and target of each link, notes' own left out."""
    return [
        Lead(Words(squeeze(plain(one.inlines)), sentence.where), one.target)
        for sentence in sentences(body)
        for one in inlines(sentence.inlines)
        if isinstance(one, Link)
    ]


def note_links(document: Document) -> list[Lead]:
    """The words and target of each link inside notes."""
    return [one for note in notes(document.body) for one in links(note.body)]


def openings(document: Document) -> dict[str, set[str]]:
    """The words of which one must stand where an internal link lands, by id."""
    found: dict[str, set[str]] = {}
    for block in blocks(document.body):
        match block:
            case Section(id=name, title=title) | KeyFinding(id=name, title=title):
                found[name] = {_opening(title.inlines)}
            case Figure(id=name, description=said, caption=caption):
                several = (*((said,) if said else ()), *caption)
                found[name] = {_opening(one.inlines) for one in several}
            case Table(id=name, caption=caption, header=header):
                several = (*caption, *(one for cell in header for one in cell))
                found[name] = {_opening(one.inlines) for one in several}
            case Video(id=name, description=said):
                found[name] = {_opening(said.inlines)}
            case _:
                pass
    return found


def _opening(line: tuple[Inline, ...]) -> str:
    """The first words: three short ones, or so much of them as stands in one line."""
    first = " ".join(squeeze(plain(line)).split()[:3])
    start = first[:24].rstrip()
    return first if right_to_left(start) else start


def numbers(words: str) -> list[str]:
    """Every number, digits with the points and commas inside."""
    return NUMBER.findall(words)
