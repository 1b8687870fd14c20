"""The sheets of paper that pages are set on, in PDF and in Word."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from coprod_formats.themes import Theme


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

    def margin(self, theme: Theme) -> float:
        """The theme's margin in points, less of it on a narrow sheet."""
        return theme.margin * MILLIMETRE * min(1.0, self.width / 560)


MILLIMETRE = 72 / 25.4  # points


SIZES = {
    Paper.A4: (595.276, 841.890),
    Paper.A5: (419.528, 595.276),
    Paper.LETTER: (612.0, 792.0),
}
