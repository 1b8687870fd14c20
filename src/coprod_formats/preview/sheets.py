"""PDF and large print as pages on the screen, set by a compiler that stays warm."""

from __future__ import annotations

import re
from collections.abc import Iterable

from coprod_formats.document import Document
from coprod_formats.markup import attributes
from coprod_formats.preview.shown import FILES, File, Shown
from coprod_formats.typesetting import drawings
from coprod_formats.writers.large_print import LargePrintOptions
from coprod_formats.writers.pdf import PdfOptions

SVG = "image/svg+xml"
SIZE = re.compile(r'<svg [^>]*viewBox="0 0 ([\d.]+) ([\d.]+)"')
WHOLE = 96 / 72  # pixels for a point


def printed(document: Document, options: PdfOptions | LargePrintOptions) -> Shown:
    """Every page as a drawing; a page that did not change keeps its name."""
    theme, sheet = options.look
    made = drawings(document, theme, sheet)
    pages = [(File(one.encode(), SVG), *_size(one)) for one in made]
    word = isinstance(options, LargePrintOptions) and options.docx
    note = "Large print is made as a Word document as well." if word else ""
    return shown(pages, note)


def shown(pages: Iterable[tuple[File, float, float]], note: str = "") -> Shown:
    """Pages under one another, each a picture with its size in pixels."""
    found = list(pages)
    files = {f"{one.digest}{_suffix(one)}": one for one, _, _ in found}
    items = "\n".join(_item(at, len(found), *page) for at, page in enumerate(found, 1))
    return Shown(f'<ol class="sheets">\n{items}\n</ol>', files, note)


def _item(number: int, total: int, page: File, width: float, height: float) -> str:
    said = f"Page {number} of {total}"
    named = attributes(
        src=f"{FILES}{page.digest}{_suffix(page)}",
        alt=said,
        width=round(width),
        height=round(height),
    )
    return (
        f'<li id="page-{number}"><img{named}>'
        f'<p class="number" aria-hidden="true">{number} of {total}</p></li>'
    )


def _suffix(page: File) -> str:
    return ".svg" if page.kind == SVG else ".png"


def _size(drawing: str) -> tuple[float, float]:
    found = SIZE.match(drawing)
    return (float(found[1]) * WHOLE, float(found[2]) * WHOLE) if found else (794, 1123)
