"""Rewrites of a sentence that cannot change what it says: figures, dates, words written out."""

from __future__ import annotations

import re
from datetime import date

from coprod_formats.labels import long_date
from coprod_formats.linting.numbers import SPELT, numbers

CONTRACTED = re.compile(r"\b(?P<word>\w+?)(?P<end>n[’']t|[’'](?:re|ve|ll|m))\b", re.IGNORECASE)
WHOLE = {"n’t": " not", "’re": " are", "’ve": " have", "’ll": " will", "’m": " am"}
ODD = {"can": "cannot", "ca": "cannot", "wo": "will not", "sha": "shall not"}
LATIN = (
    (re.compile(r"\be\.? ?g\.(?:,)?", re.IGNORECASE), "for example"),
    (re.compile(r"\bi\.? ?e\.(?:,)?", re.IGNORECASE), "that is"),
    (re.compile(r",? \betc\.?(?=$|[”’)]*$)", re.IGNORECASE), " and so on."),
    (re.compile(r",? \betc\.?", re.IGNORECASE), " and so on"),
)
DATE = re.compile(
    r"\b(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>\d{4})\b"
    r"|\b(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)\b"
)
BOUNDARY = re.compile(r"; (?=\w)|, (?=(?:and|but|so|because|although) (?:\w+ ){2})")
FEWEST = 3  # words of a part that is worth a sentence of its own


def rewritten(sentence: str, language: str) -> str:
    """A sentence of English with contractions, number words, dates and Latin written plainly."""
    made = CONTRACTED.sub(_whole, sentence)
    for pattern, instead in LATIN:
        made = pattern.sub(instead, made)
    if not language.startswith("en-US"):
        made = DATE.sub(lambda found: _date(found, language), made)
    return _figures(made)


def divided(sentence: str) -> tuple[str, ...]:
    """Where a sentence might be divided; its words stay as they are, and its reader decides."""
    parts = [part for part in BOUNDARY.split(sentence) if part]
    enough = len(parts) > 1 and all(len(part.split()) >= FEWEST for part in parts)
    return tuple(parts) if enough else ()


def _whole(found: re.Match[str]) -> str:
    word, end = found["word"], found["end"].replace("'", "’").lower()
    if end == "n’t" and word.lower() in ODD:
        whole = ODD[word.lower()]
        return whole.capitalize() if word[0].isupper() else whole
    return word + WHOLE[end]


def _date(found: re.Match[str], language: str) -> str:
    year, month, day = (found["year"] or found["y"], found["month"] or found["m"], found["day"])
    try:
        return long_date(date(int(year), int(month), int(day or found["d"])), language)
    except ValueError:
        return found[0]  # no day of the calendar


def _figures(text: str) -> str:
    """Numbers in words as figures; "one" and parts of a whole stay as they are."""
    made, end = [], 0
    for number in numbers(text):
        spelt = re.fullmatch(SPELT, number.written, re.IGNORECASE)
        if spelt and number.value > 1 and number.value.denominator == 1:
            start = number.start
            if text[:start].lower().endswith((" a ", "a ")) and text[end:start].strip() != "":
                start -= 2  # a hundred
            made += [text[end:start], f"{int(number.value):,}"]
            end = number.start + len(number.written)
    return "".join((*made, text[end:]))
