"""The proof of braille: read back into print by liblouis, then held to the document.

liblouis is no perfect reader: up to one word in a hundred may come back otherwise than it
went in. A sentence, a heading, a description or a number that does not come back is told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from coprod_formats.document import Document
from coprod_formats.proof import wanted
from coprod_formats.proof.hearing import Hearing, Runs, folded, sought
from coprod_formats.proof.readers.cells import Heard
from coprod_formats.proof.seeking import short
from coprod_formats.proof.tally import Kind, Loss, Tally
from coprod_formats.proof.wanted import Lead, Piece
from coprod_formats.walking import notes

MISHEARD, FEW = 0.01, 5  # one word in a hundred may come back otherwise, and a few more
SCHEME = re.compile(r"^[a-z]+:(//)?")


def tallies(document: Document, heard: Heard, how: str) -> tuple[Tally, ...]:
    """What comes back of a document, one tally for each kind of thing."""
    hearing = Hearing(heard.lines, heard.again)
    runs = hearing.all(wanted.told(document))
    noted = [_anywhere(hearing, note) for note in wanted.told_in_notes(document)]
    described = _anywhere(hearing, _descriptions(document))
    everything = [*runs, *described, *(run for note in noted for run in note)]
    return (
        _words(runs, how),
        _headings(document, heard, runs),
        _lost(Kind.DESCRIPTIONS, described, how),
        _numbers(everything, how),
        _links(document, heard),
        _notes(noted, how),
    )


def _descriptions(document: Document) -> Sequence[Piece]:
    bodies = (document.body, *(note.body for note in notes(document.body)))
    return [one for body in bodies for one in wanted.descriptions(body)]


def _anywhere(hearing: Hearing, several: Sequence[Piece]) -> Runs:
    """Runs of words wherever they stand: each behind the one before, or else before it."""
    found: Runs = []
    at = 0
    for one in wanted.settled(several):
        match = hearing.find(one, at) or hearing.find(one, 0)
        found.append((one, match))
        at = match.end if match else at
    return found


def _words(runs: Runs, how: str) -> Tally:
    count = sum(len(sought(one.text)) for one, _ in runs)
    lost = [
        Loss(Kind.WORDS, f"“{short(one.text)}”", one.where, max(1, len(sought(one.text))))
        for one, match in runs
        if match is None
    ]
    wrong = [word for _, match in runs if match for word in match.misheard]
    if len(wrong) > FEW + count * MISHEARD:
        what = f"{len(wrong)} words come back otherwise, such as {', '.join(wrong[:5])}"
        lost.append(Loss(Kind.WORDS, what, count=len(wrong)))
    elif wrong:
        how = f"{how}; {len(wrong)} come back otherwise, which up to 1 in 100 may"
    return Tally(Kind.WORDS, count, tuple(lost), how)


def _lost(kind: Kind, runs: Runs, how: str) -> Tally:
    lost = (Loss(kind, f"“{short(one.text)}”", one.where) for one, match in runs if match is None)
    return Tally(kind, len(runs), tuple(lost), how)


def _headings(document: Document, heard: Heard, runs: Runs) -> Tally:
    """By their words in their turn; where they are marked, at their levels too."""
    own = wanted.headings(document)
    lost = {one for one, match in runs if match is None}
    gone = [one for one in own if one.words in lost]
    how = "by their words; pages of braille have no levels"
    if heard.flow:
        seen = heard.levels
        gone += [one for at, one in enumerate(own) if seen[at : at + 1] != (one.level,)]
        how = "by their words and levels"
    told = dict.fromkeys(f"“{short(o.words.text)}” at level {o.level}" for o in gone)
    return Tally(Kind.HEADINGS, len(own), tuple(Loss(Kind.HEADINGS, one) for one in told), how)


def _numbers(runs: Runs, how: str) -> Tally:
    count, lost = 0, []
    for one, match in runs:
        own = [word for word in folded(one.text) if word[0].isdigit()]
        count += len(own)
        gone = own if match is None else [word for word in own if word in match.misheard]
        lost += [Loss(Kind.NUMBERS, f"{word} of “{short(one.text)}”", one.where) for word in gone]
    return Tally(Kind.NUMBERS, count, tuple(lost), how)


def _links(document: Document, heard: Heard) -> Tally:
    """By their targets where the file has live ones, else by the addresses that are printed."""
    own = [*wanted.links(document.body), *wanted.note_links(document)]
    abroad = [one for one in own if not one.target.startswith("#")]
    if heard.flow:
        rest = list(heard.links)
        lost = [one for one in abroad if not _taken(one.target, rest)]
        how = "by their targets; those inside the document by their words"
    else:
        letters = _letters(" ".join(heard.lines))
        lost = [one for one in abroad if not _printed(one, letters)]
        how = "by their printed addresses; those inside the document by their words"
    told = (Loss(Kind.LINKS, f"“{short(o.words.text)}” to {o.target}", o.words.where) for o in lost)
    return Tally(Kind.LINKS, len(abroad), tuple(told), how)


def _taken(target: str, rest: list[str]) -> bool:
    if target not in rest:
        return False
    rest.remove(target)
    return True


def _printed(link: Lead, letters: str) -> bool:
    parts = re.split(r"[^a-z0-9]+", SCHEME.sub("", link.target.lower()))
    return all(part in letters for part in parts if len(part) > 2)


def _letters(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", text.lower())


def _notes(noted: Sequence[Runs], how: str) -> Tally:
    lost = []
    for number, runs in enumerate(noted, 1):
        gone = [one for one, match in runs if match is None]
        lost += [Loss(Kind.NOTES, f"note {number}: “{short(o.text)}”", o.where) for o in gone[:1]]
    return Tally(Kind.NOTES, len(noted), tuple(lost), how)
