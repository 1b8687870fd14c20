"""How much of a document a finished file holds, counted kind by kind."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from coprod_formats.diagnostics import Position
from coprod_formats.document import NOWHERE


class Kind(StrEnum):
    """What a document holds that no format may lose."""

    WORDS = "words"
    HEADINGS = "headings"
    DESCRIPTIONS = "descriptions"
    NUMBERS = "numbers"
    LINKS = "links"
    NOTES = "notes"

    def counted(self, number: int) -> str:
        """A number of them in words, such as "1 link" or "2,202 words"."""
        return f"{number:,} {self.removesuffix('s') if number == 1 else self}"


@dataclass(frozen=True, slots=True)
class Loss:
    """Something of the document that a file does not hold, or not in its turn."""

    kind: Kind
    what: str
    where: Position = NOWHERE  # in the source
    count: int = 1


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of one kind the document has, and which of them were not found in a file."""

    kind: Kind
    wanted: int
    losses: tuple[Loss, ...] = ()
    how: str = ""  # how they were looked for, where not simply as they stand

    @property
    def found(self) -> int:
        """How many were found."""
        return max(0, self.wanted - sum(one.count for one in self.losses))
