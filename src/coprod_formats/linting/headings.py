"""Rules for headings: those that are there, and those that only look like one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from coprod_formats.diagnostics import Diagnostic, Position
from coprod_formats.document import (
    Block,
    Break,
    Document,
    Emphasis,
    KeyFinding,
    Paragraph,
    Passage,
    Section,
)
from coprod_formats.linting.manuscript import Manuscript
from coprod_formats.linting.rules import found
from coprod_formats.walking import plain

LONGEST = 80
LONGEST_FAKE = 80


def headings(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Headings that repeat one another, or are too long to be skimmed."""
    title = manuscript.document.front.title
    seen: dict[str, Position | None] = {_alike(title): None} if title else {}
    for part in manuscript.parts:
        words, where = plain(part.title.inlines), part.title.at(0)
        alike = _alike(words)
        if alike not in seen:
            seen[alike] = where
        elif (first := seen[alike]) is None:
            message = "this heading repeats the title of the document"
            yield found("heading-twice", message, where, "take it out, or say what comes here")
        else:
            message = f"this heading stands in line {first.line} too"
            yield found("heading-twice", message, where, "say in it what is different here")
        if len(words) > LONGEST:
            message = f"this heading has {len(words)} characters, and {LONGEST} are the most"
            hint = "keep what names the section, and put the rest into its first sentence"
            yield found("heading-long", message, where, hint)


def _alike(words: str) -> str:
    return " ".join(words.casefold().rstrip(".:!? ").split())


def fakes(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Paragraphs in bold that stand where a heading should."""
    for body in _bodies(manuscript.document):
        for block, after in pairwise(body):
            if not isinstance(block, Paragraph) or isinstance(after, Break | Section | KeyFinding):
                continue
            match block.sentences:
                case [sentence] if all(
                    isinstance(one, Emphasis) and one.strong for one in sentence.inlines
                ):
                    words = plain(sentence.inlines)
                    if len(words) < LONGEST_FAKE and not words.endswith((".", "!", "?", "…")):
                        hint = "write it as a heading, with # signs; or put it into a sentence"
                        message = "this paragraph in bold looks like a heading, and is none"
                        yield found("heading-fake", message, sentence.at(0), hint)
                case _:
                    pass


def _bodies(document: Document) -> Iterator[Sequence[Block]]:
    """Every run of blocks in which a heading could stand."""
    waiting: list[Sequence[Block]] = [document.body]
    while waiting:
        body = waiting.pop()
        yield body
        waiting += [one.body for one in body if isinstance(one, Section | KeyFinding | Passage)]
