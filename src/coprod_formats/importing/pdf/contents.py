"""Lists of a document's headings with their pages, which every format makes for itself."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from coprod_formats.importing.pdf.pieces import Line, Page, Word, lines_of

NAMES = re.compile(
    r"(?:table of |list of )?(?:contents|figures|tables|illustrations|examples|boxes)"
    r"|sommaire|table des (?:matières|figures|illustrations)|liste des (?:figures|tableaux)"
    r"|cynnwys|rhestr (?:ffigurau|tablau)|inhalt(?:sverzeichnis)?|índice|indice",
    re.IGNORECASE,
)
ENTRY = re.compile(r".*\S\s*?(?:(?:[.·…]\s?){3,}|\s)\s*(\d{1,4}|[ivxlc]{1,7})")
LEADERS = re.compile(r"(?:[.·…]\s?){4,}\s*(?:\d{1,4}|[ivxlc]{1,7})$")
FEWEST = 3
ROMANS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def contents(pages: Sequence[Page], left_out: Mapping[int, set[Word]]) -> dict[int, set[Word]]:
    """For each page, the words of lists of contents: entries that end in growing numbers."""
    lines = [
        line
        for page in pages
        for line in lines_of(
            [w for w in page.words if not w.artifact and w not in left_out[page.number]],
            page.number,
        )
    ]
    made: dict[int, set[Word]] = defaultdict(set)
    for start, end in _lists(lines):
        for line in lines[start:end]:
            made[line.page].update(line.words)
    return made


def _lists(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """From where to where each list reaches, its name included."""
    at = 0
    while at < len(lines):
        named = bool(NAMES.fullmatch(lines[at].text.strip()))
        first = at + 1 if named else at
        if not named and not LEADERS.search(lines[at].text):
            at += 1
            continue
        end = _reach(lines, first)
        numbers = [number for line in lines[first:end] if (number := _number(line.text))]
        if len(numbers) >= FEWEST and _grows(numbers):
            yield at, end
            at = end
        else:
            at += 1


def _reach(lines: Sequence[Line], start: int) -> int:
    """Where a list ends: after its last entry that no more than two other lines part from it.

    A first line of a long entry has no number, nor has a name of a part.
    """
    end, waiting, last = start, 0, 0
    for at in range(start, len(lines)):
        number = _number(lines[at].text)
        if number and (number >= last or LEADERS.search(lines[at].text)):
            end, waiting, last = at + 1, 0, number
        else:
            waiting += 1
            if waiting > 2:
                break
    return end


def _number(text: str) -> int:
    found = ENTRY.fullmatch(text.strip())
    if not found:
        return 0
    return int(found[1]) if found[1].isdigit() else _roman(found[1])


def _roman(text: str) -> int:
    values = [ROMANS.get(letter, 0) for letter in text]
    if not all(values):
        return 0
    return sum(-one if one < after else one for one, after in pairwise([*values, 0]))


def _grows(numbers: Sequence[int]) -> bool:
    steps = [after >= before for before, after in pairwise(numbers)]
    return sum(steps) >= 0.85 * len(steps)
