"""A document's braille edition: every volume of it, and what its editor must know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from coprod_formats.braille import probing
from coprod_formats.braille.complaints import complaints, foreign_tables
from coprod_formats.braille.composing import Composer, Style
from coprod_formats.braille.pieces import Piece, opened
from coprod_formats.braille.profiles import PAGES, PROFILES, Page
from coprod_formats.braille.runs import Voice, of_inlines
from coprod_formats.braille.translating import Brailled, Run
from coprod_formats.braille.volumes import Binder, Volume
from coprod_formats.braille.words import words
from coprod_formats.diagnostics import Diagnostic
from coprod_formats.document import Document, KeyFinding, Note, Paragraph, Section
from coprod_formats.labels import labels, long_date
from coprod_formats.walking import blocks, notes, plain

TABLES = {1: "en-ueb-g1.ctb", 2: "en-ueb-g2.ctb"}
_MOST_INLINE, _INLINE_WORDS = 3, 25  # few and short notes stand in the text (B004 section 11)


@dataclass(frozen=True, slots=True)
class Form:
    """The choices of an edition: grade 1 or 2, the authority, the page, a volume's pages."""

    grade: int = 2
    profile: str = "ukaaf"
    page: str = "standard"
    volume_pages: int = 100
    pages: Mapping[str, int] = field(default_factory=dict)  # of the print, by first sentence


@dataclass(frozen=True, slots=True)
class Edition:
    """Volumes on pages of one size."""

    volumes: tuple[Volume, ...]
    page: Page
    diagnostics: tuple[Diagnostic, ...]
    composer: Composer


def edition(document: Document, form: Form) -> Edition:
    """Lay a document out in braille, or raise what stands in the way."""
    style = style_of(document, form)
    probing.probe((style.tables, *foreign_tables(document)))
    diagnostics = complaints(document, style.tables)
    composer = Composer(style, style.profile.paragraph)
    binder = Binder(
        composer,
        document.front.title,
        tuple(_imprint(document)),
        _remark(style),
        form.volume_pages,
        bool(form.pages),
    )
    made = (piece for piece in _pieces(document, composer) if piece.lines)
    pieces = tuple(part for piece in made for part in opened(piece))
    volumes = binder.bind(pieces, _titles(document, composer))
    return Edition(volumes, style.page, diagnostics, composer)


def style_of(document: Document, form: Form) -> Style:
    """The layout of a document; what is not English has no contractions, whatever the grade."""
    language = document.front.language
    grade = form.grade if language.lower().startswith("en") else 1
    few = _few(tuple(notes(document.body)))
    voice = Voice(labels(language), few, language=language, pages=form.pages)
    profile, page = PROFILES[form.profile], PAGES[form.page]
    return Style(profile, page, TABLES[grade], voice, words(language))


def _remark(style: Style) -> str:
    """What the transcriber says on the title page."""
    words = style.words
    where = words.print_right if style.profile.print_number_right else words.print_left
    return f"{style.remark} {where}" if style.voice.pages else style.remark


def _few(found: tuple[Note, ...]) -> bool:
    """Whether the notes are few and short enough to stand in the text."""
    return len(found) <= _MOST_INLINE and all(
        len(note.body) == 1
        and isinstance(only := note.body[0], Paragraph)
        and sum(len(plain(s.inlines).split()) for s in only.sentences) <= _INLINE_WORDS
        for note in found
    )


def _pieces(document: Document, composer: Composer) -> Iterator[Piece]:
    yield from composer.blocks(document.body)
    collected = tuple(notes(document.body))
    if collected and not composer.style.voice.notes_inline:
        runs = (Run(composer.style.voice.labels.notes),)
        yield composer.heading(NOTES, runs, 2)
        yield from composer.notes(collected)


NOTES = "braille-notes"


def _titles(document: Document, composer: Composer) -> dict[str, Brailled]:
    """Each heading's words as the contents give them: without notes."""
    voice = replace(composer.style.voice, notes_inline=False)
    titles = {NOTES: composer.translated((Run(voice.labels.notes),))}
    for block in blocks(document.body):
        if isinstance(block, Section | KeyFinding):
            inlines = (one for one in block.title.inlines if not isinstance(one, Note))
            titles[block.id] = composer.translated(of_inlines(inlines, voice))
    return titles


def _imprint(document: Document) -> Iterable[str]:
    front = document.front
    written = long_date(front.date, front.language) if front.date else ""
    lines = (front.subtitle, *front.creators, front.publisher, written, front.contact, front.rights)
    return (line for line in lines if line)
