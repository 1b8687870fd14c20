"""Words that run from right to left, put in the order in which they are read.

A page holds them as they are drawn, from left to right: each letter, number and sign in its place.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from coprod_formats.importing.pdf.pieces import Line, Word, joined

LEFTWARDS = {"R", "AL"}
NUMBERS = {"EN", "AN"}
WITHIN_NUMBERS = set(".,:/%+-'’٫٬")
MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")


def leftward(text: str) -> bool:
    """Whether any letter of a text runs from right to left."""
    return any(unicodedata.bidirectional(letter) in LEFTWARDS for letter in text)


def mostly_leftward(words: Sequence[Word]) -> bool:
    """Whether more letters run from right to left than the other way."""
    kinds = [unicodedata.bidirectional(letter) for word in words for letter in word.text]
    return sum(kind in LEFTWARDS for kind in kinds) > kinds.count("L")


def logical(words: Sequence[Word]) -> list[Word]:
    """The words of a line as they are read; they come from left to right, as they are drawn."""
    if not any(leftward(word.text) for word in words):
        return list(words)
    runs = _runs(_parts(words))
    made: list[Part] = []
    if mostly_leftward(words):
        made = _leftwards(runs)
    else:
        for runs_left, group in groupby(runs, key=_runs_left):
            some = list(group)
            made.extend(_among_others(some) if runs_left else [one for run in some for one in run])
    return [replace(part.word, glued=bool(at) and not part.white) for at, part in enumerate(made)]


def _leftwards(runs: Sequence[Sequence[Part]]) -> list[Part]:
    """Runs from the last to the first, each part told what white is before it as it is read."""
    made: list[Part] = []
    white = runs[0][0].white
    for run in reversed(runs):
        first, *rest = [_mirrored(part) for part in run]
        made += [first._replace(white=white), *rest]
        white = run[0].white
    return made


def _among_others(runs: Sequence[Sequence[Part]]) -> list[Part]:
    """Runs to the left in a line that runs to the right; signs at both ends belong to the line."""
    inner = [at for at, run in enumerate(runs) if _way(run[0].word.text) == "R"]
    first, last = (inner[0], inner[-1] + 1) if inner else (0, 0)
    before = [part for run in runs[:first] for part in run]
    after = [part for run in runs[last:] for part in run]
    return [*before, *(_leftwards(runs[first:last]) if inner else []), *after]


def _mirrored(part: Part) -> Part:
    """A sign such as a bracket turned round; numbers and words to the right stay as they are."""
    if _way(part.word.text) == "L":
        return part
    return part._replace(word=replace(part.word, text=part.word.text.translate(MIRRORED)))


class Part(NamedTuple):
    """A word, or letters of one that all run one way."""

    word: Word
    white: bool  # whether white stands on its left


def _parts(words: Sequence[Word]) -> list[Part]:
    """The words, letters parted from numbers, and those from right to left turned."""
    made: list[Part] = []
    for word in words:
        for at, (kind, group) in enumerate(groupby(word.text, key=_kind)):
            text = "".join(group)
            text = _turned(text) if kind == "R" else text
            made.append(Part(replace(word, text=text), at == 0 and not word.glued))
    return made


def _kind(letter: str) -> str:
    """Which way a letter runs; signs between are nobody's."""
    kind = unicodedata.bidirectional(letter)
    if kind in LEFTWARDS or kind == "NSM":
        return "R"
    return "L" if kind == "L" or kind in NUMBERS or letter in WITHIN_NUMBERS else "N"


def _turned(text: str) -> str:
    """Letters from the last to the first, each with the marks that stand on it after it."""
    made = ""
    marks = ""
    for letter in reversed(text):
        if unicodedata.combining(letter):
            marks += letter
        else:
            made, marks = made + letter + marks, ""
    return made + marks


def _runs(parts: Sequence[Part]) -> list[list[Part]]:
    """Parts that keep their order: words and numbers that run to the right, side by side."""
    runs: list[list[Part]] = []
    for at, part in enumerate(parts):
        kind = _way(part.word.text)
        if kind == "N" and runs and _way(runs[-1][-1].word.text) == "L":
            after = next((w for p in parts[at + 1 :] if (w := _way(p.word.text)) != "N"), "R")
            kind = "L" if after == "L" else "N"
        if kind == "L" and runs and _way(runs[-1][0].word.text) == "L":
            runs[-1].append(part)
        else:
            runs.append([part])
    return runs


def _way(text: str) -> str:
    kinds = {_kind(letter) for letter in text}
    if "R" in kinds:
        return "R"
    letters = any(unicodedata.bidirectional(letter) in {"L", *NUMBERS} for letter in text)
    return "L" if letters else "N"


def _runs_left(run: Sequence[Part]) -> bool:
    return _way(run[0].word.text) != "L"


def read_as(line: Line) -> str:
    """A line's words as text, in the order in which they are read."""
    return joined(logical(line.words))


def as_drawn(line: Line) -> Line:
    """A line whose words came in some other order, from left to right where any runs leftward."""
    if not any(leftward(word.text) for word in line.words):
        return line
    made: list[Word] = []
    for word in sorted(line.words, key=lambda one: one.box.left):
        before = made[-1] if made else None
        gap = word.box.left - before.box.right if before else 0.0
        made.append(replace(word, glued=before is not None and gap < 0.12 * word.look.size))
    return replace(line, words=tuple(made))
