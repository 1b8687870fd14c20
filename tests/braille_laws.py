"""What braille must hold of a document: all its cells in order, and all its print in the proof."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from coprod_formats.braille.composing import Style
from coprod_formats.braille.edition import Form, style_of
from coprod_formats.braille.runs import Voice, of_inlines, of_sentences
from coprod_formats.braille.translating import UNCONTRACTED, translate
from coprod_formats.document import (
    Block,
    CodeBlock,
    Document,
    Figure,
    Inline,
    Link,
    Note,
    Paragraph,
    Passage,
    Picture,
    Sentence,
    Table,
)
from coprod_formats.proof.wanted import headings, links
from coprod_formats.walking import blocks, inlines, inner, notes, plain
from tests.extraction import Found, squeeze
from tests.extraction.braille import bare


def judge(document: Document, found: Found, form: Form | None = None) -> list[str]:
    """Everything that one file of a braille edition lacks of its document, each in a line."""
    if found.form == "proof":
        return list(lost(found.words, ((one, one) for one in printed(document))))
    style = style_of(document, form or Form())
    if found.form == "flow":
        style = replace(style, voice=replace(style.voice, notes_inline=False))
        return [*_cells(document, found, style), *_structure(document, found, style)]
    return _cells(document, found, style)


def _cells(document: Document, found: Found, style: Style) -> list[str]:
    return list(lost(found.words, told(document, style)))


def lost(said: str, wanted: Iterable[tuple[str, str]]) -> Iterator[str]:
    """What does not stand in its turn, by its name."""
    at = 0
    for name, words in wanted:
        here = said.find(words, at)
        if here < 0:
            yield f"lost: {words!r} ({name}) after {said[max(0, at - 60) : at]!r}"
        else:
            at = here + len(words)


def told(document: Document, style: Style) -> Iterator[tuple[str, str]]:
    """The print and the cells of every sentence, in the order of a braille edition."""
    title = document.front.title
    yield title, bare(translate((style.voice.run(title),), style.tables).cells)
    yield from _told(document.body, style)
    if not style.voice.notes_inline:
        for note in notes(document.body):
            yield from _told(note.body, style)


def _told(body: Iterable[Sentence | Block], style: Style) -> Iterator[tuple[str, str]]:
    for one in body:
        match one:
            case Sentence():
                yield _together((one,), style)
            case Paragraph(sentences=sentences):
                yield _together(sentences, style)
            case Table():
                yield from _told(one.caption, style)
                for row in (one.header, *one.rows):
                    yield from (_together(cell, style) for cell in row)
                yield from _told(one.long_description, style)
            case Passage():
                abroad = replace(style, voice=style.voice.abroad(one.language))
                yield from _told(one.body, abroad)
            case CodeBlock():
                yield from _exact(one.text, style.voice, style.tables)
            case _:
                yield from _told(inner(one), style)


def _together(sentences: tuple[Sentence, ...], style: Style) -> tuple[str, str]:
    """Sentences in one breath, since some signs depend on what stands beside them."""
    cells = translate(of_sentences(sentences, style.voice), style.tables).cells
    return " ".join(plain(one.inlines) for one in sentences), bare(cells)


def _exact(text: str, voice: Voice, tables: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        yield line, bare(translate((voice.formed(UNCONTRACTED).run(line),), tables).cells)


def _structure(document: Document, found: Found, style: Style) -> Iterator[str]:
    """A flow has its headings at their levels, its links and its notes."""
    wanted = [one.level for one in headings(document)]
    levels = [level for level, _ in found.headings]
    if levels[: len(wanted)] != wanted:
        yield f"headings are at {levels}, not {wanted}"
    for (_, cells), title in zip(found.headings[1:], _titles(document), strict=False):
        own = bare(translate(of_inlines(title.inlines, style.voice), style.tables).cells)
        if cells != own:
            yield f"heading {cells} is not {own}"
    targets = [one.target for one in links(document.body)]
    seen = [target for _, target in found.links]
    rest = iter(seen)
    lost = [one for one in targets if not one.startswith("#") and one not in rest]
    if lost:
        yield f"links lost or out of turn: {lost} of {targets} among {seen}"
    if len(found.notes) != len(list(notes(document.body))):
        yield f"there are {len(found.notes)} notes"


def _titles(document: Document) -> Iterator[Sentence]:
    for block in blocks(document.body):
        title = getattr(block, "title", None)
        if isinstance(title, Sentence):
            yield title


def printed(document: Document) -> Iterator[str]:
    """The print of a document in pieces, cut where braille adds words of its own."""
    yield squeeze(document.front.title)
    yield from _printed(document.body)


def _printed(body: Iterable[Sentence | Block]) -> Iterator[str]:
    for one in body:
        match one:
            case Sentence():
                yield from _fragments(one.inlines)
            case CodeBlock():
                yield from map(squeeze, one.text.splitlines())
            case Figure(description=None):
                continue
            case _:
                yield from _printed(inner(one))


def _fragments(line: Iterable[Inline]) -> Iterator[str]:
    said = ""
    for one in line:
        deep = [each for each in inlines((one,)) if isinstance(each, Link | Note | Picture)]
        if not deep:
            said += plain((one,))
            continue
        yield squeeze(said)
        said = ""
        if isinstance(one, Picture):
            yield squeeze(one.description or "")
        elif not isinstance(one, Note):
            yield from _fragments(getattr(one, "inlines", ()))
    yield squeeze(said)
