"""The proof of files that have words and no marks: transcripts, captions, timetables of sound.

All that is shown while a voice speaks must stand there, in the order of the document; notes
may stand at the end of their section, where the voice reads them.
"""

from __future__ import annotations

from coprod_formats.document import Document
from coprod_formats.proof import wanted
from coprod_formats.proof.law import numbers_tally
from coprod_formats.proof.readers.found import Found
from coprod_formats.proof.seeking import missing, mixed, short
from coprod_formats.proof.tally import Kind, Loss, Tally
from coprod_formats.proof.wanted import Words
from coprod_formats.walking import notes

SHOWN = "as shown while the voice speaks"


def tallies(document: Document, found: Found) -> tuple[Tally, ...]:
    """What is shown beside a voice, one tally for each kind of thing that has no marks there."""
    told = wanted.told(document)
    own = list(wanted.settled(told))
    lost = (*missing(found.words, told), *mixed(found.words, own))
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


def _standing(kind: Kind, own: list[Words], found: Found, how: str) -> Tally:
    lost = (Loss(kind, f"“{short(o.text)}”", o.where) for o in own if o.text not in found.words)
    return Tally(kind, len(own), tuple(lost), how)


def _notes(document: Document, found: Found) -> Tally:
    own = wanted.told_in_notes(document)
    lost = tuple(
        Loss(Kind.NOTES, f"note {number}: {absent[0].what}", absent[0].where)
        for number, note in enumerate(own, 1)
        if (absent := missing(found.words, note))
    )
    return Tally(Kind.NOTES, len(own), lost, "where the voice reads them")
