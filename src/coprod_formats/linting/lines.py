"""The lines of a document as the lint reads them, and one search over many of them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import accumulate

from coprod_formats.diagnostics import Position
from coprod_formats.document import Sentence


class Place(StrEnum):
    """What a line of words is a part of."""

    HEADING = "heading"
    PROSE = "prose"
    CELL = "cell"
    CAPTION = "caption"
    TERM = "term"
    DESCRIPTION = "description"  # of a picture or a film, all of it as one sentence
    LONGER = "longer"  # a longer description, or a transcript


@dataclass(frozen=True, slots=True)
class Line:
    """The words of one sentence, code, formulas, short forms and other languages hidden."""

    sentence: Sentence
    text: str
    place: Place
    language: str  # its first part alone, such as "en"
    quoted: bool  # whether they are somebody else's


@dataclass(frozen=True, slots=True)
class Match:
    """A stretch of one line's words."""

    line: Line
    start: int
    words: str

    @property
    def where(self) -> Position:
        """Where it stands in the source."""
        return self.line.sentence.at(self.start)


@dataclass(frozen=True)
class Roll:
    """Many lines as one text, so that one search goes over all of them."""

    lines: Sequence[Line]

    @cached_property
    def text(self) -> str:
        """The lines, one below the other."""
        return "\n".join(line.text for line in self.lines)

    @cached_property
    def small(self) -> str:
        """The same in small letters, as long as it was."""
        small = self.text.lower()
        if len(small) == len(self.text):
            return small
        return "".join(one.lower() if len(one.lower()) == 1 else one for one in self.text)

    @cached_property
    def _starts(self) -> list[int]:
        lengths = (len(line.text) + 1 for line in self.lines)
        return list(accumulate(lengths, initial=0))

    def search(self, pattern: re.Pattern[str]) -> Iterator[Match]:
        """Every match, with the line that it stands in; the pattern must not cross lines."""
        for one in pattern.finditer(self.text):
            at = bisect_right(self._starts, one.start()) - 1
            yield Match(self.lines[at], one.start() - self._starts[at], one[0])

    def search_near(self, stems: Iterable[str], pattern: re.Pattern[str]) -> Iterator[Match]:
        """Every match of a pattern of small letters in the lines that hold one of the stems."""
        for at in sorted({at for stem in stems for at in self._holding(stem)}):
            line, start = self.lines[at], self._starts[at]
            for one in pattern.finditer(self.small[start : start + len(line.text)]):
                yield Match(line, one.start(), line.text[one.start() : one.end()])

    def _holding(self, stem: str) -> Iterator[int]:
        found = self.small.find(stem)
        while found >= 0:
            at = bisect_right(self._starts, found) - 1
            yield at
            found = self.small.find(stem, self._starts[at + 1])
