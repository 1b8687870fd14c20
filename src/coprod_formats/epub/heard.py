"""A finished read-aloud book as its players take it: which words are heard when."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from coprod_formats.epub.opened import Book, every, target


@dataclass(frozen=True, slots=True)
class Heard:
    """One phrase: the words in a file of text, and the stretch of a file of sound."""

    text: str
    place: str  # the id in the text
    sound: str
    start: float  # seconds
    end: float


def heard(book: Book) -> Iterator[Heard]:
    """Every phrase of a book, in reading order; nothing where it is not read aloud."""
    overlays = {
        one.file: book.items[one.overlay].file for one in book.items.values() if one.overlay
    }
    for text in book.spine:
        overlay = overlays.get(text, "")
        if overlay not in book.trees:
            continue
        for par in every(book.trees[overlay], "//s:par"):
            words, sound = every(par, "s:text"), every(par, "s:audio")
            if words and sound:
                file, place = target(overlay, str(words[0].get("src")))
                source = posixpath.join(posixpath.dirname(overlay), str(sound[0].get("src")))
                edges = (str(sound[0].get(edge)) for edge in ("clipBegin", "clipEnd"))
                yield Heard(file, place, posixpath.normpath(source), *map(clock, edges))


def clock(said: str) -> float:
    """Seconds of a clock value such as ``0:01:02.500``."""
    seconds = 0.0
    for part in said.removesuffix("s").split(":"):
        seconds = 60 * seconds + float(part)
    return seconds
