"""Characters that Unified English Braille has no sign for: in cells, in their own code, by name."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache

from coprod_formats.braille import scripts
from coprod_formats.braille.binding import louis
from coprod_formats.braille.cells import from_ascii, six_dots

NOTE_OPENS, NOTE_CLOSES = "\ue000", "\ue001"  # stand for the signs of a transcriber's note
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
    "।": ".",
    "॥": ".",
    "־": "-",
    "\u05c1": "",  # the dot of the Hebrew letter that is taken for granted in braille
    "\ufe0f": "",
    "\ufe0e": "",
    '"': from_ascii(",7"),  # a quotation mark of no direction (UEB 7.6), never a guess at one
}


def spelt(text: str, tables: str, language: str = "") -> Iterator[tuple[str, str]]:
    """Pairs of each print character and what liblouis is to get in its place."""
    if all(has_cells(character, tables) for character in set(text)):
        yield from zip(text, text, strict=True)
        return
    start = 0
    while start < len(text):
        end, tongue = _stretch(text, start, tables, language)
        cells = scripts.switched(text[start:end], tongue)
        if cells:
            yield from zip(text[start:end], cells, strict=True)
        else:
            yield from ((one, substitute(one, tables)) for one in text[start:end])
        start = end


def _stretch(text: str, start: int, tables: str, own: str) -> tuple[int, str]:
    """Where words of one other script end that begin here, and their language; else one sign."""
    writing = scripts.script(text[start])
    tongue = scripts.language(writing, own)
    end = last = start
    while tongue and end < len(text):
        before = text[end - 1] if end > start else ""
        if scripts.goes_on(text[end], writing) and scripts.has_cells(text[end], before, tongue):
            last = end + 1
        elif text[end] != " ":
            break
        end += 1
    known = all(has_cells(one, tables) for one in text[start:last])
    return (start + 1, "") if known else (last, tongue)


@cache
def has_cells(character: str, tables: str) -> bool:
    """Whether the tables write this character in six-dot cells."""
    if "\u2800" <= character <= "\u283f":
        return True
    if character < " " or character == '"':
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
    return f"{NOTE_OPENS}{name(character)}{NOTE_CLOSES}"


def name(character: str) -> str:
    """What Unicode calls a character, in small letters."""
    return unicodedata.name(character, f"character {ord(character):x}").lower()
