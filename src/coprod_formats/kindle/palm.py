"""The Palm database: the container of every Kindle file, a row of records with their places."""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence
from itertools import pairwise

KIND = b"BOOKMOBI"
MOST = 65_535  # records


class NotPalmError(ValueError):
    """The file is no Palm database that Kindle could open."""


def database(name: str, records: Sequence[bytes], made: int) -> bytes:
    """A whole file of records, made at a time in seconds since 1970."""
    if len(records) > MOST:
        raise NotPalmError(f"{len(records):,} records are more than a Kindle file can hold")
    plain = re.sub(r"[^A-Za-z0-9]+", "_", name)[:31].encode().ljust(32, b"\0")
    head = plain + struct.pack(">HHIIIIII", 0, 0, made, made, 0, 0, 0, 0) + KIND
    head += struct.pack(">IIH", 2 * len(records) - 1, 0, len(records))
    place = len(head) + 8 * len(records) + 2
    table = bytearray()
    for number, record in enumerate(records):
        table += struct.pack(">II", place, 2 * number)
        place += len(record)
    return b"".join((head, table, b"\0\0", *records))


def read_records(data: bytes) -> list[bytes]:
    """Every record of a file; ``NotPalmError`` where it is none, or cut short."""
    if len(data) < 78 or data[60:68] != KIND:
        raise NotPalmError("it is no Kindle file")
    (count,) = struct.unpack_from(">H", data, 76)
    if not count or len(data) < 78 + 8 * count:
        raise NotPalmError("its list of records is cut short")
    places = [struct.unpack_from(">I", data, 78 + 8 * number)[0] for number in range(count)]
    bounds = [*places, len(data)]
    if bounds != sorted(bounds) or places[0] < 78 + 8 * count:
        raise NotPalmError("its records do not follow each other")
    return [data[start:end] for start, end in pairwise(bounds)]
