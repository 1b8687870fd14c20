"""The files of a book: a title page, one file a chapter, and the notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from coprod_formats.document import Block, Document, Section
from coprod_formats.markup import (
    NOTES,
    Flavour,
    attributes,
    blocks,
    colophon,
    endnotes,
    language,
    masthead,
    ours,
    page_mark,
    text,
)
from coprod_formats.walking import plain

NOTES_FILE = "notes.xhtml"
TITLE_FILE = "title.xhtml"
TYPES = {
    "doc-backlink": "backlink",
    "doc-endnotes": "endnotes",
    "doc-noteref": "noteref",
    "doc-pagebreak": "pagebreak",
}
ID = re.compile(r'<[^<>]*?\sid="([^"<>]*)"')
INNER_LINK = re.compile(r'(<a [^<>]*?href=")#([^"<>]+)"')
ROLE = re.compile(r'(<[^<>]*?) role="(doc-[a-z]+)"')
LANGUAGE = re.compile(r'(<[^<>]*? )lang="([^"<>]*)"')
PAGE = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"{language}>
<head>
<title>{title}</title>
<link rel="stylesheet" type="text/css" href="book.css"/>
</head>
<body epub:type="{matter}">
{body}
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the book."""

    file: str
    title: str  # plain words
    matter: str  # "frontmatter", "bodymatter" or "backmatter"
    body: str  # markup

    @property
    def ids(self) -> frozenset[str]:
        """Every id that a link can lead to."""
        return frozenset(ID.findall(self.body))

    @property
    def properties(self) -> tuple[str, ...]:
        """What the package must say of this file."""
        return ("mathml",) if "<math" in self.body else ()

    def page(self, tag: str) -> str:
        """The whole file, in a language."""
        return page(self.title, self.matter, self.body, tag)


def page(title: str, matter: str, body: str, tag: str) -> str:
    """A whole file of well-formed XHTML, each language said twice: as HTML and as XML."""
    whole = PAGE.format(language=language(tag), title=text(title), matter=matter, body=body)
    return LANGUAGE.sub(r'\1lang="\2" xml:lang="\2"', whole)


def parts(document: Document, flavour: Flavour) -> tuple[Part, ...]:
    """Every file of text in reading order, each link leading to the file that it means."""
    opening, *chapters = _divided(document.body)
    lifted = replace(flavour, lifted=1)
    width = max(2, len(str(len(chapters))))
    made = [
        _title_page(document, opening, flavour),
        *(
            _chapter(f"chapter-{number:0{width}}.xhtml", chapter, lifted)
            for number, chapter in enumerate(chapters, 1)
        ),
        *_notes(document, lifted),
    ]
    places = homes(made)
    return tuple(replace(part, body=_settled(part, places)) for part in made)


def _divided(body: Sequence[Block]) -> list[list[Block]]:
    """What stands before the first section, then each section with what follows it."""
    divided: list[list[Block]] = [[]]
    for block in body:
        if isinstance(block, Section):
            divided.append([])
        divided[-1].append(block)
    return divided


def _title_page(document: Document, opening: Sequence[Block], flavour: Flavour) -> Part:
    front = document.front
    legal = colophon(replace(front, publisher="", date=None), flavour)
    first = flavour.pages.get("")
    inner = (
        page_mark(first) if first else "",
        masthead(front),
        f'<div class="colophon">\n{legal}\n</div>' if legal else "",
        blocks(opening, flavour),
    )
    body = "\n".join(filter(None, inner))
    section = f'<section epub:type="titlepage">\n{body}\n</section>'
    return Part(TITLE_FILE, front.title, "frontmatter", section)


def _chapter(file: str, chapter: Sequence[Block], flavour: Flavour) -> Part:
    first = chapter[0]
    if not isinstance(first, Section):
        raise TypeError("a chapter begins with its section")
    named = attributes(role="doc-chapter", aria_labelledby=first.id)
    markup = blocks(chapter, flavour)
    body = markup.replace("<section>", f'<section epub:type="chapter"{named}>', 1)
    return Part(file, plain(first.title.inlines), "bodymatter", body)


def _notes(document: Document, flavour: Flavour) -> Iterator[Part]:
    if body := endnotes(document.body, flavour):
        heading = f'id="{NOTES}"'
        spoken = body.replace(heading, f"{heading}{ours(flavour)}", 1)
        yield Part(NOTES_FILE, flavour.labels.notes, "backmatter", spoken)


def _settled(part: Part, places: dict[str, str]) -> str:
    def led(link: re.Match[str]) -> str:
        """A link that finds its place in whichever file holds it now."""
        home = places.get(link[2], part.file)
        return f'{link[1]}{"" if home == part.file else home}#{link[2]}"'

    def typed(tag: re.Match[str]) -> str:
        """A tag with the name that EPUB has for its part, beside its ARIA role."""
        kind = TYPES.get(tag[2])
        return f'{tag[1]} epub:type="{kind}" role="{tag[2]}"' if kind else tag[0]

    return ROLE.sub(typed, INNER_LINK.sub(led, part.body))


def homes(made: Sequence[Part]) -> dict[str, str]:
    """The file of each id."""
    return {name: part.file for part in made for name in part.ids}
