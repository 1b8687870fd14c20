"""Inlines as runs of print with their typeforms, ready to be translated together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import assert_never

from coprod_formats.braille.cells import from_ascii
from coprod_formats.braille.characters import NOTE_CLOSES, NOTE_OPENS
from coprod_formats.braille.translating import BOLD, ITALIC, NEW_LINE, UNCONTRACTED, Run
from coprod_formats.document import (
    Abbreviation,
    Code,
    Emphasis,
    Foreign,
    Inline,
    LineBreak,
    Link,
    Math,
    Note,
    Paragraph,
    Picture,
    Script,
    Sentence,
    Statistic,
    Text,
)
from coprod_formats.labels import Labels
from coprod_formats.walking import plain

# Cells pass through the translation as they are. UEB 3.24: level changes; 3.4: grouping signs,
# which hold together what is raised or lowered.
RAISED, LOWERED = Run(from_ascii(";9"), shown=""), Run(from_ascii(";5"), shown="")
GROUP_OPENS, GROUP_CLOSES = Run(from_ascii("<"), shown=""), Run(from_ascii(">"), shown="")


@dataclass(frozen=True, slots=True)
class Voice:
    """What runs depend on beside the words: generated words, notes, and what is around them."""

    labels: Labels
    notes_inline: bool
    typeform: int = 0
    language: str = ""
    target: str = ""  # where words inside a link lead
    pages: Mapping[str, int] = field(default_factory=dict)  # of the print, by their first sentence

    def run(self, text: str) -> Run:
        """Print as it stands here."""
        return Run(text, self.typeform, self.language, target=self.target)

    def formed(self, typeform: int) -> Voice:
        """The voice inside emphasis, or inside words that are not contracted."""
        return replace(self, typeform=self.typeform | typeform)

    def abroad(self, language: str) -> Voice:
        """The voice inside words of another language: no contractions (UEB 13.5)."""
        return replace(self.formed(UNCONTRACTED), language=language)


def of_sentences(sentences: Iterable[Sentence], voice: Voice) -> Iterator[Run]:
    """Sentences with a space between them."""
    for place, sentence in enumerate(sentences):
        if place:
            yield replace(voice.run(" "), page=voice.pages.get(sentence.id, 0))
            yield from of_inlines(sentence.inlines, voice)
        else:
            yield from of_sentence(sentence, voice)


def of_sentence(sentence: Sentence, voice: Voice) -> Iterator[Run]:
    """The first sentence of something, which tells where the print turned its page."""
    if sentence.id in voice.pages:
        yield Run("", page=voice.pages[sentence.id])
    yield from of_inlines(sentence.inlines, voice)


def of_inlines(inlines: Iterable[Inline], voice: Voice) -> Iterator[Run]:
    """Every inline in order, each under the typeforms of those around it."""
    for inline in inlines:
        yield from _of_inline(inline, voice)


def transcribers_note(runs: Iterable[Run]) -> Iterator[Run]:
    """Words that are not the author's, between the signs that say so."""
    yield Run(NOTE_OPENS, shown="[")
    yield from runs
    yield Run(NOTE_CLOSES, shown="]")


def note_mark(note: Note) -> Iterator[Run]:
    """A note's number, raised and unspaced, where the notes are collected (B004 section 11)."""
    mark = f"{RAISED.text}{note.number}"
    yield Run(mark, shown=f"[{note.number}]", target=f"#{note.id}")


def _of_inline(inline: Inline, voice: Voice) -> Iterator[Run]:
    match inline:
        case Text(text) | Code(text):  # contracted in running text too: UEB 10.12.1
            yield voice.run(text)
        case Emphasis(inlines=inner, strong=strong):
            yield from of_inlines(inner, voice.formed(BOLD if strong else ITALIC))
        case Script(inlines=inner, raised=raised):
            yield from _script(inner, voice, RAISED if raised else LOWERED)
        case Statistic(inlines=inner):
            yield from of_inlines(inner, voice)
        case Foreign(inlines=inner, language=language):
            yield from of_inlines(inner, voice.abroad(language))
        case Link():
            yield from _link(inline, voice)
        case Abbreviation(short, expansion, first):
            yield voice.formed(UNCONTRACTED).run(short)
            if first:
                yield voice.run(f" ({expansion})")
        case Picture(description=description):
            if description:
                words = f"{voice.labels.image}: {description}"
                yield from transcribers_note((voice.run(words),))
        case Math(description=description):
            yield voice.run(description)
        case Note():
            yield from _note(inline, voice)
        case LineBreak():
            yield Run(NEW_LINE)
        case _:
            assert_never(inline)


def _script(inner: tuple[Inline, ...], voice: Voice, sign: Run) -> Iterator[Run]:
    """Raised or lowered words; more than one letter or number is held together (UEB 3.24)."""
    words = plain(inner)
    single = len(words) == 1 or words.isdigit()
    yield sign
    yield from () if single else (GROUP_OPENS,)
    yield from of_inlines(inner, voice.formed(UNCONTRACTED))
    yield from () if single else (GROUP_CLOSES,)


def _link(link: Link, voice: Voice) -> Iterator[Run]:
    """The words, then the address in brackets where the words are not the address."""
    yield from of_inlines(link.inlines, replace(voice, target=link.target))
    address = link.target.removeprefix("mailto:")
    if not link.target.startswith("#") and address != plain(link.inlines):
        yield voice.run(f" ({address})")


def _note(note: Note, voice: Voice) -> Iterator[Run]:
    if not voice.notes_inline:
        yield from note_mark(note)
        return
    yield Run(" [")
    for block in note.body:
        if isinstance(block, Paragraph):
            yield from of_sentences(block.sentences, voice)
    yield Run("]")
