"""What the readers of blocks and lines know of the place that they stand in."""

from __future__ import annotations

from dataclasses import dataclass

from coprod_formats.diagnostics import Position
from coprod_formats.document import Sentence, Text
from coprod_formats.pandoc import Node
from coprod_formats.reading.ledger import Ledger, Page
from coprod_formats.reading.lines import Body, Line
from coprod_formats.reading.typography import smart


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where words stand: on which page, inside what, and in which language."""

    ledger: Ledger
    page: Page
    body: Body  # reads the blocks of a note
    inside: str = ""  # what the words stand in, for people
    expand: bool = True  # whether a short form may show its expansion
    language: str = ""

    def line(self, where: Position, expand: bool = True) -> Line:
        """A reader for one run of inlines."""
        return Line(
            self.ledger,
            self.page,
            where,
            self.body,
            expand and self.expand,
            self.language or self.ledger.front.language,
        )

    def told(self, words: str, where: Position) -> Sentence:
        """A description as one sentence, just as it was written."""
        return Sentence(self.ledger.sentence(words), (Text(words),), where)

    def written(self, words: str, where: Position, expand: bool = True) -> tuple[Sentence, ...]:
        """The sentences of words that stand in a setting or in the front matter."""
        text = smart(words, self.language or self.ledger.front.language)
        return self.line(where, expand).sentences([Node("Str", text)]) if text else ()
