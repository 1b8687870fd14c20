"""Reads braille back into print by liblouis, line by line, from the bytes of each kind of file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from zipfile import ZipFile

from lxml import etree

from coprod_formats.braille.binding import louis

# ASCII braille by dots 1 to 6 as bits, from the specification of BRF
ASCII = " A1B'K2L@CIF/MSP\"E3H9O6R^DJG>NTQ,*5<-U8V.%[$+X!&;:4\\0Z7(_?W]#Y)="
CELLS = {ord(letter): chr(0x2800 + dots) for dots, letter in enumerate(ASCII)}
BLANK = "\u2800"
TABLES = ("en-ueb-g2.ctb", "en-ueb-g1.ctb")  # contracted and not
SAMPLE = 60  # lines by which the grade is told
COMMON = {"the", "of", "and", "to", "in", "is", "that", "for", "it", "was", "with", "we", "by"}


@dataclass(frozen=True, slots=True)
class Heard:
    """What a reader of braille hears: lines of print; of a flow, its levels and links."""

    lines: tuple[str, ...]
    again: tuple[str, ...]  # the same lines by the other table, for passages that are in it
    levels: tuple[int, ...] = ()  # of its headings
    links: tuple[str, ...] = ()  # targets
    flow: bool = False  # marked up, so that headings and links can be told apart


def read_brf(paths: Sequence[Path]) -> Heard:
    """The lines of all volumes."""
    texts = (path.read_text("ascii").replace("\f", "") for path in paths)
    return _heard([line.translate(CELLS) for text in texts for line in text.splitlines()])


def read_pef(paths: Sequence[Path]) -> Heard:
    """The rows of every page."""
    trees = (etree.fromstring(path.read_bytes()) for path in paths)
    return _heard([row.text or "" for tree in trees for row in tree.iter("{*}row")])


def read_ebrl(paths: Sequence[Path]) -> Heard:
    """The content of a publication, with the levels of its headings and its links."""
    with ZipFile(paths[0]) as archive:
        tree = etree.fromstring(archive.read("ebraille/content.html"))
    body = next(tree.iter("{*}body"))
    heard = _heard([BLANK.join(str(text).split()) for text in body.itertext()])
    return replace(
        heard,
        levels=tuple(rank for one in body.iter("{*}*") if (rank := _rank(one))),
        links=tuple(str(one.get("href")) for one in body.iter("{*}a")),
        flow=True,
    )


def _rank(node: etree._Element) -> int:
    name = etree.QName(node).localname
    return int(name[1]) if len(name) == 2 and name[0] == "h" and name[1].isdigit() else 0


def _heard(lines: Sequence[str]) -> Heard:
    """The lines by the table by which more common words are heard, and by the other."""
    kept = [stripped for line in lines if (stripped := line.strip(BLANK + " "))]
    ways = [tuple(louis().back_translate(table, line) for line in kept) for table in TABLES]
    first, second = sorted(ways, key=_commonness, reverse=True)
    return Heard(first, second)


def _commonness(lines: Sequence[str]) -> int:
    words = " ".join(lines[:SAMPLE]).casefold().split()
    return sum(word in COMMON for word in words)
