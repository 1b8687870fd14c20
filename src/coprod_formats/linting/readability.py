"""How long the words and sentences of each section are: told, and never a reason to refuse."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from coprod_formats.diagnostics import Diagnostic
from coprod_formats.linting.lines import Line, Place
from coprod_formats.linting.manuscript import Manuscript
from coprod_formats.linting.rules import found

FEWEST_WORDS = 50  # of fewer, a grade says nothing
WORD = re.compile(r"[A-Za-z]+(?:[’'][a-z]+)?")
VOWELS = re.compile(r"[aeiouy]+")
APART = re.compile(r"ia(?!l|n)|iou(?!s)|eo|io(?!n|u)|ua(?!r)|uou|ying$|ism$")
READ_AS_SENTENCES = {Place.PROSE, Place.LONGER}


def readability(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """The Flesch–Kincaid grade of each section's own words, where they are English."""
    for part in manuscript.parts:
        prose = [one for one in part.lines if one.place in READ_AS_SENTENCES]
        counted = measure([one for one in prose if one.language == "en" and not one.quoted])
        if counted is not None:
            grade, words, per_sentence = counted
            message = (
                f"reading grade {grade:.1f} (Flesch–Kincaid): {words} words, "
                f"{per_sentence:.1f} in a sentence"
            )
            yield found("readability", message, part.title.at(0))


def measure(lines: Sequence[Line]) -> tuple[float, int, float] | None:
    """The grade, the number of words and the words in a sentence; nothing of a short text."""
    words = [word for line in lines for word in WORD.findall(line.text)]
    if len(words) < FEWEST_WORDS:
        return None
    per_sentence = len(words) / len(lines)
    per_word = sum(map(syllables, words)) / len(words)
    return 0.39 * per_sentence + 11.8 * per_word - 15.59, len(words), per_sentence


@cache
def syllables(word: str) -> int:
    """How many syllables an English word has, by its spelling: right in nine words of ten."""
    small = word.lower()
    count = len(VOWELS.findall(small))
    if count > 1 and _silent(small):
        count -= 1
    return max(1, count + len(APART.findall(small)))


def _silent(word: str) -> bool:
    """Whether the last e of a word is written and not spoken."""
    match word[-2:]:
        case "es":
            return not re.search(r"(?:s|x|z|ch|sh|c|g|i|o|l)es$", word)
        case "ed":
            return not re.search(r"[td]ed$", word)
        case _:
            return word.endswith("e") and not word.endswith(("le", "ee", "ie", "ye", "oe", "ue"))
