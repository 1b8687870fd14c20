"""What the style sheets of a book may not do to the letters of its reader."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coprod_formats.checks.epub.found import Complaint
from coprod_formats.epub.opened import Book

RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
COLOUR = re.compile(r"#([0-9a-f]{3}|[0-9a-f]{6})\b", re.IGNORECASE)
NAMED = {"black": "#000000", "white": "#ffffff"}
LEAST = 4.5  # the contrast of letters with their ground


def about_looks(book: Book) -> Iterator[Complaint]:
    """Faults of the style sheets."""
    for item in book.items.values():
        if item.kind == "text/css" and item.file in book.files:
            text = book.files[item.file].decode(errors="replace")
            plain = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
            for rule, message in _about(plain):
                yield Complaint(item.file, 1, rule, message)


def _about(style: str) -> Iterator[tuple[str, str]]:
    for place, body in RULE.findall(style):
        said = dict(_declarations(body))
        name = " ".join(place.split())
        if said.get("text-align") == "justify":
            yield "justified", f"{name} justifies text, which is harder to read"
        for property_, size in said.items():
            if property_ in {"font-size", "font", "line-height"} and re.search(r"\dp[xt]\b", size):
                yield "fixed-size", f"{name} fixes a size that readers cannot change: {size}"
        yield from _colours(name, said)


def _declarations(body: str) -> Iterator[tuple[str, str]]:
    for one in body.split(";"):
        name, _, value = one.partition(":")
        yield name.strip().lower(), value.strip().lower()


def _colours(name: str, said: dict[str, str]) -> Iterator[tuple[str, str]]:
    ink, ground = (_colour(said, *names) for names in (("color",), GROUNDS))
    if (ink is None) != (ground is None):
        yield "colour-alone", f"{name} sets one colour of two, so that night colours may hide text"
    if ink is not None and ground is not None and _contrast(ink, ground) < LEAST:
        yield "contrast", f"{name} sets letters too close to the colour of their ground"


GROUNDS = ("background", "background-color")


def _colour(said: dict[str, str], *names: str) -> tuple[int, int, int] | None:
    for name in names:
        value = said.get(name, "")
        found = COLOUR.search(NAMED.get(value, value))
        if found:
            digits = found[1] if len(found[1]) == 6 else "".join(2 * one for one in found[1])
            return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
    return None


def _contrast(one: tuple[int, int, int], two: tuple[int, int, int]) -> float:
    dark, light = sorted((_brightness(one), _brightness(two)))
    return (light + 0.05) / (dark + 0.05)


def _brightness(colour: tuple[int, int, int]) -> float:
    parts = [part / 255 for part in colour]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
