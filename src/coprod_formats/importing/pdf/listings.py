"""Listings of programs: lines set in a typewriter's letters, kept line by line."""

from __future__ import annotations

import operator
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from coprod_formats.importing.pdf.pieces import BULLET, Box, Line, Look, Word, around, lines_of


@dataclass(frozen=True, slots=True)
class Listing:
    """Lines of a program or of its output."""

    lines: tuple[Line, ...]

    @property
    def box(self) -> Box:
        """Where it lies."""
        return around([line.box for line in self.lines])

    @property
    def words(self) -> set[Word]:
        """Every word in it."""
        return {word for line in self.lines for word in line.words}

    @property
    def text(self) -> str:
        """Its lines, with the white at their beginnings and between their words."""
        left = min(line.box.left for line in self.lines)
        letter = median(
            word.box.width / len(word.text) for line in self.lines for word in line.words
        )
        return "\n".join(_spaced(line, left, max(letter, 1.0)) for line in self.lines)


def listings(words: Sequence[Word], page: int, body: Look) -> list[Listing]:
    """The listings of a page; a line of a paragraph that happens to be typewritten is none."""
    if body.typewriter or not any(word.look.typewriter for word in words):
        return []
    lines = lines_of(words, page)
    steps = [b.base - a.base for a, b in pairwise(lines)]
    made: list[Listing] = []
    run: list[Line] = []
    before: Line | None = None
    for at, line in enumerate([*lines, None]):
        if line is not None and _typewritten(line) and _near(run, line):
            before = lines[at - 1] if not run and at else before
            run.append(line)
            continue
        if run and _apart(run, before, line, steps):
            made.append(Listing(tuple(run)))
        run, before = [], None
        if line is not None and _typewritten(line):
            run, before = [line], lines[at - 1] if at else None
    return made


def _typewritten(line: Line) -> bool:
    """Whether all words of a line are typewritten; a sign, as an arrow, may lack in their font."""
    if BULLET.fullmatch(line.words[0].text) and not line.words[0].look.typewriter:
        return False
    set_so = [word.look.typewriter for word in line.words]
    signs = [all(unicodedata.category(one)[0] == "S" for one in word.text) for word in line.words]
    return any(set_so) and all(map(operator.or_, set_so, signs))


def _near(run: Sequence[Line], line: Line) -> bool:
    return not run or line.base - run[-1].base < 2.6 * line.look.size


def _apart(
    run: Sequence[Line], before: Line | None, after: Line | None, steps: Sequence[float]
) -> bool:
    """Whether white or its place parts a run from the paragraphs that it stands between."""
    if len(run) >= 4:
        return True
    pitch = median(steps) if steps else 12.0
    above = before is None or run[0].base - before.base > 1.15 * pitch
    below = after is None or after.base - run[-1].base > 1.15 * pitch
    inset = before is not None and run[0].box.left > before.box.left + 8
    return (above and below) or (inset and (above or below))


def _spaced(line: Line, left: float, letter: float) -> str:
    made = ""
    for word in line.words:
        column = round((word.box.left - left) / letter)
        gap = column - len(made)
        made += " " * (min(gap, 60) if gap > 0 else int(bool(made) and not word.glued)) + word.text
    return made
