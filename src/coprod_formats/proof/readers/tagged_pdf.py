"""Reads a tagged PDF through its structure tree, by the letter of ISO 32000.

The words of a structure element are those of its marked content, decoded by the fonts' own
tables, unless an ActualText or a description replaces them. Page furniture, which stands in
no structure element, is not read at all: assistive technology does not meet it either. The
standard wants every space between words in the text itself, so that the end of a line
counts for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf
from lxml import etree

from coprod_formats.proof.readers.found import (
    UNFIT_FOR_XML,
    Found,
    UnreadableError,
    elements,
    squeeze,
)
from coprod_formats.proof.readers.marked_content import Run, runs_of

BLOCKS = {
    *("Document", "Part", "Art", "Sect", "Div", "P", "Title", "L", "LI", "LBody", "Table", "TR"),
    *("TH", "TD", "THead", "TBody", "Caption", "BlockQuote", "TOC", "TOCI", "Note", "FENote"),
    *("H", "H1", "H2", "H3", "H4", "H5", "H6", "Aside", "Figure"),
}
WORDS = "[normalize-space(self::text()) or self::Span or self::run or self::Link or self::Formula]"
IN_LINE = f"""self::Figure[preceding-sibling::node()[1]{WORDS}
  or following-sibling::node()[1]{WORDS}]"""
MARK = "self::Lbl[not(parent::LI)] | self::Reference"


def read(path: Path) -> Found:
    """All that the structure tree says."""
    with pikepdf.open(path) as pdf:
        if "/StructTreeRoot" not in pdf.Root:
            raise UnreadableError("it has no tags, so that nobody can read it in order")
        document = _Document(pdf)
        tree = document.tree()
        links = tuple(
            (_words(one), document.target(one))
            for one in tree.iter("Link")
            if not elements(one, "ancestor::TOC | ancestor::Lbl | ancestor::Reference")
        )
    pictures = list(tree.iter("Figure"))
    return Found(
        words=squeeze("".join(_said(tree))),
        headings=tuple(
            (int(one.tag[1]), _words(one)) for one in tree.iter("H1", "H2", "H3", "H4", "H5", "H6")
        ),
        descriptions=tuple(squeeze(str(one.get("Alt", ""))) for one in pictures),
        decorations=0,  # an artifact leaves no trace in the tree
        links=links,
        notes=tuple(_words(one) for one in tree.iter("Note", "FENote")),
        tree=tree,
    )


def _words(node: etree._Element) -> str:
    return squeeze("".join(_said(node, inside=True)))


def _said(node: etree._Element, inside: bool = False) -> Iterator[str]:
    if (not inside and node.tag in {"TOC", "Note", "FENote"}) or elements(node, MARK):
        return
    in_line = bool(elements(node, IN_LINE))
    edge = "\n" if node.tag in {*BLOCKS, "Lbl"} and not in_line else ""
    yield edge
    replaced = node.get("ActualText", node.get("Alt"))
    if replaced is not None:
        yield str(replaced)
    else:
        yield node.text or ""
        for child in node:
            yield from _said(child)
            yield child.tail or ""
    yield edge


@dataclass
class _Document:
    pdf: pikepdf.Pdf
    runs: dict[tuple[int, int], Run] = field(default_factory=dict)
    pages: dict[tuple[int, int], int] = field(default_factory=dict)
    annotations: dict[str, pikepdf.Object] = field(default_factory=dict)
    drawn: list[tuple[int, float, str]] = field(default_factory=list)  # page, top, description

    def tree(self) -> etree._Element:
        """The structure tree as XML, its words in it (PDF 2.0, 14.7.2)."""
        for number, page in enumerate(self.pdf.pages):
            self.pages[page.obj.objgen] = number
            self.runs |= {(number, key): run for key, run in runs_of(page).items()}
        root = self.pdf.Root.StructTreeRoot
        top = etree.Element("StructTreeRoot", Lang=str(self.pdf.Root.get("/Lang", "")))
        self._kids(root, top, None)
        return top

    def _kids(self, node: pikepdf.Object, made: etree._Element, page: int | None) -> None:
        kids = node.get("/K")
        if kids is None:
            return
        own = node.get("/Pg")
        page = self.pages[own.objgen] if own is not None else page
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if not isinstance(kid, pikepdf.Dictionary):
                self._run(made, page, int(kid))
            elif kid.get("/Type") == pikepdf.Name.MCR:
                at = self.pages[kid.Pg.objgen] if "/Pg" in kid else page
                self._run(made, at, int(kid.MCID))
            elif kid.get("/Type") == pikepdf.Name.OBJR:
                name = str(len(self.annotations))
                self.annotations[name] = kid.Obj
                made.set("annotations", f"{made.get('annotations', '')} {name}".strip())
            else:
                self._element(kid, made, page)

    def _element(self, node: pikepdf.Object, parent: etree._Element, page: int | None) -> None:
        roles = self.pdf.Root.StructTreeRoot.get("/RoleMap", pikepdf.Dictionary())
        role = str(node.S)
        made = etree.SubElement(parent, str(roles.get(role, role)).lstrip("/"))
        for key in ("Alt", "ActualText", "Lang", "E", "T", "ID"):
            if f"/{key}" in node:
                made.set(key, UNFIT_FOR_XML.sub("\ufffd", str(node[f"/{key}"])))
        attributes = node.get("/A", pikepdf.Array())
        for one in attributes if isinstance(attributes, pikepdf.Array) else [attributes]:
            if isinstance(one, pikepdf.Dictionary):
                for key, value in one.items():
                    made.set(key.lstrip("/"), _plain(value))
        place = node.get("/Pg")
        at = self.pages[place.objgen] if place is not None else page
        if made.tag == "Figure" and at is not None and "BBox" in made.attrib:
            self.drawn.append((at, float(str(made.get("BBox")).split()[3]), str(made.get("Alt"))))
        self._kids(node, made, page)

    def _run(self, made: etree._Element, page: int | None, key: int) -> None:
        run = None if page is None else self.runs.get((page, key))
        if run is None:
            return
        words = UNFIT_FOR_XML.sub("\ufffd", run.text)
        if run.language:
            etree.SubElement(made, "run", Lang=run.language).text = words
        elif len(made):
            made[-1].tail = (made[-1].tail or "") + words
        else:
            made.text = (made.text or "") + words

    def target(self, link: etree._Element) -> str:
        """A link's URL, or the words at the place inside the document to which it leads."""
        names = str(link.get("annotations", "")).split()
        if not names:
            return "nowhere"
        note = self.annotations[names[0]]
        action = note.get("/A", pikepdf.Dictionary())
        if "/URI" in action:
            return str(action.URI)
        place = note.get("/Dest", action.get("/D"))
        return f"#{self._landing(self._resolved(place))}" if place is not None else "nowhere"

    def _resolved(self, place: pikepdf.Object) -> pikepdf.Object:
        if isinstance(place, pikepdf.Array):
            return place
        if isinstance(place, pikepdf.Name):
            found = self.pdf.Root.Dests[str(place)]
        else:
            found = pikepdf.NameTree(self.pdf.Root.Names.Dests)[str(place)]
        return found.D if isinstance(found, pikepdf.Dictionary) else found

    def _landing(self, place: pikepdf.Object) -> str:
        page, top = self.pages[place[0].objgen], float(place[3])
        here = [run for (at, _), run in self.runs.items() if at == page and run.top <= top + 2]
        here += [run for (at, _), run in self.runs.items() if at == page + 1]
        drawn = sorted((at, -height, alt) for at, height, alt in self.drawn)
        said = [alt for at, height, alt in drawn if (at, height) >= (page, -top - 2)][:1]
        return squeeze(" ".join([squeeze("".join(run.text for run in here))[:300], *said]))


def _plain(value: object) -> str:
    if isinstance(value, pikepdf.Array):
        return " ".join(map(_plain, value))
    return re.sub(r"^/", "", str(value))
