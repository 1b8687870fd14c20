"""The packets of a finished audiobook, found by its own tables: libav keeps 40 bytes for each."""

from __future__ import annotations

import struct
import sys
from array import array
from collections.abc import Iterator
from itertools import islice, repeat
from pathlib import Path
from typing import BinaryIO

Place = tuple[int, int]  # where a box begins and ends in its file, without its head
_LONG = struct.Struct(">Q")


def aac_of(path: Path) -> Iterator[bytes]:
    """The AAC packets of one of our own files, in order."""
    with path.open("rb") as file:
        table = _sound(file, path.stat().st_size)
        sizes = _sizes(_read(file, _one(file, table, b"stsz")))
        chunks = _chunks(file, table)
        counts = _counts(_read(file, _one(file, table, b"stsc")), len(chunks))
        for start, count in zip(chunks, counts, strict=True):
            file.seek(start)
            yield from map(file.read, islice(sizes, count))


def _sound(file: BinaryIO, size: int) -> Place:
    """The tables of the first track that is sound."""
    for kind, track in _boxes(file, _one(file, (0, size), b"moov")):
        if kind == b"trak":
            media = _one(file, track, b"mdia")
            if _read(file, _one(file, media, b"hdlr"))[8:12] == b"soun":
                return _one(file, _one(file, media, b"minf"), b"stbl")
    raise ValueError("there is no sound in it")


def _boxes(file: BinaryIO, within: Place) -> Iterator[tuple[bytes, Place]]:
    """The boxes of ISO 14496-12 that stand side by side."""
    at, end = within
    while at < end:
        file.seek(at)
        size, kind = struct.unpack(">I4s", file.read(8))
        head = 8
        if size == 1:  # a box of over 4 GB tells its size after its name
            (size,), head = _LONG.unpack(file.read(8)), 16
        yield kind, (at + head, at + size)
        at += max(size, head)


def _one(file: BinaryIO, within: Place, wanted: bytes) -> Place:
    found = next((place for kind, place in _boxes(file, within) if kind == wanted), None)
    if found is None:
        raise ValueError(f"it has no {wanted.decode()}")
    return found


def _read(file: BinaryIO, place: Place) -> bytes:
    start, end = place
    file.seek(start)
    return file.read(end - start)


def _sizes(table: bytes) -> Iterator[int]:
    """Bytes of each packet; one number stands for all that are as large."""
    _, alike, count = struct.unpack_from(">III", table)
    return repeat(alike, count) if alike else iter(_words(table[12:], "I"))


def _words(table: bytes, kind: str) -> array[int]:
    made = array(kind, table)
    if sys.byteorder == "little":
        made.byteswap()
    return made


def _chunks(file: BinaryIO, table: Place) -> array[int]:
    """Where each row of packets begins, in four bytes, or in eight in a file of over 4 GB."""
    kinds = dict(_boxes(file, table))
    large = b"co64" in kinds
    return _words(_read(file, kinds[b"co64" if large else b"stco"])[8:], "Q" if large else "I")


def _counts(table: bytes, chunks: int) -> Iterator[int]:
    """How many packets each row has: told where the number changes."""
    runs = [run[:2] for run in struct.iter_unpack(">III", table[8:])]
    ends = [first for first, _ in runs[1:]] + [chunks + 1]
    for (first, count), end in zip(runs, ends, strict=True):
        yield from repeat(count, end - first)
