"""Rules for the sentences of easy read, one at a time; a worksheet holds full text to them too."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from coprod_formats.diagnostics import Diagnostic, Position
from coprod_formats.document import Emphasis, Sentence
from coprod_formats.linting.acronyms import ROMAN, SHORT
from coprod_formats.linting.hard_words import WORD, easy
from coprod_formats.linting.manuscript import judged
from coprod_formats.linting.numbers import numbers
from coprod_formats.linting.phrases import words
from coprod_formats.linting.rules import found
from coprod_formats.linting.sentences import WORD as COUNTED
from coprod_formats.reading.sentences import split
from coprod_formats.walking import plain, spread

MOST_WORDS, TOO_MANY_WORDS = 15, 25
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

    lines: Sequence[Sentence]
    text: str
    starts: tuple[int, ...]
    language: str  # its first part alone
    section: str = ""  # the id of the section that it says simply

    def at(self, offset: int) -> Position:
        """Where the character at this offset stands in the source."""
        line = bisect_right(self.starts, offset) - 1
        return self.lines[line].at(offset - self.starts[line])


def told(lines: Sequence[Sentence], language: str, section: str = "") -> Told:
    """Some lines in one run."""
    texts = [judged(line.inlines, language) for line in lines]
    starts = tuple(accumulate((len(text) + 1 for text in texts[:-1]), initial=0))
    return Told(lines, " ".join(texts), starts, language, section)


def sentence_rules(one: Told) -> Iterator[Diagnostic]:
    """What is hard to follow in one idea; some of the rules know English alone."""
    yield from _sentences(one)
    yield from _stress(one)
    yield from _big(one)
    for rule, pattern, message, hint in PATTERNS:
        for match in pattern.finditer(one.text if rule in CASED else one.text.lower()):
            shown = one.text[match.start() : match.end()]
            if rule in CASED or one.language == "en":
                yield found(rule, message.format(shown), one.at(match.start()), hint)
    if one.language == "en":
        yield from _passive(one)


def hard_words(one: Told, known: set[str]) -> Iterator[Diagnostic]:
    """Words that are neither easy nor known by now; each is known from then on."""
    if one.language != "en":
        return
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


def known_words(names: Iterable[str]) -> set[str]:
    """The words of names and terms that are explained."""
    return {word for name in names for word in WORD.findall(name.lower())}


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
        count = len(COUNTED.findall(one.text[start:end]))
        if count > MOST_WORDS:
            rule = "easy-sentence" if count > TOO_MANY_WORDS else "easy-sentence-long"
            most = TOO_MANY_WORDS if count > TOO_MANY_WORDS else MOST_WORDS
            message = f"this sentence has {count} words, and {most} are the most"
            yield found(rule, message, one.at(start), "make two ideas of it, each with its picture")


def _stress(one: Told) -> Iterator[Diagnostic]:
    for line in one.lines:
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
