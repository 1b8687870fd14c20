"""The law of same content: what a file in print lacks of its document, kind by kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from coprod_formats.document import Block, Document, Math
from coprod_formats.proof import wanted
from coprod_formats.proof.directions import right_to_left, right_to_left_runs, unbroken
from coprod_formats.proof.readers.found import FORMULA, Found, squeeze
from coprod_formats.proof.seeking import missing, mixed, short
from coprod_formats.proof.tally import Kind, Loss, Tally
from coprod_formats.proof.wanted import Heading, Lead, Words
from coprod_formats.walking import inlines, notes, sentences


def tallies(document: Document, found: Found) -> tuple[Tally, ...]:
    """How much of a document a file in print holds, one tally for each kind of thing."""
    found = with_formulas(document, found)
    return (
        _words(document, found),
        _headings(document, found),
        _descriptions(document, found),
        numbers_tally(document, found),
        _links(document, found),
        _notes(document, found),
    )


def with_formulas(document: Document, found: Found) -> Found:
    """What was found, with each formula that stands as mathematics put into its words."""
    own = list(notes(document.body))
    said = zip(found.notes, own, strict=False)
    told = (*(_formulas(words, note.body) for words, note in said), *found.notes[len(own) :])
    return replace(found, words=_formulas(found.words, document.body), notes=told)


def _formulas(words: str, body: Iterable[Block]) -> str:
    for sentence in sentences(body):
        for one in inlines(sentence.inlines):
            if isinstance(one, Math):
                words = words.replace(FORMULA, squeeze(one.description), 1)
    return words


def _words(document: Document, found: Found) -> Tally:
    told = wanted.told(document)
    own = list(wanted.settled(told))
    lost = [*missing(found.words, told), *mixed(found.words, own)]
    return Tally(Kind.WORDS, sum(len(one.text.split()) for one in own), tuple(lost))


def _headings(document: Document, found: Found) -> Tally:
    own = wanted.headings(document)
    lost = tuple(
        Loss(Kind.HEADINGS, f"“{short(one.words.text)}” at level {one.level}", one.words.where)
        for one in unmatched(own, found.headings)
    )
    return Tally(Kind.HEADINGS, len(own), lost)


def unmatched(own: Sequence[Heading], seen: Sequence[tuple[int, str]]) -> Iterator[Heading]:
    """The headings that do not stand in their turn at their level."""
    at = 0
    levels = [(level, unbroken(words)) for level, words in seen]
    for one in own:
        try:
            at = levels.index((one.level, unbroken(one.words.text)), at) + 1
        except ValueError:
            yield one


def _descriptions(document: Document, found: Found) -> Tally:
    running = wanted.descriptions(document.body)
    noted = [one for note in notes(document.body) for one in wanted.descriptions(note.body)]
    lost = [*_out_of_turn(running, found), *_out_of_turn(noted, found)]
    seen = Counter(found.descriptions)
    for one in (*running, *noted):  # the same words twice are two descriptions
        seen[one.text] -= 1
        if seen[one.text] < 0 and one not in lost:
            lost.append(one)
    told = (Loss(Kind.DESCRIPTIONS, f"“{short(one.text)}”", one.where) for one in lost)
    return Tally(Kind.DESCRIPTIONS, len(running) + len(noted), tuple(told))


def _out_of_turn(own: list[Words], found: Found) -> Iterator[Words]:
    at = 0
    for one in own:
        try:
            at = found.descriptions.index(one.text, at) + 1
        except ValueError:
            yield one


def numbers_tally(document: Document, found: Found, how: str = "") -> Tally:
    """Every number of the text, the notes and the descriptions, each as often as it is written."""
    stands = Counter(wanted.numbers(" ".join((found.words, *found.notes))))
    count, lost = 0, []
    for one in wanted.everything(document):
        for number in wanted.numbers(one.text):
            count += 1
            stands[number] -= 1
            if stands[number] < 0:
                what = f"{number} of “{short(one.text)}”"
                lost.append(Loss(Kind.NUMBERS, what, one.where))
    return Tally(Kind.NUMBERS, count, tuple(lost), how)


def _links(document: Document, found: Found) -> Tally:
    landings = wanted.openings(document)
    lost: list[Loss] = []
    several = (wanted.links(document.body), wanted.note_links(document))
    for own in several:
        rest = list(found.links)
        for one in own:
            place = next((n for n, link in enumerate(rest, 1) if leads(link, one, landings)), 0)
            if not place:
                what = f"“{short(one.words.text)}” to {one.target}"
                lost.append(Loss(Kind.LINKS, what, one.words.where))
            rest = rest[place:]
    return Tally(Kind.LINKS, sum(map(len, several)), tuple(lost))


def leads(link: tuple[str, str], own: Lead, landings: dict[str, set[str]]) -> bool:
    """Whether a link of a file is a certain one of the document: its words, and where it leads."""
    words, target = link
    if unbroken(words) != unbroken(own.words.text):
        return False
    if not own.target.startswith("#"):
        return target == own.target
    opening = landings.get(own.target[1:], set())
    lands = target.startswith("#") and target != "#nowhere"
    return lands and (not opening or any(_stands(one, target) for one in opening))


def _stands(opening: str, here: str) -> bool:
    if right_to_left(opening):
        return all(run in here for run in right_to_left_runs(opening))
    return "".join(opening.split()) in "".join(here.split())


def _notes(document: Document, found: Found) -> Tally:
    own = wanted.told_in_notes(document)
    lost: list[Loss] = []
    for number, note in enumerate(own):
        said = found.notes[number] if number < len(found.notes) else ""
        absent = missing(said, note)
        where = next((one.where for one in wanted.settled(note)), None)
        what = f"note {number + 1}: " + "; ".join(one.what for one in absent)
        lost += [Loss(Kind.NOTES, what, *((where,) if where else ()))] if absent else []
    return Tally(Kind.NOTES, len(own), tuple(lost))
