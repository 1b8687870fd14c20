"""Finished PDF pages as readers' eyes meet them: their words, and the edges of their letters."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from ctypes import byref, c_float
from math import hypot
from pathlib import Path

import pypdfium2

DamagedError = pypdfium2.PdfiumError
EDGE = 1.0  # points that a letter's box may reach over the edge, since boxes are generous


def page_texts(path: Path) -> list[str]:
    """The words of each page."""
    with pypdfium2.PdfDocument(path) as file:
        return [page.get_textpage().get_text_bounded() for page in file]


def page_pictures(path: Path, resolution: float) -> Iterator[tuple[bytes, int, int]]:
    """Each page as PNG at so many pixels to the inch, with its width and height."""
    with pypdfium2.PdfDocument(path) as file:
        for page in file:
            drawn = page.render(scale=resolution / 72, rev_byteorder=True)
            yield _png(bytes(drawn.buffer), drawn.width, drawn.height), drawn.width, drawn.height


def _png(pixels: bytes, width: int, height: int) -> bytes:
    """Red, green and blue, a byte each, as a PNG file."""
    across = len(pixels) // height
    rows = (pixels[at : at + 3 * width] for at in range(0, len(pixels), across))
    packed = zlib.compress(b"".join(b"\0" + row for row in rows), 3)
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", packed), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(said)) + name + said + struct.pack(">I", zlib.crc32(name + said))
        for name, said in chunks
    )


def overrun_pages(path: Path) -> Iterator[int]:
    """The numbers of the pages whose words run over the edge."""
    with pypdfium2.PdfDocument(path) as file:
        for number, page in enumerate(file, start=1):
            if _runs_over(page):
                yield number


def _runs_over(page: pypdfium2.PdfPage) -> bool:
    width, height = page.get_size()
    words = page.get_textpage()
    boxes = (words.get_rect(index) for index in range(words.count_rects()))
    return any(
        left < -EDGE or low < -EDGE or right > width + EDGE or high > height + EDGE
        for left, low, right, high in boxes
    )


def smallest_letters(path: Path) -> list[float]:
    """The size in points of the smallest letters of each page, nothing for a page without any."""
    with pypdfium2.PdfDocument(path) as file:
        return [min(_sizes(page), default=0.0) for page in file]


def _sizes(page: pypdfium2.PdfPage) -> Iterator[float]:
    """The sizes of letters as they are drawn, whatever the file says before it draws them."""
    for one in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT], max_depth=4):
        size, matrix = c_float(), one.get_matrix()
        pypdfium2.raw.FPDFTextObj_GetFontSize(one, byref(size))
        yield round(float(size.value) * hypot(matrix.c, matrix.d), 2)
