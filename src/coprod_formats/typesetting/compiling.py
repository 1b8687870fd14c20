"""Typst source to PDF bytes, with Typst's complaints told as ours."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files
from urllib.parse import unquote

import typst

from coprod_formats.diagnostics import Diagnostic, Position, WriteError, error, warning
from coprod_formats.tools import Tool

TYPST = Tool("typst", "it sets pages", "pip install typst")
STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-2a"]


def compiled(source: str) -> tuple[bytes, list[Diagnostic]]:
    """The finished pages of a source, and what Typst warned of."""
    try:
        made, warned = compiler().compile_with_warnings(
            source.encode(), format="pdf", pdf_standards=STANDARDS
        )
    except typst.TypstError as complaint:
        raise WriteError(*_told(complaint, source)) from complaint
    if not isinstance(made, bytes):
        raise TypeError("typst gives one PDF file as bytes")
    return made, [
        warning("pdf-typst", one.message, _where(one.diagnostic, source)) for one in warned
    ]


def plainly(source: str) -> bytes:
    """The pages of a source for another program to draw: untagged, and quickly made."""
    try:
        made = compiler().compile(source.encode(), format="pdf")
    except typst.TypstError as complaint:
        raise WriteError(*_told(complaint, source)) from complaint
    if not isinstance(made, bytes):
        raise TypeError("typst gives one PDF file as bytes")
    return made


def pixels(source: str, resolution: float) -> list[bytes]:
    """Each page of a source as PNG, at so many pixels to the inch."""
    try:
        made = compiler().compile(source.encode(), format="png", ppi=resolution)
    except typst.TypstError as complaint:
        raise WriteError(*_told(complaint, source)) from complaint
    several = made if isinstance(made, list) else [made]
    return [page for page in several if page is not None]


@cache
def compiler() -> typst.Compiler:
    """The one compiler of this process: it knows our fonts and no others."""
    fonts = str(files("coprod_formats") / "data/fonts")
    return typst.Compiler(root="/", font_paths=[fonts], ignore_system_fonts=True)


def _told(complaint: typst.TypstError, source: str) -> list[Diagnostic]:
    """Each of Typst's complaints once, with its place in the document's source."""
    said = COMPLAINT.finditer(complaint.diagnostic)
    told = [_complaint(one["said"], _where(one["rest"], source)) for one in said]
    return list(dict.fromkeys(told)) or [error("pdf-typst", f"typst: {complaint.message}")]


def _complaint(said: str, where: Position | None) -> Diagnostic:
    if glyphs := GLYPHS.search(said):
        named = ", ".join(
            f"{each} ({_name(each)})" for each in dict.fromkeys(_shown(glyphs["text"]))
        )
        return error("glyph", f"no font of ours can show {named}", where, ANOTHER)
    if private := PRIVATE.search(said):
        named = f"U+{int(private['code'], 16):04X}"
        return error(
            "glyph", f"{named} is a private character, which readers cannot say", where, ANOTHER
        )
    return error("pdf-typst", f"typst: {said}", where)


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
            return Position(unquote(file), int(row), int(place))
    return None


PLACE = re.compile(r"/\*([^*]*):(\d+):(\d+)\*/")
SPOT = re.compile(r"\.typ:(\d+):(\d+)")
COMPLAINT = re.compile(
    r"^error: (?P<said>.*)\n(?P<rest>(?:(?!error: |warning: ).*\n?)*)", re.MULTILINE
)
GLYPHS = re.compile(r'the text `"(?P<text>.+)"` could not be displayed')
PRIVATE = re.compile(r"the codepoint `\"\\u\{(?P<code>[0-9a-f]+)\}\"`")
ANOTHER = "write it with other characters"
