"""Scripts that most documents do without: their letters, their faces, and where those lie.

Typst looks through every font that it is shown, so it is shown these only for a source that has
such letters, or names such a face for the sake of a language.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from unicodedata import bidirectional

from coprod_formats.languages import primary


@dataclass(frozen=True, slots=True)
class Script:
    """One folder of faces: the letters that they draw, and the languages written in them."""

    folder: str
    letters: str  # as in a class of a regular expression
    languages: tuple[str, ...]
    codes: tuple[str, ...]  # of ISO 15924
    split: bool = False  # whether letters are set in pieces at several heights

    @property
    def families(self) -> tuple[str, ...]:
        """The names of its faces, the one that is tried first before the others."""
        return CHINESE if self.folder == "cjk" else (f"Noto Sans {self.folder.title()}",)


CHINESE = tuple(f"Noto Sans CJK {place}" for place in ("SC", "TC", "JP", "KR"))
SCRIPTS = (
    Script("armenian", "\u0530-\u058f\ufb13-\ufb17", ("hy", "hyw"), ("armn",)),
    Script("bengali", "\u0980-\u09ff", ("bn", "as", "syl"), ("beng",), split=True),
    Script(
        "devanagari",
        "\u0900-\u0963\u0966-\u097f\u1cd0-\u1cff\ua8e0-\ua8ff",
        ("hi", "mr", "ne", "sa", "kok", "mai", "bho", "doi"),
        ("deva",),
        split=True,
    ),
    Script(
        "ethiopic",
        "\u1200-\u139f\u2d80-\u2ddf\uab00-\uab2f",
        ("am", "ti", "tig", "gez"),
        ("ethi",),
    ),
    Script("georgian", "\u10a0-\u10ff\u1c90-\u1cbf\u2d00-\u2d2f", ("ka",), ("geor",)),
    Script("gujarati", "\u0a80-\u0aff", ("gu",), ("gujr",), split=True),
    Script("gurmukhi", "\u0a00-\u0a7f", ("pa",), ("guru",), split=True),
    Script("kannada", "\u0c80-\u0cff", ("kn", "tcy"), ("knda",), split=True),
    Script("khmer", "\u1780-\u17ff\u19e0-\u19ff", ("km",), ("khmr",), split=True),
    Script("lao", "\u0e80-\u0eff", ("lo",), ("laoo",), split=True),
    Script("malayalam", "\u0d00-\u0d7f", ("ml",), ("mlym",), split=True),
    Script(
        "myanmar",
        "\u1000-\u109f\ua9e0-\ua9ff\uaa60-\uaa7f",
        ("my", "shn", "mnw", "ksw"),
        ("mymr",),
        split=True,
    ),
    Script("sinhala", "\u0d80-\u0dff", ("si",), ("sinh",), split=True),
    Script("tamil", "\u0b80-\u0bff", ("ta",), ("taml",), split=True),
    Script("telugu", "\u0c00-\u0c7f", ("te",), ("telu",), split=True),
    Script("thai", "\u0e00-\u0e7f", ("th",), ("thai",), split=True),
    Script(
        "cjk",
        "\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
        "\U00020000-\U0003134f",
        ("zh", "yue", "ja", "ko", "cmn", "hak", "nan", "wuu"),
        ("hans", "hant", "hani", "jpan", "hira", "kana", "kore", "hang"),
    ),
)
SPLIT = "".join(one.letters for one in SCRIPTS if one.split)
FIRST = "\u0530"  # no letter of these scripts comes before it
NAMED = re.compile(r'"Noto Sans (\w+)(?: \w+)?"')


def families(text: str) -> tuple[str, ...]:
    """The faces to fall back on for a text that has such letters, or names such faces."""
    named = {one.folder for one in named_in(text)}
    letters = "".join(one for one in set(text) if one >= FIRST and not "\u1cff" < one < "\u2d00")
    return tuple(
        name
        for one in SCRIPTS
        if one.folder in named or (letters and _letters(one).search(letters))
        for name in one.families
    )


def folders(source: str) -> tuple[str, ...]:
    """Where the faces lie that a source names."""
    root = files("coprod_formats") / "data/scripts"
    return tuple(str(root / one.folder) for one in named_in(source))


def in_pieces(source: str) -> bool:
    """Whether a source names faces whose letters are set in pieces at several heights."""
    return any(one.split for one in named_in(source))


def from_right(source: str) -> bool:
    """Whether a source has letters that are written from right to left."""
    return any(bidirectional(one) in {"R", "AL"} for one in set(source))


def named_in(source: str) -> tuple[Script, ...]:
    """The scripts whose faces are named, as all of a source's letters are at its head."""
    named = {name.lower() for name in NAMED.findall(source)}
    return tuple(one for one in SCRIPTS if one.folder in named)


def face(tag: str) -> str:
    """The face of a language that is written in one of these scripts, or nothing."""
    code = _code(tag)
    for one in SCRIPTS:
        if code in one.codes or (not code and primary(tag) in one.languages):
            return CHINESE[_place(tag)] if one.families is CHINESE else one.families[0]
    return ""


def _place(tag: str) -> int:
    """Which of the four forms that a Chinese letter may have: the same letter is drawn in each."""
    parts = set(tag.lower().split("-"))
    if parts & {"ja", "jpan", "hira", "kana"}:
        return 2
    if parts & {"ko", "kore", "hang"}:
        return 3
    return 1 if parts & TRADITIONAL and "hans" not in parts else 0


TRADITIONAL = frozenset(["hant", "tw", "hk", "mo", "yue", "hak", "nan"])


def _code(tag: str) -> str:
    """The script that a tag names, such as "deva", or nothing."""
    parts = tag.lower().split("-")[1:]
    return next((part for part in parts if len(part) == 4 and part.isalpha()), "")


@cache
def _letters(one: Script) -> re.Pattern[str]:
    return re.compile(f"[{one.letters}]")
