"""What a reader found in one file, in a form that all kinds of file share."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from lxml import etree

Elements = list[etree._Element]
FORMULA = "⟨formula⟩"
INVISIBLE = dict.fromkeys(
    [0xAD, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
UNFIT_FOR_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def squeeze(text: str) -> str:
    """Text without what nobody sees: break marks, direction marks, the width of spaces."""
    return " ".join(unicodedata.normalize("NFC", text).translate(INVISIBLE).split())


def elements(node: etree._Element, path: str, spaces: dict[str, str] | None = None) -> Elements:
    """The elements that an XPath finds."""
    found = node.xpath(path, namespaces=spaces)
    several = found if isinstance(found, list) else []
    return [one for one in several if isinstance(one, etree._Element)]


class UnreadableError(ValueError):
    """A file does not hold what its readers need."""


@dataclass(frozen=True)
class Found:
    """One file as its readers meet it."""

    words: str  # squeezed, in reading order, without notes
    headings: tuple[tuple[int, str], ...]
    descriptions: tuple[str, ...]  # of pictures
    decorations: int  # pictures that say of themselves that they say nothing
    links: tuple[tuple[str, str], ...]  # words and URL, or "#" and the words where it lands
    notes: tuple[str, ...]
    tree: etree._Element = field(repr=False)  # for claims
    namespaces: dict[str, str] = field(default_factory=dict, repr=False)
    form: str = "print"  # how the words stand: as print, or as a test's own reader says
