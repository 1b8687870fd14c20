"""A finished Kindle file taken apart again: each book in it, its text, its indexes, its words."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from coprod_formats.kindle.compression import expand
from coprod_formats.kindle.headers import BOUNDARY
from coprod_formats.kindle.numbers import NULL, read_backward, read_forward
from coprod_formats.kindle.palm import read_records

HEADER = {"text": 4, "records": 8, "after": 0x50, "title": 0x54, "title length": 0x58}


class BrokenError(ValueError):
    """A part of the file does not hold what the file says of it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of an index: its label, and its values by tag."""

    label: str
    values: Mapping[int, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Index:
    """An index: its entries, and the texts that they point at."""

    entries: tuple[Entry, ...]
    words: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class KindleBook:
    """One of the books in a file: MOBI 6 or KF8."""

    version: int
    records: tuple[bytes, ...]  # its own, from record 0 on
    title: str
    text: bytes
    statements: Mapping[int, tuple[bytes, ...]]
    first_picture: int

    def number(self, at: int) -> int:
        """A number of record 0."""
        found: int = struct.unpack_from(">I", self.records[0], at)[0]
        return found

    def index(self, record: int) -> Index:
        """The index that begins at a record."""
        return _index(self.records, record)


def books(data: bytes) -> list[KindleBook]:
    """Every book in a file: one, or MOBI 6 and KF8 after it."""
    records = read_records(data)
    try:
        first = _book(records)
        if 121 not in first.statements:
            return [first]
        (start,) = struct.unpack(">I", first.statements[121][0])
        if not 0 < start < len(records) or records[start - 1] != BOUNDARY:
            raise BrokenError("the second book does not stand where the first one says")
        return [first, _book(records[start:])]
    except (struct.error, IndexError, KeyError, UnicodeDecodeError) as failure:
        raise BrokenError(f"a number in it leads out of the file ({failure})") from failure


def _book(records: Sequence[bytes]) -> KindleBook:
    zero = records[0]
    if zero[16:20] != b"MOBI":
        raise BrokenError("a book has no header")
    length, count = struct.unpack_from(">IH", zero, HEADER["text"])
    (header,) = struct.unpack_from(">I", zero, 20)
    (version,) = struct.unpack_from(">I", zero, 36)
    place, size = struct.unpack_from(">II", zero, HEADER["title"])
    (pictures,) = struct.unpack_from(">I", zero, 0x6C)
    (flags,) = struct.unpack_from(">I", zero, 0xF0)
    if count >= len(records):
        raise BrokenError("its text has more records than the file")
    text = b"".join(_text(record, flags) for record in records[1 : count + 1])
    if len(text) != length:
        raise BrokenError(f"its text has {len(text):,} bytes, and the header says {length:,}")
    statements = _statements(zero, 16 + header)
    title = zero[place : place + size].decode()
    return KindleBook(version, tuple(records), title, text, statements, pictures)


def _text(record: bytes, flags: int) -> bytes:
    """A record's text without what stands behind it."""
    if flags & 2:
        size = read_backward(record)
        if not 0 < size <= len(record):
            raise BrokenError("a record's trailing entry is longer than the record")
        record = record[:-size]
    if flags & 1:
        over = record[-1] & 3
        record = record[: -over - 1]
    try:
        return expand(record)
    except ValueError as failure:
        raise BrokenError(str(failure)) from failure


def _statements(zero: bytes, at: int) -> Mapping[int, tuple[bytes, ...]]:
    if zero[at : at + 4] != b"EXTH":
        raise BrokenError("what the book says of itself is not there")
    (count,) = struct.unpack_from(">I", zero, at + 8)
    found: dict[int, tuple[bytes, ...]] = {}
    at += 12
    for _ in range(count):
        kind, size = struct.unpack_from(">II", zero, at)
        if size < 8 or at + size > len(zero):
            raise BrokenError("what the book says of itself is cut short")
        found[kind] = (*found.get(kind, ()), zero[at + 8 : at + size])
        at += size
    return found


def _index(records: Sequence[bytes], record: int) -> Index:
    if record == NULL or record >= len(records) or records[record][:4] != b"INDX":
        raise BrokenError(f"no index stands in record {record}")
    try:
        head = records[record]
        (table,) = struct.unpack_from(">I", head, 180)
        blocks, _, _, total = struct.unpack_from(">4I", head, 24)
        (texts,) = struct.unpack_from(">I", head, 52)
        tags = list(_tags(head, table))
        entries = tuple(
            entry
            for block in records[record + 1 : record + 1 + blocks]
            for entry in _entries(block, tags)
        )
        words = dict(_words(records[record + 1 + blocks : record + 1 + blocks + texts]))
    except (struct.error, IndexError, ValueError) as failure:
        raise BrokenError(f"the index in record {record} is broken ({failure})") from failure
    if len(entries) != total:
        raise BrokenError(f"the index in record {record} has {len(entries)} entries, not {total}")
    return Index(entries, words)


def _tags(head: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    if head[at : at + 4] != b"TAGX":
        raise BrokenError("an index does not say what it holds")
    (size,) = struct.unpack_from(">I", head, at + 4)
    for place in range(at + 12, at + size, 4):
        number, values, mask, end = head[place : place + 4]
        if not end:
            yield number, values, mask


def _entries(block: bytes, tags: Sequence[tuple[int, int, int]]) -> Iterator[Entry]:
    places_at, count = struct.unpack_from(">II", block, 20)
    if block[:4] != b"INDX" or block[places_at : places_at + 4] != b"IDXT":
        raise BrokenError("an index's record has no entries")
    for number in range(count):
        (at,) = struct.unpack_from(">H", block, places_at + 4 + 2 * number)
        size = block[at]
        label = block[at + 1 : at + 1 + size].decode()
        control, at = block[at + 1 + size], at + 2 + size
        values: dict[int, tuple[int, ...]] = {}
        for tag, each, mask in tags:
            held = (control & mask) >> ((mask & -mask).bit_length() - 1)
            found = []
            for _ in range(held * each):
                value, at = read_forward(block, at)
                found.append(value)
            if found:
                values[tag] = tuple(found)
        yield Entry(label, values)


def _words(records: Sequence[bytes]) -> Iterator[tuple[int, str]]:
    for number, record in enumerate(records):
        at = 0
        while at < len(record) and record[at]:
            place = at
            size, at = read_forward(record, at)
            yield number * 0x10000 + place, record[at : at + size].decode()
            at += size
