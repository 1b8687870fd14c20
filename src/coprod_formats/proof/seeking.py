"""Seeks the words of a document in the words of a file, each in its turn."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from coprod_formats.proof.directions import core, one_way, right_to_left, right_to_left_runs
from coprod_formats.proof.tally import Kind, Loss
from coprod_formats.proof.wanted import Choice, Piece, Words

LONGEST = 90  # letters of what was lost that are told


def missing(words: str, wanted: Iterable[Piece]) -> list[Loss]:
    """What is not there, or stands in another place than its turn."""
    lost: list[Loss] = []
    at = 0
    for one in wanted:
        ways = one.ways if isinstance(one, Choice) else ((one,),)
        walks = (_walk(words, way, at) for way in ways)
        absent, at = min(walks, key=lambda walk: (len(walk[0]), walk[1]))
        lost += absent
    return lost


def mixed(words: str, wanted: Iterable[Words]) -> list[Loss]:
    """Where both directions meet, each run of words must stand somewhere, whole."""
    return [
        Loss(Kind.WORDS, f"right-to-left words lost: {' … '.join(lost)}", one.where, len(lost))
        for one in wanted
        if right_to_left(one.text)
        if (lost := [run for run in right_to_left_runs(one.text) if run not in words])
    ]


def _walk(words: str, wanted: tuple[Words, ...], at: int) -> tuple[list[Loss], int]:
    """What is missing from a place on, and where the search ended."""
    lost = []
    for one in wanted:
        text = one.text
        if not text or (right_to_left(text) and not one_way(core(text))):
            continue
        found = _seek(words, core(text) if right_to_left(text) else text, at)
        if found is None:
            lost.append(_lost(words, one, at))
        else:
            at = found
    return lost, at


def _seek(words: str, piece: str, start: int) -> int | None:
    """Where a piece ends; it must not be grown together with its neighbours."""
    before = r"(?<!\w)" if piece[0].isalnum() else ""
    after = r"(?!\w)" if piece[-1].isalnum() else ""
    found = re.compile(before + re.escape(piece) + after).search(words, start)
    return found.end() if found else None


def _lost(words: str, one: Words, at: int) -> Loss:
    """What is lost of a piece: the words that do not stand near its turn."""
    own = one.text.split()
    if _seek(words, one.text, 0) is not None:
        what = f"“{short(one.text)}” stands out of its turn"
        return Loss(Kind.WORDS, what, one.where, len(own))
    near = words[at : at + 2 * len(one.text) + 200].split()
    gone = list((Counter(own) - Counter(near)).elements())
    before = words[max(0, at - 40) : at]
    what = f"“{short(one.text)}”" + (f" after “…{before}”" if before else "")
    if 0 < len(gone) < len(own):
        what = f"{', '.join(f'“{word}”' for word in gone[:5])} of {what}"
    return Loss(Kind.WORDS, what, one.where, max(1, len(gone)))


def short(words: str) -> str:
    """Words cut to a length that can be told."""
    return words if len(words) <= LONGEST else words[:LONGEST].rsplit(" ", 1)[0] + " …"
