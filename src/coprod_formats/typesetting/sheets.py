"""The sheets of paper that pages are set on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Paper(StrEnum):
    """The sizes of paper that people can ask for."""

    A4 = "a4"
    A5 = "a5"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A size of paper, and whether each main section begins on a new one."""

    paper: Paper = Paper.A4
    sections_apart: bool = False

    @property
    def width(self) -> float:
        """How wide the sheet is, in points."""
        return SIZES[self.paper][0]

    @property
    def height(self) -> float:
        """How high the sheet is, in points."""
        return SIZES[self.paper][1]


SIZES = {
    Paper.A4: (595.276, 841.890),
    Paper.A5: (419.528, 595.276),
    Paper.LETTER: (612.0, 792.0),
}
