"""Which words many people do not know: all that are on no list of easy ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from coprod_formats.linting.phrases import words

WORD = re.compile(r"[A-Za-z]+(?:[’'][A-Za-z]+)?")
ENDINGS = (  # what stands at the end of a word, and what may have stood there before
    ("ies", ("y", "ie")),
    ("es", ("", "e")),
    ("s", ("",)),
    ("ied", ("y",)),
    ("ed", ("", "e")),
    ("ing", ("", "e")),
    ("ier", ("y",)),
    ("er", ("", "e")),
    ("iest", ("y",)),
    ("est", ("", "e")),
    ("ily", ("y",)),
    ("ly", ("", "le")),
    ("ness", ("",)),
)


@cache
def easy(word: str) -> bool:
    """Whether a word, in small letters, or what it is made from, is on the list."""
    word = re.sub(r"[’'](?:s|re|ve|ll|d|m|t)$", "", word).removesuffix("n’t").removesuffix("n't")
    return any(one in words("easy") for one in (word, *_made_from(word)))


def _made_from(word: str) -> Iterator[str]:
    for ending, before in ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word.removesuffix(ending)
            yield from (stem + one for one in before)
            if len(stem) > 2 and stem[-1] == stem[-2]:
                yield stem[:-1]  # running, stopped, bigger
