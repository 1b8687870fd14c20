"""The proof of files that have words and no marks: transcripts, captions, timetables of sound.

All that is shown while a voice speaks must stand there, in the order of the document; notes
may stand at the end of their section, where the voice reads them.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from coprod_formats.document import Document
from coprod_formats.proof import wanted
from coprod_formats.proof.directions import unbroken
from coprod_formats.proof.law import numbers_tally
from coprod_formats.proof.readers.found import Found
from coprod_formats.proof.seeking import missing, mixed, short
from coprod_formats.proof.tally import Kind, Loss, Tally
from coprod_formats.proof.wanted import Choice, Piece, Words
from coprod_formats.walking import notes

SHOWN = "as shown while the voice speaks"
LONGEST = 30  # letters that a line of captions holds; longer words are parted


def tallies(document: Document, found: Found) -> tuple[Tally, ...]:
    """What is shown beside a voice, one tally for each kind of thing that has no marks there."""
    told = wanted.told(document)
    own = list(wanted.settled(told))
    lost = (*_missing(found, told), *mixed(found.words, own))
    headings = [one.words for one in wanted.headings(document)]
    bodies = (document.body, *(note.body for note in notes(document.body)))
    described = [one for body in bodies for one in wanted.descriptions(body)]
    return (
        Tally(Kind.WORDS, sum(len(one.text.split()) for one in own), lost, SHOWN),
        _standing(Kind.HEADINGS, headings, found, "by their words; a voice has no levels"),
        _standing(Kind.DESCRIPTIONS, described, found, "by their words"),
        numbers_tally(document, found, SHOWN),
        _notes(document, found),
    )


def _missing(found: Found, told: Sequence[Piece]) -> list[Loss]:
    """What is missing; words too long for a line are sought without spaces, out of their turn."""
    near = unbroken(found.words)
    long = [one for one in wanted.settled(told) if any(len(w) > LONGEST for w in one.text.split())]
    whole = {one for one in long if unbroken(one.text) in near}
    return missing(found.words, [_without(one, whole) for one in told])


def _without(piece: Piece, whole: Collection[Words]) -> Piece:
    """A piece without the words that were found."""
    if isinstance(piece, Choice):
        ways = (tuple(one for one in way if one not in whole) for way in piece.ways)
        return Choice(tuple(ways))
    return Words("") if piece in whole else piece


def _standing(kind: Kind, own: list[Words], found: Found, how: str) -> Tally:
    lost = (Loss(kind, f"“{short(o.text)}”", o.where) for o in own if o.text not in found.words)
    return Tally(kind, len(own), tuple(lost), how)


def _notes(document: Document, found: Found) -> Tally:
    own = wanted.told_in_notes(document)
    lost = tuple(
        Loss(Kind.NOTES, f"note {number}: {absent[0].what}", absent[0].where)
        for number, note in enumerate(own, 1)
        if (absent := _missing(found, note))
    )
    return Tally(Kind.NOTES, len(own), lost, "where the voice reads them")
