"""Word files as tests look at them: parts as trees, XPath with Word's prefixes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

from lxml import etree

from coprod_formats.document import Block, Document, FrontMatter
from coprod_formats.sheets import Sheet
from coprod_formats.themes import Theme, ThemeName, theme
from coprod_formats.wordprocessing import docx

CLEAR = theme(ThemeName.CLEAR)
LARGE = theme(ThemeName.LARGE)
SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
    "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
}
BODY = "word/document.xml"
FOOTNOTES = "word/footnotes.xml"
STYLES = "word/styles.xml"


def made(document: Document, path: Path, look: Theme = CLEAR, sheet: Sheet | None = None) -> Path:
    """The document as a Word file, over which nobody had a word to say."""
    assert docx(document, look, path, sheet) == ()
    return path


def document(*body: Block, language: str = "en-GB") -> Document:
    """A small document around some blocks."""
    return Document("small", FrontMatter("A small document", language), body)


def part(path: Path, name: str = BODY) -> etree._Element:
    """One part's tree."""
    with ZipFile(path) as file:
        return etree.fromstring(file.read(name))


def found(root: etree._Element, path: str) -> list[etree._Element]:
    """The elements that an XPath leads to."""
    result = root.xpath(path, namespaces=SPACES)
    assert isinstance(result, list)
    return [one for one in result if isinstance(one, etree._Element)]


def texts(root: etree._Element, path: str) -> list[str]:
    """The words of each of those elements."""
    return [said(one) for one in found(root, path)]


def said(element: etree._Element) -> str:
    """The words of one element."""
    return "".join(one.text or "" for one in found(element, ".//w:t"))


def values(root: etree._Element, path: str) -> list[str]:
    """The attributes that an XPath leads to."""
    result = root.xpath(path, namespaces=SPACES)
    assert isinstance(result, list)
    return [str(one) for one in result]


def changed(path: Path, name: str, change: Callable[[str], str], target: Path) -> Path:
    """A copy of the file in which one part reads otherwise."""
    with ZipFile(path) as file, ZipFile(target, "w") as copy:
        for one in file.namelist():
            content = file.read(one)
            if one == name:
                before = content.decode()
                content = change(before).encode()
                assert content.decode() != before, f"{name} stayed as it was"
            copy.writestr(one, content)
    return target
