"""Rules for the easy-read text: sentences, words, and whether it agrees with the full text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, islice

from coprod_formats.diagnostics import Diagnostic, Position
from coprod_formats.document import Document, EasySection, Emphasis, Idea, KeyFinding, Section
from coprod_formats.linting.acronyms import ROMAN, SHORT
from coprod_formats.linting.hard_words import WORD, easy
from coprod_formats.linting.manuscript import Manuscript, judged, primary
from coprod_formats.linting.numbers import Number, numbers
from coprod_formats.linting.phrases import lines, words
from coprod_formats.linting.rules import found
from coprod_formats.linting.sentences import WORD as WORDS
from coprod_formats.reading.sentences import split
from coprod_formats.walking import blocks, notes, plain, sentences, spread, typed

MOST_WORDS, TOO_MANY_WORDS = 15, 25
SHOWN = 3  # numbers of the full text that a message names
BE = r"(?:am|is|are|was|were|be|been|being|gets?|got)"
BETWEEN = r"(?:(?:\w+ly|not|also|often|always|never|all|both|still|now|then) )?"
PASSIVE = re.compile(rf"\b{BE} {BETWEEN}(?P<verb>\w+)\b")
NEGATIVE = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|without|neither|nor|unless|cannot|\w+n[’']t)\b"
)
CONTRACTION = re.compile(
    r"\b(?:\w+n[’']t|\w+[’'](?:re|ve|ll|m)|(?:i|you|he|she|it|we|they)[’']d"
    r"|(?:it|that|what|who|there|here|he|she|let|where|how)[’']s)\b"
)
SLASHED = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b|\b\d{4}-\d\d-\d\d\b")
HARD_NUMBER = re.compile(r"\d+(?:\.\d+)? ?(?:%|per ?cent\b)|\b\d+\.\d+\b")
LOUD = re.compile(r"\b[A-Z]{2,}(?: [A-Z]{2,})+\b")


@dataclass(frozen=True, slots=True)
class Told:
    """The words of one idea in one run, and where each of them stands."""

    section: EasySection
    idea: Idea
    text: str
    starts: tuple[int, ...]

    def at(self, offset: int) -> Position:
        """Where the character at this offset stands in the source."""
        line = bisect_right(self.starts, offset) - 1
        return self.idea.lines[line].at(offset - self.starts[line])


def easy_read(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """All that is to be said of the easy-read text, if there is one."""
    easy_text = manuscript.document.easy_read
    if easy_text is None:
        return
    language = primary(manuscript.document.front.language)
    told = [
        _told(section, idea, language) for section in easy_text.sections for idea in section.ideas
    ]
    for one in told:
        yield from _sentences(one)
        yield from _stress(one)
        for rule, pattern, message, hint in PATTERNS:
            for match in pattern.finditer(one.text if rule in CASED else one.text.lower()):
                shown = one.text[match.start() : match.end()]
                yield found(rule, message.format(shown), one.at(match.start()), hint)
        yield from _passive(one)
        yield from _big(one)
    yield from _agreeing(manuscript.document, told)
    yield from _hard(manuscript.document, told)
    yield from _two_words(told)


def _told(section: EasySection, idea: Idea, language: str) -> Told:
    texts = [judged(line.inlines, language) for line in idea.lines]
    starts = tuple(accumulate((len(text) + 1 for text in texts[:-1]), initial=0))
    return Told(section, idea, " ".join(texts), starts)


PATTERNS = (
    ("easy-contraction", CONTRACTION, "“{}” is two words in one", "write both words out"),
    ("easy-negative", NEGATIVE, "“{}” says what is not so", "say what is so, if you can"),
    ("easy-date", SLASHED, "the date {} is in figures", "write it as 1 November 2026"),
    (
        "easy-number",
        HARD_NUMBER,
        "{} is hard to picture",
        "say it in whole numbers, such as “1 in 4 people”",
    ),
    ("easy-stress", LOUD, "“{}” is in capitals", "write it in small letters"),
)
CASED = {"easy-stress"}


def _sentences(one: Told) -> Iterator[Diagnostic]:
    for start, end in split(one.text):
        count = len(WORDS.findall(one.text[start:end]))
        if count > MOST_WORDS:
            rule = "easy-sentence" if count > TOO_MANY_WORDS else "easy-sentence-long"
            most = TOO_MANY_WORDS if count > TOO_MANY_WORDS else MOST_WORDS
            message = f"this sentence has {count} words, and {most} are the most"
            yield found(rule, message, one.at(start), "make two ideas of it, each with its picture")


def _stress(one: Told) -> Iterator[Diagnostic]:
    for line in one.idea.lines:
        for offset, inline, _ in spread(line.inlines):
            if isinstance(inline, Emphasis) and not inline.strong:
                message = f"“{plain(inline.inlines)}” is in italics"
                yield found("easy-stress", message, line.at(offset), "write it like the rest")
    for match in SHORT.finditer(one.text):
        short = match[1]
        where = one.at(match.start())
        if ROMAN.fullmatch(short) and short not in {"I", "V", "X"}:
            message = f"{short} is a number in Roman letters"
            yield found("easy-number", message, where, "write it in figures")
        elif short not in words("capitals") and not LOUD.search(
            one.text[max(0, match.start() - 12) :]
        ):
            message = f"{short} is a short form"
            yield found("easy-acronym", message, where, "write out what it stands for")


def _passive(one: Told) -> Iterator[Diagnostic]:
    for match in PASSIVE.finditer(one.text.lower()):
        verb = match["verb"]
        done = verb in words("participles") or (verb.endswith("ed") and verb not in words("states"))
        if done:
            message = f"“{match[0]}” leaves out who does it"
            yield found("easy-passive", message, one.at(match.start()), "begin with who does it")


def _big(one: Told) -> Iterator[Diagnostic]:
    for number in numbers(one.text):
        digits = str(number.value).rstrip("0")
        year = 1900 <= number.value < 2100 and "," not in number.written
        if number.value >= 1000 and len(digits) > 2 and not year:
            message = f"{number.written} is hard to picture"
            hint = "say what it means, or leave it out"
            yield found("easy-number", message, one.at(number.start), hint)


def _agreeing(document: Document, told: list[Told]) -> Iterator[Diagnostic]:
    """Numbers that the full text of the same section does not have."""
    full = _numbers_of(document) if any(re.search(r"\d", one.text) for one in told) else {}
    for one in told:
        there = full.get(one.section.section, ())
        values = {number.value for number, _ in there}
        for number in numbers(SLASHED.sub(lambda date: "x" * len(date[0]), one.text)):
            if number.value not in values and number.value != 1:
                message = f"{number.written} is not in the full text of this section"
                told_there = _shown(there)
                hint = "let the two texts say the same"
                where = one.at(number.start)
                yield found("easy-number-differs", f"{message}{told_there}", where, hint)


Placed = tuple[tuple[Number, Position], ...]


def _numbers_of(document: Document) -> dict[str, Placed]:
    """The numbers of each section of the full text, those of the sections inside it included."""
    headed = [one for one in blocks(document.body) if isinstance(one, Section | KeyFinding)]
    opening = tuple(one for one in document.body if not isinstance(one, Section | KeyFinding))
    bodies = {"": opening} | {one.id: (one,) for one in headed}
    return {
        name: tuple(
            (number, sentence.at(number.start))
            for part in (body, *(note.body for note in notes(body)))
            for sentence in sentences(part)
            for number in numbers(typed(sentence.inlines))
        )
        for name, body in bodies.items()
    }


def _shown(there: Placed) -> str:
    if not there:
        return ", which has no numbers"
    named = [f"{number.written} in line {where.line}" for number, where in there]
    some = list(dict.fromkeys(named))
    rest = " and others" if len(some) > SHOWN else ""
    return f", which has {', '.join(some[:SHOWN])}{rest}"


def _hard(document: Document, told: list[Told]) -> Iterator[Diagnostic]:
    """Words that are neither easy nor explained, each where it stands first."""
    short = [name for name, _ in document.front.abbreviations]
    terms = [name for name, _ in document.front.glossary]
    marked = [word for one in told for hard in one.idea.hard for word in (hard.words, hard.term)]
    known = {word for name in (*short, *terms, *marked) for word in WORD.findall(name.lower())}
    for one in told:
        begins = {start for start, _ in split(one.text)}
        for match in WORD.finditer(one.text):
            word = match[0].lower()
            named = match[0][0].isupper() and match.start() not in begins
            if named or word in known or easy(word) or len(word) == 1:
                continue
            known.add(word)
            message = f"“{match[0]}” is a word that many people do not know"
            hint = "say it in easier words, or write [word]{.hard} and explain it in the glossary"
            yield found("easy-word", message, one.at(match.start()), hint)


def _two_words(told: list[Told]) -> Iterator[Diagnostic]:
    """Words of which an earlier idea has said the same in another way."""
    for alike in _same():
        used = sorted((where, name) for name in alike for where in _first(name, told))
        for where, name in used[1:]:
            before, kept = used[0]
            message = f"“{name}” and “{kept}” in line {before.line} stand for the same thing"
            yield found("easy-two-words", message, where, f"write {kept} both times")


@cache
def _same() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(line.split("; ")) for line in lines("same"))


def _first(name: str, told: list[Told]) -> Iterator[Position]:
    """Where a word or its plural stands first, if it stands anywhere."""
    pattern = re.compile(rf"\b{re.escape(name)}s?\b")
    places = (one.at(at.start()) for one in told for at in pattern.finditer(one.text.lower()))
    yield from islice(places, 1)
