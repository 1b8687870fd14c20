"""The law of same content as tests hold it: nothing is lost, and nothing is added either."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from coprod_formats.document import Document
from coprod_formats.proof import law, wanted
from coprod_formats.proof.directions import unbroken
from coprod_formats.proof.readers.found import Found
from coprod_formats.walking import notes


def judge(document: Document, found: Found) -> list[str]:
    """Everything that a finished file lacks of its document, each in a line; none is the law."""
    if found.form != "print":
        from tests import braille_laws

        return braille_laws.judge(document, found)
    lost = (one for tally in law.tallies(document, found) for one in tally.losses)
    return [
        *(f"{one.kind} lost: {one.what}" for one in lost),
        *_added_headings(document, found),
        *_added_descriptions(document, found),
        *_added_notes(document, found),
    ]


def _added_headings(document: Document, found: Found) -> Iterator[str]:
    own = [(one.level, unbroken(one.words.text)) for one in wanted.headings(document)]
    for level, words in found.headings:
        if own and own[0] == (level, unbroken(words)):
            own.pop(0)
        elif words not in wanted.generated_headings():
            yield f"heading added: {words!r} at level {level}, found {found.headings}"


def _added_descriptions(document: Document, found: Found) -> Iterator[str]:
    bodies = (document.body, *(note.body for note in notes(document.body)))
    own = [one.text for body in bodies for one in wanted.descriptions(body)]
    posters = wanted.films(document) - {*own}
    seen = [one for one in found.descriptions if one not in posters]
    if added := Counter(seen) - Counter(own):
        yield f"descriptions added: {dict(added)}"


def _added_notes(document: Document, found: Found) -> Iterator[str]:
    own = wanted.told_in_notes(document)
    if len(found.notes) > len(own):
        yield f"{len(found.notes)} notes, not {len(own)}: {found.notes}"
