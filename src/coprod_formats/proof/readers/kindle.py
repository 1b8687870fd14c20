"""Reads Kindle books from their bytes: records, compressed text, and links by their places.

It goes by the published descriptions of the format, and uses nothing of what writes it.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from lxml import etree, html

from coprod_formats.labels import BY_LANGUAGE
from coprod_formats.proof.readers import page
from coprod_formats.proof.readers.book import Part, joined
from coprod_formats.proof.readers.found import Found, UnreadableError, elements, squeeze

PLACE = re.compile(rb"<a filepos=(\d{10})")
POSITION = re.compile(rb"kindle:pos:fid:([0-9A-V]{4}):off:([0-9A-V]{10})")
SHELL = re.compile(rb"<\?xml[^>]*\?><!DOCTYPE[^>]*>(<html\b.*?</html>)", re.DOTALL)
XHTML = "http://www.w3.org/1999/xhtml"


def read_old(path: Path) -> Found:
    """The MOBI 6 half of a file, as Kindles of the first years show it."""
    text = _texts(path)[0]
    return page.found(old_page(_with_anchors(text).decode()))


def read_new(path: Path) -> Found:
    """KF8, as Kindles show it today."""
    text = _texts(path)[-1]
    return joined(_parts(text))


def old_page(text: str) -> etree._Element:
    """MOBI 6 as a page: anchors given to what they stand before, notes and contents named."""
    tree = html.document_fromstring(text)
    for one in elements(tree, "//a[@id and not(@href)]"):
        _anchored(one)
    _named_notes(tree)
    return tree


def _texts(path: Path) -> list[bytes]:
    """The text of each book in a file, in order."""
    data = path.read_bytes()
    if data[60:68] != b"BOOKMOBI":
        raise UnreadableError("it is no Kindle file")
    try:
        (count,) = struct.unpack_from(">H", data, 76)
        places = [struct.unpack_from(">I", data, 78 + 8 * at)[0] for at in range(count)]
        records = [data[start:end] for start, end in pairwise((*places, len(data)))]
        starts = [at for at, record in enumerate(records) if record[16:20] == b"MOBI"]
        return [_text(records[start:]) for start in starts]
    except (struct.error, IndexError) as failure:
        raise UnreadableError(f"a number in it leads out of the file ({failure})") from failure


def _text(records: list[bytes]) -> bytes:
    zero = records[0]
    length, count = struct.unpack_from(">IH", zero, 4)
    (flags,) = struct.unpack_from(">H", zero, 0xF2)
    whole = b"".join(_expanded(_trimmed(record, flags)) for record in records[1 : count + 1])
    if len(whole) < length:
        raise UnreadableError("its text is cut short")
    return whole[: _first_flow(records) or length]


def _first_flow(records: list[bytes]) -> int:
    """Where the text ends and style sheets begin, 0 where the book is no KF8."""
    (version,) = struct.unpack_from(">I", records[0], 36)
    if version < 8:
        return 0
    (place,) = struct.unpack_from(">I", records[0], 0xC0)
    end: int = struct.unpack_from(">I", records[place], 16)[0]
    return end


def _trimmed(record: bytes, flags: int) -> bytes:
    """A record without the entries that trail it; the last of the flags is nearest the text."""
    for _ in range((flags >> 1).bit_count()):
        size = 0
        for byte in record[-4:]:
            size = (0 if byte & 0x80 else size) << 7 | byte & 0x7F
        record = record[:-size]
    return record[: -(record[-1] & 3) - 1] if flags & 1 else record


def _expanded(packed: bytes) -> bytes:
    """PalmDOC: counted bytes, plain bytes, a space with a byte, or a look back."""
    out, rest = bytearray(), iter(packed)
    for byte in rest:
        if 1 <= byte <= 8:
            out += bytes(next(rest) for _ in range(byte))
        elif byte < 0x80:
            out.append(byte)
        elif byte >= 0xC0:
            out += bytes((0x20, byte & 0x7F))
        else:
            pair = (byte << 8 | next(rest)) & 0x3FFF
            for _ in range((pair & 7) + 3):
                out.append(out[-(pair >> 3)])
    return bytes(out)


def _with_anchors(text: bytes) -> bytes:
    """MOBI 6 with an anchor at each place that a link names, and links that name anchors."""
    places = sorted({int(number) for number in PLACE.findall(text)})
    cuts = [0, *places, len(text)]
    pieces = [text[start:end] for start, end in pairwise(cuts)]
    marked = pieces[0]
    for place, piece in zip(places, pieces[1:], strict=True):
        marked += b'<a id="place%010d"></a>' % place + piece
    return PLACE.sub(rb'<a href="#place\1"', marked)


def _parts(text: bytes) -> Iterator[Part]:
    """Each file of KF8 but the contents, with ids where links land and links that name them."""
    goals = {(int(one[1], 32), int(one[2], 32)) for one in POSITION.finditer(text)}
    files = SHELL.split(text)[1:]
    for number, (shell, body) in enumerate(zip(files[::2], files[1::2], strict=True)):
        marked = _marked(body, sorted(place for part, place in goals if part == number), number)
        whole = shell.replace(b"</body>", POSITION.sub(_goal, marked) + b"</body>")
        tree = etree.fromstring(whole)
        for mark in elements(tree, "//h:i[@class='goal']", {"h": XHTML}):
            _given_on(mark)
        if not elements(tree, "//h:nav", {"h": XHTML}):
            yield Part(f"part{number}", tree, number == 0)


def _goal(link: re.Match[bytes]) -> bytes:
    return b"part%d#at%d" % (int(link[1], 32), int(link[2], 32))


def _marked(body: bytes, places: list[int], number: int) -> bytes:
    cuts = [0, *places, len(body)]
    if cuts != sorted(cuts):
        raise UnreadableError(f"a link leads behind the end of part {number}")
    pieces = [body[start:end] for start, end in pairwise(cuts)]
    marks = (b'<i class="goal" id="at%d"/>' % place for place in places)
    return pieces[0] + b"".join(m + piece for m, piece in zip(marks, pieces[1:], strict=True))


def _given_on(mark: etree._Element) -> None:
    """Give a mark's id to what it stands before, and take the mark away."""
    after, parent = mark.getnext(), mark.getparent()
    if parent is not None:
        owner = after if after is not None else parent
        owner.set("id", str(mark.get("id")))
        parent.remove(mark)


def _anchored(mark: etree._Element) -> None:
    """Give the place that a mark names to what stands behind it."""
    after = mark.getnext()
    if after is not None and not (mark.tail or "").strip() and not after.get("id"):
        after.set("id", str(mark.get("id")))
        mark.drop_tree()  # type: ignore[attr-defined]


def _named_notes(tree: etree._Element) -> None:
    """Say which list holds the notes and which links lead to them and back."""
    titles = {own.notes for own in BY_LANGUAGE.values()}
    contents = {own.contents for own in BY_LANGUAGE.values()}
    for heading in elements(tree, "//h2"):
        words = squeeze("".join(map(str, heading.itertext())))
        after = heading.getnext()
        if words in titles and after is not None and after.tag == "ol":
            after.set("role", "doc-endnotes")
        if words in contents and after is not None and after.tag == "ul":
            after.tag = "nav"
    for link in elements(tree, "//sup/a"):
        if re.fullmatch(r"\[\d+\]", squeeze("".join(map(str, link.itertext())))):
            link.set("role", "doc-noteref")
    for link in elements(tree, "//*[@role='doc-endnotes']//a"):
        if squeeze("".join(map(str, link.itertext()))).startswith("↩"):
            link.set("role", "doc-backlink")
