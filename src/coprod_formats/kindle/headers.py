"""Record 0 of a Kindle book: what the text is, where all else stands, and what the book says."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from locale import windows_locale

from coprod_formats.kindle.numbers import NULL, aligned
from coprod_formats.kindle.records import SIZE
from coprod_formats.languages import primary

FLIS = b"FLIS" + struct.pack(">IHHIIHHIII", 8, 65, 0, 0, NULL, 1, 3, 3, 1, NULL)
END = b"\xe9\x8e\r\n"
BOUNDARY = b"BOUNDARY"
ROOM = bytes(8192)  # behind the title, as every maker of Kindle books leaves it
LENGTHS = {6: 232, 8: 264}  # of the header, by version

Statement = tuple[int, bytes]  # a kind of EXTH record and what it says


@dataclass(frozen=True, slots=True)
class Places:
    """The numbers of records that record 0 names."""

    after_text: int
    pictures: int
    contents: int
    flis: int
    fcis: int
    last: int = 0  # of MOBI 6: the last record of content
    flows: int = 0  # of KF8: where its flows begin and end
    flow_count: int = 1
    fragments: int = NULL
    skeletons: int = NULL
    guide: int = NULL


@dataclass(frozen=True, slots=True)
class Heading:
    """What record 0 says of the book itself."""

    version: int  # 6 or 8
    title: str
    language: str
    number: int  # one for each book
    text_length: int
    text_records: int


def record_zero(heading: Heading, places: Places, statements: Sequence[Statement]) -> bytes:
    """The first record of a book."""
    length = LENGTHS[heading.version]
    title, told = heading.title.encode(), exth(statements)
    mobi = heading.version == 6
    head = struct.pack(">HHIHHHH", 2, 0, heading.text_length, heading.text_records, SIZE, 0, 0)
    head += b"MOBI" + struct.pack(">5I", length, 2, 65001, heading.number, heading.version)
    head += struct.pack(">10I", *10 * [NULL])
    full = 16 + length + len(told)
    head += struct.pack(
        *(">8I", places.after_text, full, len(title), locale(heading.language), 0, 0),
        *(heading.version, places.pictures),
    )
    head += bytes(16) + struct.pack(">I", 0x50) + bytes(32)
    head += struct.pack(">5I", NULL, NULL, 0, 0, 0) + bytes(8)
    if mobi:
        head += struct.pack(">HHI", 1, places.last, 1)
    else:
        head += struct.pack(">II", places.flows, places.flow_count)
    head += struct.pack(">4I", places.fcis, 1, places.flis, 1) + bytes(8)
    head += struct.pack(">6I", NULL, 0, NULL, NULL, 3 if mobi else 1, places.contents)
    if not mobi:
        head += struct.pack(">4I", places.fragments, places.skeletons, NULL, places.guide)
        head += struct.pack(">4I", NULL, 0, NULL, 0)
    return aligned(head + told + title + b"\0\0") + ROOM


def exth(statements: Sequence[Statement]) -> bytes:
    """What the book says of itself, a kind and a value each, up to a multiple of four bytes."""
    body = b"".join(struct.pack(">II", kind, 8 + len(said)) + said for kind, said in statements)
    return aligned(b"EXTH" + struct.pack(">II", 12 + len(body), len(statements)) + body)


def number(kind: int, value: int) -> Statement:
    """A statement that is a number."""
    return kind, struct.pack(">I", value)


def fcis(text_length: int, version: int) -> bytes:
    """A record that says how many bytes the text has, for one of the versions 6 and 8."""
    numbers = (20, 16, 2, 0, text_length, 0, 40, 0, 40, 8)
    whole = b"FCIS" + struct.pack(">10IHHI", *numbers, 1, 1, 0)
    return whole[:44] if version == 6 else whole


def locale(tag: str) -> int:
    """The number by which Windows and Kindle know a language; 0 for one that they do not."""
    return LOCALES.get(tag.lower()) or LOCALES.get(primary(tag), 0)


def _locales() -> dict[str, int]:
    found: dict[str, int] = {}
    for code, name in sorted(windows_locale.items()):
        found.setdefault(name.replace("_", "-").lower(), code)
        found.setdefault(name.partition("_")[0].lower(), code & 0x3FF)
    return found


LOCALES = _locales()
