"""A document as the lint reads it: lines of words, and what each of them belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import assert_never

from coprod_formats.document import (
    Abbreviation,
    Block,
    Break,
    Code,
    CodeBlock,
    Definitions,
    Document,
    Emphasis,
    Figure,
    Foreign,
    Idea,
    Inline,
    KeyFinding,
    Link,
    Listing,
    Math,
    Note,
    Paragraph,
    Passage,
    Picture,
    Quote,
    Section,
    Sentence,
    Statistic,
    Table,
    Text,
    Video,
)
from coprod_formats.languages import primary
from coprod_formats.linting.lines import Line, Place, Roll
from coprod_formats.walking import apart, inlines, plain, typed

HIDDEN = "\ufffc"  # stands for a character that is not to be judged as a word of the text
ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)+/\S*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """A section or key finding: its heading, and the lines that are its own."""

    id: str
    title: Sentence
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Manuscript:
    """All that the rules look at."""

    document: Document
    lines: tuple[Line, ...]
    parts: tuple[Part, ...]
    lone: tuple[Figure | Video, ...]  # what stands alone and has a description

    @cached_property
    def marked(self) -> Sequence[Line]:
        """The lines that hold more than plain words."""
        return [
            line
            for line in self.lines
            if len(line.sentence.inlines) > 1 or not isinstance(line.sentence.inlines[0], Text)
        ]

    @cached_property
    def all(self) -> Roll:
        """Every line."""
        return Roll(self.lines)

    @cached_property
    def english(self) -> Roll:
        """The lines that are the author's own and English."""
        return Roll([one for one in self.lines if one.language == "en" and not one.quoted])

    @cached_property
    def pointing(self) -> Roll:
        """The same without descriptions, which may say where in a picture something is."""
        seen = {Place.DESCRIPTION, Place.LONGER}
        return Roll([one for one in self.english.lines if one.place not in seen])


def manuscript(document: Document) -> Manuscript:
    """A document, laid out for the rules."""
    walk = _Walk(_Around(primary(document.front.language)))
    walk.blocks(document.body)
    return Manuscript(document, tuple(walk.lines), tuple(walk.parts), tuple(walk.lone))


@dataclass(frozen=True, slots=True)
class _Around:
    language: str
    place: Place = Place.PROSE
    quoted: bool = False


@dataclass
class _Walk:
    """Gathers the lines in reading order, and knows what it stands inside of."""

    around: _Around
    lines: list[Line] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    lone: list[Figure | Video] = field(default_factory=list)

    def blocks(self, body: Iterable[Block], **changes: object) -> None:
        """Note the lines of blocks, with what is different around them."""
        outer = self.around
        if changes:
            self.around = replace(outer, **changes)  # type: ignore[arg-type]
        for block in body:
            self.block(block)
        self.around = outer

    def block(self, block: Block) -> None:
        """Note the lines of one block, each at its place."""
        match block:
            case Paragraph(sentences=sentences):
                self.say(sentences)
            case Listing(items=items):
                for item in items:
                    self.blocks(item.body)
            case Definitions(items=items):
                for entry in items:
                    self.say((entry.term,), Place.TERM)
                    for body in entry.bodies:
                        self.blocks(body)
            case Quote(body=body, source=source):
                self.blocks(body, quoted=True)
                self.say(source, Place.CAPTION)
            case Figure(description=description, caption=caption, long_description=longer):
                self.lone.append(block)
                self.say((description,) if description else (), Place.DESCRIPTION)
                self.say(caption, Place.CAPTION)
                self.blocks(longer, place=Place.LONGER)
            case Idea():
                self.blocks(apart(block))
            case Table():
                self.table(block)
            case Video(description=description, transcript=transcript):
                self.lone.append(block)
                self.say((description,), Place.DESCRIPTION)
                self.blocks(transcript, place=Place.LONGER, quoted=True)
            case Passage(body=body, language=language):
                self.blocks(body, language=primary(language))
            case Section(body=body):
                self.part(block, (), body)
            case KeyFinding(summary=summary, body=body):
                self.part(block, (summary,), body)
            case CodeBlock() | Break():
                return
            case _:
                assert_never(block)

    def part(
        self, one: Section | KeyFinding, summary: tuple[Paragraph, ...], body: Iterable[Block]
    ) -> None:
        """Note a heading, its lines, and the part that they make."""
        at = len(self.parts)
        self.parts.append(Part(one.id, one.title, ()))
        self.say((one.title,), Place.HEADING)
        own: list[Line] = []
        for block in (*summary, *body):
            before = len(self.lines)
            self.block(block)
            if not isinstance(block, Section | KeyFinding):
                own += self.lines[before:]
        self.parts[at] = Part(one.id, one.title, tuple(own))

    def table(self, table: Table) -> None:
        """Note a table's caption, then its cells row by row."""
        self.say(table.caption, Place.CAPTION)
        for row in (table.header, *table.rows):
            for cell in row:
                self.say(cell, Place.CELL)
        self.blocks(table.long_description, place=Place.LONGER)

    def say(self, sentences: Iterable[Sentence], place: Place | None = None) -> None:
        """Note sentences, and after each the blocks of its notes."""
        around = self.around
        for sentence in sentences:
            if not sentence.inlines:
                continue  # its complaint has been told by the reader
            text = judged(sentence.inlines, around.language)
            self.lines.append(
                Line(sentence, text, place or around.place, around.language, around.quoted)
            )
            if len(sentence.inlines) > 1:  # a note never stands alone
                for inline in inlines(sentence.inlines):
                    if isinstance(inline, Note):
                        self.blocks(inline.body, place=Place.PROSE)


def judged(nodes: Sequence[Inline], language: str) -> str:
    """The typed words, as long as they are, with those hidden that no rule is to judge."""
    if len(nodes) == 1 and isinstance(only := nodes[0], Text):
        return only.text
    made: list[str] = []
    for inline in nodes:
        match inline:
            case Text(text):
                made.append(text)
            case Code() | Math() | Picture() | Abbreviation():
                made.append(_hidden(typed((inline,))))
            case Foreign(inner, tag) if primary(tag) != language:
                made.append(_hidden(typed(inner)))
            case Link(inner) if ADDRESS.fullmatch(plain(inner)) or "@" in plain(inner):
                made.append(HIDDEN * len(typed(inner)))
            case Note():
                pass
            case Emphasis() | Link() | Statistic() | Foreign():
                made.append(judged(inline.inlines, language))
            case _:
                made.append(typed((inline,)))
    return "".join(made)


def _hidden(words: str) -> str:
    return re.sub(r"\S", HIDDEN, words)
