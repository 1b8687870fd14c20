"""Numbers in a text, in digits or in words, so that two texts can be held against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

ONES = (
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
SMALL = {word: value for value, word in enumerate(ONES)}
TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}
PARTS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "thirds": 3,
    "quarter": 4,
    "quarters": 4,
    "fifth": 5,
    "fifths": 5,
    "tenth": 10,
    "tenths": 10,
}
WORDS = "|".join(sorted({*SMALL, *TENS, *SCALES}, key=len, reverse=True))
DIGITS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
SPELT = rf"(?:{WORDS})(?:[ -](?:and )?(?:{WORDS}))*"
ONE = rf"(?:{DIGITS}|{SPELT})"
NUMBER = re.compile(
    rf"(?<![\w.,-])(?:(?P<share>{ONE}) (?:in|out of)(?: every)? (?P<of>{ONE})"
    rf"|(?P<percent>{DIGITS}) ?(?:%|per ?cent)"
    rf"|(?P<many>{DIGITS})(?: (?P<scale>hundred|thousand|million|billion))?"
    rf"|(?:(?P<some>a|one|two|three)[ -])?(?P<part>half|thirds?|quarters?|fifths?|tenths?)"
    rf"|(?P<spelt>{SPELT}))(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number, where it starts, and how it is written."""

    value: Fraction
    start: int
    written: str


def numbers(text: str) -> Iterator[Number]:
    """Every number of a text; shares, percentages and fractions as parts of one."""
    for found in NUMBER.finditer(text):
        yield Number(_value(found), found.start(), found[0])


def _value(found: re.Match[str]) -> Fraction:
    if found["share"]:
        return _plain(found["share"]) / max(_plain(found["of"]), Fraction(1))
    if found["percent"]:
        return _plain(found["percent"]) / 100
    if found["part"]:
        return Fraction(_some(found["some"]), PARTS[found["part"].lower()])
    if found["many"]:
        return _plain(found["many"]) * SCALES.get((found["scale"] or "").lower(), 1)
    return _plain(found["spelt"])


def _some(word: str | None) -> int:
    return SMALL.get((word or "one").lower(), 1)


def _plain(written: str) -> Fraction:
    """The value of digits, or of words such as "two hundred and five"."""
    if written[0].isdigit():
        return Fraction(written.replace(",", ""))
    total = run = 0
    for word in re.split(r"[ -](?:and )?", written.lower()):
        if word == "hundred":
            run = max(run, 1) * 100
        elif word in SCALES:
            total, run = total + max(run, 1) * SCALES[word], 0
        else:
            run += SMALL.get(word, 0) + TENS.get(word, 0)
    return Fraction(total + run)
