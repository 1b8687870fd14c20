"""Whole Kindle books, a list of records each: MOBI 6, KF8, and the two in one."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Sequence
from dataclasses import dataclass

from coprod_formats.kindle import kf8, mobi6
from coprod_formats.kindle.headers import (
    BOUNDARY,
    END,
    FLIS,
    Heading,
    Places,
    Statement,
    fcis,
    number,
    record_zero,
)
from coprod_formats.kindle.indexes import Entry, Tag, index, texts
from coprod_formats.kindle.numbers import base32
from coprod_formats.kindle.records import text_records
from coprod_formats.kindle.source import Source
from coprod_formats.labels import labels

FLAT = (Tag(1, 1, 1), Tag(2, 1, 2), Tag(3, 1, 4), Tag(4, 1, 8))
NESTED = (*FLAT, Tag(21, 1, 16), Tag(22, 1, 32), Tag(23, 1, 64), Tag(6, 2, 128))
FRAGMENTS = (Tag(2, 1, 1), Tag(3, 1, 2), Tag(4, 1, 4), Tag(6, 2, 8))
SKELETONS = (Tag(1, 1, 3), Tag(6, 2, 12))
GUIDE = (Tag(1, 1, 1), Tag(6, 2, 2))


@dataclass(frozen=True, slots=True)
class Modern:
    """KF8's text once it is compressed, for the two files that hold it."""

    text: kf8.Text
    flows: tuple[bytes, ...]
    records: tuple[bytes, ...]


def modern(book: Source) -> Modern:
    """Compress KF8's text."""
    text = kf8.text(book)
    flows = (text.html, *book.styles.values())
    return Modern(text, flows, tuple(text_records(b"".join(flows))))


def mobi6_records(book: Source, thumbnail: bytes) -> list[bytes]:
    """The old half of the joint file, up to the boundary."""
    text, anchors = mobi6.flow(book)
    spans = mobi6.spans(book, anchors, len(text))
    body = text_records(text, spans)
    records = [b"", *body, *_padding(body)]
    after = contents = len(records)
    words, places = texts([one.words for one in book.contents])
    listed: list[Entry] = [
        (f"{at:03X}", {1: [start], 2: [length], 3: [places[one.words]], 4: [0]})
        for at, ((start, length), one) in enumerate(zip(spans, book.contents, strict=True))
    ]
    records += index(FLAT, listed, words)
    first = len(records)
    pictures = _pictures(book, thumbnail)
    records += pictures
    last = len(records) - 1
    records += [FLIS, fcis(len(text), 6), END, BOUNDARY]
    numbers = Places(after, first, contents, last + 1, last + 2, last)
    start = anchors.get((book.start, ""), 0)
    statements = [*_statements(book, 6), number(116, start), number(121, len(records))]
    statements += _resources(book, len(pictures))
    heading = _heading(book, 6, len(text), len(body))
    records[0] = record_zero(heading, numbers, statements)
    return records


def kf8_records(book: Source, made: Modern, thumbnail: bytes | None) -> list[bytes]:
    """KF8; with a thumbnail it is a file of its own, and brings its pictures."""
    records = [b"", *made.records, *_padding(made.records)]
    after = len(records)
    fragments = _add(records, _fragments(made.text))
    skeletons = _add(records, _skeletons(made.text))
    guide = _add(records, _guide(book, made.text))
    contents = _add(records, _contents(book, made.text))
    pictures = _pictures(book, thumbnail) if thumbnail is not None else []
    first = _add(records, pictures)
    flows = _add(records, [_flows(made.flows)])
    total = sum(map(len, made.flows))
    flis = _add(records, [FLIS, fcis(total, 8), END])
    numbers = Places(
        *(after, first, contents, flis, flis + 1, 0),
        *(flows, len(made.flows), fragments, skeletons, guide),
    )
    count = len(book.pictures.names) + 1
    statements = [*_statements(book, 8), *_resources(book, count)]
    heading = _heading(book, 8, total, len(made.records))
    records[0] = record_zero(heading, numbers, statements)
    return records


def _add(records: list[bytes], more: Sequence[bytes]) -> int:
    at = len(records)
    records += more
    return at


def _padding(body: Sequence[bytes]) -> list[bytes]:
    missing = -sum(map(len, body)) % 4
    return [bytes(missing)] if missing else []


def _pictures(book: Source, thumbnail: bytes) -> list[bytes]:
    return [*book.pictures.contents, thumbnail]


def _heading(book: Source, version: int, length: int, records: int) -> Heading:
    digest = hashlib.sha256(book.identifier.encode()).digest()
    own = int.from_bytes(digest[:4], "big")
    return Heading(version, book.title, book.language, own, length, records)


def _statements(book: Source, version: int) -> list[Statement]:
    short = book.identifier.rpartition(":")[2]
    told = [
        *((100, one) for one in book.statements.get("creator", ())),
        (101, book.first("publisher")),
        (103, book.first("description")),
        (106, book.first("date")),
        (109, book.first("rights")),
        (112, book.identifier),
        (113, short),
        (503, book.title),
        (524, book.language),
        (501, "EBOK"),
        (504, short),
    ]
    made = [(kind, words.encode()) for kind, words in told if words]
    if book.pictures.cover is not None:
        made.append(number(201, book.pictures.cover))
    made += [number(202, len(book.pictures.names)), number(203, 0)]
    maker = (201, 1, 2, 33307) if version == 6 else (201, 2, 9, 0)  # kindlegen's own numbers
    return [*made, *(number(204 + at, one) for at, one in enumerate(maker))]


def _resources(book: Source, count: int) -> list[Statement]:
    told = [number(125, count), number(131, 0)]
    if book.pictures.cover is not None:
        address = f"kindle:embed:{base32(book.pictures.cover + 1)}"
        told.append((129, address.encode()))
    return told


def _fragments(text: kf8.Text) -> list[bytes]:
    words, places = texts([one.selector for one in text.fragments])
    entries: list[Entry] = [
        (
            f"{one.inserted:010d}",
            {2: [places[one.selector]], 3: [at], 4: [at], 6: [0, one.length]},
        )
        for at, one in enumerate(text.fragments)
    ]
    return index(FRAGMENTS, entries, words)


def _skeletons(text: kf8.Text) -> list[bytes]:
    entries: list[Entry] = [
        (f"SKEL{at:010d}", {1: [1, 1], 6: 2 * [one.start, one.skeleton]})
        for at, one in enumerate(text.fragments)
    ]
    return index(SKELETONS, entries)


def _guide(book: Source, text: kf8.Text) -> list[bytes]:
    begin = labels(book.language).start
    words, places = texts([begin, book.contents_title])
    start = text.place((book.start, ""))
    entries: list[Entry] = [("text", {1: [places[begin]], 6: list(start)})]
    if book.contents_file in book.texts:
        there = text.place((book.contents_file, ""))
        entries.append(("toc", {1: [places[book.contents_title]], 6: list(there)}))
    return index(GUIDE, entries, words)


def _contents(book: Source, text: kf8.Text) -> list[bytes]:
    """The contents by depth, as KF8 wants them: each entry knows its parent and its children."""
    listed = book.contents
    order = sorted(range(len(listed)), key=lambda at: (listed[at].depth, at))
    place_of = {old: new for new, old in enumerate(order)}
    children: dict[int, list[int]] = {}
    for at, one in enumerate(listed):
        if one.parent is not None:
            children.setdefault(one.parent, []).append(place_of[at])
    words, places = texts([one.words for one in listed])
    starts = [text.offset(one.target) for one in listed]
    ends = _ends(book, starts, len(text.html))
    entries: list[Entry] = []
    for old in order:
        one = listed[old]
        values = {
            1: [starts[old]],
            2: [max(ends[old] - starts[old], 0)],
            3: [places[one.words]],
            4: [one.depth],
            6: list(text.place(one.target)),
        }
        if one.parent is not None:
            values[21] = [place_of[one.parent]]
        if old in children:
            values |= {22: [min(children[old])], 23: [max(children[old])]}
        entries.append((f"{place_of[old]:03X}", values))
    return index(NESTED, entries, words)


def _ends(book: Source, starts: Sequence[int], whole: int) -> list[int]:
    """Where each entry's part ends: at the next entry that is not under it."""
    ends, waiting = [whole] * len(starts), list[int]()
    for at, one in enumerate(book.contents):
        while waiting and book.contents[waiting[-1]].depth >= one.depth:
            ends[waiting.pop()] = starts[at]
        waiting.append(at)
    return ends


def _flows(flows: Sequence[bytes]) -> bytes:
    """Where each flow begins and ends."""
    told, at = b"FDST" + struct.pack(">II", 12, len(flows)), 0
    for one in flows:
        told += struct.pack(">II", at, at + len(one))
        at += len(one)
    return told
