"""Typst source that means just what a text says: no word of a document can become code."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

CONTROLS = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029), " ")
PAUSES = re.compile(r"(?<=[/._@=&?:;,|\\-])")


def string(text: str) -> str:
    """A string literal that holds these words, on one line."""
    return f'"{_escaped(text.translate(CONTROLS))}"'


def verbatim(text: str) -> str:
    """A string literal that keeps line breaks and tabs."""
    lines = text.expandtabs(4).splitlines()
    return '"' + "\\n".join(_escaped(line.translate(CONTROLS)) for line in lines) + '"'


def strings(texts: tuple[str, ...]) -> str:
    """An array of string literals."""
    return f"({''.join(f'{string(text)}, ' for text in texts)})"


def words(text: str, room: float) -> str:
    """Markup that shows these words; what is broader than the room, in em, may break anywhere."""
    if len(text) * BROADEST <= room:
        return f"#{string(text)};"
    return "".join(_pieces(text, room))


LITERAL = r'"(?:[^"\\]|\\.)*"'  # a string literal in a source, whatever it holds


def breadth(text: str) -> float:
    """About how broad the text is when it is set on one line, in em, rather too much than less."""
    return sum(map(_breadth, text))


BROADEST = 1.3  # em: a bold letter of any script


def _pieces(text: str, room: float) -> Iterator[str]:
    held = ""
    for token in re.split(r"(?<=[ \t\n\r])", text):
        if len(token) * BROADEST <= room or breadth(token.rstrip()) <= room:
            held += token
            continue
        if held:
            yield f"#{string(held)};"
        held = ""
        yield from _torn(token, room)
    if held:
        yield f"#{string(held)};"


def _torn(token: str, room: float) -> Iterator[str]:
    for part in PAUSES.split(token):
        if breadth(part) > room:
            yield f"#torn({string(part)});#pause;"
        elif part:
            yield f"#{string(part)};#pause;"


def _breadth(letter: str) -> float:
    if letter < "\x7f":
        if letter in "mwMW@%&":
            return 1.0
        return 0.72 if letter.isupper() else 0.62
    if unicodedata.combining(letter):
        return 0.0
    if unicodedata.category(letter) in {"Lu", "Ll", "Pd", "Po", "Pi", "Pf"} and letter < "\u2100":
        return 0.8
    return BROADEST


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
