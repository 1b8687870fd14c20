"""Kindle books made of an EPUB, by nobody's program but our own: the ground of MOBI and AZW3."""

from __future__ import annotations

from pathlib import Path

from coprod_formats.diagnostics import Position, WriteError, error
from coprod_formats.kindle.books import kf8_records, mobi6_records, modern
from coprod_formats.kindle.palm import NotPalmError, database
from coprod_formats.kindle.source import source

__all__ = ["kindle"]


def kindle(epub: Path, joint: Path, alone: Path, thumbnail: bytes) -> None:
    """Write two files: MOBI 6 and KF8 in one, which every Kindle reads, and KF8 by itself."""
    book = source(epub)
    made = modern(book)
    both = [*mobi6_records(book, thumbnail), *kf8_records(book, made, None)]
    try:
        joint.write_bytes(database(book.title, both, book.made))
        records = kf8_records(book, made, thumbnail)
        alone.write_bytes(database(book.title, records, book.made))
    except NotPalmError as failure:
        where = Position(epub.name, 1)
        raise WriteError(error("kindle-size", f"no Kindle book: {failure}", where)) from failure
