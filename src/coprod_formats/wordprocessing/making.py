"""A Word file from a document: its look, its pictures, its words by pandoc, and our finishing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from coprod_formats import walking
from coprod_formats.diagnostics import Diagnostic
from coprod_formats.document import Document
from coprod_formats.pandoc import write_docx
from coprod_formats.sheets import Sheet
from coprod_formats.themes import Theme
from coprod_formats.wordprocessing.emitting import emitted
from coprod_formats.wordprocessing.package import finished
from coprod_formats.wordprocessing.pictures import gathered
from coprod_formats.wordprocessing.reference import reference


def docx(document: Document, theme: Theme, path: Path, sheet: Sheet) -> Sequence[Diagnostic]:
    """Write the document as one Word file in the look of a theme."""
    images = tuple(walking.images(document.body))
    with TemporaryDirectory(dir=path.parent) as folder:
        look = Path(folder, "reference.docx")
        front = document.front
        look.write_bytes(reference(theme, sheet, front.language, front.stamp))
        gathered(images, theme, sheet, look.parent)
        made = write_docx(emitted(document, theme, sheet), look)
    path.write_bytes(finished(made, document.front, theme, images))
    return ()
