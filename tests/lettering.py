"""The letters of a PDF page as pdfium finds them: their sizes, their faces and their places."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import c_int, create_string_buffer
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium


def letters(path: Path) -> Iterator[tuple[float, str]]:
    """The size and the face of every letter that is seen, page numbers too; spaces left out."""
    with pypdfium2.PdfDocument(path) as file:
        for page in file:
            shown = page.get_textpage()
            for index in range(shown.count_chars()):
                if not chr(pdfium.FPDFText_GetUnicode(shown, index)).isspace():
                    yield _letter(shown, index)


def _letter(shown: pypdfium2.PdfTextPage, index: int) -> tuple[float, str]:
    matrix, name, flags = pdfium.FS_MATRIX(), create_string_buffer(200), c_int()
    pdfium.FPDFText_GetMatrix(shown, index, matrix)
    pdfium.FPDFText_GetFontInfo(shown, index, name, 200, flags)
    size = pdfium.FPDFText_GetFontSize(shown, index) * abs(matrix.d)
    return round(size, 2), name.value.decode()


def boxes(page: pypdfium2.PdfPage) -> list[tuple[float, float, float, float]]:
    """The box of each piece of text on a page: left, bottom, right, top."""
    shown = page.get_textpage()
    return [shown.get_rect(index) for index in range(shown.count_rects())]
