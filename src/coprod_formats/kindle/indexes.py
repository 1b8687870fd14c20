"""Index records: a header with its tags, the entries, and the words that they point at."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from coprod_formats.kindle.numbers import NULL, aligned, forward

HEADER = 192  # bytes
FULL = 0xF000  # bytes of entries in one record
WORDS = 500  # bytes of one text
ROOM = 0xF800  # bytes of texts in one record


@dataclass(frozen=True, slots=True)
class Tag:
    """A kind of value that entries hold: its number, values an entry, and bits of the mask."""

    number: int
    values: int
    mask: int

    @property
    def shift(self) -> int:
        """Where the mask's bits begin."""
        return (self.mask & -self.mask).bit_length() - 1


Entry = tuple[str, Mapping[int, Sequence[int]]]  # a label, and values by the number of their tag


def texts(words: Sequence[str]) -> tuple[list[bytes], dict[str, int]]:
    """Records of texts, and the place of each text as entries name it."""
    records, places = [bytearray()], dict[str, int]()
    for one in words:
        if one in places:
            continue
        encoded = one.encode()[:WORDS].decode(errors="ignore").encode()
        if len(records[-1]) + len(encoded) + 4 > ROOM:
            records.append(bytearray())
        places[one] = (len(records) - 1) * 0x10000 + len(records[-1])
        records[-1] += forward(len(encoded)) + encoded
    return [aligned(bytes(one)) for one in records if one], places


def index(
    tags: Sequence[Tag], entries: Sequence[Entry], words: Sequence[bytes] = ()
) -> list[bytes]:
    """The records of one index: its header, its entries, its texts."""
    blocks = list(_blocks(tags, entries))
    table = b"".join(bytes((t.number, t.values, t.mask, 0)) for t in tags) + b"\0\0\0\x01"
    table = b"TAGX" + struct.pack(">II", 12 + len(table), 1) + table
    lasts, places = bytearray(), []
    for block in blocks:
        places.append(HEADER + len(table) + len(lasts))
        lasts += bytes((len(block.last),)) + block.last + struct.pack(">H", len(block.places))
    body = aligned(table + bytes(lasts))
    numbers = (HEADER, 0, 0, 2, HEADER + len(body), len(blocks), 65001, NULL, len(entries))
    head = b"INDX" + struct.pack(">13I", *numbers, 0, 0, 0, len(words))
    head = head.ljust(180, b"\0") + struct.pack(">I", HEADER) + bytes(8)
    return [head + body + _places(places), *(block.record() for block in blocks), *words]


@dataclass(frozen=True, slots=True)
class _Block:
    body: bytes
    places: tuple[int, ...]
    last: bytes  # the label of the last entry

    def record(self) -> bytes:
        """The record as bytes: header, entries, then the places of the entries."""
        body = aligned(self.body)
        numbers = (HEADER, 0, 1, 0, HEADER + len(body), len(self.places), NULL, NULL)
        head = (b"INDX" + struct.pack(">8I", *numbers)).ljust(HEADER, b"\0")
        return head + body + _places(self.places)


def _blocks(tags: Sequence[Tag], entries: Sequence[Entry]) -> Iterator[_Block]:
    body, places, last = bytearray(), list[int](), b""
    for label, values in entries:
        packed = _packed(tags, label.encode(), values)
        if places and len(body) + len(packed) + 2 * len(places) > FULL:
            yield _Block(bytes(body), tuple(places), last)
            body, places = bytearray(), []
        places.append(HEADER + len(body))
        body += packed
        last = label.encode()
    yield _Block(bytes(body), tuple(places), last)


def _packed(tags: Sequence[Tag], label: bytes, values: Mapping[int, Sequence[int]]) -> bytes:
    control, body = 0, bytearray()
    for tag in tags:
        held = values.get(tag.number)
        if held:
            control |= tag.mask & len(held) // tag.values << tag.shift
            body += b"".join(map(forward, held))
    return bytes((len(label),)) + label + bytes((control,)) + bytes(body)


def _places(places: Sequence[int]) -> bytes:
    return aligned(b"IDXT" + b"".join(struct.pack(">H", place) for place in places))
