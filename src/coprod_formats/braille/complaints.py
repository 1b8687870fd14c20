"""What the editor of a braille edition must know: signs, scripts and languages without a code."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from coprod_formats.braille import scripts
from coprod_formats.braille.cells import from_ascii
from coprod_formats.braille.characters import NOTE_OPENS, name, spelt
from coprod_formats.diagnostics import Diagnostic, Position, WriteError, error, warning
from coprod_formats.document import (
    Block,
    CodeBlock,
    Document,
    Foreign,
    Inline,
    Note,
    Passage,
    Sentence,
)
from coprod_formats.languages import primary
from coprod_formats.walking import inlines, inner, plain

_MOST_NAMED = 20  # more kinds of unknown letters than this are a text, not a few signs
_SWITCHED = from_ascii('"(')


@dataclass(frozen=True, slots=True)
class _Words:
    text: str
    language: str
    where: Position | None


def complaints(document: Document, tables: str) -> tuple[Diagnostic, ...]:
    """Warnings for what braille readers may stumble over, or an error for an unknown script."""
    language = document.front.language
    told = _Words(document.front.title, language, None)
    found = [told, *_in_blocks(document.body, language)]
    return (*_about_languages(found), *_about_characters(found, tables))


def foreign_tables(document: Document) -> tuple[str, ...]:
    """The tables beside the document's own that its words may ask for, in order."""
    language = document.front.language
    found = (_Words(document.front.title, language, None), *_in_blocks(document.body, language))
    tables = {
        scripts.table(scripts.language(scripts.script(letter), words.language))
        for words in found
        if not words.text.isascii()
        for letter in set(words.text)
    }
    return tuple(sorted(tables - {""}))


def _about_languages(found: list[_Words]) -> Iterator[Diagnostic]:
    home = primary(found[0].language)
    if home != "en":
        message = f"braille is made in Unified English Braille, uncontracted, for text in {home!r}"
        hint = "ask a transcriber of that language for braille in its own code"
        yield warning("braille-language", message, None, hint)
    welsh = next((w for w in found if w.language.startswith("cy") and home != "cy"), None)
    if welsh:
        message = "Welsh words are brailled letter by letter, without the contractions of Welsh"
        hint = "ask a transcriber of Welsh for braille, if the Welsh is more than a few words"
        yield warning("braille-welsh", message, welsh.where, hint)


def _about_characters(found: list[_Words], tables: str) -> Iterator[Diagnostic]:
    named: dict[str, Position | None] = {}
    switched: dict[str, Position | None] = {}
    for words in found:
        if words.text.isascii():
            continue
        for character, given in spelt(words.text, tables, words.language):
            if given.startswith(NOTE_OPENS):
                named.setdefault(character, words.where)
            elif given.startswith(_SWITCHED):
                tongue = scripts.language(scripts.script(character), words.language)
                switched.setdefault(tongue, words.where)
    letters = [c for c in named if unicodedata.category(c).startswith("L")]
    if len(letters) > _MOST_NAMED:
        message = f"liblouis has no braille of six dots for the script of {''.join(letters[:8])}…"
        hint = "say the words in letters that have braille, or leave them to another format"
        raise WriteError(error("braille-script", message, named[letters[0]], hint))
    for tongue, where in switched.items():
        message = f"words are in the braille code of the language {tongue!r}, between its signs"
        yield warning("braille-code", message, where, "ask one of its readers to proofread them")
    for character, where in named.items():
        said = f"braille has no sign for {character} and says its name, {name(character)}"
        yield warning("braille-character", said, where, "use words instead")


def _in_blocks(body: Iterable[Sentence | Block], language: str) -> Iterator[_Words]:
    for one in body:
        match one:
            case Sentence():
                yield from _in_line(one.inlines, language, one.where)
            case Passage():
                yield from _in_blocks(one.body, one.language)
            case CodeBlock():
                yield _Words(one.text, language, one.where)
            case _:
                yield from _in_blocks(inner(one), language)


def _in_line(line: Iterable[Inline], language: str, where: Position) -> Iterator[_Words]:
    """A line's words by their language; those of another are told apart, in their own."""
    for one in line:
        match one:
            case Foreign():
                yield from _in_line(one.inlines, one.language, where)
            case Note():
                yield from _in_blocks(one.body, language)
            case _:
                yield _Words(plain((one,)), language, where)
                for deep in inlines((one,)):
                    if isinstance(deep, Foreign | Note):
                        yield from _in_line((deep,), language, where)
