"""Documents as tagged PDF pages by Typst: the ground of PDF and large print.

Typst and pikepdf are loaded when pages are set, and not by those who only ask for settings.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from coprod_formats.diagnostics import Diagnostic
from coprod_formats.document import Document
from coprod_formats.sheets import Paper, Sheet
from coprod_formats.themes import Theme
from coprod_formats.typesetting.tools import PIKEPDF, TYPST

__all__ = ["TOOLS", "TYPST", "Paper", "Sheet", "drawings", "pdf"]

TOOLS = (TYPST, PIKEPDF)


def pdf(
    document: Document, theme: Theme, path: Path, sheet: Sheet | None = None
) -> Sequence[Diagnostic]:
    """Write the document as one tagged PDF; A4 where no sheet is named."""
    from coprod_formats.typesetting import pages

    return pages.pdf(document, theme, path, sheet or Sheet())


def drawings(document: Document, theme: Theme, sheet: Sheet) -> list[str]:
    """The same pages as pictures in SVG, for the screen: far sooner made than a PDF."""
    from coprod_formats.typesetting import pages

    return pages.drawings(document, theme, sheet)
