"""Dates and times of day, British: the day first."""

from __future__ import annotations

import re

from coprod_formats.derive.spoken.numbers import Rule, ordinal

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_SHORT = {name[:3]: name for name in MONTHS} | {"Sept": "September"}
_NAMES = "|".join((*MONTHS, *(f"{short}\\.?" for short in _SHORT)))


def _numeric(found: re.Match[str]) -> str:
    day, month, year = int(found[1]), int(found[2]), found[3]
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return found[0]
    return f"{ordinal(day)} of {MONTHS[month - 1]} {year}"


def _iso(found: re.Match[str]) -> str:
    year, month, day = found[1], int(found[2]), int(found[3])
    return f"{ordinal(day)} of {MONTHS[month - 1]} {year}" if 1 <= month <= 12 else found[0]


def _named(found: re.Match[str]) -> str:
    month = found[2].rstrip(".")
    return f"{ordinal(int(found[1]))} of {_SHORT.get(month, month)}"


def _clock(found: re.Match[str]) -> str:
    hour, minute, half = int(found[1]), found[2], found[3].lower()
    stop = "." if found[4] and not found.string[found.end() :].strip() else ""
    return f"{hour}{':' + minute if minute and minute != '00' else ' '}{half}m{stop}"


RULES: tuple[Rule, ...] = (
    (re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b"), _numeric),
    (re.compile(r"\b(\d{4})-(\d\d)-(\d\d)\b"), _iso),
    (re.compile(rf"\b(\d{{1,2}}) ({_NAMES})(?=\W|$)"), _named),
    (re.compile(rf"\b({'|'.join(_SHORT)})\b\.?(?=\s\d{{4}}\b)"), lambda found: _SHORT[found[1]]),
    (re.compile(r"\b(\d{1,2})(?:[.:](\d\d))?\s?([ap])\.?m\b(\.?)", re.IGNORECASE), _clock),
)
