"""A document's blocks as XHTML whose words are cells: the content of an eBraille publication."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html import escape
from typing import assert_never

from coprod_formats.braille.cells import BLANK
from coprod_formats.braille.marks import marker
from coprod_formats.braille.print_pages import print_sign
from coprod_formats.braille.runs import (
    Voice,
    of_inlines,
    of_sentence,
    of_sentences,
    transcribers_note,
)
from coprod_formats.braille.translating import UNCONTRACTED, Brailled, Run, translate
from coprod_formats.document import (
    Block,
    Break,
    Cell,
    CodeBlock,
    Definition,
    Definitions,
    Figure,
    Idea,
    Image,
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


def tactile_file(drawing: Image) -> str:
    """Where a tactile drawing lies, seen from the content."""
    return f"tactile/{drawing.name}"


@dataclass(frozen=True, slots=True)
class Scribe:
    """Writes XHTML with the words of one voice by one list of liblouis' tables."""

    voice: Voice
    tables: str
    places: frozenset[str]  # ids that links can lead to

    def blocks(self, body: Iterable[Block]) -> str:
        """Every block, in order."""
        return "".join(map(self.block, body))

    def block(self, block: Block) -> str:
        """One block; a new kind of block does not type-check until it has a line here."""
        match block:
            case Paragraph(sentences=sentences):
                return self._sentences("p", sentences)
            case Section(id=ident, title=title, level=level, body=body):
                return self._section(ident, title, level, body)
            case KeyFinding(id=ident, title=title, level=level, summary=summary, body=body):
                return self._section(ident, title, level, (summary, *body))
            case Listing():
                return self._listing(block)
            case Definitions(items=items):
                return f"<dl>{''.join(map(self._definition, items))}</dl>"
            case Quote(body=body, source=source):
                said = self._runs("p", (Run("—"), *of_sentences(source, self.voice)))
                return f"<blockquote>{self.blocks(body)}{said if source else ''}</blockquote>"
            case Figure():
                return self._figure(block)
            case Idea():
                return self.blocks(apart(block))
            case Table():
                return self._table(block)
            case Video():
                return self._video(block)
            case CodeBlock(text=text):
                return f'<div class="code">{"".join(map(self._code, text.splitlines()))}</div>'
            case Passage(body=body, language=language):
                return replace(self, voice=self.voice.abroad(language)).blocks(body)
            case Break():
                return "<hr/>"
            case _:
                assert_never(block)

    def notes(self, notes: Iterable[Note]) -> Iterator[str]:
        """Each note as its readers reach it from its mark."""
        for note in notes:
            body = self._led(Run(f"{note.number}. "), note.body)
            yield f'<aside id="{escape(note.id)}" role="doc-footnote">{body}</aside>'

    def heading(self, title: Sentence, level: int) -> str:
        """A heading's element, behind the page of the print that it begins."""
        page = self.voice.pages.get(title.id, 0)
        turn = f"<div>{self.print_page(page)}</div>" if page else ""
        return turn + self._runs(f"h{level}", of_inlines(title.inlines, self.voice))

    def print_page(self, page: int) -> str:
        """Where a page of the print begins."""
        kind = 'role="doc-pagebreak" epub:type="pagebreak"'
        return f'<span id="print-page-{page}" class="page" {kind}>{print_sign(page)}</span> '

    def words(self, text: str) -> str:
        """Cells for generated words."""
        return self.cells((Run(text),))

    def cells(self, runs: Iterable[Run]) -> str:
        """Cells for runs that belong together, with their links and new lines."""
        made = translate(runs, self.tables)
        return "".join(self._linked(made)).replace(BLANK, " ")

    def _runs(self, tag: str, runs: Iterable[Run]) -> str:
        return f"<{tag}>{self.cells(runs)}</{tag.partition(' ')[0]}>"

    def _sentences(self, tag: str, sentences: Iterable[Sentence]) -> str:
        return self._runs(tag, of_sentences(sentences, self.voice))

    def _section(self, ident: str, title: Sentence, level: int, body: tuple[Block, ...]) -> str:
        inside = self.heading(title, level) + self.blocks(body)
        return f'<section id="{escape(ident)}">{inside}</section>'

    def _led(self, lead: Run, body: tuple[Block, ...]) -> str:
        """Blocks with a mark before their first words."""
        if body and isinstance(first := body[0], Paragraph):
            opening = self._runs("p", (lead, *of_sentences(first.sentences, self.voice)))
            return opening + self.blocks(body[1:])
        return self._runs("p", (lead,)) + self.blocks(body)

    def _code(self, line: str) -> str:
        """A line as it stands: blank cells before it are kept, as white space would not be."""
        exact = self.voice.formed(UNCONTRACTED).run(line)
        blanks = BLANK * (len(line) - len(line.lstrip(" ")))
        return f"<p>{blanks}{self.cells((exact,))}</p>"

    def _listing(self, listing: Listing) -> str:
        tag = "ol" if listing.numbering else "ul"
        items = (
            f"<li>{self._led(self._lead(listing, place, item), item.body)}</li>"
            for place, item in enumerate(listing.items)
        )
        return f"<{tag}>{''.join(items)}</{tag}>"

    def _lead(self, listing: Listing, place: int, item: Item) -> Run:
        labels = self.voice.labels
        box = "" if item.done is None else f"{labels.done if item.done else labels.to_do}: "
        return Run(marker(listing, place) + box)

    def _definition(self, definition: Definition) -> str:
        term = self._sentences("dt", (definition.term,))
        return term + "".join(f"<dd>{self.blocks(body)}</dd>" for body in definition.bodies)

    def _told(self, ident: str, words: str, said: Sentence | None) -> str:
        """What a transcriber says in the place of a picture or a film."""
        runs = of_sentence(said, self.voice) if said else ()
        note = self._runs("p", transcribers_note((self.voice.run(words), *runs)))
        name = f' id="{escape(ident)}"' if ident else ""
        return f'<div class="transcriber-note"{name}>{note}</div>'

    def _longer(self, body: tuple[Block, ...]) -> str:
        label = f"{self.voice.labels.longer_description}:"
        return self._told("", label, None) + self.blocks(body) if body else ""

    def _figure(self, figure: Figure) -> str:
        if figure.description is None:
            return ""
        told = self._told(figure.id, f"{self.voice.labels.image}: ", figure.description)
        told += self._tactile(figure) if figure.tactile else ""
        caption = self._sentences("p", figure.caption) if figure.caption else ""
        return told + caption + self._longer(figure.long_description)

    def _tactile(self, figure: Figure) -> str:
        """The drawing in raised lines, which the description stands for on other devices."""
        inlines = figure.description.inlines if figure.description else ()
        words = translate(of_inlines(inlines, self.voice), self.tables).cells
        place = tactile_file(figure.tactile) if figure.tactile else ""
        return f'<div class="tactile"><img src="{place}" alt="{words.replace(BLANK, " ")}"/></div>'

    def _table(self, table: Table) -> str:
        caption = self._sentences("caption", table.caption) if table.caption else ""
        head = "".join(self._sentences('th scope="col"', cell) for cell in table.header)
        rows = "".join(f"<tr>{self._row(row, table.row_headers)}</tr>" for row in table.rows)
        body = f"<tbody>{rows}</tbody>" if rows else ""
        return (
            f'<table id="{escape(table.id)}">{caption}<thead><tr>{head}</tr></thead>'
            f"{body}</table>{self._longer(table.long_description)}"
        )

    def _row(self, row: tuple[Cell, ...], headers: int) -> str:
        tags = ['th scope="row"'] * headers + ["td"] * (len(row) - headers)
        return "".join(map(self._sentences, tags, row))

    def _video(self, video: Video) -> str:
        labels = self.voice.labels
        told = self._told(video.id, f"{labels.video}: ", video.description)
        script = self.blocks(video.transcript)
        return told + (self._told("", f"{labels.transcript}:", None) + script if script else "")

    def _linked(self, made: Brailled) -> Iterator[str]:
        """Cells with elements in them for links, new lines and the pages of the print."""
        done = 0
        turns = list(made.pages)
        for start, end, target in made.links:
            leads = start < end and (not target.startswith("#") or target[1:] in self.places)
            if leads and start >= done:
                yield self._lines(made, done, start, turns)
                words = self._lines(made, start, end, turns)
                yield f'<a href="{escape(target)}">{words}</a>'
                done = end
        yield self._lines(made, done, len(made.cells), turns)

    def _lines(self, made: Brailled, start: int, end: int, turns: list[tuple[int, int]]) -> str:
        """A stretch of cells; of ``turns`` those are taken that stand in it or at its end."""
        marks = [(place, 1, "<br/>") for place in made.breaks if start <= place < end]
        while turns and turns[0][0] <= end:
            place, page = turns.pop(0)
            marks.append((place, 0, self.print_page(page)))
        parts, at = [], start
        for place, size, said in sorted(marks):
            parts += [made.cells[at:place], said]
            at = place + size
        return "".join((*parts, made.cells[at:end]))
