"""PEF: the Portable Embosser Format, version 2008-1 (pef-format.org)."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from coprod_formats.braille.lines import Line
from coprod_formats.braille.profiles import Page
from coprod_formats.braille.volumes import Volume
from coprod_formats.document import Document

_PEF = "http://www.daisy.org/ns/2008/pef"
_DC = "http://purl.org/dc/elements/1.1/"


def pef(document: Document, volumes: Sequence[Volume], page: Page) -> bytes:
    """One PEF file of every volume, page and row, with the document's metadata."""
    body = "".join(_volume(volume, page) for volume in volumes)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<pef xmlns="{_PEF}" version="2008-1">\n'
        f'<head><meta xmlns:dc="{_DC}">{_metadata(document)}</meta></head>\n'
        f"<body>\n{body}</body>\n</pef>\n"
    ).encode()


def _metadata(document: Document) -> str:
    front = document.front
    pairs = [
        ("format", "application/x-pef+xml"),
        ("identifier", f"{document.slug}-braille"),
        ("title", front.title),
        *(("creator", name) for name in front.creators),
        ("publisher", front.publisher),
        ("date", front.date.isoformat() if front.date else ""),
        ("language", front.language),
        ("description", front.description),
        ("rights", front.rights),
    ]
    return "".join(f"<dc:{name}>{escape(value)}</dc:{name}>" for name, value in pairs if value)


def _volume(volume: Volume, page: Page) -> str:
    head = f'<volume cols="{page.width}" rows="{page.height}" rowgap="0" duplex="true">'
    return f"{head}<section>\n{''.join(map(_page, volume.pages))}</section></volume>\n"


def _page(page: tuple[Line, ...]) -> str:
    return f"<page>{''.join(f'<row>{line.cells}</row>' for line in page)}</page>\n"
