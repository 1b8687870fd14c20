"""A book taken apart: its package, its files of text in reading order, and all else by name."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from coprod_formats.archives import DAMAGE, Packed

Element = etree._Element  # noqa: SLF001 - the type has no other name

NAMES = {
    "c": "urn:oasis:names:tc:opendocument:xmlns:container",
    "d": "http://purl.org/dc/elements/1.1/",
    "e": "http://www.idpf.org/2007/ops",
    "h": "http://www.w3.org/1999/xhtml",
    "m": "http://www.w3.org/1998/Math/MathML",
    "o": "http://www.idpf.org/2007/opf",
    "s": "http://www.w3.org/ns/SMIL",
}
TYPE = f"{{{NAMES['e']}}}type"
XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
XHTML = "application/xhtml+xml"
FAULTS: tuple[type[Exception], ...] = (KeyError, IndexError, etree.XMLSyntaxError, *DAMAGE)
LARGEST = 500_000_000  # bytes of all files together when unpacked, unless they are packed as large
LOOSEST = 3  # times the size of a packed file: sound, which fills large books, hardly shrinks


class UnreadableError(Exception):
    """The file is no book that anybody could open."""


@dataclass(frozen=True, slots=True)
class Item:
    """What the manifest says of one file."""

    id: str
    file: str
    kind: str
    properties: frozenset[str]
    overlay: str


@dataclass(frozen=True, slots=True)
class Book:
    """A book taken apart."""

    package_file: str
    package: Element
    items: Mapping[str, Item]  # by id
    spine: tuple[str, ...]  # files in reading order
    trees: Mapping[str, Element]  # files of XML by name
    ids: Mapping[str, Mapping[str, Element]]  # of each of these files
    files: Packed

    @property
    def texts(self) -> Iterator[tuple[str, Element]]:
        """The files of the spine that can be read, with their names."""
        return ((name, self.trees[name]) for name in self.spine if name in self.trees)

    @property
    def nav(self) -> str:
        """The file of contents; "" where there is none."""
        return next((one.file for one in self.items.values() if "nav" in one.properties), "")


def opened(path: Path) -> Book:
    """Take a book apart, or say why that cannot be done."""
    try:
        files = _files(path)
        container = parsed(files["META-INF/container.xml"])
        root = str(every(container, "//c:rootfile")[0].get("full-path"))
        package = parsed(files[root])
    except FAULTS as failure:
        raise UnreadableError(str(failure) or type(failure).__name__) from failure
    items = {one.id: one for one in _items(package, posixpath.dirname(root))}
    spine = [str(one.get("idref")) for one in every(package, "//o:spine/o:itemref")]
    named = (one.file for one in items.values() if one.kind.endswith("+xml"))
    trees = {name: tree for name in named if (tree := _tree(files.get(name, b""))) is not None}
    return Book(
        root,
        package,
        items,
        tuple(items[one].file for one in spine if one in items),
        trees,
        {
            name: {str(one.get("id")): one for one in every(tree, "//*[@id]")}
            for name, tree in trees.items()
        },
        files,
    )


def _files(path: Path) -> Packed:
    with zipfile.ZipFile(path) as book:
        most = max(LARGEST, LOOSEST * path.stat().st_size)
        if sum(one.file_size for one in book.infolist()) > most:
            raise UnreadableError("it would unpack to three times its size, and to over 500 MB")
    return Packed(path)


def _items(package: Element, folder: str) -> Iterator[Item]:
    for one in every(package, "//o:manifest/o:item"):
        address = unquote(str(one.get("href", "")))
        yield Item(
            str(one.get("id", "")),
            posixpath.normpath(posixpath.join(folder, address)),
            str(one.get("media-type", "")),
            frozenset(str(one.get("properties", "")).split()),
            str(one.get("media-overlay", "")),
        )


def _tree(content: bytes) -> Element | None:
    try:
        return parsed(content)
    except etree.XMLSyntaxError:
        return None


def parsed(content: bytes) -> Element:
    """XML as a tree; nothing is fetched, and no entity is followed."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return etree.fromstring(content, parser)


def every(element: Element, path: str) -> list[Element]:
    """The elements that an XPath finds."""
    found = element.xpath(path, namespaces=NAMES)
    return [one for one in found if isinstance(one, Element)] if isinstance(found, list) else []


def line(element: Element) -> int:
    """The line of the file where an element begins."""
    at: object = element.sourceline
    return at if isinstance(at, int) else 1


def is_cover(tree: Element) -> bool:
    """Whether a file holds the cover and no text."""
    return bool(every(tree, "//h:body[@e:type='cover'] | //h:section[@e:type='cover']"))


def said(element: Element) -> str:
    """The words of an element, one space between them."""
    return " ".join("".join(map(str, element.itertext())).split())


def target(home: str, address: str) -> tuple[str, str]:
    """The file and the id that a link in a file leads to."""
    file, _, place = unquote(address).partition("#")
    folder = posixpath.dirname(home)
    return (posixpath.normpath(posixpath.join(folder, file)) if file else home), place
