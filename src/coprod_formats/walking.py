"""Walks over the document tree, so that each reader of it need not write its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from coprod_formats.document import (
    Abbreviation,
    Block,
    Break,
    Code,
    CodeBlock,
    Definitions,
    Emphasis,
    Figure,
    Foreign,
    Idea,
    Image,
    Inline,
    KeyFinding,
    LineBreak,
    Link,
    Listing,
    Math,
    Note,
    Paragraph,
    Passage,
    Picture,
    Quote,
    Script,
    Section,
    Sentence,
    Statistic,
    Table,
    Text,
    Video,
)


def plain(inlines: Iterable[Inline]) -> str:
    """The words alone, as they are read aloud; a note's mark is silent."""
    return "".join(map(_plain, inlines))


def _plain(inline: Inline) -> str:
    match inline:
        case Text(text) | Code(text):
            return text
        case Emphasis() | Script() | Link() | Statistic() | Foreign():
            return plain(inline.inlines)
        case Abbreviation(short, expansion, first):
            return f"{short} ({expansion})" if first else short
        case Picture(description=description):
            return description or ""
        case Math(description=description):
            return description
        case Note():
            return ""
        case LineBreak():
            return " "
        case _:
            assert_never(inline)


def typed(inlines: Iterable[Inline]) -> str:
    """The words as the author typed them, without the expansions that formats add."""
    return "".join(word for _, _, word in spread(inlines) if word)


def spread(inlines: Iterable[Inline], start: int = 0) -> Iterator[tuple[int, Inline, str]]:
    """Every inline with its offset among the typed words, and with its own words if it has any.

    What only holds other inlines comes before them, with no words.
    """
    for inline in inlines:
        match inline:
            case Emphasis() | Script() | Link() | Statistic() | Foreign():
                yield start, inline, ""
                for offset, one, words in spread(inline.inlines, start):
                    yield offset, one, words
                    start = offset + len(words)
            case _:
                words = inline.short if isinstance(inline, Abbreviation) else _plain(inline)
                yield start, inline, words
                start += len(words)


def inner(block: Block) -> Iterator[Sentence | Block]:
    """A block's direct contents in reading order; notes are left where they stand."""
    match block:
        case Paragraph(sentences=own):
            yield from own
        case Listing(items=items):
            for item in items:
                yield from item.body
        case Definitions(items=items):
            for entry in items:
                yield entry.term
                for body in entry.bodies:
                    yield from body
        case Quote(body=body, source=source):
            yield from body
            yield from source
        case KeyFinding(title=title, summary=summary, body=body):
            yield from (title, summary, *body)
        case Idea():
            yield from apart(block)
        case Figure(description=description, caption=caption, long_description=longer):
            yield from (description,) if description else ()
            yield from caption
            yield from longer
        case Table():
            yield from block.caption
            for row in (block.header, *block.rows):
                for cell in row:
                    yield from cell
            yield from block.long_description
        case Video(description=description, transcript=transcript):
            yield from (description, *transcript)
        case Passage(body=body):
            yield from body
        case Section(title=title, body=body):
            yield from (title, *body)
        case CodeBlock() | Break():
            return
        case _:
            assert_never(block)


def apart(idea: Idea) -> tuple[Block, ...]:
    """An idea as a figure with paragraphs after it, for formats that set nothing side by side."""
    lines = (Paragraph((one,), one.where) for one in (*idea.lines, *idea.explained))
    figure = Figure(f"{idea.description.id}-figure", idea.image, idea.description, where=idea.where)
    return (figure, *lines)


def blocks(body: Iterable[Block]) -> Iterator[Block]:
    """Every block, parents before children, in reading order; not those inside notes."""
    for block in body:
        yield block
        yield from blocks(one for one in inner(block) if not isinstance(one, Sentence))


def sentences(body: Iterable[Block]) -> Iterator[Sentence]:
    """Every sentence in reading order; not those inside notes."""
    for block in body:
        for one in inner(block):
            if isinstance(one, Sentence):
                yield one
            else:
                yield from sentences((one,))


def inlines(nodes: Iterable[Inline]) -> Iterator[Inline]:
    """Every inline, parents before children, in reading order."""
    for node in nodes:
        yield node
        if isinstance(node, Emphasis | Script | Link | Statistic | Foreign):
            yield from inlines(node.inlines)


def notes(body: Iterable[Block]) -> Iterator[Note]:
    """Every note in the order of its marks."""
    for sentence in sentences(body):
        for inline in inlines(sentence.inlines):
            if isinstance(inline, Note):
                yield inline
                yield from notes(inline.body)


def images(body: Iterable[Block]) -> Iterator[Image]:
    """Every picture file, decorations and posters too, in reading order."""
    body = tuple(body)
    for block in blocks(body):
        match block:
            case Figure(image=image):
                yield image
            case Video(poster=Image() as poster):
                yield poster
            case _:
                pass
        for one in inner(block):
            if isinstance(one, Sentence):
                yield from (i.image for i in inlines(one.inlines) if isinstance(i, Picture))
    for note in notes(body):
        yield from images(note.body)
