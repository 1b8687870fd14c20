"""The marks of notes among the words of a page: raised figures, and those half raised."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from coprod_formats.importing.pdf.pieces import Box, Word

RAISED = re.compile(r"(?<=[^\W\d_])[¹²³⁰⁴-⁹]+$|(?<=[.,;:!?’”)])[¹²³⁰⁴-⁹]+$|^[¹²³⁰⁴-⁹]+")


def with_raised(word: Word, letters: list[tuple[str, Box, float]]) -> Iterator[Word]:
    """A word and the raised figures at its end or its front, which may call or mark a note."""
    found = RAISED.search(word.text)
    parts = [(0, found.start()), found.span(), (found.end(), len(word.text))] if found else []
    small = replace(word.look, size=round(0.6 * word.look.size, 1))
    for start, end in parts:
        part = letters[start:end]
        if not part:
            continue
        word = replace(word, apart=word.apart and not start)
        box = word.box._replace(left=part[0][1].left, right=part[-1][1].right)
        text = word.text[start:end]
        if found and start == found.start():
            digits = unicodedata.normalize("NFKC", text)
            base = word.base - 0.35 * word.look.size
            yield replace(word, text=digits, box=box, look=small, base=base)
        else:
            yield replace(word, text=text, box=box)


MIXED = re.compile(r"\d{1,2}[¹²³⁰⁴-⁹]+")


def with_marks(words: list[Word]) -> Iterator[Word]:
    """The words, with the mark of a note whole again where only some of its figures are raised.

    A font may have small figures of its own for four to nine, and none for one to three.
    """
    for before, word, after in zip([None, *words], words, [*words[1:], None], strict=False):
        if MIXED.fullmatch(word.text) and (_touches(before, word) or _touches(word, after)):
            size, text = word.look.size, unicodedata.normalize("NFKC", word.text)
            look = replace(word.look, size=round(0.6 * size, 1))
            yield replace(word, text=text, look=look, base=word.base - 0.35 * size)
        else:
            yield word


def _touches(word: Word | None, after: Word | None) -> bool:
    """Whether no white parts two words of one line."""
    if word is None or after is None:
        return False
    size = min(word.look.size, after.look.size)
    level = abs(word.base - after.base) < 0.1 * size
    return level and -0.5 * size < after.box.left - word.box.right < 0.12 * size
