"""Reads Kindle books with KindleUnpack, a program that never saw ours."""

from __future__ import annotations

import contextlib
import io
import re
import shutil
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lxml import etree, html

from coprod_formats.labels import BY_LANGUAGE
from tests.extraction import page
from tests.extraction.book import Part, joined
from tests.extraction.found import Found, elements, squeeze


def read_old(path: Path) -> Found:
    """The MOBI 6 half of a file, as Kindles of the first years show it."""
    with unpacked(path) as folder:
        tree = html.document_fromstring((folder / "mobi7/book.html").read_bytes())
    for one in elements(tree, "//a[@id and not(@href)]"):
        _anchored(one)
    _named_notes(tree)
    return page.found(tree)


def read_new(path: Path) -> Found:
    """KF8, as Kindles show it today."""
    with unpacked(path) as folder:
        files = sorted((folder / "mobi8/OEBPS/Text").glob("part*.xhtml"))
        trees = [(one.name, etree.fromstring(one.read_bytes())) for one in files]
    spaces = {"h": "http://www.w3.org/1999/xhtml"}
    texts = [(name, tree) for name, tree in trees if not elements(tree, "//h:nav", spaces)]
    return joined(Part(name, tree, number == 0) for number, (name, tree) in enumerate(texts))


@contextmanager
def unpacked(path: Path) -> Iterator[Path]:
    """The folder into which KindleUnpack takes a file apart."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import mobi
        from loguru import logger

        logger.remove()
        with contextlib.redirect_stdout(io.StringIO()):
            folder, _ = mobi.extract(str(path))
    try:
        yield Path(folder)
    finally:
        shutil.rmtree(folder)


def _anchored(mark: etree._Element) -> None:
    """Give the place that a mark names to what stands behind it."""
    after = mark.getnext()
    if after is not None and not (mark.tail or "").strip() and not after.get("id"):
        after.set("id", str(mark.get("id")))
        mark.drop_tree()  # type: ignore[attr-defined]


def _named_notes(tree: etree._Element) -> None:
    """Say which list holds the notes and which links lead to them and back."""
    titles = {own.notes for own in BY_LANGUAGE.values()}
    contents = {own.contents for own in BY_LANGUAGE.values()}
    for heading in elements(tree, "//h2"):
        words = squeeze("".join(map(str, heading.itertext())))
        after = heading.getnext()
        if words in titles and after is not None and after.tag == "ol":
            after.set("role", "doc-endnotes")
        if words in contents and after is not None and after.tag == "ul":
            after.tag = "nav"
    for link in elements(tree, "//sup/a"):
        if re.fullmatch(r"\[\d+\]", squeeze("".join(map(str, link.itertext())))):
            link.set("role", "doc-noteref")
    for link in elements(tree, "//*[@role='doc-endnotes']//a"):
        if squeeze("".join(map(str, link.itertext()))).startswith("↩"):
            link.set("role", "doc-backlink")
