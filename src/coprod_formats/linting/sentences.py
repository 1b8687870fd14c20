"""Rules for sentences, whatever their language: length, capitals, emoji."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coprod_formats.diagnostics import Diagnostic
from coprod_formats.linting.lines import Place
from coprod_formats.linting.manuscript import HIDDEN, Manuscript
from coprod_formats.linting.rules import found

MOST_WORDS = 25
JUDGED_WHOLE = {Place.HEADING, Place.DESCRIPTION}  # by rules of their own
WORD = re.compile(rf"[\w{HIDDEN}]+(?:[’'.,/&+@:-][\w{HIDDEN}]+)*")
CAPITALS = re.compile(
    r"(?<![\w’'-])(?:[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ’'-]+|[AI])"
    r"(?: (?:[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ’'-]+|[AI&]|\d+)){2,}(?![\w])"
)
PICTOGRAPH = "[\u2600-\u27bf\u2b00-\u2bff\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff]"
EMOJI = re.compile(rf"(?:{PICTOGRAPH}[\ufe0f\U0001f3fb-\U0001f3ff]*(?:\u200d(?=.))? ?){{3,}}")
ONE_EMOJI = re.compile(
    rf"[\U0001f1e6-\U0001f1ff]{{2}}"
    rf"|(?:{PICTOGRAPH}[\ufe0f\U0001f3fb-\U0001f3ff]*\u200d)*{PICTOGRAPH}"
)


def long_sentences(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Sentences with more words than people follow at one go; not what is quoted."""
    for line in manuscript.lines:
        if line.quoted or line.text.count(" ") < MOST_WORDS or line.place in JUDGED_WHOLE:
            continue
        count = len(WORD.findall(line.text))
        if count > MOST_WORDS:
            message = f"this sentence has {count} words, and {MOST_WORDS} are the most"
            hint = "divide it: one idea in each sentence"
            yield found("sentence-long", message, line.sentence.at(0), hint)


def capitals(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Whole phrases in capitals, told once a sentence."""
    told: set[int] = set()
    for match in manuscript.all.search(CAPITALS):
        words = [one for one in match.words.split() if len(one) > 1 and not one.isdigit()]
        if len(words) >= 3 and any(len(one) > 4 for one in words) and id(match.line) not in told:
            told.add(id(match.line))
            message = f"“{_shown(match.words)}” is all in capitals"
            hint = "write it in small letters, with **stars** round it if it matters"
            yield found("capitals", message, match.where, hint)


def _shown(words: str) -> str:
    return words if len(words) < 40 else f"{words[:36].rstrip()} …"


def emoji(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Rows of emoji."""
    for match in manuscript.all.search(EMOJI):
        count = len(ONE_EMOJI.findall(match.words))
        if count >= 3:
            message = f"{count} emoji stand in a row, and voices read the name of each"
            yield found("emoji", message, match.where, "keep one, or say it in words")
