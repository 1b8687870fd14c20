"""What finished easy read must hold to: large letters, whole ideas, few pages, few words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from coprod_formats.checks.page import check_page
from coprod_formats.checks.pdf import check_pdf
from coprod_formats.checks.word import check_word
from coprod_formats.checks.word.opened import NotWordError, Opened, opened
from coprod_formats.diagnostics import Diagnostic, Position, error, warning
from coprod_formats.typesetting.ideas import standings
from coprod_formats.typesetting.paged import DamagedError, page_texts, smallest_letters
from coprod_formats.typesetting.tagged import UnreadableError
from coprod_formats.wordprocessing.ideas import is_ideas
from coprod_formats.wordprocessing.openxml import VAL, found, tag

LEAST = 16  # points
MOST_PAGES = 24
MOST_WORDS = 1000
CSS_ROOT = 12  # points: 100 % of a browser's own size
SMALLEST = 0.9  # of that size: the smallest letters of our page
WORD = re.compile(r"[^\W_]+(?:[’'.,/@-][^\W_]+)*")
SHORTER = "leave out what readers can do without, or make several easy-read documents"


def check_easy_pdf(path: Path) -> Sequence[Diagnostic]:
    """Every complaint about the PDF of easy read."""
    known = check_pdf(path)
    try:
        return [*known, *_about_pages(path)]
    except (UnreadableError, DamagedError):
        return known


def check_easy_word(path: Path) -> Sequence[Diagnostic]:
    """Every complaint about the Word file of easy read."""
    known = check_word(path)
    try:
        return [*known, *_about_word(opened(path), Position(path.name, 1))]
    except NotWordError:
        return known


def check_easy_page(path: Path) -> Sequence[Diagnostic]:
    """Every complaint about the web page of easy read."""
    text = path.read_text(encoding="utf-8", errors="replace")
    style = re.search(r":root\.easy \{[^}]*--base: ([\d.]+)%", text)
    size = float(style[1]) / 100 * CSS_ROOT * SMALLEST if style else 0.0
    own = [_small(size, "the page", Position(path.name, 1))] if size < LEAST else []
    return [*check_page(path), *own]


def _about_pages(path: Path) -> Iterator[Diagnostic]:
    where, texts = Position(path.name, 1), page_texts(path)
    for number, size in enumerate(smallest_letters(path), start=1):
        if 0 < size < LEAST - 0.1:
            yield _small(size, f"page {number}", where)
    for idea in standings(path):
        if len(idea.pages) > 1:
            pages = " and ".join(map(str, sorted(idea.pages)))
            message = f"the idea with the picture “{idea.shows}” is split over pages {pages}"
            yield error("easy-read-split", message, where, "make its lines fewer or shorter")
    for number, text in enumerate(texts, start=1):
        if not _says(text, number, len(texts)) and not _says(text, len(texts), number):
            message = f"page {number} does not say that it is {number} of {len(texts)}"
            yield error("easy-read-page-number", message, where)
    if len(texts) > MOST_PAGES:
        message = f"easy read of {len(texts)} pages is more than most people can use"
        yield warning("easy-read-pages", message, where, f"at most {MOST_PAGES}: {SHORTER}")
    words = sum(len(WORD.findall(_unnumbered(text))) for text in texts)
    if words > MOST_WORDS:
        message = f"easy read of {words:,} words is long"
        yield warning("easy-read-length", message, where, f"at most {MOST_WORDS:,}: {SHORTER}")


def _says(text: str, first: int, second: int) -> bool:
    """Two numbers with words between; from right to left they may come the other way round."""
    return re.search(rf"(?<!\d){first}\D+{second}(?!\d)", text) is not None


def _unnumbered(text: str) -> str:
    """The words of a page without the line at its foot."""
    return "\n".join(text.splitlines()[:-1])


def _about_word(file: Opened, where: Position) -> Iterator[Diagnostic]:
    sizes = [
        int(one.get(VAL, "0")) / 2
        for part in ("word/styles.xml", "word/document.xml")
        for one in file.in_part(part, ".//w:sz")
    ]
    if min(sizes, default=0.0) < LEAST:
        yield _small(min(sizes, default=0.0), "the Word file", where)
    for table in filter(is_ideas, file.all(".//w:tbl")):
        if found(table, "./w:tr[not(w:trPr/w:cantSplit)]"):
            message = "an idea of the Word file may be split over two pages"
            yield error("easy-read-split", message, where)
    told = {one.get(tag("w:instr"), "").strip() for one in file.all(".//w:fldSimple")}
    if not {"PAGE", "NUMPAGES"} <= told:
        message = "the Word file does not say which page this is, and of how many"
        yield error("easy-read-page-number", message, where)


def _small(size: float, what: str, where: Position) -> Diagnostic:
    message = f"{what} has letters of {size:g} points, which is small for easy read"
    return error("easy-read-size", message, where, f"use {LEAST} points or more")
