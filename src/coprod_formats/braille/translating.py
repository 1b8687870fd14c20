"""Print to braille, a whole paragraph at a time, with the known faults of liblouis mended.

Rules are those of the Rulebook of Unified English Braille (ICEB, 2013 with its updates),
named by section. Typeforms mark emphasis and what must stay uncontracted; cutting a
paragraph into pieces instead would break capitals and passages.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from coprod_formats.braille.binding import Translation, louis
from coprod_formats.braille.cells import BLANK, from_ascii
from coprod_formats.braille.characters import substitute

ITALIC, UNDERLINE, BOLD = 0x1, 0x2, 0x4
UNCONTRACTED = 0x1000
EMPHASIS = ITALIC | UNDERLINE | BOLD

NUMERIC_SPACE = "\u00a0"  # print's way of saying that a space stands inside one number (UEB 6.6)
_FIVE, _NUMBER = from_ascii('"'), from_ascii("#")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_OTHER_SPACES = dict.fromkeys((*range(8192, 8203), 8239, 8287, 12288, 9, 10, 13), " ")


@dataclass(frozen=True, slots=True)
class Run:
    """Print with one typeform."""

    text: str
    typeform: int = 0


@dataclass(frozen=True, slots=True)
class Brailled:
    """A translated paragraph: its print as it was read, its cells, and the maps between."""

    print: str
    cells: str
    to_print: tuple[int, ...]


def translate(runs: Iterable[Run], tables: str) -> Brailled:
    """Cells for a paragraph, each of six dots; ``characters`` says what is put for the rest."""
    text, typeforms = _join(runs, tables)
    typeforms, ranges = _stretched(text, typeforms)
    return _mended(text, louis().translate(tables, text, typeforms), ranges)


def back(cells: str, tables: str) -> str:
    """Back-translated print, for checks; never as good as the print that was there."""
    return louis().back_translate(tables, cells)


def _cleaned(text: str) -> str:
    return text.translate(_INVISIBLE).translate(_OTHER_SPACES)


def _join(runs: Iterable[Run], tables: str) -> tuple[str, tuple[int, ...]]:
    """One text with one typeform a character, and one space where several stood."""
    letters: list[str] = []
    typeforms: list[int] = []
    for run in runs:
        for letter in "".join(substitute(one, tables) for one in _cleaned(run.text)):
            if letter == " " and (not letters or letters[-1] == " "):
                continue
            letters.append(letter)
            typeforms.append(run.typeform)
    if letters and letters[-1] == " ":
        letters.pop()
        typeforms.pop()
    return "".join(letters), tuple(typeforms)


def _stretched(text: str, typeforms: tuple[int, ...]) -> tuple[tuple[int, ...], list[range]]:
    """Typeforms that reach over the plain punctuation behind an emphasised passage, and where.

    liblouis before 3.29 loses the passage indicator where the last of three or more words
    carries plain punctuation; so it is emphasised here, and ``_terminators_back`` puts the
    terminator where it belongs (UEB 9.7.1).
    """
    ranges: list[range] = []
    if louis().release >= (3, 29) or not any(form & EMPHASIS for form in typeforms):
        return typeforms, ranges
    mended = list(typeforms)
    for found in re.finditer(r"(?<=\S)[.,;:?!)\]”’]+(?=\s|$)", text):
        place = found.start()
        while place < found.end() and typeforms[place] & EMPHASIS:
            place += 1
        before = typeforms[place - 1] & EMPHASIS
        start = place
        while before and start and typeforms[start - 1] & EMPHASIS == before:
            start -= 1
        if place < found.end() and len(text[start:place].split()) >= 3:
            ranges.append(range(place, found.end()))
            for one in ranges[-1]:
                mended[one] |= before
    return tuple(mended), ranges


def _terminators_back(cells: list[str], to_cell: tuple[int, ...], ranges: list[range]) -> None:
    """Move each passage's two-cell terminator from behind its punctuation to before it."""
    for one in ranges:
        first = to_cell[one.start]
        end = to_cell[one.stop] if one.stop < len(to_cell) else len(cells)
        cells[first:end] = cells[end - 2 : end] + cells[first : end - 2]


def _mended(text: str, raw: Translation, ranges: list[range]) -> Brailled:
    """Keep U+0020 between digits a space, and U+00A0 between digits the numeric space.

    Versions of liblouis disagree on both (UEB 6.6.1); the position map tells where.
    """
    cells, origins = list(raw.cells), list(raw.to_print)
    _terminators_back(cells, raw.to_cell, ranges)
    for found in re.finditer(r"(?<=\d)[ \u00a0](?=\d)", text):
        at, after = raw.to_cell[found.start()], raw.to_cell[found.end()]
        joined = cells[at] == _FIVE
        if found.group() == " " and joined:
            cells[at] = BLANK + _NUMBER
        elif found.group() == NUMERIC_SPACE and not joined:
            cells[at] = _FIVE
            cells[after] = cells[after].removeprefix(_NUMBER)
    to_print = [o for cell, o in zip(cells, origins, strict=True) for _ in cell]
    return Brailled(text, "".join(cells), tuple(to_print))
