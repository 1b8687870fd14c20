"""What any format must hold of a document, worked out from the document alone."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from coprod_formats.document import (
    Block,
    CodeBlock,
    Document,
    Figure,
    Inline,
    KeyFinding,
    Link,
    Math,
    Picture,
    Section,
    Sentence,
    Table,
    Video,
)
from coprod_formats.labels import BY_LANGUAGE
from coprod_formats.walking import blocks, inlines, inner, notes, plain, sentences
from tests.extraction import Found, squeeze
from tests.extraction.found import FORMULA

NUMBER = re.compile(r"\d[\d.,]*\d|\d")


@dataclass(frozen=True)
class Choice:
    """Words that may run in more than one way."""

    ways: tuple[list[str], ...]


Piece = str | Choice


def pieces(body: Iterable[Block]) -> Iterator[Piece]:
    """Every run of words in reading order; pictures' descriptions and notes are told apart."""
    for block in body:
        match block:
            case CodeBlock(text=text):
                yield squeeze(text)
            case Table(caption=caption, long_description=longer):
                yield from map(_words, caption)
                yield Choice((_grid(block), _records(block), _headed_records(block)))
                yield from pieces(longer)
            case _:
                skipped = block.description if isinstance(block, Figure) else None
                for one in inner(block):
                    if not isinstance(one, Sentence):
                        yield from pieces((one,))
                    elif one is not skipped:
                        yield _words(one)


def _words(sentence: Sentence) -> str:
    return squeeze(plain(sentence.inlines))


def _grid(table: Table) -> list[str]:
    """A table's words, row by row."""
    cells = (cell for row in (table.header, *table.rows) for cell in row)
    return [_words(one) for cell in cells for one in cell]


def _records(table: Table) -> list[str]:
    """A table's words where it is too broad for a page: under each header the cell, row by row."""
    cells = (pair for row in table.rows for pair in zip(table.header, row, strict=True))
    return [_words(one) for head, cell in cells if cell for one in (*head, *cell)]


def _headed_records(table: Table) -> list[str]:
    """Records with all headers, but that of the first column is told once for all."""
    opening = [_words(one) for one in table.header[0]]
    rows = ([((), row[0]), *zip(table.header[1:], row[1:], strict=True)] for row in table.rows)
    cells = (pair for row in rows for pair in row)
    return opening + [_words(one) for head, cell in cells for one in (*head, *cell)]


def settled(several: Iterable[Piece]) -> Iterator[str]:
    """Plain words, each choice taken in its first way."""
    for one in several:
        yield from one.ways[0] if isinstance(one, Choice) else (one,)


def told(document: Document) -> list[Piece]:
    """All the words of a document in reading order, its title first."""
    opening = (squeeze(document.front.title), squeeze(document.front.subtitle))
    return [*opening, *pieces(document.body)]


def missing(words: str, wanted: Iterable[Piece]) -> list[str]:
    """What is not there, or stands in another place than its turn."""
    lost, at = [], 0
    for one in wanted:
        ways = one.ways if isinstance(one, Choice) else ([one],)
        absent, at = min((_walk(words, way, at) for way in ways), key=lambda walk: len(walk[0]))
        lost += absent
    return lost


def _walk(words: str, wanted: list[str], at: int) -> tuple[list[str], int]:
    """What is missing from a place on, and where the search ended."""
    lost = []
    for one in wanted:
        if not one or (right_to_left(one) and not _one_way(_core(one))):
            continue
        found = _seek(words, _core(one) if right_to_left(one) else one, at)
        if found is None:
            elsewhere = " (it stands out of its turn)" if _seek(words, one, 0) else ""
            lost.append(f"{one!r}{elsewhere} after {words[max(0, at - 60) : at]!r}")
        else:
            at = found
    return lost, at


def _seek(words: str, piece: str, start: int) -> int | None:
    """Where a piece ends; it must not be grown together with its neighbours."""
    before = r"(?<!\w)" if piece[0].isalnum() else ""
    after = r"(?!\w)" if piece[-1].isalnum() else ""
    found = re.compile(before + re.escape(piece) + after).search(words, start)
    return found.end() if found else None


def right_to_left(words: str) -> bool:
    """Whether words hold letters of a script that runs from right to left."""
    return any(unicodedata.bidirectional(one) in {"R", "AL"} for one in words)


def _core(words: str) -> str:
    """Words from their first letter or digit to their last: signs at the ends may change sides."""
    start = next((at for at, one in enumerate(words) if one.isalnum()), 0)
    end = next((at for at, one in enumerate(reversed(words)) if one.isalnum()), 0)
    return words[start : len(words) - end]


def _one_way(words: str) -> bool:
    """Whether all words run from right to left, so that nothing changes places among them."""
    return all(one == " " or right_to_left(one) for one in words)


def right_to_left_runs(words: str) -> list[str]:
    """The words of such a script that stand together, one string for each place."""
    marked = "".join(one if _one_way(one) else "\n" for one in words)
    return [run for run in (" ".join(line.split()) for line in marked.split("\n")) if run]


def headings(document: Document) -> list[tuple[int, str]]:
    """The title at level 1, then each heading as it stands."""
    below = [
        (block.level, squeeze(plain(block.title.inlines)))
        for block in blocks(document.body)
        if isinstance(block, Section | KeyFinding)
    ]
    return [(1, squeeze(document.front.title)), *below]


def generated_headings() -> set[str]:
    """Headings that formats add of themselves."""
    return {
        word
        for own in BY_LANGUAGE.values()
        for word in (own.contents, own.notes, own.longer_description, own.transcript)
    }


def descriptions(body: Iterable[Block]) -> list[str]:
    """What pictures show, in order; films' posters are not among them, nor pictures in notes."""
    found = []
    for block in body:
        if isinstance(block, Figure) and block.description:
            found.append(squeeze(plain(block.description.inlines)))
        for one in inner(block):
            found += _described(one.inlines) if isinstance(one, Sentence) else descriptions((one,))
    return found


def _described(line: tuple[Inline, ...]) -> list[str]:
    drawn = [one.description for one in inlines(line) if isinstance(one, Picture)]
    return [squeeze(one) for one in drawn if one]


def films(document: Document) -> set[str]:
    """What films show, which formats may give to their posters."""
    return {
        squeeze(plain(one.description.inlines))
        for one in blocks(document.body)
        if isinstance(one, Video)
    }


def decorations(document: Document) -> int:
    """How many pictures say nothing, those in notes left out."""
    alone = sum(isinstance(b, Figure) and not b.description for b in blocks(document.body))
    lines = (one for sentence in sentences(document.body) for one in inlines(sentence.inlines))
    return alone + sum(isinstance(one, Picture) and not one.description for one in lines)


def links(body: Iterable[Block]) -> list[tuple[str, str]]:
    """The words and target of each link, notes' own left out."""
    return [
        (squeeze(plain(one.inlines)), one.target)
        for sentence in sentences(body)
        for one in inlines(sentence.inlines)
        if isinstance(one, Link)
    ]


def note_links(document: Document) -> list[tuple[str, str]]:
    """The words and target of each link inside notes."""
    return [one for note in notes(document.body) for one in links(note.body)]


def openings(document: Document) -> dict[str, set[str]]:
    """The words of which one must stand where an internal link lands, by id."""
    found: dict[str, set[str]] = {}
    for block in blocks(document.body):
        match block:
            case Section(id=name, title=title) | KeyFinding(id=name, title=title):
                found[name] = {_opening(title.inlines)}
            case Figure(id=name, description=said, caption=caption):
                several = (*((said,) if said else ()), *caption)
                found[name] = {_opening(one.inlines) for one in several}
            case Table(id=name, caption=caption, header=header):
                several = (*caption, *(one for cell in header for one in cell))
                found[name] = {_opening(one.inlines) for one in several}
            case Video(id=name, description=said):
                found[name] = {_opening(said.inlines)}
            case _:
                pass
    return found


def _opening(line: tuple[Inline, ...]) -> str:
    """The first words: three short ones, or so much of them as stands in one line."""
    first = " ".join(squeeze(plain(line)).split()[:3])
    return first if right_to_left(first) else first[:24].rstrip()


def note_pieces(document: Document) -> list[list[Piece]]:
    """The words of each note."""
    return [list(pieces(note.body)) for note in notes(document.body)]


def numbers(words: Iterable[str]) -> list[str]:
    """Every number, digits with the points and commas inside."""
    return [number for piece in words for number in NUMBER.findall(piece)]


def judge(document: Document, found: Found) -> list[str]:
    """Everything that a finished file lacks of its document, each in a line; none is the law."""
    if found.form != "print":
        from tests import braille_laws

        return braille_laws.judge(document, found)
    found = _spoken(document, found)
    return [
        *(f"words lost: {one}" for one in missing(found.words, told(document))),
        *_mixed(document, found),
        *_headings(document, found),
        *_descriptions(document, found),
        *_links(document, found),
        *_notes(document, found),
        *_numbers(document, found),
    ]


def _spoken(document: Document, found: Found) -> Found:
    """What was found, with each formula that stands as mathematics put into its words."""
    return replace(
        found,
        words=_formulas(found.words, document.body),
        notes=tuple(
            _formulas(said, note.body)
            for said, note in zip(found.notes, notes(document.body), strict=False)
        )
        + found.notes[len(list(notes(document.body))) :],
    )


def _formulas(words: str, body: Iterable[Block]) -> str:
    for sentence in sentences(body):
        for one in inlines(sentence.inlines):
            if isinstance(one, Math):
                words = words.replace(FORMULA, squeeze(one.description), 1)
    return words


def _mixed(document: Document, found: Found) -> Iterator[str]:
    """Where both directions meet, each run of words must stand somewhere, whole."""
    for piece in settled(told(document)):
        lost = [run for run in right_to_left_runs(piece) if run not in found.words]
        if lost and right_to_left(piece):
            yield f"right-to-left words lost: {lost} of {piece!r}"


def _headings(document: Document, found: Found) -> Iterator[str]:
    wanted = [(level, _unbroken(words)) for level, words in headings(document)]
    added = []
    for level, words in found.headings:
        if wanted and wanted[0] == (level, _unbroken(words)):
            wanted.pop(0)
        elif words not in generated_headings():
            added.append((level, words))
    if wanted or added:
        yield f"headings lost {wanted}, added {added}, found {found.headings}"


def _unbroken(words: str) -> str:
    """Words without spaces; right-to-left ones in no order."""
    whole = "".join(words.split())
    return "".join(sorted(whole)) if right_to_left(whole) else whole


def _descriptions(document: Document, found: Found) -> Iterator[str]:
    running = descriptions(document.body)
    noted = [one for note in notes(document.body) for one in descriptions(note.body)]
    posters = films(document) - {*running, *noted}
    seen = [one for one in found.descriptions if one not in posters]
    if Counter(seen) != Counter(running + noted):
        yield f"descriptions are {seen}, not {running} and in notes {noted}"
    if not (_in_turn(running, seen) and _in_turn(noted, seen)):
        yield f"descriptions out of turn: {seen}, not {running} and in notes {noted}"


def _in_turn(wanted: list[str], seen: list[str]) -> bool:
    rest = iter(seen)
    return all(one in rest for one in wanted)


def _links(document: Document, found: Found) -> Iterator[str]:
    landings = openings(document)
    for wanted in (links(document.body), note_links(document)):
        rest = iter(found.links)
        for words, target in wanted:
            if not any(_leads(one, words, target, landings) for one in rest):
                yield f"link lost or out of turn: {words!r} to {target} among {found.links}"
                break


def _leads(link: tuple[str, str], words: str, target: str, landings: dict[str, set[str]]) -> bool:
    if _unbroken(link[0]) != _unbroken(words):
        return False
    if not target.startswith("#"):
        return link[1] == target
    wanted = landings.get(target[1:], set())
    lands = link[1].startswith("#") and link[1] != "#nowhere"
    return lands and (not wanted or any(_stands(one, link[1]) for one in wanted))


def _stands(opening: str, here: str) -> bool:
    if right_to_left(opening):
        return all(run in here for run in right_to_left_runs(opening))
    return "".join(opening.split()) in "".join(here.split())


def _notes(document: Document, found: Found) -> Iterator[str]:
    wanted = note_pieces(document)
    if len(wanted) != len(found.notes):
        yield f"{len(found.notes)} notes, not {len(wanted)}: {found.notes}"
    for said, note in zip(wanted, found.notes, strict=False):
        yield from (f"words lost in a note: {one}" for one in missing(note, said))


def _numbers(document: Document, found: Found) -> Iterator[str]:
    wanted = Counter(numbers(settled(told(document))))
    lost = wanted - Counter(numbers([found.words]))
    if lost:
        yield f"numbers lost: {dict(lost)}"
