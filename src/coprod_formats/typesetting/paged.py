"""Finished PDF pages as readers' eyes meet them: their words, and the edges of their letters."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2

EDGE = 1.0  # points that a letter's box may reach over the edge, since boxes are generous


def page_texts(path: Path) -> list[str]:
    """The words of each page."""
    with pypdfium2.PdfDocument(path) as file:
        return [page.get_textpage().get_text_bounded() for page in file]


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
