"""Print to braille, a whole paragraph at a time, with the known faults of liblouis mended.

Rules are those of the Rulebook of Unified English Braille (ICEB, 2013 with its updates),
named by section. Typeforms mark emphasis and what must stay uncontracted; cutting a
paragraph into pieces instead would break capitals and passages.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate

from coprod_formats.braille.binding import Translation, louis
from coprod_formats.braille.cells import BLANK, from_ascii
from coprod_formats.braille.characters import NOTE_CLOSES, NOTE_OPENS, spelt

ITALIC, UNDERLINE, BOLD = 0x1, 0x2, 0x4
UNCONTRACTED = 0x1000
EMPHASIS = ITALIC | UNDERLINE | BOLD

NUMERIC_SPACE = "\u00a0"  # print's way of saying that a space stands inside one number (UEB 6.6)
NEW_LINE = "\u2028"  # where the author wants a new line
_APOSTROPHE = re.compile(r"(?<=\w)’(?=\w)")
# Letters that every table of ours has, and no two spaces: they reach liblouis as they are.
_PLAIN = re.compile(r"(?!.*  )[ !%&'()*+,./0-9:;?A-Za-z–—‘’“”£-]+")
_BLANK: tuple[list[str], ...] = ([], [" "])
_ENDS = from_ascii("'")  # the second cell of every terminator
_FIVE, _NUMBER, _FOUR = from_ascii('"'), from_ascii("#"), from_ascii("@")
# A transcriber's note opens and closes like a square bracket with dot 4 before it (UEB 3.27);
# as brackets, liblouis knows that a word next to them stands alone (UEB 2.6).
_BRACKETS = {NOTE_OPENS: "[", NOTE_CLOSES: "]"}
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_OTHER_SPACES = dict.fromkeys((*range(8192, 8203), 8239, 8287, 12288, 9, 10, 13), " ")


@dataclass(frozen=True, slots=True)
class Run:
    """Print with one typeform, in one language ("" for the document's)."""

    text: str
    typeform: int = 0
    language: str = ""
    shown: str | None = None  # what a proof shows in its place, where it is cells already
    target: str = ""  # where it leads, in formats that have links
    page: int = 0  # which page of the print begins behind it; before the whole where it is empty


@dataclass(frozen=True, slots=True)
class Brailled:
    """A translated paragraph: its print, its cells, and the maps between."""

    print: str
    cells: str
    to_print: tuple[int, ...]  # for each cell, the index of the print that it is made of
    breaks: tuple[int, ...] = ()  # the blank cells at which the author wants a new line
    links: tuple[tuple[int, int, str], ...] = ()  # from cell, to cell, target
    pages: tuple[tuple[int, int], ...] = ()  # from which cell on which page of the print


@dataclass(slots=True)
class _Paragraph:
    """What liblouis gets for a paragraph, with the typeform and the origin of each character."""

    print: str = ""
    letters: list[str] = field(default_factory=list)
    typeforms: list[int] = field(default_factory=list)
    origins: list[int] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)
    links: list[tuple[int, int, str]] = field(default_factory=list)  # in print
    pages: list[tuple[int, int]] = field(default_factory=list)  # in print

    def add(self, shown: str, given: str, typeform: int) -> None:
        """One character, or what stands for it; of several spaces one is kept."""
        at = len(self.print)
        self.print += shown
        if given == NEW_LINE:
            given = " "
            self.breaks.append(len(self.letters) - (self.letters[-1:] == [" "]))
        if given == " " and self.letters[-1:] in ([], [" "]):
            return
        for letter in given:
            if letter in _BRACKETS:
                self.notes.append(len(self.letters))
            self.letters.append(_BRACKETS.get(letter, letter))
        self.typeforms += [typeform] * len(given)
        self.origins += [at] * len(given)

    def add_plain(self, text: str, typeform: int) -> None:
        """Words that are given as they are, which most are."""
        at = len(self.print)
        self.print += text
        self.letters += text
        self.typeforms += [typeform] * len(text)
        self.origins += range(at, at + len(text))

    def link(self, start: int, target: str) -> None:
        """What was added since leads somewhere; neighbours that lead there are one link."""
        if self.links and self.links[-1][1:] == (start, target):
            start = self.links.pop()[0]
        self.links.append((start, len(self.print), target))

    def end(self) -> None:
        """No space stands at the end."""
        if self.letters[-1:] == [" "]:
            for each in (self.letters, self.typeforms, self.origins):
                each.pop()


def translate(runs: Iterable[Run], tables: str) -> Brailled:
    """Cells for a paragraph, each of six dots; ``characters`` says what is put for the rest."""
    return _translated(tuple(runs), tables)


@lru_cache(maxsize=10_000)  # paragraphs: pages and eBraille want the same ones
def _translated(runs: tuple[Run, ...], tables: str) -> Brailled:
    whole = _Paragraph()
    for run in runs:
        start = len(whole.print)
        begins = whole.letters[-1:] in _BLANK  # and no space is to stand there
        if run.shown is None and _PLAIN.fullmatch(run.text) and not (begins and run.text[0] == " "):
            whole.add_plain(run.text, run.typeform)
        else:
            for shown, given in _spelt(run, tables):
                whole.add(shown, given, run.typeform)
        if run.target:
            whole.link(start, run.target)
        if run.page:
            whole.pages.append((len(whole.print) if run.text else 0, run.page))
    whole.end()
    # among uncontracted letters liblouis takes a curly apostrophe for a closing quotation mark
    text = _APOSTROPHE.sub("'", "".join(whole.letters))
    typeforms, ranges = _stretched(text, tuple(whole.typeforms))
    raw = louis().translate(tables, text, typeforms if any(typeforms) else ())
    cells = list(raw.cells)
    _terminators_back(cells, typeforms, raw.to_cell, ranges)
    return _mended(whole, text, raw, cells)


def back(cells: str, tables: str) -> str:
    """Back-translated print, for checks; never as good as the print that was there."""
    return louis().back_translate(tables, cells)


def _spelt(run: Run, tables: str) -> Iterator[tuple[str, str]]:
    if run.shown is not None:
        return iter(((run.shown, run.text),))
    text = unicodedata.normalize("NFC", run.text).translate(_INVISIBLE)
    if text == NEW_LINE:
        return iter(((" ", NEW_LINE),))
    return spelt(text.translate(_OTHER_SPACES), tables, run.language)


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


def _terminators_back(
    cells: list[str], typeforms: tuple[int, ...], to_cell: tuple[int, ...], ranges: list[range]
) -> None:
    """Move each passage's terminators, of two cells each, from behind its punctuation before it."""
    for one in ranges:
        size = 2 * (typeforms[one.start] & EMPHASIS).bit_count()
        first = to_cell[one.start]
        end = to_cell[one.stop] if one.stop < len(to_cell) else len(cells)
        moved = cells[max(first, end - size) : end]
        if len(moved) == size and set(moved[1::2]) == {_ENDS}:  # else liblouis wrote none here
            cells[first:end] = moved + cells[first : end - size]


def _mended(whole: _Paragraph, text: str, raw: Translation, cells: list[str]) -> Brailled:
    """Keep U+0020 between digits a space, and U+00A0 between digits the numeric space.

    Versions of liblouis disagree on both (UEB 6.6.1); the position map tells where.
    """
    for found in re.finditer(r"(?<=\d)[ \u00a0](?=\d)", text):
        at, after = raw.to_cell[found.start()], raw.to_cell[found.end()]
        joined = cells[at] == _FIVE
        if found.group() == " " and joined:
            cells[at] = BLANK + _NUMBER
        elif found.group() == NUMERIC_SPACE and not joined:
            cells[at] = _FIVE
            cells[after] = cells[after].removeprefix(_NUMBER)
    for one in whole.notes:
        at = raw.to_cell[one]
        cells[at] = _FOUR + cells[at]
    origins = [*whole.origins, whole.origins[-1]] if whole.origins else []
    told = accumulate((origins[place] for place in raw.to_print), max)
    to_print = [origin for cell, origin in zip(cells, told, strict=True) for _ in cell]
    starts = [0, *accumulate(map(len, cells))]
    breaks = (starts[raw.to_cell[one]] for one in whole.breaks if 0 < one < len(raw.to_cell))
    links = (
        (bisect_left(to_print, start), bisect_left(to_print, end), target)
        for start, end, target in whole.links
    )
    pages = ((bisect_left(to_print, start), page) for start, page in whole.pages)
    return Brailled(
        whole.print, "".join(cells), tuple(to_print), tuple(breaks), tuple(links), tuple(pages)
    )
