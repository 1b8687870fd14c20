"""eBraille 1.0: a publication of cells that fit any width of display (DAISY, August 2025)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from coprod_formats.braille.cells import number
from coprod_formats.braille.composing import Composer, Style
from coprod_formats.braille.runs import of_inlines
from coprod_formats.braille.xhtml import Scribe, tactile_file
from coprod_formats.document import (
    Document,
    Figure,
    FrontMatter,
    Image,
    KeyFinding,
    Link,
    Note,
    Section,
    Table,
    Video,
)
from coprod_formats.walking import blocks, notes

_EPOCH = (1980, 1, 1, 0, 0, 0)  # a fixed date, so that equal books have equal bytes
_UNDATED = "1980-01-01"
_NOTES = "braille-notes"
_CONTENT = "ebraille/content.html"
_CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="package.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>\n"
)
_CSS = """\
p, dt { margin: 0; text-indent: 2ch; }
dt, li p, dd p, th p, td p, aside p { text-indent: 0; }
ul, ol { list-style-type: none; margin: 1lh 0; padding: 0; }
li { margin-left: 2ch; text-indent: -2ch; }
dd { margin-left: 2ch; }
blockquote { margin: 0 0 0 4ch; }
.code p { margin-left: 2ch; text-indent: -2ch; }
.page { display: block; text-align: center; text-indent: 0; }
h1, h2 { text-align: center; }
h3 { text-indent: 0; }
h4, h5, h6 { text-indent: 2ch; }
"""


@dataclass(frozen=True, slots=True)
class _Entry:
    ident: str
    depth: int
    cells: str


def write(document: Document, composer: Composer, path: Path) -> None:
    """Write the whole publication, with links, notes and tables as such."""
    style = composer.style
    voice = replace(style.voice, notes_inline=False)
    collected = tuple(notes(document.body))
    scribe = Scribe(voice, style.tables, frozenset(_places(document)))
    title = scribe.words(document.front.title)
    entries = tuple(_entries(document, scribe, collected))
    language = braille_language(document.front.language)
    first = f"<div>{scribe.print_page(1)}</div>" if voice.pages else ""
    subtitle = document.front.subtitle
    under = f"<p>{scribe.words(subtitle)}</p>" if subtitle else ""
    head, body = f"{first}<h1>{title}</h1>{under}", scribe.blocks(document.body)
    drawings = tuple(_drawings(document))
    content = head + body + _notes(scribe, collected)
    navigation = _navigation(scribe, entries) + _page_list(scribe, content)
    files = {
        "META-INF/container.xml": _CONTAINER,
        "package.opf": _package(document, language, style, drawings),
        "index.html": _page(title, language, navigation, index=True),
        _CONTENT: _page(title, language, content),
        "ebraille/style.css": _CSS,
    }
    with ZipFile(path, "w") as archive:
        archive.writestr(ZipInfo("mimetype", _EPOCH), "application/epub+zip", ZIP_STORED)
        for name, text in files.items():
            archive.writestr(ZipInfo(name, _EPOCH), text, ZIP_DEFLATED)
        for drawing in drawings:
            place = ZipInfo(f"ebraille/{tactile_file(drawing)}", _EPOCH)
            archive.writestr(place, drawing.path.read_bytes(), ZIP_DEFLATED)


def braille_language(tag: str) -> str:
    """A BCP 47 tag with the script Braille in it: "en-GB" gives "en-Brai-GB"."""
    language, _, rest = tag.partition("-")
    return "-".join(filter(None, (language, "Brai", rest)))


def _drawings(document: Document) -> Iterator[Image]:
    """Every tactile drawing, once."""
    figures = (one for one in blocks(document.body) if isinstance(one, Figure))
    yield from dict.fromkeys(one.tactile for one in figures if one.tactile and one.description)


def _places(document: Document) -> Iterator[str]:
    for block in blocks(document.body):
        match block:
            case Section() | KeyFinding() | Table() | Video():
                yield block.id
            case Figure(description=description) if description:
                yield block.id
            case _:
                pass
    yield from (note.id for note in notes(document.body))


def _entries(document: Document, scribe: Scribe, collected: tuple[Note, ...]) -> Iterator[_Entry]:
    for block in blocks(document.body):
        if isinstance(block, Section | KeyFinding):
            quiet = replace(scribe, places=frozenset())
            unlinked = (
                each
                for one in block.title.inlines
                for each in (one.inlines if isinstance(one, Link) else (one,))
            )
            inlines = (one for one in unlinked if not isinstance(one, Note))
            runs = (replace(one, target="") for one in of_inlines(inlines, scribe.voice))
            yield _Entry(block.id, block.level, quiet.cells(runs))
    if collected:
        yield _Entry(_NOTES, 2, scribe.words(scribe.voice.labels.notes))


def _notes(scribe: Scribe, collected: tuple[Note, ...]) -> str:
    if not collected:
        return ""
    heading = f"<h2>{scribe.words(scribe.voice.labels.notes)}</h2>"
    return f'<section id="{_NOTES}">{heading}{"".join(scribe.notes(collected))}</section>'


def _navigation(scribe: Scribe, entries: tuple[_Entry, ...]) -> str:
    label = scribe.words(scribe.voice.labels.contents)
    inside = _list(entries) or f'<ol><li><a href="{_CONTENT}">{label}</a></li></ol>'
    return f'<nav epub:type="toc" role="doc-toc"><h2>{label}</h2>{inside}</nav>'


def _page_list(scribe: Scribe, content: str) -> str:
    """The pages of the print that begin in the content, to go to."""
    pages = sorted({1, *scribe.voice.pages.values()}) if scribe.voice.pages else []
    items = "".join(
        f'<li><a href="{_CONTENT}#print-page-{page}">{number(page)}</a></li>'
        for page in pages
        if f'id="print-page-{page}"' in content
    )
    label = scribe.words(scribe.voice.labels.pages)
    kind = 'epub:type="page-list" role="doc-pagelist"'
    return f"<nav {kind}><h2>{label}</h2><ol>{items}</ol></nav>" if items else ""


def _list(entries: tuple[_Entry, ...]) -> str:
    """Entries as nested lists, by their depths."""
    items, start = [], 0
    while start < len(entries):
        own = entries[start]
        deeper = (n for n, e in enumerate(entries) if n > start and e.depth <= own.depth)
        end = next(deeper, len(entries))
        link = f'<a href="{_CONTENT}#{escape(own.ident)}">{own.cells}</a>'
        items.append(f"<li>{link}{_list(entries[start + 1 : end])}</li>")
        start = end
    return f"<ol>{''.join(items)}</ol>" if items else ""


def _page(title: str, language: str, body: str, *, index: bool = False) -> str:
    here = "ebraille/" if index else ""
    kind = "application/oebps-package+xml"
    publication = f'<link rel="publication" href="package.opf" type="{kind}"/>' if index else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f'lang="{language}" xml:lang="{language}">\n<head><meta charset="UTF-8"/>'
        f"<title>{title}</title>{publication}"
        f'<link rel="stylesheet" href="{here}style.css" type="text/css"/></head>\n'
        f"<body>\n{body}\n</body>\n</html>\n"
    )


def _package(document: Document, language: str, style: Style, drawings: tuple[Image, ...]) -> str:
    raised = "SVG" if drawings else "none"
    properties = _properties(document.front, style, raised)
    metadata = "".join((*_dublin_core(document, language), *properties))
    items = "".join(
        f'<item id="tactile-{n}" href="ebraille/{tactile_file(one)}" media-type="image/svg+xml"/>'
        for n, one in enumerate(drawings, 1)
    )
    xhtml = 'media-type="application/xhtml+xml"'
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="uid" '
        f'xml:lang="{escape(document.front.language)}">\n'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n{metadata}</metadata>\n'
        f'<manifest><item id="nav" href="index.html" {xhtml} properties="nav"/>'
        f'<item id="content" href="{_CONTENT}" {xhtml}/>'
        f'<item id="style" href="ebraille/style.css" media-type="text/css"/>{items}</manifest>\n'
        '<spine><itemref idref="content"/></spine>\n</package>\n'
    )


def _dublin_core(document: Document, language: str) -> Iterator[str]:
    front = document.front
    key = uuid.uuid5(uuid.NAMESPACE_URL, f"{document.slug}\n{front.title}\nbraille")
    yield f'<dc:identifier id="uid">urn:uuid:{key}</dc:identifier>\n'
    dated = front.date.isoformat() if front.date else _UNDATED
    pairs = [("title", front.title), ("format", "eBraille 1.0"), ("language", language)]
    pairs += [("creator", name) for name in front.creators or (front.publisher or front.title,)]
    pairs += [("date", dated), ("publisher", front.publisher), ("rights", front.rights)]
    pairs += [("description", front.description)]
    yield from (f"<dc:{name}>{escape(said)}</dc:{name}>\n" for name, said in pairs if said)


def _properties(front: FrontMatter, style: Style, raised: str) -> Iterable[str]:
    dated = front.date.isoformat() if front.date else _UNDATED
    grade, paged = 2 if "g2" in style.tables else 1, bool(style.voice.pages)
    pairs = [
        ("dcterms:dateCopyrighted", dated[:4]),
        ("dcterms:modified", f"{dated}T00:00:00Z"),
        ("a11y:brailleCellType", "6"),
        ("a11y:brailleSystem", f"UEB grade{grade}"),
        ("a11y:completeTranscription", "true"),
        ("a11y:producer", front.publisher or "coprod-formats"),
        ("a11y:tactileGraphics", raised),
        ("schema:accessMode", "tactile"),
        ("schema:accessModeSufficient", "tactile"),
        *(("schema:accessibilityFeature", one) for one in (*_FEATURES, *(_PAGED if paged else ()))),
        ("schema:accessibilityHazard", "none"),
        ("schema:accessibilitySummary", style.remark),
        *((("pageBreakSource", f"{front.title} (PDF)"),) if paged else ()),
    ]
    return (f'<meta property="{name}">{escape(said)}</meta>\n' for name, said in pairs)


_FEATURES = ("braille", "structuralNavigation", "tableOfContents")
_PAGED = ("pageBreakMarkers", "pageNavigation")
