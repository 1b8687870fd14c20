"""Typst source that means just what a text says: no word of a document can become code."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

CONTROLS = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029), " ")


def string(text: str) -> str:
    """A string literal that holds these words, on one line."""
    return f'"{_escaped(text.translate(CONTROLS))}"'


def verbatim(text: str, room: float) -> str:
    """A string literal that keeps line breaks and tabs; too long a word may break anywhere."""
    lines = text.expandtabs(4).splitlines()
    return (
        '"' + "\\n".join(_escaped(fitted(line, room).translate(CONTROLS)) for line in lines) + '"'
    )


def strings(texts: tuple[str, ...]) -> str:
    """An array of string literals."""
    return f"({''.join(f'{string(text)}, ' for text in texts)})"


def words(text: str, room: float) -> str:
    """Markup that shows these words; what is broader than the room, in em, may break."""
    parts = COMPOUND.split(fitted(text, room)) if "-" in text else [fitted(text, room)]
    return "".join(
        f"#compound({string(part)});" if place % 2 else f"#{string(part)};"
        for place, part in enumerate(parts)
        if part
    )


COMPOUND = re.compile(r"(?<!\S)([^\s\u200b]*\w-\w[^\s\u200b]*)(?!\S)")


def fitted(text: str, room: float) -> str:
    """The text, with places to break inside each word that is broader than the room, in em."""
    if len(text) * BROADEST <= room:
        return text
    return re.sub(r"\S+", lambda word: _torn(word[0], room), text)


BROADEST = 1.3  # em: a bold letter of any script
LITERAL = r'"(?:[^"\\]|\\.)*"'  # a string literal in a source, whatever it holds


def breadth(text: str) -> float:
    """About how broad the text is when it is set on one line, in em, rather too much than less."""
    return sum(map(_breadth, text))


def _torn(word: str, room: float) -> str:
    if len(word) * BROADEST <= room or breadth(word) <= room:
        return word
    pieces = _spaceless().split(word)
    if pieces[1:]:
        return "".join(one if at % 2 else _torn(one, room) for at, one in enumerate(pieces))
    parts = PAUSES.split(word)
    return BREAK.join(part if breadth(part) <= room else LETTERS.sub(BREAK, part) for part in parts)


BREAK = "\u200b"  # a place where a line may end, which nobody sees or hears
PAUSES = re.compile(r"(?<=[/._@=&?:;,|\\-])")
JOINED = (  # what holds the next letter to the last one: viramas, and the joiner
    "\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca\u1039\u17d2\u200d"
)
# never before a mark that joins the last letter
LETTERS = re.compile(rf"(?<=[^{JOINED}])(?=[!-~]|\w)")


@cache
def _spaceless() -> re.Pattern[str]:
    """What is written without spaces between words: Typst knows where its lines may end."""
    return re.compile(
        "([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ua4cf\ua9e0-\ua9ff\uaa60-\uaa7f"
        "\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003134f]+)"
    )


def _breadth(letter: str) -> float:
    if letter in ASCII:
        return ASCII[letter]
    if unicodedata.category(letter) == "Mn":
        return 0.0
    return 0.85 if letter < "\u0530" else BROADEST


# Widths of bold letters in em, a little rounded up: by the kind of letter is near enough.
ASCII = (
    dict.fromkeys(map(chr, range(0x20, 0x7F)), 0.63)
    | dict.fromkeys("ijl'.,:;|! ", 0.33)
    | dict.fromkeys('frtI()[]{}-`"/\\*', 0.46)
    | dict.fromkeys("ABCDEFGHJKLNOPQRSTUVXYZ", 0.76)
    | dict.fromkeys("mwMW@%&#", 0.98)
)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
