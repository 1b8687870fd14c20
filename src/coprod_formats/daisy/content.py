"""The text of a talking book: the shared markup in the words of XHTML 1.0."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from coprod_formats.derive.places import described
from coprod_formats.derive.utterances import TITLE
from coprod_formats.document import Asset, Document, Image
from coprod_formats.labels import labels
from coprod_formats.markup import Flavour, blocks, colophon, endnotes, masthead
from coprod_formats.markup.tags import language, text
from coprod_formats.typesetting.pixels import drawing
from coprod_formats.walking import images

Element = etree._Element  # noqa: SLF001 - the type has no other name

DOCTYPE = (
    '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" '
    '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">'
)
XHTML = "http://www.w3.org/1999/xhtml"
PLAIN = {
    **dict.fromkeys(("section", "figure", "figcaption", "header", "footer", "main"), "div"),
    **dict.fromkeys(("article", "aside", "details", "summary", "nav"), "div"),
    **dict.fromkeys(("mark", "time", "math", "bdi"), "span"),
    "s": "del",
}
GONE = ("svg", "track", "source", "button", "script", "style", "input")
XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
KEPT = {
    *("id", "class", "title", "lang", "dir", "href", "src", "alt", "width", "height", "start"),
    *("type", "value", "scope", "colspan", "rowspan", XML_LANGUAGE),
}
DETAIL = 2.0  # pixels of a drawing for each of its own
MOST = 2000  # pixels across


@dataclass(frozen=True, slots=True)
class Content:
    """The page, its pictures by name, and where each thing that is read stands in it."""

    page: bytes
    pictures: Mapping[str, bytes]
    places: Mapping[str, str]  # the id in the page, by that of the utterance


def content(document: Document) -> Content:
    """Everything that is read, and the pictures beside it."""
    front = document.front
    flavour = Flavour(labels(front.language), front.language, _address, folding=False)
    inner = (
        masthead(front),
        blocks(document.body, flavour),
        endnotes(document.body, flavour),
        colophon(front, flavour),
    )
    head = f"<head><title>{text(front.title)}</title></head>"
    source = (
        f'<html xmlns="{XHTML}"{language(front.language)}>{head}'
        f"<body>{''.join(inner)}</body></html>"
    )
    page = etree.fromstring(source.encode(), etree.XMLParser(huge_tree=True))
    _named(page)
    _plainer(page)
    ids = {str(one.get("id")) for one in page.iter() if one.get("id")}
    heard = {name: place for name, place in described(document).items() if place in ids}
    made = etree.tostring(page, encoding="utf-8", xml_declaration=True, doctype=DOCTYPE)
    return Content(made, dict(_pictures(document)), {one: one for one in ids} | heard)


def _address(asset: Asset) -> str:
    drawn = asset.suffix == ".svg"
    return asset.name.removesuffix(".svg") + ".png" if drawn else asset.name


def _pictures(document: Document) -> Iterator[tuple[str, bytes]]:
    found = {one.name: one for one in images(document.body)}
    for one in found.values():
        yield _address(one), _pixels(one)


def _pixels(image: Image) -> bytes:
    """A picture as players show it; a drawing in pixels, since they cannot draw."""
    raw = image.path.read_bytes()
    if image.suffix != ".svg":
        return raw
    scale = min(DETAIL, MOST / max(image.width, image.height, 1))
    return drawing(raw.decode(), image.width, image.height, scale)


def _named(page: Element) -> None:
    title = page.find(f".//{{{XHTML}}}h1")
    if title is not None:
        title.set("id", TITLE)


def _plainer(page: Element) -> None:
    """Newer elements become the older ones that mean least; what only screens use goes."""
    for element in list(page.iter(etree.Element)):
        tag = etree.QName(element).localname
        if tag in GONE or (tag == "a" and element.get("role") == "doc-backlink"):
            _remove(element)
        elif tag == "video":
            _spoken(element, element.get("aria-label") or "")
        elif tag == "math":
            _spoken(element, element.get("alttext") or "")
        elif tag == "div" and _within(element) == "dl":
            _unwrap(element)
        else:
            element.tag = f"{{{XHTML}}}{PLAIN.get(tag, tag)}"
            _fewer_attributes(element)
    etree.cleanup_namespaces(page)


def _within(element: Element) -> str:
    above = element.getparent()
    return etree.QName(above).localname if above is not None else ""


def _remove(element: Element) -> None:
    above = element.getparent()
    if above is None:
        return
    before, tail = element.getprevious(), str(element.tail or "")
    if before is not None:
        before.tail = str(before.tail or "") + tail
    else:
        above.text = str(above.text or "") + tail
    above.remove(element)


def _spoken(element: Element, words: str) -> None:
    """An element that cannot be shown makes room for its words."""
    above = element.getparent()
    if above is None:
        return
    said = above.makeelement(f"{{{XHTML}}}span")
    said.text, said.tail = words, element.tail
    above.replace(element, said)


def _unwrap(element: Element) -> None:
    above = element.getparent()
    if above is None:
        return
    place = above.index(element)
    above[place : place + 1] = list(element)


def _fewer_attributes(element: Element) -> None:
    role = element.get("role", "")
    tag = etree.QName(element).localname
    for name in list(element.attrib):
        if name not in KEPT or (name in {"width", "height"} and tag != "img"):
            del element.attrib[name]
    if role.startswith("doc-"):
        element.set("class", role)
    if spoken := element.get("lang"):
        element.set(XML_LANGUAGE, spoken)
