"""A document as pandoc's JSON tree, each kind of block under a style of its own name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import assert_never

from coprod_formats import walking
from coprod_formats.document import (
    Block,
    Break,
    CodeBlock,
    Definitions,
    Document,
    Figure,
    FrontMatter,
    Idea,
    Item,
    KeyFinding,
    Listing,
    Paragraph,
    Passage,
    Quote,
    Section,
    Table,
    Video,
)
from coprod_formats.labels import labels, long_date, translated
from coprod_formats.languages import right_to_left
from coprod_formats.sheets import Sheet
from coprod_formats.themes import Theme
from coprod_formats.wordprocessing import nodes
from coprod_formats.wordprocessing.ideas import ideas
from coprod_formats.wordprocessing.inlines import Look, inlines, led, sentences
from coprod_formats.wordprocessing.languages import regional
from coprod_formats.wordprocessing.nodes import Node
from coprod_formats.wordprocessing.pictures import fitted, named
from coprod_formats.wordprocessing.tables import table

BREAK = '<w:p><w:pPr><w:pStyle w:val="Break"/></w:pPr></w:p>'
FEW = 5  # headings that a reader can do without a list of


def emitted(document: Document, theme: Theme, sheet: Sheet) -> Node:
    """The whole document: what it says of itself, its contents, its body."""
    front = document.front
    look = Look(theme, sheet, labels(front.language), blocks)
    body = [
        *_front(front),
        *_contents(document, look),
        *blocks(document.body, look),
        *([nodes.paragraph([nodes.words(front.rights)], "Rights")] if front.rights else ()),
    ]
    whole = nodes.division(body, dir="rtl")
    return nodes.tree([whole] if right_to_left(front.language) else body)


def blocks(body: Iterable[Block], look: Look, style: str = "") -> list[Node]:
    """Blocks in a row; the style is for paragraphs that have none of their own."""
    made: list[Node] = []
    for alike, several in groupby(body, lambda block: isinstance(block, Idea)):
        if alike:
            made.append(ideas([one for one in several if isinstance(one, Idea)], look))
        else:
            made += [node for block in several for node in _block(block, look, style)]
    return made


def _front(front: FrontMatter) -> list[Node]:
    lines = [
        ("Title", front.title),
        ("Subtitle", front.subtitle),
        ("Author", ", ".join(front.creators)),
        ("Publication Details", front.publisher),
    ]
    made = [nodes.paragraph([nodes.words(text)], style) for style, text in lines if text]
    return made + _date(front) + _contact(front.contact)


def _date(front: FrontMatter) -> list[Node]:
    """The date in our words, which may be in another language than the document."""
    if front.date is None:
        return []
    said = nodes.words(long_date(front.date, front.language))
    if not translated(front.language):
        said = nodes.span([said], lang=regional("en"), dir="ltr")
    return [nodes.paragraph([said], "Publication Details")]


def _contact(contact: str) -> list[Node]:
    if not contact:
        return []
    words = nodes.words(contact)
    target = f"mailto:{contact}" if "@" in contact else contact
    linked = "@" in contact or contact.startswith(("https:", "http:"))
    return [
        nodes.paragraph([nodes.link([words], target) if linked else words], "Publication Details")
    ]


def _contents(document: Document, look: Look) -> list[Node]:
    heads = [one for one in walking.blocks(document.body) if isinstance(one, Section | KeyFinding)]
    if len(heads) <= FEW:
        return []
    bare = replace(look, bare=True)
    lines = [
        nodes.paragraph([nodes.link(inlines(one.title.inlines, bare), f"#{one.id}")], style)
        for one in heads
        if (style := {2: "toc 2", 3: "toc 3"}.get(one.level, "")) and one.level <= look.theme.listed
    ]
    return [nodes.paragraph([nodes.words(look.labels.contents)], "TOC Heading"), *lines]


def _block(block: Block, look: Look, style: str) -> list[Node]:
    match block:
        case Paragraph(those):
            return [nodes.paragraph(sentences(those, look), style)]
        case Listing():
            return [_listing(block, look)]
        case Definitions(items):
            pairs = [
                (inlines(one.term.inlines, look), [blocks(body, look) for body in one.bodies])
                for one in items
            ]
            return [nodes.definitions(pairs)]
        case Quote():
            return _quote(block, look)
        case KeyFinding(summary=summary):
            opening = [_heading(block, look), *blocks((summary,), look, "Key Finding")]
            return [*opening, *blocks(block.body, look, style)]
        case Figure():
            return _figure(block, look)
        case Idea():
            return [ideas((block,), look)]
        case Table():
            made = nodes.division(table(block, look), block.id)
            return [made, *_longer(block.long_description, look)]
        case Video():
            return _video(block, look)
        case CodeBlock(text):
            return [nodes.code_block(text)]
        case Passage(body, language):
            side = "rtl" if right_to_left(language) else "ltr"
            within = blocks(body, look, style)
            return [nodes.division(within, lang=regional(language), dir=side)]
        case Break():
            return [nodes.raw(BREAK)]
        case Section():
            return [_heading(block, look), *blocks(block.body, look, style)]
        case _:
            assert_never(block)


def _heading(block: Section | KeyFinding, look: Look) -> Node:
    return nodes.heading(block.level, block.id, inlines(block.title.inlines, look))


def _listing(listing: Listing, look: Look) -> Node:
    style = "List Number" if listing.numbering else "List Bullet"
    items = [_item(item, look, style) for item in listing.items]
    if listing.numbering:
        return nodes.numbers(items, listing.numbering, listing.start)
    return nodes.bullets(items)


def _item(item: Item, look: Look, style: str) -> list[Node]:
    """An entry begins with a paragraph, empty if need be, since that is what carries its bullet."""
    first = item.body[:1]
    bare = not first or isinstance(first[0], Table | Listing)
    opening = [nodes.paragraph([nodes.words("")], style)] if bare else blocks(first, look, style)
    rest = blocks(item.body if bare else item.body[1:], look, "List Continue")
    if item.done is None:
        return [*opening, *rest]
    state = look.labels.done if item.done else look.labels.to_do
    lead = [nodes.wrapped("Strong", [nodes.words(f"{state}{look.labels.colon}")]), nodes.words(" ")]
    return [*led(lead, opening, style), *rest]


def _quote(quote: Quote, look: Look) -> list[Node]:
    body = blocks(quote.body, look, "Quotation")
    if not quote.source:
        return body
    source = [nodes.words("— "), *sentences(quote.source, look)]
    return [*body, nodes.paragraph(source, "Quotation Source")]


def _figure(figure: Figure, look: Look) -> list[Node]:
    words = walking.plain(figure.description.inlines) if figure.description else ""
    picture = nodes.image(words, named(figure.image), *fitted(figure.image, look.theme, look.sheet))
    made = [nodes.paragraph([picture], "Captioned Figure" if figure.caption else "Figure")]
    if figure.caption:
        made.append(nodes.paragraph(sentences(figure.caption, look), "Image Caption"))
    return [nodes.division(made, figure.id), *_longer(figure.long_description, look)]


def _longer(body: Sequence[Block], look: Look) -> list[Node]:
    if not body:
        return []
    label = nodes.paragraph([nodes.words(look.labels.longer_description)], "Label")
    return [label, *blocks(body, look)]


def _video(video: Video, look: Look) -> list[Node]:
    """The poster is a decoration, for the line above it says what the film shows."""
    title = [
        nodes.words(f"{look.labels.video}{look.labels.colon} "),
        *inlines(video.description.inlines, look),
    ]
    made = [nodes.paragraph(title, "Label")]
    if video.poster:
        size = fitted(video.poster, look.theme, look.sheet)
        made.append(nodes.paragraph([nodes.image("", named(video.poster), *size)], "Figure"))
    transcript = nodes.paragraph([nodes.words(look.labels.transcript)], "Label")
    return [nodes.division(made, video.id), transcript, *blocks(video.transcript, look)]
