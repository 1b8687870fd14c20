"""MOBI 6, which every Kindle reads: one flow of old HTML, its places counted in bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise

from coprod_formats.epub.opened import TYPE, Element, target
from coprod_formats.kindle.records import Span
from coprod_formats.kindle.source import Source
from coprod_formats.labels import labels

KEPT = frozenset(
    [
        *("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd"),
        *("table", "tr", "td", "th", "caption", "blockquote", "div", "pre", "code", "tt"),
        *("b", "i", "em", "strong", "u", "s", "sup", "sub", "cite", "span", "small"),
    ]
)
INSTEAD = {
    "aside": "div",
    "del": "s",
    "figcaption": "p",
    "figure": "div",
    "footer": "div",
    "header": "div",
    "mark": "b",
    "summary": "p",
}
SLANTED = {"figcaption": "i", "summary": "b"}
KEPT_ATTRIBUTES = {
    "li": ("value",),
    "ol": ("start", "type"),
    "td": ("colspan", "rowspan"),
    "th": ("colspan", "rowspan", "scope"),
}
LEFT_OUT = frozenset(["script", "style", "audio", "nav", "template"])
ABROAD = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
Target = tuple[str, str]


@dataclass(slots=True)
class Flow:
    """The text so far, where things begin in it, and which places are to be filled in."""

    text: bytearray = field(default_factory=bytearray)
    anchors: dict[Target, int] = field(default_factory=dict)
    gaps: list[tuple[int, Target]] = field(default_factory=list)

    def write(self, words: str) -> None:
        """Go on with these words."""
        self.text += words.encode("utf-8", "surrogatepass")

    def gap(self, place: Target) -> None:
        """Ten digits that tell where a place is, once that is known."""
        self.gaps.append((len(self.text), place))
        self.text += b"0000000000"

    def whole(self) -> bytes:
        """The text with every gap filled; what leads nowhere leads to its file, or the start."""
        first = next(iter(self.anchors.values()), 0)
        for at, place in self.gaps:
            spot = self.anchors.get(place, self.anchors.get((place[0], ""), first))
            self.text[at : at + 10] = b"%010d" % spot
        return bytes(self.text)


CONTENTS: Target = ("", "contents")


def flow(book: Source) -> tuple[bytes, dict[Target, int]]:
    """The whole text of a book, and where each id is in it."""
    made = Flow()
    contents, begin = map(escape, (book.contents_title, labels(book.language).start))
    made.write(f'<html><head><guide><reference type="toc" title="{contents}" filepos=')
    made.gap(CONTENTS)
    made.write(f' /><reference type="text" title="{begin}" filepos=')
    made.gap((book.start, ""))
    made.write(" /></guide></head><body>")
    for number, (name, body) in enumerate(book.texts.items()):
        if number:
            made.write("<mbp:pagebreak/>")
        made.anchors[name, ""] = len(made.text)
        if name == book.contents_file:
            _contents(made, book)
        else:
            start = len(made.text)
            _Writer(made, book, name, lifted=_is_opening(body)).inner(body)
            written = made.text[start:]  # links lead to its first tag and not to the space before
            made.anchors[name, ""] = start + len(written) - len(written.lstrip())
    if CONTENTS not in made.anchors:
        made.write("<mbp:pagebreak/>")
        _contents(made, book)
    made.write("</body></html>")
    return made.whole(), made.anchors


def _is_opening(body: Element) -> bool:
    return any(one.get(TYPE) == "titlepage" for one in body.iter())


def _contents(made: Flow, book: Source) -> None:
    made.anchors[CONTENTS] = len(made.text)
    made.write(f"<h2>{escape(book.contents_title, quote=False)}</h2>")
    depth = -1
    for place in book.contents:
        step = place.depth - depth
        made.write("<ul>" * step if step > 0 else "</li>" + "</ul></li>" * -step)
        depth = place.depth
        made.write("<li><a filepos=")
        made.gap(place.target)
        made.write(f">{escape(place.words, quote=False)}</a>")
    made.write("</li></ul>" * (depth + 1))


class _Writer:
    """Writes one file's text into the flow."""

    def __init__(self, made: Flow, book: Source, name: str, *, lifted: bool) -> None:
        self._made = made
        self._book = book
        self._name = name
        self._lifted = lifted

    def inner(self, element: Element, *, exact: bool = False) -> None:
        """What stands in an element."""
        self._words(element.text, exact)
        for child in element:
            if isinstance(child.tag, str):
                self._element(child, exact)
            self._words(child.tail, exact)

    def _words(self, words: str | None, exact: bool) -> None:
        if words:
            self._made.write(escape(words if exact else re.sub(r"\s+", " ", words), quote=False))

    def _element(self, element: Element, exact: bool) -> None:
        name = element.tag.rpartition("}")[2].lower()
        if element.get("hidden") is not None or name in LEFT_OUT:
            return
        if identity := element.get("id"):
            self._made.anchors.setdefault((self._name, identity), len(self._made.text))
        match name:
            case "img":
                self._picture(element.get("src"), element.get("alt"))
            case "video":
                if poster := element.get("poster"):
                    self._picture(poster, element.get("aria-label"))
            case "math":
                self._words(element.get("alttext") or "".join(map(str, element.itertext())), exact)
            case "br" | "hr":
                self._made.write(f"<{name}/>")
            case "a" if element.get("href"):
                self._link(element, exact)
            case _:
                self._kept(name, element, exact)

    def _picture(self, address: str | None, words: str | None) -> None:
        number = address and self._book.pictures.number(target(self._name, address)[0])
        if number:
            said = escape(words or "")
            self._made.write(f'<img recindex="{number:05}" alt="{said}"/>')
        elif words:
            self._words(words, exact=False)

    def _link(self, element: Element, exact: bool) -> None:
        address = str(element.get("href"))
        mark = "doc-noteref" in str(element.get("role", ""))
        if ABROAD.match(address):
            self._made.write(f'<a href="{escape(address)}">')
        else:
            self._made.write("<a filepos=")
            self._made.gap(target(self._name, address))
            self._made.write(">")
        self._made.write("[" if mark else "")
        self.inner(element, exact=exact)
        self._made.write("]</a>" if mark else "</a>")

    def _kept(self, name: str, element: Element, exact: bool) -> None:
        tag = INSTEAD.get(name, name)
        if self._lifted or not re.fullmatch("h[1-5]", tag):
            pass
        else:
            tag = f"h{int(tag[1]) + 1}"
        if tag not in KEPT:
            self.inner(element, exact=exact)
            return
        told = "".join(_attributes(name, element))
        if tag == "span" and not told:
            self.inner(element, exact=exact)
            return
        slant = SLANTED.get(name)
        self._made.write(f"<{tag}{told}>" + (f"<{slant}>" if slant else ""))
        self.inner(element, exact=exact or name == "pre")
        self._made.write((f"</{slant}>" if slant else "") + f"</{tag}>")


def _attributes(name: str, element: Element) -> Iterator[str]:
    for key in (*KEPT_ATTRIBUTES.get(name, ()), "lang", "dir"):
        if value := element.get(key):
            yield f' {key}="{escape(value)}"'
    if name == "table":
        yield ' border="1"'


def spans(book: Source, anchors: dict[Target, int], length: int) -> list[Span]:
    """Where each entry of the contents begins, and how long it is."""
    starts = [anchors.get(one.target, anchors.get((one.target[0], ""), 0)) for one in book.contents]
    return [(start, max(end - start, 0)) for start, end in pairwise([*starts, length])]
