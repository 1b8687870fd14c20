"""Numbers with their signs: money, per cent, ranges, years, fractions, ordinals, measures."""

from __future__ import annotations

import re
from collections.abc import Callable

Rule = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]

NUMBER = r"\d[\d,]*(?:\.\d+)?"
DASH = r"\s?[-–—]\s?"
_CURRENCIES = {"£": ("pound", "pounds"), "€": ("euro", "euros"), "$": ("dollar", "dollars")}
_SIZES = {"k": "thousand", "m": "million", "bn": "billion", "tn": "trillion"}
_DECADES = {
    "20": "twenties", "30": "thirties", "40": "forties", "50": "fifties", "60": "sixties",
    "70": "seventies", "80": "eighties", "90": "nineties",
    "10": "tens",
}  # fmt: skip
_FRACTIONS = {
    "½": "a half", "⅓": "a third", "⅔": "two thirds", "¼": "a quarter", "¾": "three quarters",
    "⅕": "a fifth", "⅖": "two fifths", "⅗": "three fifths", "⅘": "four fifths",
    "⅙": "a sixth", "⅛": "an eighth",
}  # fmt: skip
_UNITS = {
    "km": "kilometres", "m": "metres", "cm": "centimetres", "mm": "millimetres",
    "kg": "kilograms", "g": "grams", "mg": "milligrams", "ml": "millilitres", "l": "litres",
    "GB": "gigabytes", "MB": "megabytes", "KB": "kilobytes", "hrs": "hours", "hr": "hours",
    "mins": "minutes", "min": "minutes", "secs": "seconds", "mph": "miles an hour", "pt": "points",
}  # fmt: skip
_PARTS = {
    2: "half", 3: "third", 4: "quarter", 5: "fifth", 6: "sixth", 7: "seventh", 8: "eighth",
    9: "ninth", 10: "tenth",
}  # fmt: skip
_TIMES = "day|week|month|year|person|mile|night|head|session|minute"
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}


def ordinal(value: int) -> str:
    """The ordinal in figures, such as 12th."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{'th' if value % 100 in {11, 12, 13} else ending}"


def roman(letters: str) -> int:
    """The value of a small Roman number, such as IV."""
    values = [_ROMAN[letter] for letter in letters]
    following = [*values[1:], 0]
    return sum(-a if a < b else a for a, b in zip(values, following, strict=True))


def _money(found: re.Match[str]) -> str:
    sign, first, size, _, second, other, word = found.groups()
    one, many = _CURRENCIES[sign]
    scale = word or _SIZES.get(other or size or "", "")
    tail = f" {scale}" if scale else ""
    if second:
        return f"{first} to {second}{tail} {many}"
    if not scale and re.fullmatch(r"[\d,]+\.\d\d", first):
        whole, small = first.split(".")
        if whole == "0" and sign == "£":
            return f"{int(small)} pence"
        pence = f" {int(small)}" if int(small) else ""
        return f"{whole} {one if whole == '1' else many}{pence}"
    return f"{first}{tail} {one if first == '1' and not scale else many}"


def _year(found: re.Match[str]) -> str:
    century, rest, plural = found.groups()
    if plural:
        return f"{century} {_DECADES.get(rest, rest + 's')}"
    if rest == "00":
        return f"{century} hundred"
    return f"{century} {'oh ' + rest[1] if rest[0] == '0' else rest}"


def _fraction(found: re.Match[str]) -> str:
    whole, part = found.groups()
    return f"{whole} and {_FRACTIONS[part]}" if whole else _FRACTIONS[part]


def _part(found: re.Match[str]) -> str:
    count, whole = int(found[1]), _PARTS[int(found[2])]
    if count == 1:
        return f"an {whole}" if whole[0] == "e" else f"a {whole}"
    return f"{('two', 'three')[count - 2]} {whole}s"


def _square(found: re.Match[str]) -> str:
    return f"{found[1] or ''} {'square' if found[3] == '²' else 'cubic'} {_UNITS[found[2]]}".strip()


def _unit(found: re.Match[str]) -> str:
    value, unit = found.groups()
    name = _UNITS[unit]
    return f"{value} {name.removesuffix('s') if value == '1' and name != 'miles an hour' else name}"


RULES: tuple[Rule, ...] = (
    (
        re.compile(
            rf"([£€$])\s?({NUMBER})(bn|tn|m|k)?({DASH}[£€$]?({NUMBER})(bn|tn|m|k)?)?"
            r"(?![\w])(?:\s(million|billion|thousand|trillion)\b)?"
        ),
        _money,
    ),
    (re.compile(r"\b(\d{1,2})p\b"), r"\1 pence"),
    (re.compile(r"(?<=[\ds])\s?/\s?hour\b"), " an hour"),
    (re.compile(rf"(?<=[\ds])\s?/\s?({_TIMES})\b"), r" a \1"),
    (re.compile(r"\b24/7\b"), "24 7"),
    (re.compile(r"(?<![\d/.,])([123])/([2-9]|10)\b(?!/)"), _part),
    (re.compile(r"\b([01]?\d|2[0-3]):00\b(?![:\d])(?!\s?[ap]\.?m)"), r"\1 hundred"),
    (re.compile(r"\b([01]?\d|2[0-3]):([0-5]\d)\b(?![:\d])(?!\s?[ap]\.?m)"), r"\1 \2"),
    (re.compile(r"\b(\d+):(\d+)\b(?!:)(?!\s?[ap]\.?m)"), r"\1 to \2"),
    (re.compile(r"\b(20)([1-9]0)s\b"), lambda found: f"20 {_DECADES[found[2]]}"),
    (re.compile(r"(\d+)?\s?\b(km|cm|mm|m)([²³])"), _square),
    (re.compile(rf"({NUMBER})\s?%?{DASH}({NUMBER})\s?%"), r"\1 to \2 per cent"),
    (re.compile(r"(\d)\s?%"), r"\1 per cent"),
    (re.compile(r"(\d+)?\s?([½⅓⅔¼¾⅕⅖⅗⅘⅙⅛])"), _fraction),
    (re.compile(r"\b(20\d\d)[-–/](\d\d)\b(?![-–/]\d)"), r"\1 to 20\2"),
    (re.compile(rf"\b((?:1[1-9]|20)\d\d){DASH}((?:1[1-9]|20)\d\d)\b"), r"\1 to \2"),
    (re.compile(rf"\b({NUMBER}){DASH}({NUMBER})(?=\s?[a-zA-Z°)\].,;:?!]|\s|$)"), r"\1 to \2"),
    (
        re.compile(r"(?<![\d,.£€$])\b(1[1-9])(\d\d)(s?)\b(?![,.]?\d)(?!\s?(?:people|surveys|per))"),
        _year,
    ),
    (re.compile(rf"\b({NUMBER})\s?({'|'.join(sorted(_UNITS, key=len, reverse=True))})\b"), _unit),
    (re.compile(r"(\d)\s?°\s?C\b"), r"\1 degrees Celsius"),
    (re.compile(r"(\d)\s?°"), r"\1 degrees"),
    (re.compile(r"(\d)\+"), r"\1 or more"),
    (re.compile(r"\b[Pp]\s?<\s?0?\.(\d+)"), r"p less than 0.\1"),
    (re.compile(r"\b([A-Za-z])\s?=\s?(?=\d)"), r"\1 equals "),
    (re.compile(r"\s=\s"), " equals "),
    (re.compile(r"\s\+\s"), " plus "),
    (re.compile(r"±\s?"), "plus or minus "),
    (re.compile(r"\s?<\s?(?=\d)"), " less than "),
    (re.compile(r"\s?>\s?(?=\d)"), " more than "),
    (re.compile(r"\s?≥\s?"), " at least "),
    (re.compile(r"\s?≤\s?"), " at most "),
    (re.compile(r"(\d)\s?×\s?(\d)"), r"\1 times \2"),
    (re.compile(r"(?<![\w])[−-](\d)"), r"minus \1"),
)
