"""The tag before an MP3's sound: what it is called, by whom, and its chapters (ID3 2.3)."""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

from coprod_formats.speech.clock import Stretch, milliseconds

NOWHERE = 0xFFFFFFFF  # an offset that is not told, since the times are
MOST_CHAPTERS = 255  # one byte holds their number
CONTENTS = 3  # the flags of a list that is at the top and in order


def tag(
    texts: Mapping[str, str], chapters: Sequence[Stretch] = (), cover: bytes = b"", names: str = ""
) -> bytes:
    """A whole tag of ID3 2.3 with chapters; ``names`` is what their list is called."""
    body = b"".join(_text(name, words) for name, words in texts.items() if words)
    if cover:
        body += _frame("APIC", b"\x00image/png\x00\x03\x00" + cover)
    if 0 < len(chapters) <= MOST_CHAPTERS:
        body += _contents(len(chapters), names)
        body += b"".join(_chapter(number, one) for number, one in enumerate(chapters, 1))
    return b"ID3\x03\x00\x00" + _seven(len(body)) + body


def _text(name: str, words: str) -> bytes:
    return _frame(name, b"\x01" + words.encode("utf-16"))


def _contents(count: int, names: str) -> bytes:
    listed = b"".join(_element(number) for number in range(1, count + 1))
    return _frame("CTOC", b"toc\x00" + bytes([CONTENTS, count]) + listed + _text("TIT2", names))


def _chapter(number: int, one: Stretch) -> bytes:
    times = struct.pack(">4I", milliseconds(one.start), milliseconds(one.end), NOWHERE, NOWHERE)
    return _frame("CHAP", _element(number) + times + _text("TIT2", one.title))


def _element(number: int) -> bytes:
    return f"ch{number}".encode() + b"\x00"


def _frame(name: str, body: bytes) -> bytes:
    return name.encode() + struct.pack(">I", len(body)) + b"\x00\x00" + body


def _seven(size: int) -> bytes:
    """A size in four bytes of seven bits, as the head of a tag wants it."""
    return bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))
