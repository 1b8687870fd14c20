"""Finds the words of a document among words that were read back, where a few come otherwise.

Long runs of words are sought first, each behind the one before; short ones, such as headings
and the cells of a table, then stand between their neighbours. A run is there if four in five
of its words are, in order; the others are counted as misheard.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from coprod_formats.proof.wanted import Choice, Piece, Words

WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*")
MARK = re.compile(r"(?<=[.,])(?=[⁰¹²³⁴-⁹])")  # where that of a note begins, behind a number
STRAIGHT = str.maketrans("‘’", "''")
LONG = 5  # words that make a run easy to know again
ENOUGH, ALIKE = 0.8, 0.7
BESIDE, BEHIND = 3, 40  # words that may come between two of a run: few, or a note or a page's head
TRIES = 400
LONGEST = 24  # letters


def folded(text: str) -> list[str]:
    """The words of a text as they are compared."""
    plain = unicodedata.normalize("NFKC", MARK.sub(" ", text)).translate(STRAIGHT).casefold()
    return WORD.findall(plain)


def sought(text: str) -> list[str]:
    """Those words that can come back: in Latin letters, and not so long that a line parts them."""
    return [word for word in folded(text) if len(word) <= LONGEST and _latin(word)]


def _latin(word: str) -> bool:
    return all(
        one.isdigit() or one == "'" or "LATIN" in unicodedata.name(one, "")
        for one in word
        if one not in ".,"
    )


@dataclass(frozen=True, slots=True)
class Match:
    """Where a run of words was found, and which of them were not heard there."""

    start: int
    end: int
    misheard: tuple[str, ...] = ()


Runs = list[tuple[Words, Match | None]]


class Hearing:
    """Words that were heard, line by line, perhaps in a second way too."""

    def __init__(self, lines: Sequence[str], again: Sequence[str] = ()) -> None:
        told = [(word, number) for number, line in enumerate(lines) for word in folded(line)]
        self.words = [word for word, _ in told]
        self._lines = [number for _, number in told]
        self._again = again
        self._places: dict[str, list[int]] = {}
        for at, word in enumerate(self.words):
            self._places.setdefault(word, []).append(at)

    def all(self, wanted: Sequence[Piece]) -> Runs:
        """Each run of words with its place, or with none."""
        anchors = self._anchors(wanted)
        ends = self._ends(len(wanted), anchors)
        found: Runs = []
        start = 0
        for number, one in enumerate(wanted):
            if isinstance(one, Words) and number in anchors:
                best: Runs = [(one, anchors[number] or self._second(one, start, ends[number]))]
            else:
                ways = one.ways if isinstance(one, Choice) else ((one,),)
                tried = [self._in_turn(way, start, ends[number]) for way in ways]
                best = min(tried, key=lambda way: sum(match is None for _, match in way))
            found += best
            start = max((match.end for _, match in best if match), default=start)
        return found

    def _anchors(self, wanted: Sequence[Piece]) -> dict[int, Match | None]:
        """The long runs, each behind the one before."""
        found: dict[int, Match | None] = {}
        at = 0
        for number, one in enumerate(wanted):
            if isinstance(one, Words) and len(words := sought(one.text)) >= LONG:
                found[number] = self.seek(words, at, len(self.words))
                at = match.end if (match := found[number]) else at
        return found

    def _ends(self, count: int, anchors: dict[int, Match | None]) -> list[int]:
        """For each run, where the next long one begins."""
        ends = [len(self.words)] * count
        for number in range(count - 2, -1, -1):
            after = anchors.get(number + 1)
            ends[number] = after.start if after else ends[number + 1]
        return ends

    def _in_turn(self, way: Iterable[Words], start: int, end: int) -> Runs:
        found: Runs = []
        for one in way:
            match = self.seek(sought(one.text), start, end) or self._second(one, start, end)
            found.append((one, match))
            start = match.end if match else start
        return found

    def find(self, one: Words, start: int) -> Match | None:
        """A run of words anywhere from a place on."""
        return self._in_turn((one,), start, len(self.words))[0][1]

    def _second(self, one: Words, start: int, end: int) -> Match | None:
        """A run in the second way of hearing, between the same lines; it moves nothing on."""
        if not self._again or not self._lines:
            return None
        last = len(self._lines) - 1
        first, final = self._lines[max(0, min(start - 1, last))], self._lines[min(end, last)]
        heard = Hearing(self._again[first : final + 1])
        match = heard.seek(sought(one.text), 0, len(heard.words))
        return Match(start, start, match.misheard) if match else None

    def seek(self, words: Sequence[str], start: int, end: int) -> Match | None:
        """The first place from a start to an end where enough of the words stand in order.

        Words that stand side by side are looked for first, since a wide look may take the
        words of another run for these.
        """
        if not words:
            return Match(start, start)
        some = max(len(words) * (1 - ENOUGH), 1 if len(words) > 2 else 0)
        for gap, most in ((1, 0.0), (BESIDE, some), (BEHIND, some / 2)):
            for begin in self._beginnings(words, start, end):
                match = self._from(words, begin, end, gap)
                if len(match.misheard) <= most:
                    return match
        return self._alike(words, start, end) if len(words) <= 2 else None

    def _alike(self, words: Sequence[str], start: int, end: int) -> Match | None:
        """A word or two that were heard almost so, such as "fst" for "first"."""
        near = self.words[start : min(end, start + BEHIND)]
        like = [get_close_matches(word, near, 1, ALIKE) for word in words]
        return Match(start, start, tuple(words)) if all(like) else None

    def _beginnings(self, words: Sequence[str], start: int, end: int) -> list[int]:
        """Where one of the first words stands, as a place where the run may begin."""
        several = {
            at for word in words[:3] for at in self._places.get(word, ()) if start <= at < end
        }
        return sorted(several)[:TRIES]

    def _from(self, words: Sequence[str], begin: int, end: int, gap: int) -> Match:
        at, first, misheard = begin, begin, []
        for word in words:
            near = self.words[at : min(at + gap, end)]
            if word not in near:
                misheard.append(word)
                continue
            found = at + near.index(word)
            first = found if at == begin else first
            at = found + 1
        return Match(first, at, tuple(misheard))
