"""A document as the lint reads it: lines of words, and what each of them belongs to."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from itertools import accumulate
from typing import assert_never

from coprod_formats.diagnostics import Position
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
from coprod_formats.walking import apart, inlines, plain, typed

HIDDEN = "\ufffc"  # stands for a character that is not to be judged as a word of the text
ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)+/\S*", re.IGNORECASE)


class Place(StrEnum):
    """What a line of words is a part of."""

    HEADING = "heading"
    PROSE = "prose"
    CELL = "cell"
    CAPTION = "caption"
    TERM = "term"
    DESCRIPTION = "description"  # of a picture or a film, all of it as one sentence
    LONGER = "longer"  # a longer description, or a transcript


@dataclass(frozen=True, slots=True)
class Line:
    """The words of one sentence, code, formulas, short forms and other languages hidden."""

    sentence: Sentence
    text: str
    place: Place
    language: str  # its first part alone, such as "en"
    quoted: bool  # whether they are somebody else's


@dataclass(frozen=True, slots=True)
class Part:
    """A section or key finding: its heading, and the lines that are its own."""

    id: str
    title: Sentence
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A stretch of one line's words."""

    line: Line
    start: int
    words: str

    @property
    def where(self) -> Position:
        """Where it stands in the source."""
        return self.line.sentence.at(self.start)


@dataclass(frozen=True)
class Roll:
    """Many lines as one text, so that one search goes over all of them."""

    lines: Sequence[Line]

    @cached_property
    def text(self) -> str:
        """The lines, one below the other."""
        return "\n".join(line.text for line in self.lines)

    @cached_property
    def small(self) -> str:
        """The same in small letters, as long as it was."""
        small = self.text.lower()
        if len(small) == len(self.text):
            return small
        return "".join(one.lower() if len(one.lower()) == 1 else one for one in self.text)

    @cached_property
    def _starts(self) -> list[int]:
        lengths = (len(line.text) + 1 for line in self.lines)
        return list(accumulate(lengths, initial=0))

    def search(self, pattern: re.Pattern[str]) -> Iterator[Match]:
        """Every match, with the line that it stands in; the pattern must not cross lines."""
        for one in pattern.finditer(self.text):
            at = bisect_right(self._starts, one.start()) - 1
            yield Match(self.lines[at], one.start() - self._starts[at], one[0])

    def search_near(self, stems: Iterable[str], pattern: re.Pattern[str]) -> Iterator[Match]:
        """Every match of a pattern of small letters in the lines that hold one of the stems."""
        for at in sorted({at for stem in stems for at in self._holding(stem)}):
            line, start = self.lines[at], self._starts[at]
            for one in pattern.finditer(self.small[start : start + len(line.text)]):
                yield Match(line, one.start(), line.text[one.start() : one.end()])

    def _holding(self, stem: str) -> Iterator[int]:
        found = self.small.find(stem)
        while found >= 0:
            at = bisect_right(self._starts, found) - 1
            yield at
            found = self.small.find(stem, self._starts[at + 1])


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


def primary(language: str) -> str:
    """The first part of a language's tag."""
    return language.partition("-")[0].lower()


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
        outer = self.around
        if changes:
            self.around = replace(outer, **changes)  # type: ignore[arg-type]
        for block in body:
            self.block(block)
        self.around = outer

    def block(self, block: Block) -> None:
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
        self.say(table.caption, Place.CAPTION)
        for row in (table.header, *table.rows):
            for cell in row:
                self.say(cell, Place.CELL)
        self.blocks(table.long_description, place=Place.LONGER)

    def say(self, sentences: Iterable[Sentence], place: Place | None = None) -> None:
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
