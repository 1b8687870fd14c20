"""A document as a DAISY 2.02 talking book: text and sound that players of such books know."""

from __future__ import annotations

from pathlib import Path

from coprod_formats.daisy.content import content
from coprod_formats.daisy.navigation import master, ncc
from coprod_formats.daisy.smil import chapters, smil
from coprod_formats.daisy.zipping import pack
from coprod_formats.document import Document
from coprod_formats.speech.timetable import Timetable
from coprod_formats.tools import Tool
from coprod_formats.typesetting.tools import TYPST

__all__ = ["TOOLS", "talking_book"]

LXML = Tool("lxml", "it makes talking books", "pip install lxml")
TOOLS = (LXML, TYPST)


def talking_book(document: Document, times: Timetable, sounds: Path, path: Path) -> None:
    """Write the book as a zip file of one folder, which plays when it is unpacked."""
    made = content(document)
    found = list(chapters(times, made.places))
    files: dict[str, bytes | Path] = {
        "content.html": made.page,
        **made.pictures,
        **{one.file: smil(document, one) for one in found},
    }
    files |= {one.section.file: sounds / one.section.file for one in found}
    files["master.smil"] = master(document, found)
    files["ncc.html"] = ncc(document, found, times, files)
    pack(document.slug, files, path)
