"""Text in records of 4,096 bytes, each with what stands behind it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coprod_formats.kindle.compression import compress
from coprod_formats.kindle.numbers import forward, trailing

SIZE = 4096  # bytes of text in a record

Span = tuple[int, int]  # where an entry of the contents begins in the text, and how long it is


def text_records(text: bytes, entries: Sequence[Span] | None = None) -> list[bytes]:
    """Compressed records; ``entries`` makes each tell of the contents that it holds, for MOBI 6."""
    return list(_records(text, entries))


def _records(text: bytes, entries: Sequence[Span] | None) -> Iterator[bytes]:
    for start in range(0, len(text), SIZE):
        end = min(start + SIZE, len(text))
        over = 0  # bytes of the last letter that stand in the next record
        while end + over < len(text) and text[end + over] & 0xC0 == 0x80:
            over += 1
        record = compress(text[start:end]) + text[end : end + over] + bytes((over,))
        yield record if entries is None else record + _held(entries, start, end)


def _held(entries: Sequence[Span], start: int, end: int) -> bytes:
    """Which entries of the contents a record touches, as old Kindles want to know."""
    hit = [
        (number, at, at + length)
        for number, (at, length) in enumerate(entries)
        if at < end and at + length > start
    ]
    if not hit:
        return trailing(b"")
    spans = len(hit) == 1 and hit[0][1] < start and hit[0][2] > end
    whole = any(begins >= start and ends <= end for _, begins, ends in hit)
    several = len(hit) > 1 or whole
    flags = 2 | (1 if spans else 0) | (4 if several else 0)
    told = forward(hit[0][0] << 3 | flags) + forward(0)
    told += bytes((min(len(hit), 255),)) if several else b""
    return trailing(told + (forward(0) if spans else b""))
