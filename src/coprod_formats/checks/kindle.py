"""What a finished Kindle file must hold to: its places, its contents, its links, its pictures."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from coprod_formats.diagnostics import Diagnostic, Position, error
from coprod_formats.kindle.palm import NotPalmError
from coprod_formats.kindle.reader import BrokenError, KindleBook, books

IMAGES = (b"\xff\xd8", b"\x89PNG", b"GIF8")
TAG = re.compile(rb"<([a-zA-Z][a-zA-Z0-9:]*)((?:[^<>\"]|\"[^\"]*\")*)>")
Complaints = Iterator[tuple[str, str]]


def check_kindle(path: Path) -> Sequence[Diagnostic]:
    """Every complaint about one MOBI or AZW3 file."""
    where = Position(path.name, 1)
    try:
        found = books(path.read_bytes())
        versions = [one.version for one in found]
        complaints = [said for book in found for said in about(book)]
    except (NotPalmError, BrokenError, LookupError, ValueError, struct.error) as failure:
        return [error("kindle-broken", f"the file cannot be read: {failure}", where)]
    wanted = [6, 8] if path.suffix == ".mobi" else [8]
    if versions != wanted:
        said = f"the file holds books of the versions {versions}, not {wanted}"
        complaints.append(("versions", said))
    return [error(f"kindle-{rule}", message, where) for rule, message in complaints]


def about(book: KindleBook) -> Complaints:
    """Every rule that one book of a file breaks, and what is wrong."""
    yield from _statements(book)
    yield from _pictures(book)
    yield from _tags(book)
    yield from _contents(book)
    if book.version == 6:
        yield from _old_links(book)
    else:
        yield from _fragments(book)


def _statements(book: KindleBook) -> Complaints:
    if not book.title.strip():
        yield "title", "the book has no title"
    if not book.statements.get(524, (b"",))[0].strip():
        yield "language", "the book does not say its language"


def _pictures(book: KindleBook) -> Complaints:
    """Each picture of the text is there and has words, or says that it has none."""
    count = sum(struct.unpack(">I", one)[0] for one in book.statements.get(125, ()))
    own = book.records[book.first_picture : book.first_picture + count]
    alone = any(one.startswith(IMAGES) for one in book.records)
    for number, record in enumerate(own if book.version == 6 or alone else (), 1):
        if not record.startswith(IMAGES):
            yield "picture", f"picture {number} is not in the file"
    for tag in TAG.finditer(book.text):
        if tag[1] != b"img":
            continue
        if not re.search(rb'\balt="', tag[2]):
            yield "alt-missing", "a picture has neither a description nor alt=''"
        named = re.search(rb'recindex="(\d+)"|kindle:embed:([0-9A-V]+)', tag[2])
        number = 0 if named is None else int(named[1]) if named[1] else int(named[2], 32)
        if not 0 < number <= count:
            yield "picture", f"the text shows picture {number}, which is not in the file"


def _tags(book: KindleBook) -> Complaints:
    tables, headers = (len(re.findall(rb"<%s\b" % one, book.text)) for one in (b"table", b"th"))
    if tables and not headers:
        yield "table-headers", "the tables have no header cells"
    if not re.search(rb"<h1\b", book.text):
        yield "headings", "the text has no heading"


def _contents(book: KindleBook) -> Complaints:
    html = len(book.text) if book.version == 6 else _flows(book)[0][1]
    index = book.index(book.number(0xF4))
    if not index.entries:
        yield "contents", "the book has no contents"
    for number, entry in enumerate(index.entries):
        words = index.words.get(entry.values.get(3, (-1,))[0], "")
        if not words:
            yield "contents", f"entry {number + 1} of the contents has no words"
        start = entry.values.get(1, (html,))[0]
        if start >= html:
            yield "contents", f"“{words}” leads behind the end of the text"
        elif book.version == 6 and not _outside_tags(book.text, start):
            yield "contents", f"“{words}” leads into the midst of a tag"
        for family in (21, 22, 23):
            if entry.values.get(family, (0,))[0] >= len(index.entries):
                yield "contents", f"“{words}” names an entry that is not there"


def _old_links(book: KindleBook) -> Complaints:
    for link in re.finditer(rb"<(?:a|reference)\b[^>]*\bfilepos=(\d{10})", book.text):
        place = int(link[1])
        if not 0 < place < len(book.text) or not _outside_tags(book.text, place):
            yield "link", f"a link leads to byte {place}, which nobody can go to"


def _outside_tags(text: bytes, place: int) -> bool:
    return text.rfind(b">", 0, place) >= text.rfind(b"<", 0, place)


def _flows(book: KindleBook) -> list[tuple[int, int]]:
    place, count = book.number(0xC0), book.number(0xC4)
    record = book.records[place] if place < len(book.records) else b""
    if record[:4] != b"FDST" or len(record) < 12 + 8 * count:
        raise BrokenError("the flows of the text are not told")
    return [struct.unpack_from(">II", record, 12 + 8 * number) for number in range(count)]


def _fragments(book: KindleBook) -> Complaints:
    """The skeletons and fragments fill the text, and every link leads into one of them."""
    flows = _flows(book)
    if flows[-1][1] != len(book.text) or any(a[1] != b[0] for a, b in pairwise(flows)):
        yield "flows", "the flows do not fill the text"
    skeletons = [one.values[6] for one in book.index(book.number(0xFC)).entries]
    fragments = book.index(book.number(0xF8))
    lengths = [one.values[6][1] for one in fragments.entries]
    filled = sum(one[1] for one in skeletons) + sum(lengths)
    if filled != flows[0][1] or len(skeletons) != len(lengths):
        yield "fragments", "the parts of the text do not fill it"
        return
    bodies = [
        book.text[one[0] + one[1] : one[0] + one[1] + length]
        for one, length in zip(skeletons, lengths, strict=True)
    ]
    for link in re.finditer(rb"kindle:pos:fid:([0-9A-V]{4}):off:([0-9A-V]{10})", book.text):
        part, place = int(link[1], 32), int(link[2], 32)
        if part >= len(bodies) or (place and bodies[part][place : place + 1] != b"<"):
            yield "link", f"a link leads to byte {place} of part {part}, where nothing begins"
    for address in re.finditer(rb"kindle:flow:([0-9A-V]{4})", book.text[: flows[0][1]]):
        if int(address[1], 32) >= len(flows):
            yield "flows", "the text names a style sheet that is not there"
