"""Where the pages of the printed edition begin: a document's sentences found again in its PDF."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

from coprod_formats.document import Document, Figure
from coprod_formats.walking import blocks, plain, sentences

OPENING = 40  # letters by which a sentence is known
SHORT = 12  # letters; fewer may stand in many places
NEAR, FAR = 300, 6000  # letters ahead in which a short and a long opening are looked for


def first_sentences(document: Document, pages: Sequence[str]) -> dict[str, int]:
    """The first sentence that begins on each page, by id; "" stands for the head of the book.

    A page on which no sentence begins, as one of contents alone, is not told. Where a page begins
    with a picture, whose description is not printed, it is known by the caption and told by the
    description: the picture is what stands first.
    """
    shown = {
        one.caption[0].id: one.description.id
        for one in blocks(document.body)
        if isinstance(one, Figure) and one.caption and one.description
    }
    letters = [_letters(page) for page in pages]
    whole = "".join(letters)
    starts = [0, *accumulate(map(len, letters))]
    found: dict[int, str] = {1: ""} if pages else {}
    at = 0
    for sentence in sentences(document.body):
        opening = _letters(plain(sentence.inlines))[:OPENING]
        reach = NEAR if len(opening) < SHORT else FAR
        place = whole.find(opening, at, at + reach) if opening else -1
        if place < 0:
            continue
        found.setdefault(bisect_right(starts, place), shown.get(sentence.id, sentence.id))
        at = place + len(opening)
    return {name: number for number, name in found.items()}


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text))).casefold()
