"""What sentences are made of: words and all that can stand between them, a closed union."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coprod_formats.document.assets import Image

if TYPE_CHECKING:
    from coprod_formats.document.blocks import Block  # a note holds blocks, which hold sentences


@dataclass(frozen=True, slots=True)
class Text:
    """Plain words, typographic quotes and dashes included."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Words that the author stresses; strong when bold."""

    inlines: tuple[Inline, ...]
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Script:
    """Raised (superscript) or lowered (subscript) words, as in H₂O."""

    inlines: tuple[Inline, ...]
    raised: bool


@dataclass(frozen=True, slots=True)
class Code:
    """Words to be typed or read exactly as they stand."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere: a URL, a mailto address, or "#id" inside the document."""

    inlines: tuple[Inline, ...]
    target: str


@dataclass(frozen=True, slots=True)
class Statistic:
    """A number with what it counts ("573 surveys"): large where the format can, else plain."""

    inlines: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A short form; where ``first`` is true, formats add the expansion in brackets after it."""

    short: str
    expansion: str
    first: bool = False


@dataclass(frozen=True, slots=True)
class Foreign:
    """Words in another language than those around them, named by a BCP 47 tag."""

    inlines: tuple[Inline, ...]
    language: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture inside a line of text; ``None`` as its description marks it decorative."""

    image: Image
    description: str | None


@dataclass(frozen=True, slots=True)
class Math:
    """A formula: as TeX, ready-made as MathML and Typst, and in words for voices and braille."""

    tex: str
    mathml: str
    typst: str
    description: str
    display: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote's mark and its body; numbered from 1 in reading order."""

    id: str
    number: int
    body: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A line break that the author wants to keep."""


Inline = (
    Text
    | Emphasis
    | Script
    | Code
    | Link
    | Statistic
    | Abbreviation
    | Foreign
    | Picture
    | Math
    | Note
    | LineBreak
)
