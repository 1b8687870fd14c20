"""Word files as pages, where LibreOffice is there to set them, and as screen readers meet them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from coprod_formats.diagnostics import CoprodError
from coprod_formats.document import Document
from coprod_formats.markup import attributes, text
from coprod_formats.preview.sheets import shown
from coprod_formats.preview.shown import File, Shown
from coprod_formats.typesetting.paged import page_pictures
from coprod_formats.wordprocessing.office import LIBREOFFICE, pages
from coprod_formats.wordprocessing.outline import Stop, outline

RESOLUTION = 110  # pixels to the inch: sharp enough, and soon drawn
NOTE = "LibreOffice drew these pages. In Word, lines may break in other places."
WAIT = "The pages are being drawn. What a screen reader meets stands below already."
WITHOUT = (
    "LibreOffice is not installed here, so no pages are shown. "
    f"To install it, type: {LIBREOFFICE.install}"
)


def word(document: Document, folder: Path, _title: str) -> Iterator[Shown]:
    """First what a screen reader meets, which is soon known, then the pages as well."""
    (path,) = folder.glob(f"{document.slug}*.docx")
    met = _met(outline(path), document.front.language)
    if LIBREOFFICE.version() is None:
        yield Shown(met, note=WITHOUT)
        return
    yield Shown(met, note=WAIT)
    try:
        drawn = shown(_pictures(path), NOTE)
    except CoprodError as flaw:
        said = "; ".join(one.message for one in flaw.diagnostics)
        yield Shown(met, note=f"The pages could not be drawn: {said}.")
        return
    yield replace(drawn, fragment=f"{drawn.fragment}\n{met}")


def _pictures(path: Path) -> list[tuple[File, float, float]]:
    with TemporaryDirectory() as folder:
        made = pages(path, Path(folder))
        drawn = list(page_pictures(made, RESOLUTION))
    scale = 96 / RESOLUTION
    return [
        (File(content, "image/png"), width * scale, height * scale)
        for content, width, height in drawn
    ]


def _met(stops: Iterable[Stop], language: str) -> str:
    items = "\n".join(filter(None, map(_stop, stops)))
    return (
        '<section class="met" aria-labelledby="met">\n'
        '<h2 id="met">What a screen reader meets</h2>\n'
        "<p>Headings, pictures, tables and links in the order in which they are read.</p>\n"
        f"<ol{attributes(lang=language)}>\n{items}\n</ol>\n</section>"
    )


def _stop(stop: Stop) -> str:
    kind, depth = _kind(stop)
    named = attributes(class_=f"stop {stop.kind} depth-{depth}")
    label = f'<span class="kind" lang="en-GB">{kind}</span>'
    return f"<li{named}>{label} <span>{text(stop.words)}</span></li>"


def _kind(stop: Stop) -> tuple[str, int]:
    match stop.kind:
        case "heading":
            return f"Heading {stop.level}", stop.level
        case "table":
            rows, columns = stop.size
            return f"Table, {rows} rows by {columns} columns", 7
        case "decoration":
            return "Picture that voices pass over", 7
        case "picture":
            return "Picture", 7
        case _:
            return "Link", 7
