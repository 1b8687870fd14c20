"""A page with its sound: a player at the top, and times that lead into it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from coprod_formats.labels import Labels
from coprod_formats.markup.tags import attributes, text

SELDOM = 30  # seconds between two times that are shown under one heading
_MAIN = re.compile(r'<main id="page\.main"[^>]*>\n')
_PLACE = re.compile(r'<(?P<tag>h[1-6]|p)(?: [^>]*)?><span id="(?P<id>[^"]+)">')


@dataclass(frozen=True, slots=True)
class Mark:
    """When a sentence begins."""

    seconds: float
    shown: str  # for people, such as 2:03


def timed(page: str, sound: str, marks: Mapping[str, Mark], words: Labels) -> str:
    """The page with a player of the file ``sound`` and, by id, the times at which it is there."""
    before = -float(SELDOM)

    def placed(found: re.Match[str]) -> str:
        nonlocal before
        mark = marks.get(found["id"])
        if mark is None or (found["tag"] == "p" and mark.seconds < before + SELDOM):
            return found[0]
        before = mark.seconds
        named = attributes(
            href=f"{sound}#t={mark.seconds:.2f}",
            aria_label=words.listen_from.format(time=mark.shown),
        )
        return f'<p class="time"><a{named}>{mark.shown}</a></p>\n{found[0]}'

    named = attributes(src=sound, aria_label=words.listen)
    player = f'<audio id="page.sound" controls="controls" preload="metadata"{named}></audio>'
    opening = f"<p>{text(words.listen)}</p>\n{player}\n"
    head, main, rest = _halves(page)
    return f"{head}{main}{opening}{_PLACE.sub(placed, rest)}"


def _halves(page: str) -> tuple[str, str, str]:
    found = _MAIN.search(page)
    if found is None:
        raise ValueError("the page has no main part")
    return page[: found.start()], found[0], page[found.end() :]
