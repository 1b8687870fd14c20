"""What a PDF file says of itself: its title, its outline, its links and its structure tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf

from coprod_formats.importing.pdf.pieces import Box

DEEPEST = 100
MOST = 200_000  # elements of a tree


@dataclass(frozen=True, slots=True)
class Leaf:
    """A stretch of a page that the tree names by its number."""

    page: int
    mark: int


@dataclass(slots=True)
class Tag:
    """One element of the structure tree."""

    kind: str
    children: list[Tag | Leaf] = field(default_factory=list)
    alt: str = ""
    actual: str = ""
    language: str = ""
    across: int = 1
    down: int = 1
    scope: str = ""

    def every(self) -> Iterator[Tag]:
        """This element and those inside it, in reading order."""
        yield self
        for child in self.children:
            if isinstance(child, Tag):
                yield from child.every()

    def leaves(self) -> Iterator[Leaf]:
        """Every stretch inside it, in reading order."""
        for child in self.children:
            if isinstance(child, Leaf):
                yield child
            else:
                yield from child.leaves()


@dataclass(frozen=True, slots=True)
class Told:
    """The file's own account."""

    title: str = ""
    author: str = ""
    language: str = ""
    date: str = ""
    outline: tuple[tuple[int, str], ...] = ()  # levels from 1, with their words
    links: dict[int, list[tuple[Box, str]]] = field(default_factory=dict)  # by page
    tree: Tag | None = None
    scripts: bool = False


def told(path: Path) -> Told:
    """What the file says of itself; nothing where it says it in a broken way."""
    try:
        with pikepdf.open(path) as pdf:
            return _told(pdf)
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Told()


def _told(pdf: pikepdf.Pdf) -> Told:
    info = pdf.docinfo
    numbers: dict[Any, int] = {page.objgen: index + 1 for index, page in enumerate(pdf.pages)}
    tree = pdf.Root.get("/StructTreeRoot")
    names = pdf.Root.get("/Names", pikepdf.Dictionary())
    return Told(
        title=" ".join(str(info.get("/Title", "")).split()),
        author=" ".join(str(info.get("/Author", "")).split()),
        language=str(pdf.Root.get("/Lang", "")),
        date=_date(str(info.get("/CreationDate", ""))),
        outline=tuple(_outline(pdf)),
        links={number: found for number, found in _links(pdf) if found},
        tree=_Trees(numbers, _roles(tree)).made(tree) if tree is not None else None,
        scripts="/OpenAction" in pdf.Root or "/AA" in pdf.Root or "/JavaScript" in names,
    )


def _date(written: str) -> str:
    found = re.match(r"D:(\d{4})(\d{2})(\d{2})", written)
    return "-".join(found.groups()) if found else ""


def _outline(pdf: pikepdf.Pdf) -> Iterator[tuple[int, str]]:
    waiting = [(1, pdf.Root.get("/Outlines", pikepdf.Dictionary()).get("/First"))]
    steps = 0
    while waiting and steps < MOST:
        level, item = waiting.pop()
        steps += 1
        if not isinstance(item, pikepdf.Dictionary):
            continue
        yield level, " ".join(str(item.get("/Title", "")).split())
        waiting.append((level, item.get("/Next")))
        waiting.append((level + 1, item.get("/First")))


def _links(pdf: pikepdf.Pdf) -> Iterator[tuple[int, list[tuple[Box, str]]]]:
    for number, page in enumerate(pdf.pages, start=1):
        box = [float(edge) for edge in page.mediabox]
        found = []
        for note in page.get("/Annots", pikepdf.Array()):
            target = _target(note)
            if target:
                x0, y0, x1, y1 = (float(edge) for edge in note.Rect)
                left, right, low, high = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
                placed = Box(left - box[0], box[3] - high, right - box[0], box[3] - low)
                found.append((placed, target))
        yield number, found


def _target(note: Any) -> str:
    if not isinstance(note, pikepdf.Dictionary) or note.get("/Subtype") != "/Link":
        return ""
    action = note.get("/A", pikepdf.Dictionary())
    return str(action.get("/URI", "")) if action.get("/S") == "/URI" else ""


def _roles(tree: Any) -> dict[str, str]:
    """The standard names for a file's own names of elements."""
    given = tree.get("/RoleMap") if tree is not None else None
    if not isinstance(given, pikepdf.Dictionary):
        return {}
    return {str(own)[1:]: str(standard)[1:] for own, standard in given.items()}


@dataclass(slots=True)
class _Trees:
    """Reads the structure tree, and counts what it reads, since a broken tree may go in circles."""

    pages: dict[Any, int]
    roles: dict[str, str]
    read: int = 0

    def made(self, root: Any) -> Tag:
        """The whole tree."""
        tag = Tag("Document")
        tag.children = list(self._children(root, 0, 0))
        return tag

    def _children(self, element: Any, page: int, depth: int) -> Iterator[Tag | Leaf]:
        kids = element.get("/K")
        if kids is None:
            return
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            self.read += 1
            if depth < DEEPEST and self.read < MOST:
                yield from self._child(kid, page, depth)

    def _child(self, kid: Any, page: int, depth: int) -> Iterator[Tag | Leaf]:
        if isinstance(kid, int):
            yield Leaf(page, kid)
        elif isinstance(kid, pikepdf.Dictionary):
            here = self._page(kid, page)
            if kid.get("/Type") == "/MCR" and "/Stm" not in kid:
                yield Leaf(here, int(kid.MCID))
            elif "/S" in kid:
                yield self._tag(kid, here, depth)

    def _page(self, kid: Any, page: int) -> int:
        own = kid.get("/Pg")
        return self.pages.get(own.objgen, page) if own is not None else page

    def _tag(self, element: Any, page: int, depth: int) -> Tag:
        kind = str(element.S)[1:]
        for _ in range(8):
            if kind not in self.roles or kind in STANDARD:
                break
            kind = self.roles[kind]
        tag = Tag(
            kind,
            alt=" ".join(str(element.get("/Alt", "")).split()),
            actual=str(element.get("/ActualText", "")),
            language=str(element.get("/Lang", "")),
        )
        own = element.get("/A", pikepdf.Dictionary())
        for one in own if isinstance(own, pikepdf.Array) else [own]:
            if isinstance(one, pikepdf.Dictionary):
                tag.across = min(50, max(1, int(one.get("/ColSpan", tag.across))))
                tag.down = min(500, max(1, int(one.get("/RowSpan", tag.down))))
                tag.scope = str(one.get("/Scope", tag.scope)).lstrip("/")
        tag.children = list(self._children(element, page, depth + 1))
        return tag


STANDARD = {"P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody"} | {
    "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Figure", "Note", "Caption",
    "Link", "Span", "Div", "Sect", "Part", "Art", "TOC", "TOCI", "BlockQuote", "Formula",
}  # fmt: skip
