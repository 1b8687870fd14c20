"""Rules for the easy-read text as a whole: its words, and whether it agrees with the full text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from coprod_formats.diagnostics import Diagnostic, Position
from coprod_formats.document import Block, Document, KeyFinding, Section
from coprod_formats.languages import primary
from coprod_formats.linting.easy_sentences import (
    SLASHED,
    Told,
    hard_words,
    known_words,
    sentence_rules,
    told,
)
from coprod_formats.linting.manuscript import Manuscript
from coprod_formats.linting.numbers import Number, numbers
from coprod_formats.linting.phrases import lines
from coprod_formats.linting.rules import found
from coprod_formats.walking import blocks, notes, sentences, typed

SHOWN = 3  # numbers of the full text that a message names


def easy_read(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """All that is to be said of the easy-read text, if there is one."""
    document = manuscript.document
    if document.easy_read is None:
        return
    language = primary(document.front.language)
    ideas = [(one, idea) for one in document.easy_read.sections for idea in one.ideas]
    texts = [told(idea.lines, language, section.section) for section, idea in ideas]
    hard = [hard for _, idea in ideas for hard in idea.hard]
    known = explained(document) | known_words(
        name for one in hard for name in (one.words, one.term)
    )
    for one in texts:
        yield from sentence_rules(one)
        yield from hard_words(one, known)
    yield from _agreeing(document, texts)
    yield from _two_words(texts)


def explained(document: Document) -> set[str]:
    """The words that the front matter explains."""
    front = document.front
    return known_words(name for name, _ in (*front.abbreviations, *front.glossary))


def _agreeing(document: Document, texts: list[Told]) -> Iterator[Diagnostic]:
    """Numbers that the full text of the same section does not have."""
    bodies = _bodies(document)
    full: dict[str, Placed] = {}
    for one in texts:
        for number in numbers(SLASHED.sub(lambda date: "x" * len(date[0]), one.text)):
            name = one.section
            there = full[name] if name in full else full.setdefault(name, _numbers(bodies[name]))
            if number.value != 1 and all(number.value != other.value for other, _ in there):
                message = f"{number.written} is not in the full text of this section"
                where = one.at(number.start)
                hint = "let the two texts say the same"
                yield found("easy-number-differs", f"{message}{_shown(there)}", where, hint)


Placed = tuple[tuple[Number, Position], ...]


def _bodies(document: Document) -> dict[str, tuple[Block, ...]]:
    """Each section of the full text by its id, those inside it included."""
    headed = [one for one in blocks(document.body) if isinstance(one, Section | KeyFinding)]
    opening = tuple(one for one in document.body if not isinstance(one, Section | KeyFinding))
    return {"": opening} | {one.id: (one,) for one in headed}


def _numbers(body: tuple[Block, ...]) -> Placed:
    """The numbers of some blocks and of their notes."""
    return tuple(
        (number, sentence.at(number.start))
        for part in (body, *(note.body for note in notes(body)))
        for sentence in sentences(part)
        for number in numbers(typed(sentence.inlines))
    )


def _shown(there: Placed) -> str:
    if not there:
        return ", which has no numbers"
    named = [f"{number.written} in line {where.line}" for number, where in there]
    some = list(dict.fromkeys(named))
    rest = " and others" if len(some) > SHOWN else ""
    return f", which has {', '.join(some[:SHOWN])}{rest}"


def _two_words(texts: list[Told]) -> Iterator[Diagnostic]:
    """Words of which an earlier idea has said the same in another way."""
    for alike in _same():
        used = sorted((where, name) for name in alike for where in _first(name, texts))
        for where, name in used[1:]:
            before, kept = used[0]
            message = f"“{name}” and “{kept}” in line {before.line} stand for the same thing"
            yield found("easy-two-words", message, where, f"write {kept} both times")


@cache
def _same() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(line.split("; ")) for line in lines("same"))


def _first(name: str, texts: list[Told]) -> Iterator[Position]:
    """Where a word or its plural stands first, if it stands anywhere."""
    pattern = re.compile(rf"\b{re.escape(name)}s?\b")
    places = (one.at(at.start()) for one in texts for at in pattern.finditer(one.text.lower()))
    yield from islice(places, 1)
