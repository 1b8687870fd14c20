"""A worksheet for easy read: every sentence of the full text, what is hard in it, and a slot."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from coprod_formats.document import Document
from coprod_formats.languages import primary
from coprod_formats.linting.easy_read import explained
from coprod_formats.linting.easy_sentences import hard_words, sentence_rules, told
from coprod_formats.linting.lines import Line, Place
from coprod_formats.linting.manuscript import manuscript
from coprod_formats.linting.rewriting import divided, rewritten
from coprod_formats.walking import plain

FEWEST_WORDS = 4  # of a table's cell that is told as a sentence
OPENING = """\
This is a worksheet, and not an easy-read text. No format is made from it.

Below each sentence of the full text stands what may be hard in it, and an idea to begin with: the
same sentence, with figures for number words and short words written out. For each idea:

1. Ask what your readers need to know. Leave the rest out.
2. Write it in short sentences, in your own words.
3. Choose a picture that shows it: `coprod-formats pictures search WORD`.
4. Copy the finished block into the source, below the section that it says simply.

Then try it with the people whom it is for.
"""


def worksheet(document: Document) -> str:
    """The worksheet of a document as Markdown; sections that have easy read are passed over."""
    title = json.dumps(f"Worksheet: {document.front.title}", ensure_ascii=False)
    head = f"---\ntitle: {title}\nlang: {document.front.language}\nstatus: draft\n---\n"
    return "\n".join((head, OPENING, *_sections(document))).rstrip() + "\n"


def _sections(document: Document) -> Iterator[str]:
    laid_out = manuscript(document)
    done = _done(document)
    known = explained(document)
    headed = {id(line) for part in laid_out.parts for line in part.lines}
    titles = {id(part.title) for part in laid_out.parts}
    opening = [
        line
        for line in laid_out.lines
        if id(line) not in headed and id(line.sentence) not in titles
    ]
    sections: list[tuple[str, str, Sequence[Line]]] = [
        ("", "Before the first heading", opening),
        *((part.id, plain(part.title.inlines), part.lines) for part in laid_out.parts),
    ]
    for section, name, lines in sections:
        own = [line for line in lines if _told(line)]
        if own and section in done:
            yield f"## {name}\n\nThis section has easy read already, or is left out of it.\n"
        elif own:
            yield f"## {name}\n"
            yield from (part for line in own for part in _slot(line, document, known))


def _done(document: Document) -> set[str]:
    """The ids of the sections about which nothing is left to write."""
    easy = document.easy_read
    return {one.section for one in easy.sections if not one.missing} if easy else set()


def _told(line: Line) -> bool:
    match line.place:
        case Place.PROSE | Place.CAPTION:
            return True
        case Place.CELL:
            return len(line.text.split()) >= FEWEST_WORDS
        case Place.HEADING | Place.TERM | Place.DESCRIPTION | Place.LONGER:
            return False


def _slot(line: Line, document: Document, known: set[str]) -> Iterator[str]:
    """One sentence: its words, its flags, how it might be divided, and an idea to begin with."""
    words = plain(line.sentence.inlines)
    yield f"> Line {line.sentence.where.line}: {words}\n"
    one = told((line.sentence,), primary(document.front.language))
    flags = [flag.message for flag in (*sentence_rules(one), *hard_words(one, known))]
    parts = divided(words)
    notes = [f"- {flag}" for flag in dict.fromkeys(flags)]
    notes += [f"- divide it? {' | '.join(parts)}"] if parts else []
    if notes:
        yield "\n".join(notes) + "\n"
    yield f"::: easy-read\n![](pic:) {rewritten(words, document.front.language)}\n:::\n"
