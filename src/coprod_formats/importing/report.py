"""The account of an import: what was kept, what was guessed, what was lost, what is to be done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class Fate(StrEnum):
    """What became of something."""

    TODO = "to do"
    LOST = "lost"
    GUESSED = "guessed"
    LEFT_OUT = "left out"
    KEPT = "kept"


HEADS = {
    Fate.TODO: "For you to do",
    Fate.LOST: "Lost",
    Fate.GUESSED: "Guessed: please look",
    Fate.LEFT_OUT: "Left out on purpose",
    Fate.KEPT: "Kept",
}
MOST = 40  # findings of one kind that are told one by one


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a person may want to look at."""

    fate: Fate
    what: str
    page: int = 0  # of the file that was brought in, where it has pages
    words: str = ""  # by which the line in the new source is found


@dataclass(slots=True)
class Report:
    """Gathers findings while a file is brought in."""

    file: str
    findings: list[Finding] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    unit: str = "page"

    def add(self, fate: Fate, what: str, page: int = 0, words: str = "") -> None:
        """Note one finding; the same one is noted once."""
        finding = Finding(fate, what, page, words)
        if finding not in self.findings:
            self.findings.append(finding)

    def todo(self, what: str, page: int = 0, words: str = "") -> None:
        """Something that only a person can do."""
        self.add(Fate.TODO, what, page, words)

    def lost(self, what: str, page: int = 0, words: str = "") -> None:
        """Something that the source does not have any more."""
        self.add(Fate.LOST, what, page, words)

    def guessed(self, what: str, page: int = 0, words: str = "") -> None:
        """Something that the file does not say, and that may be wrong."""
        self.add(Fate.GUESSED, what, page, words)

    def left_out(self, what: str, page: int = 0) -> None:
        """Something that no reader of the formats needs."""
        self.add(Fate.LEFT_OUT, what, page)

    def kept(self, what: str) -> None:
        """One more of a kind of thing that was kept."""
        self.counts[what] += 1

    def told(self, source: str, written: str) -> str:
        """The whole account as text, with the lines of the new source."""
        lines = written.split("\n")
        parts = [f"{self.file} → {source}"]
        for fate, head in HEADS.items():
            told = list(self._told(fate, lines))
            if told:
                parts.append("\n".join([f"{head}:", *(f"  - {one}" for one in told)]))
        return "\n\n".join(parts) + "\n"

    def _told(self, fate: Fate, lines: list[str]) -> Iterator[str]:
        if fate is Fate.KEPT:
            for what, count in sorted(self.counts.items()):
                yield f"{what}: {count:,}"
        found = [one for one in self.findings if one.fate is fate]
        for one in found[:MOST]:
            places = [f"{self.unit} {one.page}"] if one.page else []
            line = _line(one.words, lines)
            places = [f"line {line}", *places] if line else places
            yield f"{', '.join(places)}: {one.what}" if places else one.what
        if len(found) > MOST:
            yield f"and {len(found) - MOST:,} more of this kind"


def _line(words: str, lines: list[str]) -> int:
    """The line of the new source that holds these words, or 0."""
    if not words:
        return 0
    for number, line in enumerate(lines, start=1):
        if words in line:
            return number
    short = " ".join(words.split()[:4])
    return next((n for n, line in enumerate(lines, start=1) if short in line), 0)
