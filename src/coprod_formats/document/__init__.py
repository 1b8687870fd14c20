"""The typed document: what every writer reads, and the only thing that it reads.

A document is a tree of sections, blocks and sentences. The sentence is the atom: its id
is made of its words, so that the audio clip, the caption, the highlighted phrase in the
EPUB and the line of braille that come of one sentence can all name it. The unions
``Inline`` and ``Block`` are closed: a reader of the tree matches every kind and ends in
``assert_never``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from coprod_formats.document.assets import Asset, Credit, Image
from coprod_formats.document.blocks import (
    NOWHERE,
    Block,
    Break,
    Cell,
    CodeBlock,
    Definition,
    Definitions,
    Figure,
    HardWord,
    Idea,
    Item,
    KeyFinding,
    Listing,
    Paragraph,
    Passage,
    Quote,
    Section,
    Sentence,
    Table,
    Video,
)
from coprod_formats.document.easy_read import EasyRead, EasyReadStatus, EasySection
from coprod_formats.document.front import FrontMatter
from coprod_formats.document.inlines import (
    Abbreviation,
    Code,
    Emphasis,
    Foreign,
    Inline,
    LineBreak,
    Link,
    Math,
    Note,
    Picture,
    Script,
    Statistic,
    Text,
)

__all__ = [
    "NOWHERE",
    "TEXTS",
    "Abbreviation",
    "Asset",
    "Block",
    "Break",
    "Cell",
    "Code",
    "CodeBlock",
    "Credit",
    "Definition",
    "Definitions",
    "Document",
    "EasyRead",
    "EasyReadStatus",
    "EasySection",
    "Emphasis",
    "Figure",
    "Foreign",
    "FrontMatter",
    "HardWord",
    "Idea",
    "Image",
    "Inline",
    "Item",
    "KeyFinding",
    "LineBreak",
    "Link",
    "Listing",
    "Math",
    "Note",
    "Paragraph",
    "Passage",
    "Picture",
    "Quote",
    "Script",
    "Section",
    "Sentence",
    "Statistic",
    "Table",
    "Text",
    "TextKind",
    "Video",
    "shown",
]


@dataclass(frozen=True, slots=True)
class Document:
    """One publication: its name in outputs, what it says of itself, and its body."""

    slug: str
    front: FrontMatter
    body: tuple[Block, ...]
    easy_read: EasyRead | None = None  # None where nobody has begun it


TextKind = Literal["full", "easy-read"]
TEXTS: tuple[TextKind, ...] = ("full", "easy-read")


def shown(document: Document, text: TextKind) -> Document:
    """A document with one of its texts alone, so that a format does not change with the other."""
    if text == "easy-read":
        return replace(document, body=())
    return replace(document, easy_read=None) if document.easy_read else document
