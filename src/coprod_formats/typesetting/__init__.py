"""Documents as tagged PDF pages by Typst: the ground of PDF and large print."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from coprod_formats.diagnostics import Diagnostic
from coprod_formats.document import Document, KeyFinding, Section
from coprod_formats.sheets import Paper, Sheet
from coprod_formats.themes import Theme
from coprod_formats.typesetting.compiling import TYPST, compiled
from coprod_formats.typesetting.compiling import drawn as drawn_pages
from coprod_formats.typesetting.cover import cover
from coprod_formats.typesetting.sources import source
from coprod_formats.typesetting.tables import row_headers
from coprod_formats.typesetting.tagged import PIKEPDF, Finish, finish
from coprod_formats.walking import blocks as every_block
from coprod_formats.walking import plain

__all__ = ["TOOLS", "TYPST", "Paper", "Sheet", "cover", "drawings", "pdf", "source"]

TOOLS = (TYPST, PIKEPDF)


def pdf(
    document: Document, theme: Theme, path: Path, sheet: Sheet | None = None
) -> Sequence[Diagnostic]:
    """Write the document as one tagged PDF; A4 where no sheet is named."""
    sheet = sheet or Sheet()
    text = source(document, theme, sheet)
    made, diagnostics = compiled(text)
    wanted = Finish(row_headers(text), _titles(document), document.front.date is not None)
    finish(made, wanted, path)
    return diagnostics


def drawings(document: Document, theme: Theme, sheet: Sheet) -> list[str]:
    """The same pages as pictures in SVG, for the screen: far sooner made than a PDF."""
    return drawn_pages(source(document, theme, sheet))


def _titles(document: Document) -> list[str]:
    headed = (one for one in every_block(document.body) if isinstance(one, Section | KeyFinding))
    return [document.front.title, *(plain(one.title.inlines) for one in headed)]
