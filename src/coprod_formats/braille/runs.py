"""Inlines as runs of print with their typeforms, ready to be translated together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import assert_never

from coprod_formats.braille.cells import from_ascii
from coprod_formats.braille.translating import BOLD, ITALIC, UNCONTRACTED, Run
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

# Cells pass through the translation as they are. UEB 3.27: transcriber's notes; 3.24: level
# changes; 3.3 and B004 section 11: square brackets round a note that stands in the text.
NOTE_OPENS, NOTE_CLOSES = from_ascii("@.<"), from_ascii("@.>")
RAISED, LOWERED = from_ascii(";9"), from_ascii(";5")


@dataclass(frozen=True, slots=True)
class Voice:
    """What runs depend on beside the words: generated words, and where notes go."""

    labels: Labels
    notes_inline: bool


def of_sentences(sentences: Iterable[Sentence], voice: Voice, typeform: int = 0) -> Iterator[Run]:
    """Sentences with a space between them."""
    for place, sentence in enumerate(sentences):
        if place:
            yield Run(" ", typeform)
        yield from of_inlines(sentence.inlines, voice, typeform)


def of_inlines(inlines: Iterable[Inline], voice: Voice, typeform: int = 0) -> Iterator[Run]:
    """Every inline in order, each under the typeforms of those around it."""
    for inline in inlines:
        yield from _of_inline(inline, voice, typeform)


def transcribers_note(runs: Iterable[Run]) -> Iterator[Run]:
    """Words that are not the author's, between the signs that say so."""
    yield Run(NOTE_OPENS)
    yield from runs
    yield Run(NOTE_CLOSES)


def _of_inline(inline: Inline, voice: Voice, typeform: int) -> Iterator[Run]:
    match inline:
        case Text(text) | Code(text):  # contracted in running text too: UEB 10.12.1
            yield Run(text, typeform)
        case Emphasis(inlines=inner, strong=strong):
            yield from of_inlines(inner, voice, typeform | (BOLD if strong else ITALIC))
        case Script(inlines=inner, raised=raised):
            yield Run(RAISED if raised else LOWERED)
            yield from of_inlines(inner, voice, typeform)
        case Statistic(inlines=inner):
            yield from of_inlines(inner, voice, typeform)
        case Foreign(inlines=inner):
            yield from of_inlines(inner, voice, typeform | UNCONTRACTED)
        case Link():
            yield from _link(inline, voice, typeform)
        case Abbreviation(short, expansion, first):
            yield Run(short, typeform | UNCONTRACTED)
            if first:
                yield Run(f" ({expansion})", typeform)
        case Picture(description=description):
            if description:
                words = f"{voice.labels.image}: {description}"
                yield from transcribers_note((Run(words, typeform),))
        case Math(description=description):
            yield Run(description, typeform)
        case Note():
            yield from _note(inline, voice)
        case LineBreak():
            yield Run(" ", typeform)
        case _:
            assert_never(inline)


def _link(link: Link, voice: Voice, typeform: int) -> Iterator[Run]:
    """The words, then the address in brackets where the words are not the address."""
    yield from of_inlines(link.inlines, voice, typeform)
    address = link.target.removeprefix("mailto:")
    if not link.target.startswith("#") and address != plain(link.inlines):
        yield Run(" (", typeform)
        yield Run(address, typeform)
        yield Run(")", typeform)


def _note(note: Note, voice: Voice) -> Iterator[Run]:
    if not voice.notes_inline:
        yield Run(f"{RAISED}{note.number}")
        return
    yield Run(" [")
    for block in note.body:
        if isinstance(block, Paragraph):
            yield from of_sentences(block.sentences, voice)
    yield Run("]")
