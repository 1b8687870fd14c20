"""Word's XML: its namespaces, and the only module here that reads and writes trees of it."""

from __future__ import annotations

from html import escape
from typing import TypeAlias

from lxml import etree

Element: TypeAlias = etree._Element  # noqa: SLF001 - the class has no public name
UnreadableError = etree.XMLSyntaxError

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "v": "urn:schemas-microsoft-com:vml",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
    "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "ep": "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
}
RELATIONSHIPS = NAMESPACES["r"]


def tag(name: str) -> str:
    """The full name of a prefixed one: ``w:p`` becomes ``{http://…/main}p``."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


VAL = tag("w:val")


def quoted(value: str) -> str:
    """The value of an attribute, in quotes."""
    return f'"{escape(value)}"'


def parsed(content: bytes) -> Element:
    """The tree of one part of a package; entities and outside files are not read."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_blank_text=True)
    return etree.fromstring(content, parser)


def fragment(xml: str) -> Element:
    """An element written with the prefixes above, ready to be hung into a tree."""
    return parsed(declared(xml).encode())


def declared(xml: str) -> str:
    """The same element with a declaration for each of the prefixes that it uses."""
    used = (prefix for prefix in NAMESPACES if f"{prefix}:" in xml)
    names = "".join(f" xmlns:{prefix}={quoted(NAMESPACES[prefix])}" for prefix in used)
    end = min(place for place in (xml.find(">"), xml.find("/>"), xml.find(" ")) if place > 0)
    return f"{xml[:end]}{names}{xml[end:]}"


def serialised(root: Element) -> bytes:
    """One part's bytes, as they stand in the package."""
    etree.cleanup_namespaces(root, keep_ns_prefixes=("w", "r"))
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def found(root: Element, path: str) -> list[Element]:
    """The elements that an XPath with the prefixes above leads to."""
    result = root.xpath(path, namespaces=NAMESPACES)
    several = result if isinstance(result, list) else []
    return [one for one in several if isinstance(one, etree._Element)]  # noqa: SLF001


ORDER = [
    tag(f"w:{name}") for name in ("pStyle", "keepNext", "numPr", "bidi", "spacing", "ind", "jc")
]


def hang(properties: Element, xml: str) -> None:
    """Put one property of a paragraph where Word wants to meet it; one that stands there stays."""
    made = fragment(xml)
    rank = ORDER.index(made.tag)
    known = [ORDER.index(one.tag) for one in properties if one.tag in ORDER]
    if rank in known:
        for name, value in made.attrib.items():
            next(properties.iter(made.tag)).set(name, value)
        return
    place = sum(one < rank for one in known)
    properties.insert(place, made)


def asked(paragraph: Element) -> Element:
    """The properties of a paragraph, empty ones where it had none."""
    known = paragraph.find(tag("w:pPr"))
    if known is None:
        known = paragraph.makeelement(tag("w:pPr"), {})
        paragraph.insert(0, known)
    return known


def words(element: Element) -> str:
    """The text that a reader meets inside an element."""
    return "".join(one.text or "" for one in element.iter(tag("w:t"), tag("m:t")))


def style(paragraph: Element) -> str:
    """The identifier of a paragraph's style; empty where it has none."""
    named = paragraph.find(f"{tag('w:pPr')}/{tag('w:pStyle')}")
    return "" if named is None else named.get(VAL, "")
