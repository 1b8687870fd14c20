"""Finished PDF pages as readers' eyes meet them: their words, and the edges of their letters."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import pypdfium2

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
