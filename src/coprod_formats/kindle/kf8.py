"""KF8, the modern half: XHTML in skeletons and fragments, with style sheets beside it."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count

from lxml import etree

from coprod_formats.epub.opened import Element, every, target
from coprod_formats.kindle.mobi6 import ABROAD, Target
from coprod_formats.kindle.numbers import base32
from coprod_formats.kindle.source import Source

XHTML = "{http://www.w3.org/1999/xhtml}"
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html>'
    '<html xmlns="http://www.w3.org/1999/xhtml"{language}><head><title>{title}</title>{styles}</head>'
)
STYLE = '<link rel="stylesheet" type="text/css" href="kindle:flow:{}?mime=text/css"/>'
VOID = frozenset(["area", "br", "col", "hr", "img", "source", "track", "wbr"])
PENDING = re.compile(r"kindle:pos:fid:(\d{6}):off:\d{8}")
FILLED = "kindle:pos:fid:0000:off:0000000000"
ID = re.compile(rb'<[^<>]*?\sid="([^"<>]+)"')


@dataclass(frozen=True, slots=True)
class Fragment:
    """The body of one file, and the skeleton that it stands in."""

    start: int  # of the skeleton, in the whole text
    skeleton: int  # bytes of the skeleton
    inserted: int  # where the body goes in
    length: int  # bytes of the body
    selector: str


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a book in KF8."""

    html: bytes
    fragments: tuple[Fragment, ...]
    places: Mapping[Target, tuple[int, int]]  # fragment and bytes into it

    def place(self, goal: Target) -> tuple[int, int]:
        """Where a link leads; what is not there is its file, or the start of the book."""
        return self.places.get(goal, self.places.get((goal[0], ""), (0, 0)))

    def offset(self, goal: Target) -> int:
        """The same place counted from the start of the text."""
        number, into = self.place(goal)
        fragment = self.fragments[number]
        return fragment.start + fragment.skeleton + into


@dataclass(frozen=True, slots=True)
class _Making:
    goals: frozenset[Target]  # places to which links lead
    pending: list[Target] = field(default_factory=list)  # links in the order of their numbers
    numbers: count[int] = field(default_factory=count)  # of elements that can be gone to


@dataclass(frozen=True, slots=True)
class _Part:
    name: str
    head: str
    body: str
    tail: str
    identity: str  # of the body tag


def text(book: Source) -> Text:
    """Every file as a skeleton and one fragment, each link as a place."""
    made = _Making(frozenset(_goals(book)))
    parts = [_part(book, name, body, made) for name, body in book.texts.items()]
    places = dict(_places(parts))
    found = Text(b"", (), places)

    def link(match: re.Match[str]) -> str:
        """The place that a link leads to, in KF8's numbers to the base of 32."""
        number, into = found.place(made.pending[int(match[1])])
        return f"kindle:pos:fid:{base32(number)}:off:{base32(into, 10)}"

    html, fragments = bytearray(), []
    for part in parts:
        head, tail = part.head.encode(), part.tail.encode()
        body = PENDING.sub(link, part.body).encode()
        start = len(html)
        selector = f"P-//*[@aid='{part.identity}']"
        around = len(head) + len(tail)
        fragments.append(Fragment(start, around, start + len(head), len(body), selector))
        html += head + tail + body
    return Text(bytes(html), tuple(fragments), places)


def _part(book: Source, name: str, source: Element, made: _Making) -> _Part:
    body = copy.deepcopy(source)
    body.tail = None
    etree.strip_tags(body, etree.Comment, etree.ProcessingInstruction)
    for one in list(body.iter()):
        _settle(book, name, one, made.pending)
    _bare_spans(body, {place for file, place in made.goals if file == name})
    identity = base32(next(made.numbers))
    for one in body.iter():
        if one.get("id") and one is not body:
            one.set("aid", base32(next(made.numbers)))
    body.set("aid", identity)
    etree.cleanup_namespaces(body)
    inner = etree.tostring(body, encoding="unicode").replace(f' xmlns="{XHTML[1:-1]}"', "", 1)
    opening, closing = inner.index(">") + 1, inner.rindex("</")
    head = _head(book, source) + inner[:opening]
    return _Part(name, head, inner[opening:closing], inner[closing:] + "</html>", identity)


def _goals(book: Source) -> Iterator[Target]:
    """Every place to which a link leads."""
    yield from (one.target for one in book.contents)
    for name, body in book.texts.items():
        for link in every(body, ".//h:a[@href]"):
            yield target(name, str(link.get("href")))


def _head(book: Source, body: Element) -> str:
    root = body.getparent()
    title = "" if root is None else str(root.findtext(f"{XHTML}head/{XHTML}title") or "")
    tag = book.language if root is None else str(root.get("lang") or book.language)
    way = None if root is None else root.get("dir")
    plain = etree.Element("html", {"lang": tag, **({"dir": way} if way else {})})
    language = etree.tostring(plain, encoding="unicode").removeprefix("<html").removesuffix("/>")
    words = etree.Element("title")
    words.text = title or book.title
    styles = "".join(STYLE.format(base32(number)) for number in range(1, len(book.styles) + 1))
    said = etree.tostring(words, encoding="unicode").removeprefix("<title>")
    return HEAD.format(language=language, title=said.removesuffix("</title>"), styles=styles)


def _settle(book: Source, name: str, element: Element, pending: list[Target]) -> None:
    """Make one element what KF8 can show."""
    for key in map(str, list(element.attrib)):
        if key.startswith(("{", "on")) or key == "aid":
            del element.attrib[key]
    tag = element.tag.rpartition("}")[2]
    match tag:
        case "script" | "style" | "audio" | "template":
            _removed(element)
        case "nav" if element.get("hidden") is not None:
            _removed(element)
        case "img":
            _picture(book, name, element, str(element.get("src", "")), element.get("alt"))
        case "video":
            poster = str(element.get("poster", ""))
            _picture(book, name, element, poster, element.get("aria-label") if poster else "")
        case "math":
            _spoken(element)
        case "a":
            _link(name, element, pending)
        case _:
            pass
    if tag not in VOID and not len(element) and not element.text:
        element.text = ""


def _removed(element: Element) -> None:
    """Take an element away and leave what follows it."""
    parent = element.getparent()
    if parent is None:
        return
    before = element.getprevious()
    if element.tail:
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def _picture(book: Source, name: str, element: Element, address: str, words: str | None) -> None:
    number = book.pictures.number(target(name, address)[0]) if address else None
    kept = {key: str(element.get(key)) for key in KEPT if element.get(key)}
    tail = element.tail
    for child in list(element):
        element.remove(child)
    element.attrib.clear()
    element.text = None
    if number is None:
        element.tag = f"{XHTML}span"
        element.text = words or ""
    else:
        element.tag = f"{XHTML}img"
        element.set("src", f"kindle:embed:{base32(number)}?mime={book.pictures.kind(number)}")
        element.set("alt", words or "")
    for key, value in kept.items():
        element.set(key, value)
    element.tail = tail


KEPT = ("id", "class", "width", "height", "role")


def _spoken(element: Element) -> None:
    """A formula in words, since most Kindles cannot set it."""
    words = element.get("alttext") or " ".join("".join(map(str, element.itertext())).split())
    tail, identity = element.tail, element.get("id")
    for child in list(element):
        element.remove(child)
    element.attrib.clear()
    element.tag = f"{XHTML}span"
    element.text, element.tail = words, tail
    if identity:
        element.set("id", identity)


def _link(name: str, element: Element, pending: list[Target]) -> None:
    address = element.get("href")
    if address and not ABROAD.match(address):
        element.set("href", f"kindle:pos:fid:{len(pending):06d}:off:{0:08d}")
        pending.append(target(name, address))


def _bare_spans(body: Element, goals: set[str]) -> None:
    """Take away what only names a sentence: nothing leads there, and it doubles the text."""
    for one in every(body, ".//h:span[@id][not(@class) and not(@lang) and not(@role)]"):
        if one.get("id") not in goals:
            del one.attrib["id"]
    for one in every(body, ".//h:span[not(@*)]"):
        _unwrapped(one)


def _unwrapped(element: Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    place = parent.index(element)
    before = element.getprevious()
    children = list(element)
    if element.text:
        if before is None:
            parent.text = (parent.text or "") + element.text
        else:
            before.tail = (before.tail or "") + element.text
    if element.tail:
        if children:
            children[-1].tail = (children[-1].tail or "") + element.tail
        elif before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)
    for number, child in enumerate(children):
        parent.insert(place + number, child)


def _places(parts: list[_Part]) -> Iterator[tuple[Target, tuple[int, int]]]:
    for number, part in enumerate(parts):
        yield (part.name, ""), (number, 0)
        for found in ID.finditer(PENDING.sub(FILLED, part.body).encode()):
            yield (part.name, found[1].decode()), (number, found.start())
