"""Typst source to PDF bytes, with Typst's complaints told as ours."""

from __future__ import annotations

import re
import sys
import unicodedata
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote

from coprod_formats.diagnostics import Diagnostic, Position, WriteError, error, warning
from coprod_formats.tools import run
from coprod_formats.typesetting.press import Pressed, TypstError, compiler, press, understood
from coprod_formats.typesetting.scripts import folders

PRESS = Path(__file__).with_name("press.py")
LONG = 300_000  # letters of a source, some 25,000 words, from which memory matters more than time


def compiled(source: str) -> tuple[bytes, list[Diagnostic]]:
    """The finished pages of a source, and what Typst warned of."""
    pressed = _apart(source) if len(source) > LONG else press(source.encode(), fonts(source))
    if pressed.pages is None:
        raise WriteError(*(one for said in pressed.said for one in _told(*said, source)))
    return pressed.pages, [
        warning("pdf-typst", message, _where(place, source)) for message, place in pressed.said
    ]


def _apart(source: str) -> Pressed:
    """What a process of its own pressed, which gives the memory back that it took."""
    return understood(run([sys.executable, "-P", PRESS, *fonts(source)], stdin=source.encode()))


def plainly(source: str) -> bytes:
    """The pages of a source for another program to draw: untagged, and quickly made."""
    try:
        made = compiler(fonts(source)).compile(source.encode(), format="pdf")
    except TypstError as complaint:
        raise WriteError(*_told(complaint.message, complaint.diagnostic, source)) from complaint
    if not isinstance(made, bytes):
        raise TypeError("typst gives one PDF file as bytes")
    return made


def forgotten() -> None:
    """Give back what Typst keeps of former sources: it drops what the last ten had no use for."""
    for _ in range(10):
        plainly("")


def drawn(source: str) -> list[str]:
    """Each page of a source as SVG."""
    try:
        made = compiler(fonts(source)).compile(source.encode(), format="svg")
    except TypstError as complaint:
        raise WriteError(*_told(complaint.message, complaint.diagnostic, source)) from complaint
    several = made if isinstance(made, list) else [made]
    return [page.decode() for page in several if page is not None]


def pixels(source: str, resolution: float) -> list[bytes]:
    """Each page of a source as PNG, at so many pixels to the inch."""
    try:
        made = compiler(fonts(source)).compile(source.encode(), format="png", ppi=resolution)
    except TypstError as complaint:
        raise WriteError(*_told(complaint.message, complaint.diagnostic, source)) from complaint
    several = made if isinstance(made, list) else [made]
    return [page for page in several if page is not None]


def fonts(source: str) -> tuple[str, ...]:
    """The folders of the fonts that a source may call for."""
    return (str(files("coprod_formats") / "data/fonts"), *folders(source))


def _told(message: str, diagnostic: str, source: str) -> list[Diagnostic]:
    """Each of Typst's complaints once, with its place in the document's source."""
    missing: dict[Position | None, str] = {}
    told = []
    for one in COMPLAINT.finditer(diagnostic):
        where = _where(one["rest"], source)
        if glyphs := GLYPHS.search(one["said"]):
            missing[where] = missing.get(where, "") + _shown(glyphs["text"])
        else:
            told.append(_complaint(one["said"], where))
    told += [_missing(letters, where) for where, letters in missing.items()]
    return list(dict.fromkeys(told)) or [error("pdf-typst", f"typst: {message}")]


def _complaint(said: str, where: Position | None) -> Diagnostic:
    if private := PRIVATE.search(said):
        named = f"U+{int(private['code'], 16):04X}"
        return error(
            "glyph", f"{named} is a private character, which readers cannot say", where, ANOTHER
        )
    return error("pdf-typst", f"typst: {said}", where)


def _missing(letters: str, where: Position | None) -> Diagnostic:
    """One complaint of all the letters of a sentence that no font has."""
    each = list(dict.fromkeys(letters))
    named = ", ".join(f"{one} ({_name(one)})" for one in each[:FEW])
    more = f" and {len(each) - FEW} more: {''.join(each[FEW:])}" if len(each) > FEW else ""
    return error("glyph", f"no font of ours can show {named}{more}", where, ANOTHER)


def _shown(text: str) -> str:
    """The text that Typst shows with escapes."""
    plain = re.sub(r"\\u\{([0-9a-f]+)\}", lambda one: chr(int(one[1], 16)), text)
    return re.sub(r"\\(.)", r"\1", plain)


def _name(letter: str) -> str:
    return f"U+{ord(letter):04X} {unicodedata.name(letter, '')}".strip()


def _where(said: str, source: str) -> Position | None:
    """The last sentence that begins before the spot that Typst complains of."""
    spot = SPOT.search(said)
    if spot is None:
        return None
    line, column = int(spot[1]), int(spot[2])
    lines = source.split("\n")[:line]
    lines[-1] = lines[-1][:column]
    for text in reversed(lines):
        if places := PLACE.findall(text):
            file, row, place = places[-1]
            if not file:
                return None  # words of our own
            return Position(unquote(file), int(row), int(place))
    return None


PLACE = re.compile(r"/\*([^*]*):(\d+):(\d+)\*/")
SPOT = re.compile(r"\.typ:(\d+):(\d+)")
COMPLAINT = re.compile(
    r"^error: (?P<said>.*)\n(?P<rest>(?:(?!error: |warning: ).*\n?)*)", re.MULTILINE
)
GLYPHS = re.compile(r'the text `"(?P<text>.+)"` could not be displayed')
PRIVATE = re.compile(r"the codepoint `\"\\u\{(?P<code>[0-9a-f]+)\}\"`")
FEW = 3  # letters that are named one by one
ANOTHER = "write it with other characters"
