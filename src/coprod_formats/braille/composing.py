"""Blocks as pieces of braille: indents, blank lines, and what must stay together.

UKAAF's Braille Standard (B004) is the rule and RNIB's published files the example; what
neither says is marked as a choice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import assert_never

from coprod_formats.braille import tables
from coprod_formats.braille.cells import BLANK, from_ascii
from coprod_formats.braille.lines import ARTIFACT, Line, centre, wrap
from coprod_formats.braille.marks import depth, marker, stopped
from coprod_formats.braille.pieces import Heading, Piece
from coprod_formats.braille.profiles import Indent, Page, Profile
from coprod_formats.braille.runs import Voice, of_sentence, of_sentences, transcribers_note
from coprod_formats.braille.translating import ITALIC, UNCONTRACTED, Brailled, Run, translate
from coprod_formats.braille.words import Words
from coprod_formats.document import (
    Block,
    Break,
    CodeBlock,
    Definition,
    Definitions,
    Figure,
    Idea,
    Item,
    KeyFinding,
    Listing,
    Note,
    Paragraph,
    Passage,
    Quote,
    Section,
    Sentence,
    Table,
    Video,
)
from coprod_formats.walking import apart

_BREAK_LINE = from_ascii('"9   "9   "9')  # three asterisks


@dataclass(frozen=True, slots=True)
class Style:
    """All that the layout of a document depends on beside its words."""

    profile: Profile
    page: Page
    tables: str  # liblouis tables, such as "en-ueb-g2.ctb"
    voice: Voice
    words: Words

    @property
    def remark(self) -> str:
        """What the transcriber says of the edition."""
        contracted = "g2" in self.tables
        grade = self.words.contracted if contracted else self.words.uncontracted
        return self.words.remark.format(grade=grade)


@dataclass(frozen=True, slots=True)
class Composer:
    """Turns blocks into pieces in one style; ``indent`` is that of the place."""

    style: Style
    indent: Indent

    def blocks(self, body: Iterable[Block]) -> Iterator[Piece]:
        """Every block, in order."""
        for block in body:
            yield from self.block(block)

    def block(self, block: Block) -> Iterator[Piece]:
        """One block; a new kind of block does not type-check until it has a line here."""
        match block:
            case Paragraph(sentences=sentences):
                yield self.paragraph(of_sentences(sentences, self._voice))
            case Section(id=ident, title=title, level=level, body=body):
                yield self.heading(ident, of_sentence(title, self._voice), level)
                yield from self.blocks(body)
            case KeyFinding(id=ident, title=title, level=level, summary=summary, body=body):
                yield self.heading(ident, of_sentence(title, self._voice), level)
                yield from self.blocks((summary, *body))
            case Listing(items=items):
                yield from _spaced(tuple(self._listing(block, 0, depth(items))))
            case Definitions(items=items):
                yield from _spaced(tuple(p for one in items for p in self._definition(one)))
            case Quote():
                yield from self._quote(block)
            case Figure():
                yield from self._figure(block)
            case Idea():
                yield from self.blocks(apart(block))
            case Table():
                yield from self._table(block)
            case Video():
                yield from self._video(block)
            case CodeBlock(text=text):
                yield from _spaced(tuple(self._code(text)))
            case Passage(body=body, language=language):
                style = replace(self.style, voice=self._voice.abroad(language))
                yield from replace(self, style=style).blocks(body)
            case Break():
                yield self._middle(_BREAK_LINE)
            case _:
                assert_never(block)

    def heading(self, ident: str, runs: Iterable[Run], level: int) -> Piece:
        """A heading: centred at the first level, beside the text at the second, in it below."""
        profile, width, tag = self.style.profile, self.style.page.width, f"H{level}"
        entry = Heading(ident, level - 2)
        if level == 2:
            lines = centre(self.translated(runs), width, tag)
            below = profile.blank_below_centred
            return Piece(lines, True, True, blank_before=True, blank_after=below, heading=entry)
        runs = stopped(runs) if profile.heading_stop else runs
        if level == 3:
            lines = wrap(self.translated(runs), profile.side_heading, width, tag)
            return Piece(lines, True, True, blank_before=True, heading=entry)
        form = ITALIC if profile.paragraph_heading_italic else 0
        slanted = (replace(run, typeform=run.typeform | form) for run in runs)
        lines = wrap(self.translated(slanted), profile.paragraph_heading, width, tag)
        return Piece(lines, True, True, heading=entry)

    def notes(self, notes: Iterable[Note]) -> Iterator[Piece]:
        """The notes that were collected, each as an entry of a list."""
        for note in notes:
            yield from self._entry(f"{note.number}. ", Item(note.body), Indent(0, 2))

    def translated(self, runs: Iterable[Run]) -> Brailled:
        """Cells for runs that belong together."""
        return translate(runs, self.style.tables)

    @property
    def _voice(self) -> Voice:
        return self.style.voice

    def paragraph(self, runs: Iterable[Run]) -> Piece:
        """Runs under the indents of this place."""
        return Piece(wrap(self.translated(runs), self.indent, self.style.page.width))

    def _note(self, words: str, said: Sentence | None = None) -> Piece:
        """A transcriber's note: generated words, and what somebody wrote after them."""
        runs = of_sentence(said, self._voice) if said else ()
        return self.paragraph(transcribers_note((self._voice.run(words), *runs)))

    def _listing(self, listing: Listing, level: int, deepest: int) -> Iterator[Piece]:
        """Spaced 1-3 where flat; nested 1-5, 3-7, 5-9 (B004 section 10 and appendix C)."""
        indent = self._list_indent(level, deepest)
        for place, item in enumerate(listing.items):
            lead = marker(listing, place)
            if item.done is not None:
                labels = self._voice.labels
                lead += f"{labels.done if item.done else labels.to_do}: "
            yield from self._entry(lead, item, indent, level, deepest)

    def _list_indent(self, level: int, deepest: int) -> Indent:
        own = self.indent.runover
        if self.style.profile.runover_past_deepest:
            return Indent(own + 2 * level, own + 2 * deepest)
        return Indent(own + 2 * level, own + 2 * level + (4 if deepest > 1 else 2))

    def _entry(
        self, lead: str, item: Item, indent: Indent, level: int = 0, deepest: int = 1
    ) -> Iterator[Piece]:
        inner = replace(self, indent=Indent(indent.runover, indent.runover))
        body = item.body
        if body and isinstance(body[0], Paragraph):
            runs = of_sentences(body[0].sentences, self._voice)
            body = body[1:]
        else:
            runs = iter(())
        text = self.translated((Run(lead), *runs))
        yield Piece(wrap(text, indent, self.style.page.width))
        for block in body:
            if isinstance(block, Listing):
                yield from self._listing(block, level + 1, deepest)
            else:
                yield from inner.block(block)

    def _definition(self, definition: Definition) -> Iterator[Piece]:
        indent = Indent(self.indent.runover, self.indent.runover + 2)
        runs = [*of_sentence(definition.term, self._voice), Run(": ")]
        rest: list[Block] = []
        for body in definition.bodies:
            for block in body:
                if isinstance(block, Paragraph) and not rest:
                    runs += [*of_sentences(block.sentences, self._voice), Run(" ")]
                else:
                    rest.append(block)
        yield Piece(wrap(self.translated(runs), indent, self.style.page.width))
        inner = replace(self, indent=Indent(indent.runover, indent.runover))
        yield from inner.blocks(rest)

    def _quote(self, quote: Quote) -> Iterator[Piece]:
        shift, own = self.indent.runover, self.style.profile.quote
        inner = replace(self, indent=Indent(own.first + shift, own.runover + shift))
        pieces = list(inner.blocks(quote.body))
        if quote.source:
            runs = of_sentences(quote.source, self._voice)
            pieces[-1:] = [replace(piece, with_next=True) for piece in pieces[-1:]]
            pieces.append(inner.paragraph((Run("—"), *runs)))
        yield from _spaced(tuple(pieces)) if self.style.profile.quote_apart else pieces

    def _figure(self, figure: Figure) -> Iterator[Piece]:
        if figure.description is None:
            return
        note = self._note(f"{self._voice.labels.image}: ", figure.description)
        yield replace(note, with_next=bool(figure.caption))
        if figure.caption:
            yield self._caption(figure.caption)
        yield from self._longer(figure.long_description)

    def _caption(self, caption: tuple[Sentence, ...]) -> Piece:
        return self.paragraph((Run("["), *of_sentences(caption, self._voice), Run("]")))

    def _longer(self, body: tuple[Block, ...]) -> Iterator[Piece]:
        if body:
            yield replace(self._note(f"{self._voice.labels.longer_description}:"), with_next=True)
            yield from self.blocks(body)
            yield self._note(self.style.words.end_of_description)

    def _table(self, table: Table) -> Iterator[Piece]:
        if table.caption:
            yield replace(self._caption(table.caption), with_next=True)
        rows = [
            [self.translated(of_sentences(cell, self._voice)) for cell in row]
            for row in (table.header, *table.rows)
        ]
        columns = tables.columns(rows, self.style.page.width)
        if columns and len(columns) < self.style.page.height - 3:
            yield Piece(columns, whole=True, blank_before=True, blank_after=True)
        else:
            yield from self._linear(table)
        yield from self._longer(table.long_description)

    def _linear(self, table: Table) -> Iterator[Piece]:
        """A note that names the columns, then a paragraph a row (B004 section 12)."""
        voice = self._voice
        names = [run for cell in table.header for run in (*of_sentences(cell, voice), Run("; "))]
        lead = voice.run(f"{self.style.words.table_rows}: ")
        note = self.translated(transcribers_note((lead, *names[:-1], Run("."))))
        yield Piece(wrap(note, self.indent, self.style.page.width), with_next=True)
        for row in table.rows:
            cells = [tuple(of_sentences(cell, voice)) or (Run("—"),) for cell in row]
            runs = [run for cell in cells for run in (*cell, Run("; "))]
            yield replace(self.paragraph(stopped(runs[:-1])), whole=True)

    def _video(self, video: Video) -> Iterator[Piece]:
        labels = self._voice.labels
        note = self._note(f"{labels.video}: ", video.description)
        yield replace(note, with_next=bool(video.transcript))
        if video.transcript:
            yield replace(self._note(f"{labels.transcript}:"), with_next=True)
            yield from self.blocks(video.transcript)
            yield self._note(self.style.words.end_of_transcript)

    def _code(self, text: str) -> Iterator[Piece]:
        own = self.indent.runover
        for line in text.splitlines():
            first = own + len(line) - len(line.lstrip(" "))
            indent = Indent(first, first + 2)
            cells = self.translated((self._voice.formed(UNCONTRACTED).run(line),))
            yield Piece(wrap(cells, indent, self.style.page.width))

    def _middle(self, cells: str) -> Piece:
        blanks = BLANK * ((self.style.page.width - len(cells)) // 2)
        line = Line(blanks + cells, tag=ARTIFACT)
        return Piece((line,), blank_before=True, blank_after=True)


def _spaced(pieces: tuple[Piece, ...]) -> Iterator[Piece]:
    """The same pieces with blank lines before the first and after the last."""
    for place, piece in enumerate(pieces):
        yield replace(
            piece,
            blank_before=piece.blank_before or place == 0,
            blank_after=piece.blank_after or place == len(pieces) - 1,
        )
