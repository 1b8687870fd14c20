"""EPUB books to blocks: their chapters in the order of the spine, as one page."""

from __future__ import annotations

import posixpath
import re
from html.entities import html5 as entities
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from lxml import etree, html

from coprod_formats.importing import formulas
from coprod_formats.importing.brought import Brought, Told
from coprod_formats.importing.files import broken
from coprod_formats.importing.packages import unpacked
from coprod_formats.importing.pages import from_root
from coprod_formats.importing.report import Report

DC = "{http://purl.org/dc/elements/1.1/}"
OPF = "{http://www.idpf.org/2007/opf}"
TYPE = "{http://www.idpf.org/2007/ops}type"
FURNITURE = re.compile(r"\b(?:landmarks|page-list|toc|pagebreak)\b")


def bring(path: Path, report: Report) -> Brought:
    """The content of a book."""
    parts = unpacked(path)
    try:
        place, package = _package(parts)
        chapters = list(_spine(place, package))
        if any(name.lower().endswith(".js") for name in parts):
            report.left_out("scripts: they were not run")
        body: Any = html.Element("body")
        for name in chapters:
            if name in parts:
                body.append(_chapter(name, parts[name]))
    except (
        etree.XMLSyntaxError,
        etree.ParserError,
        KeyError,
        ValueError,
        AttributeError,
        IndexError,
    ):
        raise broken(path) from None
    root: Any = html.Element("html")
    root.append(body)
    _drop_furniture(body, report)
    pictures = {name: raw for name, raw in parts.items() if not name.endswith((".xhtml", ".html"))}
    made = from_root(root, _told(package), pictures, path, report, page=False)
    made.words = formulas.words_without(body)
    return made


def _parsed(raw: bytes) -> Any:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    parsed: Any = etree.fromstring(raw, parser)
    return parsed


def _package(parts: dict[str, bytes]) -> tuple[str, Any]:
    container = _parsed(parts["META-INF/container.xml"])
    place = container.xpath("//*[local-name()='rootfile']/@full-path")[0]
    return str(place), _parsed(parts[str(place)])


def _spine(place: str, package: Any) -> list[str]:
    """The names of the chapters; the book's own contents are furniture."""
    items = {one.get("id"): one for one in package.iter(f"{OPF}item")}
    folder = posixpath.dirname(place)
    made = []
    for one in package.iter(f"{OPF}itemref"):
        item = items.get(one.get("idref"))
        if item is not None and "nav" not in (item.get("properties") or "").split():
            made.append(posixpath.normpath(posixpath.join(folder, unquote(item.get("href") or ""))))
    return made


def _chapter(name: str, raw: bytes) -> Any:
    """A chapter's body; its names, links and pictures are told apart from other chapters'."""
    root = _parsed(re.sub(rb"&([A-Za-z]+\d*);", _spelt, raw))
    html.xhtml_to_html(root)
    body = root.xpath("//body")[0]
    folder = posixpath.dirname(name)
    for one in body.iter():
        for key in ("id", "name"):
            if isinstance(one.tag, str) and one.get(key):
                one.set(key, _joint(name, one.get(key)))
    for one in body.xpath(".//a[@href]"):
        target = one.get("href")
        if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//", target):
            file, _, spot = target.partition("#")
            there = posixpath.normpath(posixpath.join(folder, unquote(file))) if file else name
            one.set("href", f"#{_joint(there, spot)}")
    for one in body.xpath(".//img[@src]"):
        one.set("src", posixpath.normpath(posixpath.join(folder, unquote(one.get("src")))))
    body.tag = "div"
    body.set("id", _joint(name, ""))
    return body


def _spelt(found: re.Match[bytes]) -> bytes:
    """A character that has a name in HTML and none in XML, as it is."""
    name = found[1].decode()
    known = name not in {"amp", "lt", "gt", "quot", "apos"} and entities.get(f"{name};")
    return known.encode() if known else found[0]


def _joint(name: str, spot: str) -> str:
    chapter = re.sub(r"[^A-Za-z0-9]+", "-", posixpath.splitext(name)[0]).strip("-").lower()
    return f"{chapter}--{spot}" if spot else chapter


def _drop_furniture(body: Any, report: Report) -> None:
    for one in body.xpath(".//*[@*[name()='epub:type']]"):
        if FURNITURE.search(one.get(TYPE) or "") and one.tag in {"nav", "section", "div"}:
            report.left_out("the book's own contents and lists of pages")
            one.getparent().remove(one)
    for one in body.xpath(".//div[.//*[local-name()='svg' or local-name()='img']]"):
        if "cover" in f"{one.get('id', '')} {one.get(TYPE, '')}" and not one.text_content().strip():
            report.left_out("the picture on the cover")
            one.getparent().remove(one)
            break


def _told(package: Any) -> Told:
    def one(name: str) -> str:
        """The words of one Dublin Core element; none where the book has none."""
        found = package.find(f".//{DC}{name}")
        return " ".join((found.text or "").split()) if found is not None else ""

    creators = [" ".join((c.text or "").split()) for c in package.iter(f"{DC}creator")]
    return Told(
        title=one("title"),
        language=one("language"),
        creators=[name for name in creators if name],
        publisher=one("publisher"),
        date=one("date")[:10],
        rights=one("rights"),
        description=one("description"),
        sure=bool(one("title")),
    )
