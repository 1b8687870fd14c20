"""Large first letters that reach down over several lines, put back before their words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from coprod_formats.importing.pdf.pieces import Page, Word

LARGEST = 2  # signs; one may be a quotation mark
TALL = 1.8  # times the letters beside it


def with_capitals(page: Page) -> Page:
    """The page with each such letter on the first of its lines, as large as that line."""
    words = list(page.words)
    for cap in [one for one in words if _may_be(one)]:
        beside = _beside(cap, words)
        if len(beside) < 2 or cap not in words:
            continue
        first = beside[0]
        gap = 0.3 * first.look.size if first.apart else 0.0
        box = first.box._replace(left=cap.box.left, right=first.box.left - gap)
        words[words.index(cap)] = replace(cap, box=box, base=first.base, look=first.look)
        for word in beside[1:]:
            moved = word.box._replace(left=cap.box.left)
            words[words.index(word)] = replace(word, box=moved)
    return replace(page, words=tuple(words))


def _may_be(word: Word) -> bool:
    letters = word.text.strip("“‘\"'")
    return len(word.text) <= LARGEST and len(letters) == 1 and letters.isupper()


def _beside(cap: Word, words: Sequence[Word]) -> list[Word]:
    """The first words of the lines to its right, from the top."""
    near = [
        one
        for one in words
        if cap.look.size >= TALL * one.look.size
        and -1 <= one.box.left - cap.box.right <= 0.5 * cap.look.size
        and cap.base - cap.look.size < one.base <= cap.base + 1.5
    ]
    firsts: list[Word] = []
    for one in sorted(near, key=lambda one: one.box.left):
        if all(abs(one.base - other.base) > 0.5 * one.look.size for other in firsts):
            firsts.append(one)
    return sorted(firsts, key=lambda one: one.base)
