"""Quotation marks, dashes and ellipses as printers set them, for text that pandoc did not read."""

from __future__ import annotations

import re

from coprod_formats.languages import primary

Quotes = tuple[str, str, str, str]  # double opened and closed, single opened and closed

ENGLISH: Quotes = ("“", "”", "‘", "’")
BY_LANGUAGE: dict[str, Quotes] = {
    "de": ("„", "“", "‚", "‘"),
    "fr": ("«\u202f", "\u202f»", "“", "”"),
    "es": ("«", "»", "“", "”"),
    "it": ("«", "»", "“", "”"),
    "pl": ("„", "”", "‚", "’"),
    "pt": ("«", "»", "“", "”"),
}
OPENING = re.compile(r"(?:(?<=^)|(?<=[\s(\[{“‘«„—–-]))[\"'](?=\S)")


def quotes(language: str) -> Quotes:
    """The quotation marks of a language, by its BCP 47 tag; English where we do not know."""
    return BY_LANGUAGE.get(primary(language), ENGLISH)


def smart(text: str, language: str) -> str:
    """Text in one line, with typographic marks for the ones that a keyboard has."""
    one_line = " ".join(text.split())
    double, double_end, single, single_end = quotes(language)
    opened = OPENING.sub(lambda mark: _opened(mark, one_line, double, single), one_line)
    closed = re.sub(r"(?<=[^\W\d_])'|'(?=[^\W_])", "’", opened)
    closed = closed.replace('"', double_end).replace("'", single_end)
    return closed.replace("---", "—").replace("--", "–").replace("...", "…")


def _opened(mark: re.Match[str], text: str, double: str, single: str) -> str:
    if mark[0] == '"':
        return double
    after = text[mark.end() : mark.end() + 6]
    if after[:1].isdigit() or re.match(r"(?:tis|twas|em|til|cause)\b", after, re.IGNORECASE):
        return "’"  # the ’90s, ’tis: letters left out, and nothing quoted
    return single if "'" in text[mark.end() :] else "’"
