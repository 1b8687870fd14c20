"""The newer half of a Kindle file as pages that a browser can show, as readers turn them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from coprod_formats.kindle.reader import KindleBook

EMBEDDED = re.compile(rb"kindle:embed:([0-9A-V]+)(\?mime=[a-z/+]+)?")
STYLED = re.compile(rb"kindle:flow:([0-9A-V]{4})(\?mime=[a-z/+]+)?")
LINKED = re.compile(rb"kindle:pos:fid:([0-9A-V]{4}):off:([0-9A-V]{10})")
NAMED = re.compile(rb'<[^<>]*?\sid="([^"<>]+)"')
KINDS = {b"\xff\xd8": "jpg", b"\x89P": "png", b"GI": "gif"}


@dataclass(frozen=True, slots=True)
class Chapters:
    """Files of text in reading order, and those that they show, all by name."""

    texts: Mapping[str, bytes]
    others: Mapping[str, bytes]


def chapters(book: KindleBook) -> Chapters:
    """The files of a book in KF8, its addresses those of files again."""
    bodies, texts = [], []
    skeletons = (one.values[6] for one in book.index(book.number(0xFC)).entries)
    fragments = book.index(book.number(0xF8)).entries
    for (start, length, *_), fragment in zip(skeletons, fragments, strict=True):
        inserted, size = int(fragment.label) - start, fragment.values[6][1]
        skeleton = book.text[start : start + length]
        body = book.text[start + length : start + length + size]
        bodies.append(body)
        texts.append(skeleton[:inserted] + body + skeleton[inserted:])
    pictures = dict(_pictures(book, b"".join(texts)))
    named = {number: name for number, (name, _) in pictures.items()}
    plain = {_file(at): _plain(one, bodies, named) for at, one in enumerate(texts)}
    return Chapters(plain, dict(_styles(book)) | dict(pictures.values()))


def _file(number: int) -> str:
    return f"part-{number + 1:02}.xhtml"


def _plain(text: bytes, bodies: list[bytes], pictures: Mapping[int, str]) -> bytes:
    def linked(match: re.Match[bytes]) -> bytes:
        """The file, and the place in it, that a link of KF8 leads to."""
        part, place = int(match[1], 32), int(match[2], 32)
        named = NAMED.match(bodies[part], place) if place else None
        return _file(part).encode() + (b"#" + named[1] if named else b"")

    text = LINKED.sub(linked, text)
    text = STYLED.sub(lambda one: f"style-{int(one[1], 32)}.css".encode(), text)
    return EMBEDDED.sub(lambda one: pictures[int(one[1], 32)].encode(), text)


def _pictures(book: KindleBook, text: bytes) -> Iterator[tuple[int, tuple[str, bytes]]]:
    for number in sorted({int(one[1], 32) for one in EMBEDDED.finditer(text)}):
        content = book.records[book.first_picture + number - 1]
        suffix = KINDS.get(content[:2], "bin")
        yield number, (f"picture-{number}.{suffix}", content)


def _styles(book: KindleBook) -> Iterator[tuple[str, bytes]]:
    place, count = book.number(0xC0), book.number(0xC4)
    flows = book.records[place]
    for number in range(1, count):
        at = 12 + 8 * number
        start, end = (int.from_bytes(flows[at + to : at + to + 4], "big") for to in (0, 4))
        yield f"style-{number}.css", book.text[start:end]
