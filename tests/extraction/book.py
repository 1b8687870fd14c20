"""Reads an EPUB as a reading system meets it: package, spine, then each file by lxml."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from lxml import etree, html

from tests.extraction import page
from tests.extraction.found import Found, elements

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
        return joined({name: book.read(name) for name in _texts(book)})


def joined(texts: dict[str, bytes]) -> Found:
    """Several files of text as the one document that readers take them for."""
    tree = html.document_fromstring("<html><body></body></html>")
    body = elements(tree, "body")[0]
    for name, content in texts.items():
        parsed = etree.fromstring(content)
        if "frontmatter" not in _types(parsed) or "titlepage" in _types(parsed):
            body.append(_part(name, parsed, "titlepage" in _types(parsed)))
    return page.found(tree)


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


def _types(parsed: etree._Element) -> set[str]:
    return {kind for one in parsed.iter() for kind in str(one.get(TYPE, "")).split()}


def _part(name: str, parsed: etree._Element, opening: bool) -> etree._Element:
    """One file as a part of the whole: ids told from those of other files, headings in turn."""
    source = elements(parsed, "h:body", NAMES)[0]
    markup = etree.tostring(source, encoding="unicode", method="xml", with_tail=False)
    part: etree._Element = html.fragment_fromstring(markup, create_parent="div")
    for one in part.iter():
        one.tag = one.tag.rpartition("}")[2]
        if not opening and one.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            one.tag = f"h{int(one.tag[1]) + 1}"
        target = str(one.get("href", ""))
        if one.get("id"):
            one.set("id", f"{posixpath.basename(name)}#{one.get('id')}")
        if one.tag == "a" and ":" not in target:
            home, _, place = unquote(target).partition("#")
            one.set("href", f"#{home or posixpath.basename(name)}#{place}")
    return part
