"""Short forms that the front matter expands, found in running text as whole words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from coprod_formats.document import Abbreviation, Inline, Text


@dataclass(slots=True)
class Abbreviations:
    """Marks short forms, and knows which ones a reader has met with their expansion."""

    expansions: dict[str, str]
    met: set[str] = field(default_factory=set)
    pattern: re.Pattern[str] | None = None

    def __post_init__(self) -> None:
        """Prepare one pattern for all of them, the longest first."""
        if self.expansions:
            longest = sorted(self.expansions, key=len, reverse=True)
            self.pattern = re.compile(
                rf"(?<![\w@.])(?:{'|'.join(map(re.escape, longest))})(?![\w@])"
            )

    def mark(self, text: str, before: str, expand: bool) -> Iterator[Inline]:
        """A run of text with its short forms marked; ``before`` is what stands before it."""
        end = 0
        for found in self.pattern.finditer(text) if self.pattern else ():
            if found.start() > end:
                yield Text(text[end : found.start()])
            short = found[0]
            expansion = self.expansions[short]
            beside = _beside(before + text[: found.start()], text[found.end() :], expansion)
            first = expand and short not in self.met and not beside
            if expand or beside:
                self.met.add(short)
            yield Abbreviation(short, expansion, first)
            end = found.end()
        if end < len(text):
            yield Text(text[end:])


def _beside(before: str, after: str, expansion: str) -> bool:
    """Whether the author has written the expansion next to the short form."""
    words = expansion.casefold()
    ahead = before[-len(words) - 12 :].casefold().rstrip(" \u00a0(,–—:“\"'")
    behind = after[: len(words) + 12].casefold().lstrip(" \u00a0(,–—:”\"'")
    return ahead.endswith(words) or behind.startswith(words)
