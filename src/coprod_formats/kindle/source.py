"""The EPUB that a Kindle book is made of: its statements, texts, contents and pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from coprod_formats.diagnostics import Position, WriteError, error
from coprod_formats.epub.opened import (
    Book,
    Element,
    UnreadableError,
    every,
    is_cover,
    opened,
    said,
    target,
)
from coprod_formats.kindle.pictures import Pictures, gathered
from coprod_formats.labels import labels

EPOCH = date(1980, 1, 1)
DEEPEST = 40  # levels of contents and of text that anybody can have meant


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the contents."""

    words: str
    target: tuple[str, str]  # the file and the id; "" for the file's beginning
    depth: int
    parent: int | None  # its number among the entries


@dataclass(frozen=True, slots=True)
class Source:
    """What a Kindle book is made of."""

    title: str
    language: str
    identifier: str
    statements: Mapping[str, tuple[str, ...]]  # Dublin Core by name
    made: int  # seconds since 1970
    texts: Mapping[str, Element]  # bodies of files in reading order, the cover left out
    contents_file: str
    contents_title: str
    contents: tuple[Place, ...]
    start: str  # the file where the text begins
    styles: Mapping[str, bytes]
    pictures: Pictures

    def first(self, name: str) -> str:
        """The first statement of a kind, "" where there is none."""
        return next(iter(self.statements.get(name, ())), "")


def source(path: Path) -> Source:
    """Read an EPUB, or say why no Kindle book can be made of it."""
    try:
        book = opened(path)
    except UnreadableError as failure:
        raise _refusal(path, f"it cannot be read: {failure}") from failure
    texts = {name: tree for name, tree in book.texts if not is_cover(tree)}
    bodies = {name: found[0] for name, tree in texts.items() if (found := every(tree, "h:body"))}
    if not bodies or (lost := [one for one in book.spine if one not in book.trees]):
        why = f"{lost[0]} is not well-formed" if bodies else "it has nothing to read in it"
        raise _refusal(path, why)
    for name, body in bodies.items():
        if _depth(body) > 8 * DEEPEST:
            raise _refusal(path, f"{name} is nested too deeply")
    core, start = _core(book), _start(book, bodies)
    title = next(iter(core.get("title", ())), path.stem)
    language = next(iter(core.get("language", ())), "en")
    return Source(
        title=title,
        language=language,
        identifier=next(iter(core.get("identifier", ())), path.stem),
        statements=core,
        made=_made(book),
        texts=bodies,
        contents_file=book.nav,
        contents_title=_contents_title(book) or labels(language).contents,
        contents=tuple(_contents(book, bodies)) or (Place(title, (start, ""), 0, None),),
        start=start,
        styles=_styles(book),
        pictures=gathered(book, bodies, path.name),
    )


def _refusal(path: Path, why: str) -> WriteError:
    message = f"no Kindle book can be made of {path.name}: {why}"
    return WriteError(error("kindle-source", message, Position(path.name, 1)))


def _depth(body: Element) -> int:
    deepest, waiting = 0, [(body, 1)]
    while waiting:
        element, depth = waiting.pop()
        deepest = max(deepest, depth)
        waiting += [(one, depth + 1) for one in element]
    return deepest


def _core(book: Book) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for one in every(book.package, "//o:metadata/d:*"):
        if words := said(one):
            name = one.tag.rpartition("}")[2]
            found[name] = (*found.get(name, ()), words)
    return found


def _made(book: Book) -> int:
    told = every(book.package, "//o:meta[@property='dcterms:modified']")
    try:
        when = date.fromisoformat(said(told[0])[:10]) if told else EPOCH
    except ValueError:
        when = EPOCH
    seconds = datetime(when.year, when.month, when.day, tzinfo=UTC).timestamp()
    return min(max(int(seconds), 0), 0xFFFFFFFF)


def _contents_title(book: Book) -> str:
    if book.nav not in book.trees:
        return ""
    found = every(book.trees[book.nav], "//h:nav[@e:type='toc']/*[starts-with(local-name(), 'h')]")
    return said(found[0]) if found else ""


def _contents(book: Book, bodies: Mapping[str, Element]) -> Iterator[Place]:
    """Every entry that leads into the book, parents before those under them."""
    lists = []
    if book.nav in book.trees:
        lists = every(book.trees[book.nav], "//h:nav[@e:type='toc']/h:ol")
    known: dict[Element, int] = {}
    for link in every(lists[0], ".//h:li/h:a[@href]") if lists else ():
        place = target(book.nav, str(link.get("href")))
        words = said(link)
        if place[0] not in bodies or not words:
            continue
        if place[1] and place[1] not in book.ids.get(place[0], {}):
            place = (place[0], "")
        item = link.getparent()
        over = [known[one] for one in every(link, "ancestor::h:li")[:-1] if one in known]
        depth = min(len(over), DEEPEST)
        if item is not None:
            known[item] = len(known)
        yield Place(words, place, depth, over[-1] if over else None)


def _start(book: Book, bodies: Mapping[str, Element]) -> str:
    """Where the landmarks say that the text begins."""
    if book.nav in book.trees:
        for one in every(book.trees[book.nav], "//h:a[@e:type='bodymatter'][@href]"):
            file, _ = target(book.nav, str(one.get("href")))
            if file in bodies:
                return file
    return next(iter(bodies))


def _styles(book: Book) -> Mapping[str, bytes]:
    found = (one.file for one in book.items.values() if one.kind == "text/css")
    return {name: book.files[name] for name in found if name in book.files}
