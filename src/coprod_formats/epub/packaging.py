"""The container of a book, by ebooklib; what it gets wrong of itself is put right here."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from ebooklib import epub

from coprod_formats.archives import put
from coprod_formats.epub.metadata import Meta
from coprod_formats.tools import Tool

EBOOKLIB = Tool("EbookLib", "it packs EPUB books", "pip install EbookLib")
EPOCH = (1980, 1, 1, 0, 0, 0)  # a fixed date, so that equal books have equal bytes
UNDATED = date(*EPOCH[:3])
XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
NCX_TYPE = "application/x-dtbncx+xml"
PACKED = ("image/jpeg", "image/png", "video/", "audio/")


@dataclass(frozen=True, slots=True)
class Item:
    """One file in the book."""

    id: str
    file: str
    kind: str  # its media type
    content: bytes | Path  # a file is laid into the book piece by piece
    properties: tuple[str, ...] = ()
    in_spine: bool = False
    overlay: str = ""  # the id of the file that says what of it is heard when


@dataclass(frozen=True, slots=True)
class Package:
    """All that goes into one book."""

    identifier: str
    language: str
    modified: date | None
    metadata: Sequence[Meta]
    items: Sequence[Item]
    direction: str | None = None  # "rtl" where pages turn the other way


def pack(package: Package, path: Path) -> None:
    """Write one EPUB file."""
    book = epub.EpubBook()
    book.metadata = {}
    book.IDENTIFIER_ID = "pub-id"
    book.set_identifier(package.identifier)
    book.direction = package.direction
    book.prefixes = ["a11y: http://www.idpf.org/epub/vocab/package/a11y/#"]
    _describe(book, package.metadata)
    for item in package.items:
        book.add_item(_raw(item))
    cover = next((one.id for one in package.items if "cover-image" in one.properties), None)
    if cover:
        book.add_metadata(None, "meta", "", {"name": "cover", "content": cover})
    book.spine = [item.id for item in package.items if item.in_spine]
    when = package.modified or UNDATED
    modified = datetime(when.year, when.month, when.day, tzinfo=UTC)
    options = {"mtime": modified, "raise_exceptions": True, "epub2_guide": False}
    _Writer(str(path), book, package.language, options).write()


def _describe(book: Any, metadata: Iterable[Meta]) -> None:
    for one in metadata:
        if one.core:
            book.add_metadata("DC", one.name, one.value, one.attributes)
        else:
            book.add_metadata(None, "meta", one.value, {"property": one.name, **one.attributes})


def _raw(item: Item) -> Any:
    if item.kind == NCX_TYPE:
        contents = epub.EpubNcx(item.id, item.file)
        contents.content = item.content
        return contents
    made = epub.EpubItem(item.id, item.file, item.kind, item.content)
    made.properties = list(item.properties)
    made.media_overlay = item.overlay or None
    return made


class _Writer(epub.EpubWriter):  # type: ignore[misc]
    """Packs what we made as we made it."""

    def __init__(self, name: str, book: Any, language: str, options: dict[str, Any]) -> None:
        super().__init__(name, book, options)
        self._language = language

    def write(self) -> None:
        """Write the book; ``mimetype`` first and not compressed (EPUB 3.3, OCF ZIP container)."""
        with _SettledZip(self.file_name, "w", zipfile.ZIP_DEFLATED) as self.out:
            self.out.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
            self._write_container()
            self._write_opf()
            self._write_items()

    def _write_opf_file(self, root: Any) -> None:
        root.set(XML_LANGUAGE, self._language)
        super()._write_opf_file(root)

    def _write_items(self) -> None:
        for item in self.book.get_items():
            stored = item.media_type.startswith(PACKED)
            how = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            name = f"{self.book.FOLDER_NAME}/{item.file_name}"
            if isinstance(item.content, Path):
                put(self.out, _entry(name), item.content)
            else:
                self.out.writestr(name, item.content, how)


class _SettledZip(zipfile.ZipFile):
    """A zip file whose entries say no time and no machine."""

    def writestr(
        self,
        zinfo_or_arcname: str | zipfile.ZipInfo,
        data: bytes | str,  # type: ignore[override]
        compress_type: int | None = None,
        compresslevel: int | None = 9,
    ) -> None:
        """Write one file of the book under a date that never changes."""
        name = zinfo_or_arcname
        name = _entry(name) if isinstance(name, str) else name
        how = self.compression if compress_type is None else compress_type
        super().writestr(name, data, how, compresslevel)


def _entry(name: str) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name, EPOCH)
    made.create_system = 3
    made.external_attr = 0o100644 << 16
    return made
