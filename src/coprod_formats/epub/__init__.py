"""A document as an EPUB 3.3 book: the ground of e-books, with sound and without."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from pathlib import Path

from coprod_formats.derive.pagination import first_sentences
from coprod_formats.document import Asset, Document, Video
from coprod_formats.epub.metadata import identifier, metadata
from coprod_formats.epub.navigation import COVER_FILE, NAV_FILE, entries, navigation, ncx
from coprod_formats.epub.overlays import Sound, overlays, sounds, statements, titled
from coprod_formats.epub.packaging import EBOOKLIB, NCX_TYPE, Item, Package, pack
from coprod_formats.epub.parts import Part, page, parts
from coprod_formats.labels import labels
from coprod_formats.languages import right_to_left
from coprod_formats.markup import MEDIA_TYPES, Flavour, attributes, outline
from coprod_formats.typesetting.paged import page_texts
from coprod_formats.typesetting.pixels import cover
from coprod_formats.typesetting.tools import TYPST
from coprod_formats.walking import blocks, images, notes

__all__ = ["TOOLS", "Sound", "book"]

TOOLS = (EBOOKLIB, TYPST)
XHTML = "application/xhtml+xml"
COVER_PICTURE = "images/cover.png"


def book(
    document: Document,
    path: Path,
    printed: Path | None = None,
    evaluator: str = "",
    sound: Sound | None = None,
) -> None:
    """Write the book; with the printed edition's PDF, it tells where that one's pages begin.

    With the document's sound, it is read aloud, and each sentence is marked meanwhile.
    """
    front = document.front
    pages = first_sentences(document, page_texts(printed)) if printed else {}
    flavour = Flavour(labels(front.language), front.language, _address, folding=False, pages=pages)
    made = parts(document, flavour)
    made = titled(made) if sound else made
    heard = list(overlays(document, made, sound)) if sound else []
    listed = entries(front, outline(document.body, flavour), made)
    name = identifier(document)
    contents = ncx(front, name, listed, made, pages)
    nav = navigation(listed, made, flavour)
    items = [
        Item("cover", COVER_FILE, XHTML, _cover_page(document, flavour).encode(), (), True),
        *_texts(made, nav, front.language, {one.file: one.item.id for one in heard}),
        *(one.item for one in heard),
        *(sounds(sound) if sound else ()),
        Item("ncx", "toc.ncx", NCX_TYPE, contents.encode()),
        Item("style", "book.css", "text/css", _style()),
        Item("cover-picture", COVER_PICTURE, "image/png", cover(document), ("cover-image",)),
        *_files(document),
    ]
    told = list(metadata(document, bool(pages), evaluator, read=bool(sound)))
    told += statements(heard, sound.timetable.voice) if sound else ()
    way = "rtl" if right_to_left(front.language) else None
    pack(Package(name, front.language, front.date, told, items, way), path)


def _texts(
    made: Sequence[Part], nav: str, language: str, overlays: Mapping[str, str]
) -> Iterator[Item]:
    """The files of text in reading order, the contents after the title page."""
    for number, part in enumerate(made):
        content = part.page(language).encode()
        overlay = overlays.get(part.file, "")
        name = Path(part.file).stem
        yield Item(name, part.file, XHTML, content, part.properties, True, overlay)
        if number == 0:
            yield Item("nav", NAV_FILE, XHTML, nav.encode(), ("nav",), True)


def _cover_page(document: Document, flavour: Flavour) -> str:
    words = flavour.labels.cover
    shown = attributes(src=COVER_PICTURE, alt=f"{words}: {document.front.title}", role="doc-cover")
    body = (
        f'<section epub:type="cover" class="cover"{attributes(aria_label=words)}>'
        f"<img{shown}/></section>"
    )
    return page(words, "frontmatter", body, flavour.language)


def _files(document: Document) -> Iterator[Item]:
    """Each picture and film once."""
    found: Mapping[str, Asset] = {one.name: one for one in _assets(document)}
    for number, asset in enumerate(found.values(), 1):
        kind = MEDIA_TYPES[asset.suffix]
        film = kind.startswith("video/")
        content = asset.path if film else asset.path.read_bytes()
        yield Item(f"file-{number}", _address(asset), kind, content)


def _assets(document: Document) -> Iterator[Asset]:
    yield from images(document.body)
    for body in (document.body, *(note.body for note in notes(document.body))):
        for film in (one for one in blocks(body) if isinstance(one, Video)):
            yield film.file
            if film.captions:
                yield film.captions


def _address(asset: Asset) -> str:
    folder = "images" if MEDIA_TYPES[asset.suffix].startswith("image/") else "films"
    return f"{folder}/{asset.name}"


def _style() -> bytes:
    return (files("coprod_formats") / "data/epub/book.css").read_bytes()
