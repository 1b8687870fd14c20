"""The easy-read edition of a document: a document of its own, made of what its source says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from coprod_formats.derive.easy_read_words import EasyReadWords, easy_read_words
from coprod_formats.document import (
    Block,
    Credit,
    Definition,
    Definitions,
    Document,
    EasyRead,
    EasySection,
    Emphasis,
    Foreign,
    HardWord,
    Idea,
    Inline,
    Link,
    Paragraph,
    Section,
    Sentence,
    Text,
    TextKind,
)
from coprod_formats.labels import labels, long_date
from coprod_formats.picturebank import drawing
from coprod_formats.walking import inlines

OUR = "easy-read"  # begins every name that is made here


def edition(document: Document, text: TextKind) -> Document:
    """What a format that shows this text is made of: the document, or its easy-read edition."""
    return easy_read(document) if text == "easy-read" else document


def easy_read(document: Document) -> Document:
    """The edition: ideas under their headings, then the hard words, and how it was made.

    What nobody has written yet has a row that says so; a draft says on every page that it is one.
    """
    front = document.front
    words = easy_read_words(front.language)
    easy = document.easy_read or EasyRead("draft", (EasySection("", None, 1),))
    colon = labels(front.language).colon
    said = _sections(tuple(_explained(easy.sections, colon)), words)
    stamp = words.stamp if easy.status == "draft" else ""
    own = replace(
        front,
        title=f"{stamp}{colon} {front.title}" if stamp else front.title,
        subtitle=words.easy_read,
        description=" ".join(words.of_what).format(title=front.title),
        stamp=stamp,
    )
    body = (*said, *_glossary(easy, words), _about(document, easy, words))
    return Document(document.slug, own, body)


def _explained(sections: Iterable[EasySection], colon: str) -> Iterator[EasySection]:
    """The sections with each hard word's meaning beside the idea that uses it first."""
    met: set[str] = set()
    for section in sections:
        ideas = []
        for idea in section.ideas:
            new = {one.term: one for one in idea.hard if one.term not in met}
            met |= new.keys()
            meanings = (
                _meaning(one, idea, place, colon) for place, one in enumerate(new.values(), 1)
            )
            ideas.append(replace(idea, explained=tuple(meanings)))
        yield replace(section, ideas=tuple(ideas))


def _meaning(word: HardWord, idea: Idea, place: int, colon: str) -> Sentence:
    term = Emphasis((Text(_capital(word.term)),), strong=True)
    name = f"{idea.lines[0].id}-{OUR}-{place}"
    return Sentence(name, (term, Text(f"{colon} {word.meaning}")), word.where)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _sections(flat: Sequence[EasySection], words: EasyReadWords) -> tuple[Block, ...]:
    """The tree of sections that show something; their ideas before the sections below them."""
    made: list[Block] = []
    place = 0
    while place < len(flat):
        head = flat[place]
        end = place + 1
        while head.title and end < len(flat) and flat[end].level > head.level:
            end += 1
        own: tuple[Block, ...] = _not_yet(head, words) if head.missing else head.ideas
        body = (*own, *_sections(flat[place + 1 : end], words))
        if head.title and body:
            made.append(Section(head.section, head.title, head.level, body, head.where))
        else:
            made += body
        place = end
    return tuple(made)


def _not_yet(section: EasySection, words: EasyReadWords) -> tuple[Idea]:
    name = f"{OUR}-not-yet-{section.section}"
    return (_idea(name, "not-yet", words.not_yet_shows, (_ours(words.not_yet, words),)),)


def _idea(name: str, picture: str, shows: str, lines: Iterable[tuple[Inline, ...]]) -> Idea:
    """A row of our own, with a drawing of our own."""
    found = drawing(picture)
    said = (Sentence(f"{name}-{place}", line) for place, line in enumerate(lines, 1))
    description = Sentence(f"{name}-shows", (Text(shows),))
    return Idea(found.image, description, tuple(said), credit=found.credit)


def _glossary(easy: EasyRead, words: EasyReadWords) -> Iterator[Section]:
    """The hard words in the order of the alphabet, each with its meaning."""
    hard = {one.term: one for part in easy.sections for idea in part.ideas for one in idea.hard}
    if not hard:
        return
    items = []
    for place, term in enumerate(sorted(hard, key=str.casefold), 1):
        name = f"{OUR}-word-{place}"
        meaning = Sentence(f"{name}-means", (Text(_capital(hard[term].meaning)),))
        said = Sentence(name, (Text(_capital(term)),))
        items.append(Definition(said, ((Paragraph((meaning,)),),)))
    intro = Paragraph((Sentence(f"{OUR}-words-are", _ours(words.hard_words_are, words)),))
    title = Sentence(f"{OUR}-words-title", _ours(words.hard_words, words))
    yield Section(f"{OUR}-words", title, 2, (intro, Definitions(tuple(items))))


def _about(document: Document, easy: EasyRead, words: EasyReadWords) -> Section:
    """What this is an edition of, whether it was tested, whom to ask, who drew the pictures."""
    front = document.front
    of_what = (_filled(line, words, title=front.title) for line in words.of_what)
    rows = [
        _idea(f"{OUR}-of", "easy-read", words.of_what_shows, of_what),
        _status(easy, words, front.language),
    ]
    if front.contact and not _leads_there(easy, front.contact):
        reached = [_ours(words.contact, words), (_reached(front.contact),)]
        rows.append(_idea(f"{OUR}-contact", "letter", words.contact_shows, reached))
    shown = (one for part in easy.sections for one in part.ideas)
    credits_ = dict.fromkeys(one.credit for one in (*shown, *rows) if one.credit)
    drawn = [_ours(words.pictures, words), *map(_credited, credits_)]
    rows.append(_idea(f"{OUR}-pictures", "picture", words.pictures_shows, drawn))
    title = Sentence(f"{OUR}-about-title", _ours(words.about, words))
    return Section(f"{OUR}-about", title, 2, tuple(rows))


def _leads_there(easy: EasyRead, contact: str) -> bool:
    """Whether an idea gives the address already."""
    lines = (line for part in easy.sections for idea in part.ideas for line in idea.lines)
    said = (one for line in lines for one in inlines(line.inlines))
    return any(isinstance(one, Link) and one.target.endswith(contact) for one in said)


def _status(easy: EasyRead, words: EasyReadWords, language: str) -> Idea:
    match easy.status:
        case "draft":
            return _idea(
                f"{OUR}-status",
                "draft",
                words.draft_shows,
                [_ours(one, words) for one in words.draft],
            )
        case "checked":
            checked = [_ours(one, words) for one in words.checked]
            return _idea(f"{OUR}-status", "checked", words.checked_shows, checked)
        case "tested":
            on = long_date(easy.tested_on, language) if easy.tested_on else ""
            kept = words.tested if on else words.tested[:-1]
            tested = [_filled(line, words, by=easy.tested_by, on=on) for line in kept]
            return _idea(f"{OUR}-status", "tested", words.tested_shows, tested)


def _ours(said: str, words: EasyReadWords) -> tuple[Inline, ...]:
    """Words of our own, marked where they are in another language than the document."""
    return (Foreign((Text(said),), words.language),) if words.language else (Text(said),)


def _filled(line: str, words: EasyReadWords, **facts: str) -> tuple[Inline, ...]:
    """A line of ours with the document's own facts in it, or nothing but such a fact."""
    filled = line.format(**facts)
    return (Text(filled),) if line.startswith("{") else _ours(filled, words)


def _reached(contact: str) -> Inline:
    if "@" in contact and " " not in contact:
        return Link((Text(contact),), f"mailto:{contact}")
    return Link((Text(contact),), contact) if "://" in contact else Text(contact)


def _credited(credit: Credit) -> tuple[Inline, ...]:
    made = Link((Text(credit.maker),), credit.address) if credit.address else Text(credit.maker)
    return (made, Text(f" ({credit.licence})")) if credit.licence else (made,)
