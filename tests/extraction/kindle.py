"""Reads Kindle books with KindleUnpack, a program that never saw ours."""

from __future__ import annotations

import contextlib
import io
import shutil
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lxml import etree

from coprod_formats.proof.readers import page
from coprod_formats.proof.readers.book import Part, joined
from coprod_formats.proof.readers.found import Found, elements
from coprod_formats.proof.readers.kindle import old_page


def read_old(path: Path) -> Found:
    """The MOBI 6 half of a file, as Kindles of the first years show it."""
    with unpacked(path) as folder:
        return page.found(old_page((folder / "mobi7/book.html").read_text("utf-8")))


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
