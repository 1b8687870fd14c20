"""Reads braille as cells, by the letter of each file format and none of our code.

What is read is the cells alone, without blanks and without the indicators that depend on what
stands around a sentence: capitals, grade 1, and the beginnings and ends of emphasis. The first
line of each page is its head, which belongs to the page and not to the document.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

from lxml import etree

from coprod_formats.proof.readers import tagged_pdf
from coprod_formats.proof.readers.found import Found, elements

# ASCII braille by dots 1 to 6 as bits, from the specification of BRF
ASCII = " A1B'K2L@CIF/MSP\"E3H9O6R^DJG>NTQ,*5<-U8V.%[$+X!&;:4\\0Z7(_?W]#Y)="
BLANK = "\u2800"
INDICATORS = re.compile(r"[\^._,]'|[\^._][127]|[,;]")


def bare(cells: str) -> str:
    """Cells as ASCII braille, without blanks and indicators."""
    return INDICATORS.sub("", "".join(_ascii(cells).split()))


def _ascii(cells: str) -> str:
    return "".join(ASCII[ord(cell) - 0x2800] if cell > "\x7f" else cell for cell in cells)


def brf_pages(path: Path) -> list[list[str]]:
    """The pages of a BRF as lines of cells."""
    text = path.read_bytes().decode("ascii")
    turned = {ord(letter): 0x2800 + place for place, letter in enumerate(ASCII)}
    return [
        [line.translate(turned) for line in page.split("\r\n")[:-1]] for page in text.split("\f")
    ][:-1]


def pef_pages(path: Path) -> list[list[str]]:
    """The pages of a PEF as rows of cells."""
    tree = etree.fromstring(path.read_bytes())
    return [[row.text or "" for row in page] for page in tree.iter("{*}page")]


def read_brf(path: Path) -> Found:
    """All that stands below the heads of the pages."""
    return _found(brf_pages(path))


def read_pef(path: Path) -> Found:
    """All that stands below the heads of the pages, in every volume."""
    return _found(pef_pages(path))


def _found(pages: list[list[str]]) -> Found:
    words = "".join(line for page in pages for line in page[1:])
    return Found(bare(words), (), (), 0, (), (), _tree(pages), form="pages")


def _tree(pages: list[list[str]]) -> etree._Element:
    """Pages of lines in ASCII braille, each with the number of blanks that stand before it."""
    root = etree.Element("pages")
    for page in pages:
        made = etree.SubElement(root, "page")
        for row in page:
            cells = row.lstrip(BLANK)
            line = etree.SubElement(made, "line", indent=str(len(row) - len(cells)))
            line.text, line.tail = _ascii(cells), "\n"
    return root


def read_ebrl(path: Path) -> Found:
    """The content of a publication, with its headings and links."""
    with ZipFile(path) as archive:
        tree = etree.fromstring(archive.read("ebraille/content.html"))
    body = next(tree.iter("{*}body"))
    found = elements(body, ".//*[re:test(local-name(), '^h[1-6]$')]", RE)
    links = ((_cells(one), str(one.get("href"))) for one in body.iter("{*}a"))
    return Found(
        words=_cells(body),
        headings=tuple((int(str(one.tag)[-1]), _cells(one)) for one in found),
        descriptions=(),
        decorations=0,
        links=tuple(links),
        notes=tuple(_cells(one) for one in body.iter("{*}aside")),
        tree=_in_ascii(tree),
        form="flow",
    )


def _in_ascii(tree: etree._Element) -> etree._Element:
    """XHTML as claims are made of it: plain names, and cells as ASCII braille."""
    for one in tree.iter("*"):
        one.tag = etree.QName(one).localname
        one.text, one.tail = (_ascii(cells or "") for cells in (one.text, one.tail))
    return tree


RE = {"re": "http://exslt.org/regular-expressions"}


def _cells(node: etree._Element) -> str:
    return bare("".join("".join(map(str, node.itertext())).split()))


def read_proof(path: Path) -> Found:
    """The print of a proof, which stands in its tags."""
    return replace(tagged_pdf.read(path), form="proof")
