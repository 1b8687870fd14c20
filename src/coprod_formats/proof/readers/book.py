"""Reads an EPUB as a reading system meets it: package, spine, then each file by lxml."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from lxml import etree, html

from coprod_formats.proof.readers import page
from coprod_formats.proof.readers.found import Found, elements

NAMES = {
    "c": "urn:oasis:names:tc:opendocument:xmlns:container",
    "o": "http://www.idpf.org/2007/opf",
    "h": "http://www.w3.org/1999/xhtml",
    "e": "http://www.idpf.org/2007/ops",
}
TYPE = "{http://www.idpf.org/2007/ops}type"


def read(path: Path) -> Found:
    """All that the book says in the order of its spine; covers and contents are left out."""
    with zipfile.ZipFile(path) as book:
        return joined(list(_parts(book)))


@dataclass(frozen=True)
class Part:
    """One file of text; the opening one keeps its headings as they are."""

    name: str
    tree: etree._Element
    opening: bool


def joined(parts: Iterable[Part]) -> Found:
    """Several files of text as the one document that readers take them for."""
    tree = html.document_fromstring("<html><head></head><body></body></html>")
    body = elements(tree, "body")[0]
    for part in parts:
        body.append(_part(part))
        if part.opening:
            tree.set("lang", str(part.tree.get("lang")))
            head = elements(tree, "head")[0]
            etree.SubElement(head, "title").text = part.tree.findtext("h:head/h:title", "", NAMES)
    return page.found(tree)


def _parts(book: zipfile.ZipFile) -> Iterator[Part]:
    for name in _texts(book):
        tree = etree.fromstring(book.read(name))
        types = {kind for one in tree.iter() for kind in str(one.get(TYPE, "")).split()}
        if "frontmatter" not in types or "titlepage" in types:
            yield Part(posixpath.basename(name), tree, "titlepage" in types)


def _texts(book: zipfile.ZipFile) -> Iterator[str]:
    container = etree.fromstring(book.read("META-INF/container.xml"))
    root = str(elements(container, "//c:rootfile", NAMES)[0].get("full-path"))
    package = etree.fromstring(book.read(root))
    homes = {
        one.get("id"): posixpath.join(posixpath.dirname(root), unquote(str(one.get("href"))))
        for one in elements(package, "//o:manifest/o:item", NAMES)
    }
    for one in elements(package, "//o:spine/o:itemref", NAMES):
        yield homes[one.get("idref")]


def _part(file: Part) -> etree._Element:
    """One file as a part of the whole: ids told from those of other files, headings in turn."""
    source = elements(file.tree, "h:body", NAMES)[0]
    markup = etree.tostring(source, encoding="unicode", method="xml", with_tail=False)
    part: etree._Element = html.fragment_fromstring(markup, create_parent="div")
    for one in part.iter():
        one.tag = one.tag.rpartition("}")[2]
        if not file.opening and one.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            one.tag = f"h{int(one.tag[1]) + 1}"
        target = str(one.get("href", ""))
        if one.get("id"):
            one.set("id", f"{file.name}#{one.get('id')}")
        if one.tag == "a" and ":" not in target:
            home, _, place = unquote(target).partition("#")
            one.set("href", f"#{home or file.name}#{place}")
    return part
