"""The pages of a document from its tree: as one tagged PDF, or as drawings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from coprod_formats.diagnostics import Diagnostic, WriteError
from coprod_formats.document import Document, KeyFinding, Section
from coprod_formats.sheets import Sheet
from coprod_formats.themes import Theme
from coprod_formats.typesetting.compiling import compiled, drawn
from coprod_formats.typesetting.scripts import from_right, in_pieces
from coprod_formats.typesetting.sources import source
from coprod_formats.typesetting.tables import row_headers
from coprod_formats.typesetting.tagged import Finish, finish
from coprod_formats.walking import blocks as every_block
from coprod_formats.walking import plain


def pdf(document: Document, theme: Theme, path: Path, sheet: Sheet) -> Sequence[Diagnostic]:
    """Write the document as one tagged PDF, set with more care where Typst trips over it."""
    text = source(document, theme, sheet)
    try:
        made, diagnostics = compiled(text)
    except WriteError as refused:
        if any(one.rule == "glyph" for one in refused.diagnostics):
            raise  # no other pages would show those characters either
        text = source(document, theme, sheet, careful=True)
        made, diagnostics = compiled(text)
    dated = document.front.date is not None
    wanted = Finish(row_headers(text), _titles(document), dated, from_right(text), in_pieces(text))
    finish(made, wanted, path)
    return diagnostics


def drawings(document: Document, theme: Theme, sheet: Sheet) -> list[str]:
    """The pages as pictures in SVG."""
    return drawn(source(document, theme, sheet))


def _titles(document: Document) -> list[str]:
    headed = (one for one in every_block(document.body) if isinstance(one, Section | KeyFinding))
    return [document.front.title, *(plain(one.title.inlines) for one in headed)]
