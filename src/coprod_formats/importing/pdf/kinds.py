"""What untagged pages are parted into: paragraphs, entries of lists, tables, figures, notes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

from coprod_formats.importing.pdf.bidi import read_as
from coprod_formats.importing.pdf.drawings import Drawing
from coprod_formats.importing.pdf.listings import Listing
from coprod_formats.importing.pdf.pieces import Box, Line, Look, around, commonest
from coprod_formats.importing.pdf.ruled import Grid

NUMBERED = re.compile(r"\(?(\d{1,3}|[a-z]|[ivx]{1,4})[.)]", re.IGNORECASE)
ENDED = re.compile(r"[.!?:;…]['’”\")\]]*\d{0,3}$")
NOWHERE = Box(0, 0, 0, 0)


class Kind(StrEnum):
    """What a chunk is."""

    TEXT = "text"
    ITEM = "item"
    GRID = "grid"
    DRAWING = "drawing"
    NOTE = "note"
    LISTING = "listing"


@dataclass(slots=True)
class Chunk:
    """Lines that belong together, or a table, or a figure."""

    kind: Kind
    page: int
    lines: list[Line] = field(default_factory=list)
    grid: Grid | None = None
    drawing: Drawing | None = None
    listing: Listing | None = None
    marker: str = ""
    column: Box = NOWHERE

    @property
    def look(self) -> Look:
        """The look of most of its letters."""
        return commonest([word for line in self.lines for word in line.words])

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(map(read_as, self.lines))

    @property
    def pages(self) -> list[int]:
        """The pages that its lines stand on."""
        return sorted({line.page for line in self.lines})

    @property
    def box(self) -> Box:
        """Where it lies."""
        return around([line.box for line in self.lines])
