"""Web pages as they are, and finished pages that play their own sound."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from coprod_formats.document import Document
from coprod_formats.preview.shown import Shown, file, frame
from coprod_formats.writers.base import Job, Writer
from coprod_formats.writers.easy_read import EasyReadOptions, easy_page
from coprod_formats.writers.html import HtmlOptions

PAPER = "Easy read is made as a PDF and a Word document as well."
ALONE = "The list of other formats is left out here, because only what you look at is made."


def paged(document: Document, options: Any, writer: Writer) -> Shown:
    """The page that a writer makes of a document alone."""
    note = ""
    if isinstance(options, HtmlOptions):
        note = ALONE if options.downloads or options.read_along else ""
        options = options.model_copy(update={"downloads": (), "read_along": False})
    with TemporaryDirectory() as made:
        folder = Path(made)
        writer.write(Job(document, options, {}, folder))
        page = folder / f"{document.slug}.html"
        content = {page.name: file(page.name, page.read_bytes())}
        beside = (one for one in folder.iterdir() if one.is_file() and one.suffix != ".html")
        content |= {one.name: file(one.name, one.read_bytes()) for one in beside}
    title = f"{writer.title}: {document.front.title}"
    return Shown(frame(page.name, content[page.name], title), content, note)


def simple(document: Document, options: EasyReadOptions, title: str) -> Shown:
    """The easy-read edition as a web page."""
    made = file("page.html", easy_page(document, options).encode())
    name = f"{document.slug}-easy-read.html"
    whole = frame(name, made, f"{title}: {document.front.title}")
    return Shown(whole, {name: made}, PAPER)


def played(document: Document, folder: Path, title: str) -> Iterator[Shown]:
    """A finished folder whose transcript plays it, and marks what is heard."""
    content = {
        str(path.relative_to(folder)): file(path.name, path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink()
    }
    name = f"{document.slug}-transcript.html"
    yield Shown(frame(name, content[name], f"{title}: {document.front.title}"), content)
