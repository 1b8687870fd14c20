"""The document as it is read aloud: one utterance a sentence, in reading order.

The policy: the title, and that the voice is synthetic; every heading; how many items a list
has; what a picture shows; a table's size, then each cell under the name of its column; notes
at the end of their section. What is announced beside the author's words stands before the
sentence that it announces, and is spoken with it, so that every utterance has a place in the
text to be marked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import assert_never

from coprod_formats.derive.spoken import Lexicon, Spoken, spoken, spoken_abroad
from coprod_formats.derive.spoken_words import SpokenWords, spoken_words
from coprod_formats.derive.stretches import stretches
from coprod_formats.derive.utterances import (
    HEADING_GAP,
    ITEM_GAP,
    OPENING,
    PARAGRAPH_GAP,
    SENTENCE_GAP,
    TITLE,
    VOICE,
    Part,
    Utterance,
)
from coprod_formats.document import (
    Block,
    Break,
    Cell,
    CodeBlock,
    Definitions,
    Document,
    Figure,
    FrontMatter,
    Idea,
    KeyFinding,
    Listing,
    Paragraph,
    Passage,
    Quote,
    Section,
    Sentence,
    Table,
    Video,
)
from coprod_formats.languages import primary
from coprod_formats.walking import apart, notes, plain


def narrate(document: Document) -> tuple[Utterance, ...]:
    """Every utterance of a document in the order of its reading."""
    front = document.front
    shorts = frozenset(short for short, _ in front.abbreviations)
    narrator = _Narrator(
        Lexicon(front.say, shorts), spoken_words(front.language), front.language, OPENING
    )
    opening = (
        narrator.say(TITLE, "title", _headed(front), HEADING_GAP),
        narrator.say(VOICE, "voice", narrator.words.voice, HEADING_GAP),
    )
    return (*opening, *narrator.chapters(document.body))


@dataclass(frozen=True, slots=True)
class _Narrator:
    """What stays the same over a stretch of the document."""

    lexicon: Lexicon
    words: SpokenWords
    language: str
    section: str
    lead: str = ""  # announced before the first sentence of what comes next
    quoted: bool = False  # whether what comes is somebody else's words

    def chapters(self, body: tuple[Block, ...]) -> Iterator[Utterance]:
        """What stands before the first section, then each section of the top level."""
        for place, block in enumerate(body):
            if isinstance(block, Section):
                yield from _after_first(body[:place], self)
                for one in body[place:]:
                    own = one.id if isinstance(one, Section) else self.section
                    yield from _after_first((one,), replace(self, section=own))
                return
        yield from _after_first(body, self)

    def blocks(self, body: Iterable[Block]) -> Iterator[Utterance]:
        """Every block; the announcement goes before the first that says anything."""
        lead = self.lead
        for block in body:
            said = list(replace(self, lead=lead).block(block))
            yield from said
            lead = "" if said else lead

    def block(self, block: Block) -> Iterator[Utterance]:
        """One block; a new kind of block does not type-check until it has a line here."""
        match block:
            case Paragraph(sentences=sentences):
                yield from self.sentences(sentences, "sentence", PARAGRAPH_GAP)
            case Section(title=title, body=body):
                yield from self.sentences((title,), "heading", HEADING_GAP)
                yield from replace(self, lead="").blocks(body)
            case KeyFinding(title=title, summary=summary, body=body):
                yield from self.sentences((title,), "heading", HEADING_GAP)
                yield from replace(self, lead="").blocks((summary, *body))
            case Listing():
                yield from self._listing(block)
            case Definitions():
                yield from self._definitions(block)
            case Quote():
                yield from self._quote(block)
            case Figure():
                yield from self._figure(block)
            case Idea():
                yield from self.blocks(apart(block))
            case Table():
                yield from self._table(block)
            case Video(description=description, transcript=transcript):
                announced = self._announcing(self.words.video)
                yield from announced.sentences((description,), "description", PARAGRAPH_GAP)
                yield from replace(self, lead=self.words.transcript).blocks(transcript)
            case CodeBlock(text=text):
                yield self.say(code_id(text), "code", text, PARAGRAPH_GAP)
            case Passage(body=body, language=language):
                yield from replace(self, language=language).blocks(body)
            case Break():
                return
            case _:
                assert_never(block)

    def sentences(self, sentences: Iterable[Sentence], role: str, gap: int) -> Iterator[Utterance]:
        """Sentences with a short silence between them and ``gap`` after the last."""
        kept = tuple(sentences)
        narrator = self
        for place, sentence in enumerate(kept, 1):
            pause = gap if place == len(kept) else SENTENCE_GAP
            yield narrator._sentence(sentence, role, pause)
            narrator = replace(narrator, lead="")

    def say(self, ident: str, role: str, written: str, gap: int) -> Utterance:
        """An utterance that is no sentence of the document's."""
        said = self.said(written)
        spoken_ = (Part(self.language, _joined(self.lead, said.text)),)
        place = (ident, self.section, role, self.language)
        return Utterance(*place, written, spoken_, gap, said.plainly, self.lead)

    def _sentence(self, sentence: Sentence, role: str, gap: int) -> Utterance:
        parts = [Part(self.language, self.lead)] if self.lead else []
        plainly: list[str] = []
        for language, written in stretches(sentence.inlines, self.language):
            said = replace(self, language=language).said(written)
            plainly += said.plainly
            if parts and (parts[-1].language, parts[-1].quoted) == (language, self.quoted):
                parts[-1] = replace(parts[-1], text=_joined(parts[-1].text, said.text))
            elif said.text:
                parts.append(Part(language, said.text, self.quoted))
        shown = plain(sentence.inlines)
        named = tuple(dict.fromkeys(plainly))
        place = (sentence.id, self.section, role, self.language)
        return Utterance(*place, shown, tuple(parts), gap, named, self.lead)

    def said(self, written: str) -> Spoken:
        """Most rules are for English; other languages get their words nearly as they stand."""
        if primary(self.language) == "en":
            return spoken(written, self.lexicon)
        return spoken_abroad(written, self.language, self.lexicon)

    def _announcing(self, words: str) -> _Narrator:
        return replace(self, lead=_joined(self.lead, words))

    def _listing(self, listing: Listing) -> Iterator[Utterance]:
        count = len(listing.items)
        announced = self.words.list_of_one if count == 1 else self.words.list_of.format(count=count)
        narrator = self._announcing(announced)
        for place, item in enumerate(listing.items):
            lead = narrator.lead
            if listing.numbering:
                lead = _joined(lead, f"{numbered(listing.numbering, listing.start + place)}:")
            if item.done is not None:
                lead = _joined(lead, self.words.done if item.done else self.words.to_do)
            said = list(replace(self, lead=lead).blocks(item.body))
            yield from _closed(said, ITEM_GAP, "item")
            narrator = replace(narrator, lead="") if said else narrator

    def _definitions(self, block: Definitions) -> Iterator[Utterance]:
        narrator = self
        for entry in block.items:
            yield from narrator.sentences((entry.term,), "term", ITEM_GAP)
            narrator = replace(self, lead="")
            for body in entry.bodies:
                yield from narrator.blocks(body)

    def _quote(self, quote: Quote) -> Iterator[Utterance]:
        announced = replace(self._announcing(self.words.quote), quoted=True)
        said = list(announced.blocks(quote.body))
        if said:
            last = said[-1]
            closing = Part(self.language, self.words.end_quote)
            after = _joined(last.after, closing.text)
            said[-1] = replace(last, parts=(*last.parts, closing), after=after)
        yield from said
        yield from replace(self, lead="").sentences(quote.source, "sentence", PARAGRAPH_GAP)

    def _figure(self, figure: Figure) -> Iterator[Utterance]:
        after = self._announcing(self.words.caption)
        if figure.description:
            announced = self._announcing(self.words.image)
            yield from announced.sentences((figure.description,), "description", PARAGRAPH_GAP)
            after = replace(self, lead=self.words.caption)
        yield from after.sentences(figure.caption, "caption", PARAGRAPH_GAP)
        longer = replace(self, lead=self.words.longer_description)
        yield from longer.blocks(figure.long_description)

    def _table(self, table: Table) -> Iterator[Utterance]:
        yield from self._announcing(self.words.table).sentences(
            table.caption, "caption", PARAGRAPH_GAP
        )
        size = self.words.table_size.format(rows=len(table.rows), columns=len(table.header))
        lead = size if table.caption else _joined(self.lead, f"{self.words.table} {size}")
        columns = _joined(lead, self.words.columns)
        for cell in table.header:
            yield from replace(self, lead=columns).sentences(cell, "cell", SENTENCE_GAP)
            columns = "" if cell else columns
        for number, row in enumerate(table.rows, 1):
            yield from self._row(table.header, row, self.words.row.format(number=number))
        longer = replace(self, lead=self.words.longer_description)
        yield from longer.blocks(table.long_description)

    def _row(
        self, header: tuple[Cell, ...], row: tuple[Cell, ...], lead: str
    ) -> Iterator[Utterance]:
        said: list[Utterance] = []
        for name, cell in zip(header, row, strict=True):
            heading = " ".join(self.said(plain(one.inlines)).text for one in name)
            own = _joined(lead, f"{heading}{self.words.colon}" if heading else "")
            said += replace(self, lead=own).sentences(cell, "cell", SENTENCE_GAP)
            lead = "" if cell else lead
        yield from _closed(said, ITEM_GAP)


def code_id(text: str) -> str:
    """The name of a block of code in everything that is timed."""
    return f"code-{sha256(text.encode()).hexdigest()[:10]}"


def numbered(style: str, value: int) -> str:
    """An item's number as it is said: a letter where the list is lettered, else the figure."""
    return chr(ord("A") + (value - 1) % 26) if style in "aA" else str(value)


def _after_first(body: tuple[Block, ...], narrator: _Narrator) -> Iterator[Utterance]:
    """A chapter, and its notes behind it."""
    yield from narrator.blocks(body)
    for note in notes(body):
        lead = narrator.words.note.format(number=note.number)
        yield from (
            replace(one, role="note") for one in replace(narrator, lead=lead).blocks(note.body)
        )


def _closed(said: list[Utterance], gap: int, role: str = "") -> Iterator[Utterance]:
    """The same, with ``gap`` after the last; plain sentences take ``role`` where it is given."""
    for place, one in enumerate(said, 1):
        pause = gap if place == len(said) else one.gap_after
        own = role if role and one.role == "sentence" else one.role
        yield replace(one, gap_after=pause, role=own)


def _joined(first: str, second: str) -> str:
    return f"{first} {second}".strip()


def _headed(front: FrontMatter) -> str:
    """The title and the subtitle as two sentences."""
    stop = "" if front.title[-1:] in ".?!…" else "."
    return f"{front.title}{stop} {front.subtitle}" if front.subtitle else front.title
