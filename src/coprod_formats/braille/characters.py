"""Characters that Unified English Braille has no sign for: said in cells, in words, or refused."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache

from coprod_formats.braille.binding import louis
from coprod_formats.braille.cells import from_ascii, six_dots
from coprod_formats.diagnostics import Diagnostic, Position, WriteError, error, warning
from coprod_formats.document import CodeBlock, Document
from coprod_formats.walking import blocks, notes, plain, sentences

_MOST_NAMED = 20  # more kinds of unknown letters than this are a text, not a few signs
_LOWERED, _RAISED = from_ascii(";5"), from_ascii(";9")
_DIGITS = "0123456789"
_SIGNS = {
    **{low: _LOWERED + digit for low, digit in zip("₀₁₂₃₄₅₆₇₈₉", _DIGITS, strict=True)},
    **{high: _RAISED + digit for high, digit in zip("⁰¹²³⁴⁵⁶⁷⁸⁹", _DIGITS, strict=True)},
    "◦": "•",
    "▪": "•",
    "‣": "•",
    "‑": "-",
    "‒": "–",
    "―": "—",
    "\ufe0f": "",
    "\ufe0e": "",
}


@cache
def has_cells(character: str, tables: str) -> bool:
    """Whether the tables write this character in six-dot cells."""
    if "\u2800" <= character <= "\u283f":
        return True
    if character < " ":
        return False
    return six_dots(louis().translate(tables, character).cells)


def substitute(character: str, tables: str) -> str:
    """The character where it has cells; else a sign that has, or its name in a note."""
    if has_cells(character, tables):
        return character
    if character in _SIGNS:
        return _SIGNS[character]
    if unicodedata.category(character) in {"Cc", "Cf"}:
        return ""
    name = unicodedata.name(character, f"character {ord(character):x}").lower()
    return f"{from_ascii('@.<')}{name}{from_ascii('@.>')}"


def complaints(document: Document, tables: str) -> tuple[Diagnostic, ...]:
    """A warning for each character that is said by its name, or an error for a whole script."""
    first: dict[str, Position | None] = {}
    for text, where in _texts(document):
        for character in text:
            if character not in first and _named(character, tables):
                first[character] = where
    letters = [c for c in first if unicodedata.category(c).startswith("L")]
    if len(letters) > _MOST_NAMED:
        message = f"English braille has no signs for the script of {''.join(letters[:8])}…"
        hint = "mark the words with their language, [words]{lang=…}, or say them in English letters"
        raise WriteError(error("braille-script", message, first[letters[0]], hint))
    return tuple(_complaint(c, where) for c, where in first.items())


def _named(character: str, tables: str) -> bool:
    return substitute(character, tables).startswith(from_ascii("@.<"))


def _complaint(character: str, where: Position | None) -> Diagnostic:
    name = unicodedata.name(character, "a character without a name").lower()
    message = f"braille has no sign for {character} and says it by its name, {name}"
    return warning("braille-character", message, where, "use words instead")


def _texts(document: Document) -> Iterator[tuple[str, Position | None]]:
    bodies = (document.body, *(note.body for note in notes(document.body)))
    for body in bodies:
        for sentence in sentences(body):
            yield plain(sentence.inlines), sentence.where
        for block in blocks(body):
            if isinstance(block, CodeBlock):
                yield block.text, block.where
