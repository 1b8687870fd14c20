"""Lists of words to avoid, from files that anybody can read and change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "data" / "words"

# What may follow "the disabled" where it means people, and not a button that cannot be pressed.
ALONE = (
    r"(?= ?[.,;:)!?”’]|$| (?:and|or|in|of|to|who|are|were|have|had|with|by|on|at|for|from|as|can"
    r"|may|must|should|will|need|do|did|often|also|is|than)\b)"
)
SOMEBODY = (
    r"(?:people|persons?|patients?|child|children|adults?|men|women|man|woman|those|who|he|she"
    r"|they|we|i|anyone|someone|residents?|veterans?|workers|students?|families|members"
    r"|carers?)(?: \w+)?"
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words to look for, what to write in their place, and who says so."""

    stem: str  # a part of it that is quickly looked for
    pattern: re.Pattern[str]  # of small letters
    instead: str
    source: str


@cache
def phrases(name: str) -> tuple[Phrase, ...]:
    """One of the lists: "people" or "plain"."""
    return tuple(_parsed((FOLDER / f"{name}.txt").read_text(encoding="utf-8")))


def _parsed(written: str) -> Iterator[Phrase]:
    source = ""
    for line in written.splitlines():
        if line.startswith("["):
            source = line.strip("[]")
        elif line and not line.startswith("#"):
            left, _, instead = line.partition(" -> ")
            for one in left.split("; "):
                yield Phrase(_stem(one), _pattern(one), instead, source)


def _stem(written: str) -> str:
    return max(re.split(r"<\w+>|\(\w+\)|[-+]", written), key=len)


def _pattern(written: str) -> re.Pattern[str]:
    words = re.escape(written.removesuffix("+")).replace(r"\ ", " ").replace(r"\-", "[- ]")
    words = re.sub(r"\\\((\w+)\\\)", r"(?:\1)?", words).replace("<person>", SOMEBODY)
    end = ALONE if written.endswith("+") else ""
    return re.compile(rf"(?<![\w-]){words}(?![\w-]){end}", re.MULTILINE)
