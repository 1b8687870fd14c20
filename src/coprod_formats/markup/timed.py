"""A page with its sound: a player at the top, and times that lead into it."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass

from coprod_formats.labels import Labels
from coprod_formats.markup.tags import attributes

SELDOM = 30  # seconds between two times that are shown under one heading
_MAIN = re.compile(r'<main id="page\.main"[^>]*>\n')
_PLACE = re.compile(r'<(?P<tag>h[1-6]|p)(?: [^>]*)?><span id="(?P<id>[^"]+)">')


@dataclass(frozen=True, slots=True)
class Mark:
    """When a sentence begins."""

    seconds: float
    shown: str  # for people, such as 2:03


@dataclass(frozen=True, slots=True)
class Play:
    """A file of sound, or a film with its captions, that plays on the page."""

    file: str
    captions: str = ""  # of a film, as WebVTT
    language: str = ""  # and their language


def timed(page: str, play: Play, marks: Mapping[str, Mark], words: Labels) -> str:
    """The page with a player and, by id, the times at which sentences are heard there."""
    before = -float(SELDOM)

    def placed(found: re.Match[str]) -> str:
        """An element with a link before it that plays the recording from its words."""
        nonlocal before
        mark = marks.get(found["id"])
        if mark is None or (found["tag"] == "p" and mark.seconds < before + SELDOM):
            return found[0]
        before = mark.seconds
        named = attributes(
            href=f"{play.file}#t={mark.seconds:.2f}",
            aria_label=words.play_from.format(time=mark.shown),
        )
        return f'<p class="time"><a{named}>{mark.shown}</a></p>\n{found[0]}'

    head, main, rest = _halves(page)
    return f"{head}{main}{_player(play, words)}\n{_times(marks)}\n{_PLACE.sub(placed, rest)}"


def _times(marks: Mapping[str, Mark]) -> str:
    """What is heard when, for the page's own script: it marks the sentence that is heard."""
    told = json.dumps([[name, round(mark.seconds, 3)] for name, mark in marks.items()])
    told = told.replace("<", "\\u003c")
    return f'<script type="application/json" id="page.times">{told}</script>'


def _player(play: Play, words: Labels) -> str:
    kind = "video" if play.captions else "audio"
    said = words.watch if play.captions else words.listen
    named = attributes(id="page.player", src=play.file, aria_label=said)
    return f'<{kind}{named} controls="controls" preload="metadata">{_track(play, words)}</{kind}>'


def _track(play: Play, words: Labels) -> str:
    """Captions inside the page, since browsers load none from beside a page on a disk."""
    if not play.captions:
        return ""
    packed = b64encode(play.captions.encode()).decode()
    named = attributes(
        src=f"data:text/vtt;base64,{packed}", srclang=play.language, label=words.captions
    )
    return f'<track kind="captions" default="default"{named}/>'


def _halves(page: str) -> tuple[str, str, str]:
    found = _MAIN.search(page)
    if found is None:
        raise ValueError("the page has no main part")
    return page[: found.start()], found[0], page[found.end() :]
