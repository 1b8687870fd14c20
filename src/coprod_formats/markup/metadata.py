"""What a document says of itself to search engines and libraries."""

from __future__ import annotations

import json
from collections.abc import Iterator

from coprod_formats.document import (
    Block,
    Document,
    Figure,
    Inline,
    Math,
    Picture,
    Section,
    Table,
    Video,
)
from coprod_formats.markup.tags import attributes
from coprod_formats.walking import blocks, inlines, notes, sentences


def metadata(document: Document) -> str:
    """The lines for the head of a page, its schema.org description among them."""
    front = document.front
    named = (
        ("description", front.description),
        *(("author", creator) for creator in front.creators),
        ("dcterms.publisher", front.publisher),
        ("dcterms.date", front.date.isoformat() if front.date else ""),
        ("dcterms.language", front.language),
        ("dcterms.rights", front.rights),
    )
    lines = [f"<meta{attributes(name=name, content=said)}/>" for name, said in named if said]
    # data and not a script: the page's policy does not bear on it; its own signs are spelt out,
    # so that neither HTML nor XML sees a tag in it
    said = json.dumps(_schema(document), ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&":
        said = said.replace(sign, f"\\u{ord(sign):04x}")
    return "\n".join((*lines, f'<script type="application/ld+json">{said}</script>'))


def _schema(document: Document) -> dict[str, object]:
    front = document.front
    described = {
        "@context": "https://schema.org",
        "@type": "CreativeWork",
        "name": front.title,
        "alternativeHeadline": front.subtitle,
        "description": front.description,
        "inLanguage": front.language,
        "creator": [{"@type": "Organization", "name": name} for name in front.creators],
        "publisher": {"@type": "Organization", "name": front.publisher} if front.publisher else "",
        "datePublished": front.date.isoformat() if front.date else "",
        "accessibilityFeature": sorted(set(accessibility_features(document))),
    }
    return {name: said for name, said in described.items() if said}


def accessibility_features(document: Document) -> Iterator[str]:
    """The features that are there, by the names of the schema.org vocabulary; some repeat."""
    bodies: tuple[tuple[Block, ...], ...] = (
        document.body,
        *(note.body for note in notes(document.body)),
    )
    for body in bodies:
        for block in blocks(body):
            yield from _of_block(block)
        for sentence in sentences(body):
            yield from _of_inlines(sentence.inlines)


def _of_block(block: Block) -> Iterator[str]:
    match block:
        case Section():
            yield from ("structuralNavigation", "tableOfContents")
        case Figure(description=described, long_description=longer):
            yield from ("alternativeText",) if described else ()
            yield from ("longDescription",) if longer else ()
        case Table(long_description=longer) if longer:
            yield "longDescription"
        case Video(captions=captions, transcript=transcript):
            yield from ("captions",) if captions else ()
            yield from ("transcript",) if transcript else ()
        case _:
            return


def _of_inlines(nodes: tuple[Inline, ...]) -> Iterator[str]:
    for node in inlines(nodes):
        match node:
            case Math():
                yield "MathML"
            case Picture(description=described) if described:
                yield "alternativeText"
            case _:
                continue
