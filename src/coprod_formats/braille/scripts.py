"""Words in scripts that English braille has no letters for, by liblouis' own tables for them.

The Rulebook calls this a code switch: the words stand in their own braille code between signs
that say so and name the language (UEB 14.3.2 and 14.3.3).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from coprod_formats.braille.binding import NoAnswerError, louis
from coprod_formats.braille.cells import from_ascii, six_dots
from coprod_formats.diagnostics import WriteError
from coprod_formats.languages import primary

# The tables that exist in liblouis 3.24 and later and write six dots, by language; the first
# language of each script is taken for words that do not say their own.
_SCRIPTS = {
    "ARABIC": ("ar", "fa", "ur", "ckb"),
    "ARMENIAN": ("hy",),
    "BENGALI": ("bn",),
    "CJK": ("zh",),
    "CYRILLIC": ("ru", "uk", "bg", "sr", "mn", "kk"),
    "DEVANAGARI": ("hi", "mr", "ne"),
    "GEORGIAN": ("ka",),
    "GREEK": ("el",),
    "GUJARATI": ("gu",),
    "GURMUKHI": ("pa",),
    "HANGUL": ("ko",),
    "HEBREW": ("he",),
    "KANNADA": ("kn",),
    "KHMER": ("km",),
    "MALAYALAM": ("ml",),
    "MYANMAR": ("my",),
    "TAMIL": ("ta",),
    "TELUGU": ("te",),
}
_TABLES = {
    "ar": "ar-ar-g1.utb",
    "bg": "bg.ctb",
    "bn": "bn.tbl",
    "ckb": "ckb-g1.ctb",
    "el": "el.ctb",
    "fa": "fa-ir-g1.utb",
    "gu": "gu-in-g1.utb",
    "he": "he-IL.utb",
    "hi": "hi-in-g1.utb",
    "hy": "hy.ctb",
    "ka": "ka.utb",
    "kk": "kk.utb",
    "km": "km-g1.utb",
    "kn": "kn.tbl",
    "ko": "ko-2006-g1.ctb",
    "ml": "ml-in-g1.utb",
    "mn": "mn-MN-g1.utb",
    "mr": "mr-in-g1.utb",
    "my": "my-g1.utb",
    "ne": "ne.ctb",
    "pa": "pa.tbl",
    "ru": "ru-litbrl.ctb",
    "sr": "sr-g1.ctb",
    "ta": "ta-ta-g1.ctb",
    "te": "te-in-g1.utb",
    "uk": "uk.utb",
    "ur": "ur-pk-g1.utb",
    "zh": "zh-chn.ctb",
}
_OPENS, _NAMED, _CLOSES = from_ascii('"('), from_ascii("'"), from_ascii(',")')


_UNKNOWN = re.compile(r"⠄[⠀-⣿]{1,2}⠭.+⠄")  # a number, such as '\\x0591', that liblouis gives
_DANDAS = {"।", "॥"}  # end sentences in many scripts of India
_WIDE = {"IDEOGRAPHIC", "FULLWIDTH"}  # signs of Chinese


@cache
def script(character: str) -> str:
    """The script of a letter, or of a sign or digit that only one script has; else nothing."""
    words = unicodedata.name(character, "").replace("-", " ").split()
    if unicodedata.category(character)[0] in "LM":
        return words[0] if words else ""
    if character in _DANDAS:
        return ""
    return "CJK" if _WIDE & {*words[:1]} else next((one for one in words if one in _SCRIPTS), "")


def goes_on(character: str, writing: str) -> bool:
    """Whether words in a script go on with this character."""
    return script(character) == writing or (character in _DANDAS and writing in _SCRIPTS)


@cache
def has_cells(character: str, before: str, tongue: str) -> bool:
    """Whether the table of a language has a character, by itself or behind the one before it."""
    tables = table(tongue)
    alone = _cells(tables, character) if tables else None
    if alone and not _UNKNOWN.fullmatch(alone[0]):
        return True
    both = _cells(tables, before + character) if tables and before else None
    return both is not None and not (alone and alone[0] in both[0])


def language(writing: str, own: str) -> str:
    """The language of words in a script: their own where it is written so, else its first."""
    known = _SCRIPTS.get(writing, ())
    own = primary(own)
    return own if own in known else next(iter(known), "")


def table(tongue: str) -> str:
    """The table of liblouis for a language; nothing where we name none."""
    return _TABLES.get(tongue, "")


def switched(words: str, tongue: str) -> list[str] | None:
    """Six-dot cells for each character of some words, with the signs of the switch around them.

    Nothing where liblouis has no table for them or writes them in eight dots.
    """
    tables = table(tongue)
    made = _cells(tables, words) if tables else None
    if made is None:
        return None
    parts = [""] * len(words)
    for cell, place in zip(*made, strict=True):
        parts[min(place, len(words) - 1)] += cell
    parts[0] = _OPENS + from_ascii(tongue) + _NAMED + parts[0]
    parts[-1] += _CLOSES
    return parts


def _cells(tables: str, words: str) -> tuple[str, Sequence[int]] | None:
    """Cells, and the place in print of each; nothing where a table is missing or has eight dots."""
    try:
        made = louis().translate(tables, words)
    except NoAnswerError:
        raise
    except WriteError:
        return None
    return (made.cells, made.to_print) if six_dots(made.cells) else None
