"""Digests of what people read: of the words, links and pictures, and of nothing that moves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from coprod_formats.document import (
    Block,
    CodeBlock,
    Document,
    EasySection,
    Figure,
    Inline,
    KeyFinding,
    Link,
    Note,
    Picture,
    Section,
    Sentence,
    Video,
)
from coprod_formats.engine.digests import digest_of
from coprod_formats.walking import blocks, inlines, inner, typed


def content(document: Document) -> str:
    """A digest of the full text: neither its date nor the numbers of its notes count."""
    front = document.front
    told = (front.title, front.subtitle, front.language)
    pairs = (front.abbreviations, front.say, front.glossary)
    return digest_of(*told, repr(pairs), *_said(document.body))


def full_sections(document: Document) -> Mapping[str, str]:
    """A digest of each section's own words, by its id; "" for those before the first heading."""
    headed = [one for one in blocks(document.body) if isinstance(one, Section | KeyFinding)]
    opening = [one for one in document.body if not isinstance(one, Section | KeyFinding)]
    return {"": digest_of(*_said(opening))} | {one.id: digest_of(*_own(one)) for one in headed}


def easy_sections(sections: Iterable[EasySection]) -> Mapping[str, str]:
    """A digest of what easy read says of each section, by the section's id."""
    return {one.section: digest_of(*_simply(one)) for one in sections}


def _own(section: Section | KeyFinding) -> Iterator[str]:
    """What a section says in its own name, without the sections inside it."""
    yield typed(section.title.inlines)
    if isinstance(section, KeyFinding):
        yield from _said((section.summary,))
    yield from _said(one for one in section.body if not isinstance(one, Section | KeyFinding))


def _simply(section: EasySection) -> Iterator[str]:
    yield str(section.omitted)
    for idea in section.ideas:
        yield from ("Idea", idea.image.sha256, *_sentence(idea.description))
        for line in idea.lines:
            yield from _sentence(line)
        for word in idea.hard:
            yield from (word.words, word.meaning)


def _said(body: Iterable[Block]) -> Iterator[str]:
    """Every word, link and picture, in reading order, with the kinds of their blocks."""
    for block in blocks(body):
        yield type(block).__name__
        match block:
            case Figure(image=image):
                yield image.sha256
            case Video(file=file):
                yield file.sha256
            case CodeBlock(text=text):
                yield text
            case _:
                pass
        for one in inner(block):
            if isinstance(one, Sentence):
                yield from _sentence(one)


def _sentence(sentence: Sentence) -> Iterator[str]:
    yield typed(sentence.inlines)
    for inline in inlines(sentence.inlines):
        yield from _beside(inline)


def _beside(inline: Inline) -> Iterator[str]:
    """What an inline says beside its words."""
    match inline:
        case Link(target=target):
            yield target
        case Picture(image=image):
            yield image.sha256
        case Note(body=body):
            yield from _said(body)
        case _:
            return
