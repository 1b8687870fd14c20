"""Lists of words to avoid, from files that anybody can read and change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
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


@dataclass(frozen=True)
class Phrase:
    """Words to look for, what to write in their place, and who says so."""

    written: str  # as in the list
    instead: str
    source: str

    @property
    def stem(self) -> str:
        """A part of it that is quickly looked for."""
        return max(re.split(r"<\w+>|\(\w+\)|[-+]", self.written), key=len)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What finds it in small letters; few of all the phrases are ever looked for."""
        return _pattern(self.written)


def lines(name: str) -> tuple[str, ...]:
    """The lines of one of the lists, without remarks."""
    written = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return tuple(line for line in written if line and not line.startswith("#"))


@cache
def words(name: str) -> frozenset[str]:
    """All the words of a list that holds nothing else."""
    return frozenset(word for line in lines(name) for word in line.split())


@cache
def phrases(name: str) -> tuple[Phrase, ...]:
    """One of the lists: "people" or "plain"."""
    return tuple(_parsed(name))


def _parsed(name: str) -> Iterator[Phrase]:
    source = ""
    for line in lines(name):
        if line.startswith("["):
            source = line.strip("[]")
        else:
            left, _, instead = line.partition(" -> ")
            for one in left.split("; "):
                yield Phrase(one, instead, source)


def _pattern(written: str) -> re.Pattern[str]:
    shape = re.escape(written.removesuffix("+")).replace(r"\ ", " ").replace(r"\-", "[- ]")
    shape = re.sub(r"\\\((\w+)\\\)", r"(?:\1)?", shape).replace("<person>", SOMEBODY)
    end = ALONE if written.endswith("+") else ""
    return re.compile(rf"(?<![\w-]){shape}(?![\w-]){end}", re.MULTILINE)
