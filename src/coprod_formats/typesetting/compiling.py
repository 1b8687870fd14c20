"""Typst source to PDF bytes, with Typst's complaints told as ours."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from urllib.parse import unquote

import typst

from coprod_formats.diagnostics import Diagnostic, Position, WriteError, error, warning
from coprod_formats.tools import Tool

TYPST = Tool("typst", "it sets pages", "pip install typst")
STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-2a"]
PLACE = re.compile(r"/\*([^*]*):(\d+):(\d+)\*/")
SPOT = re.compile(r"\.typ:(\d+):(\d+)")


def compiled(source: str) -> tuple[bytes, list[Diagnostic]]:
    """The finished pages of a source, and what Typst warned of."""
    try:
        made, warned = compiler().compile_with_warnings(
            source.encode(), format="pdf", pdf_standards=STANDARDS
        )
    except typst.TypstError as complaint:
        raise WriteError(_told(complaint, source)) from complaint
    if not isinstance(made, bytes):
        raise TypeError("typst gives one PDF file as bytes")
    return made, [warning("pdf-typst", one.message, _where(one, source)) for one in warned]


@cache
def compiler() -> typst.Compiler:
    """The one compiler of this process: it knows our fonts and no others."""
    fonts = str(files("coprod_formats") / "data/fonts")
    return typst.Compiler(root="/", font_paths=[fonts], ignore_system_fonts=True)


def _told(complaint: typst.TypstError, source: str) -> Diagnostic:
    where = _where(complaint, source)
    hint = "; ".join(complaint.hints)
    return error("pdf-typst", f"typst: {complaint.message}", where, hint)


def _where(complaint: typst.TypstError | typst.TypstWarning, source: str) -> Position | None:
    """The last sentence that begins before the spot that Typst complains of."""
    spot = SPOT.search(complaint.diagnostic)
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
