"""Reads a Word file by its parts, as Word and LibreOffice take them to their readers."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

from lxml import etree

from coprod_formats.proof.readers.found import FORMULA, Elements, Found, elements, squeeze

SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
    "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
}
CONTENTS = (
    "ancestor-or-self::w:sdt[w:sdtPr/w:docPartObj/w:docPartGallery/@w:val='Table of Contents']"
)


def _name(tag: str) -> str:
    prefix, _, local = tag.partition(":")
    return f"{{{SPACES[prefix]}}}{local}"


def _all(node: etree._Element, path: str) -> Elements:
    return elements(node, path, SPACES)


def read(path: Path) -> Found:
    """All that the main part and the footnotes say."""
    with ZipFile(path) as archive:
        part = {name: archive.read(name) for name in archive.namelist()}
    tree = _merged(part)
    body = _all(tree, "w:body")[0]
    pictures = [one for one in _all(tree, ".//w:drawing//wp:docPr") if not _all(one, CONTENTS)]
    return Found(
        words=squeeze("".join(_said(body))),
        headings=tuple(_headings(body, etree.fromstring(part["word/styles.xml"]))),
        descriptions=tuple(filter(None, (squeeze(str(one.get("descr", ""))) for one in pictures))),
        decorations=sum(not one.get("descr") for one in pictures),
        links=tuple(_links(tree, part)),
        notes=tuple(
            squeeze("".join(_said(one)))
            for one in _all(tree, "w:footnotes/w:footnote[not(@w:type) or @w:type='normal']")
        ),
        tree=tree,
        namespaces=SPACES,
    )


def _merged(part: dict[str, bytes]) -> etree._Element:
    """The main part with footnotes, styles, settings, properties and footers hung below it."""
    tree = etree.fromstring(part["word/document.xml"])
    for name in sorted(part):
        inside = posixpath.dirname(name) in {"word", "docProps"}
        if inside and name.endswith(".xml") and name != "word/document.xml":
            tree.append(etree.fromstring(part[name]))
    return tree


def _said(node: etree._Element) -> Iterator[str]:
    match etree.QName(node).localname:
        case "t":
            yield node.text or ""
        case "tab" | "br" | "cr":
            yield " "
        case "oMath":
            yield FORMULA
        case "noBreakHyphen":
            yield "-"
        case "drawing":
            yield from (str(one.get("descr", "")) for one in _all(node, ".//wp:docPr"))
        case "Fallback" | "pPr" | "rPr" | "sectPr" | "del" | "":
            return
        case "sdt" if _all(node, CONTENTS):
            return
        case "p" if node.tag == _name("w:p") and _style(node).lower().startswith("toc"):
            return
        case name:
            yield from (word for child in node for word in _said(child))
            yield "\n" if name in {"p", "tc", "footnote"} else ""


def _style(paragraph: etree._Element) -> str:
    return "".join(str(one.get(_name("w:val"))) for one in _all(paragraph, "w:pPr/w:pStyle"))


def _headings(body: etree._Element, styles: etree._Element) -> Iterator[tuple[int, str]]:
    levels = {
        str(one.get(_name("w:styleId"))): _level(styles, one) for one in _all(styles, "w:style")
    }
    for paragraph in _all(body, ".//w:p"):
        level = levels.get(_style(paragraph))
        if level is not None and not _all(paragraph, CONTENTS):
            yield level, squeeze("".join(_said(paragraph)))


def _level(styles: etree._Element, style: etree._Element) -> int | None:
    """A style's outline level, its own or the one that it is based on; a title is level 1."""
    if _all(style, "w:name[@w:val='Title']"):
        return 1
    for level in _all(style, "w:pPr/w:outlineLvl"):
        return int(str(level.get(_name("w:val")))) + 1
    for base in _all(style, "w:basedOn"):
        for parent in _all(styles, f"w:style[@w:styleId='{base.get(_name('w:val'))}']"):
            return _level(styles, parent)
    return None


def _links(tree: etree._Element, part: dict[str, bytes]) -> Iterator[tuple[str, str]]:
    for link in _all(tree, ".//w:hyperlink"):
        if _all(link, CONTENTS) or _all(
            link, "ancestor::w:p[starts-with(w:pPr/w:pStyle/@w:val,'TOC')]"
        ):
            continue
        home = "footnotes" if _all(link, "ancestor::w:footnote") else "document"
        words = squeeze("".join(_said(link)))
        anchor, key = link.get(_name("w:anchor")), link.get(_name("r:id"))
        yield words, f"#{_landing(tree, anchor)}" if anchor else _target(part, home, str(key))


def _target(part: dict[str, bytes], home: str, key: str) -> str:
    relations = etree.fromstring(part[f"word/_rels/{home}.xml.rels"])
    targets = [str(one.get("Target")) for one in relations if one.get("Id") == key]
    return targets[0] if targets else "nowhere"


def _landing(tree: etree._Element, anchor: str) -> str:
    """The words that begin at a bookmark: its paragraph's and those of the next few."""
    marks = [one for one in _all(tree, ".//w:bookmarkStart") if one.get(_name("w:name")) == anchor]
    if not marks:
        return "nowhere"
    own = _all(marks[0], "ancestor-or-self::w:p[1] | following::w:p[position() <= 4]")
    return squeeze(" ".join("".join(_said(one)) for one in own))[:300]
