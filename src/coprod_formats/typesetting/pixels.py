"""Pictures in pixels, for readers that cannot draw: covers, and drawings as PNG."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

from coprod_formats.document import Document
from coprod_formats.languages import right_to_left
from coprod_formats.typesetting.compiling import fonts
from coprod_formats.typesetting.inlines import faces_of
from coprod_formats.typesetting.literals import fitted, string
from coprod_formats.typesetting.press import compiler
from coprod_formats.typesetting.scripts import families
from coprod_formats.typesetting.sources import FONTS

COVER = 288  # pixels to the inch: 1600 by 2560
THUMBNAIL = 54  # 300 by 480
NARROWEST = 20  # em of room for a title's longest word


def cover(document: Document, resolution: float = COVER) -> bytes:
    """A cover with the title on it, as PNG of 1600 by 2560 pixels; a pattern of the name's own."""
    return _drawn(_cover(document), resolution)


def drawing(svg: str, width: float, height: float, scale: float) -> bytes:
    """An SVG picture as PNG: its size in CSS pixels, and how many pixels stand for one."""
    size = f"width: {max(width, 1) * 0.75:.2f}pt, height: {max(height, 1) * 0.75:.2f}pt"
    source = (
        f"#set page(margin: 0pt, fill: none, {size})\n"
        f'#image(bytes({string(svg)}), format: "svg", {size})'
    )
    return _drawn(source, 96 * scale)


def _cover(document: Document) -> str:
    front = document.front
    seed = hashlib.sha256(document.slug.encode()).digest()[:15]
    said = (front.title, front.subtitle, ", ".join(front.creators), front.publisher)
    shown = ", ".join(string(fitted(one, NARROWEST)) if one else "none" for one in said)
    more = map(string, (*FONTS, *families(shown)))
    fonts = f"({', '.join((*faces_of(front.language), *more))})"
    return (
        f"{_template()}\n#set text(font: {fonts}, {_language(front.language)})\n"
        f"#cover({shown}, ({', '.join(map(str, seed))}))"
    )


def _language(tag: str) -> str:
    way = "rtl" if right_to_left(tag) else "ltr"
    return f"lang: {string(tag.partition('-')[0].lower())}, dir: {way}"


@cache
def _template() -> str:
    return (files("coprod_formats") / "data/typst/cover.typ").read_text(encoding="utf-8")


def _drawn(source: str, resolution: float) -> bytes:
    made = compiler(fonts(source)).compile(source.encode(), format="png", ppi=resolution)
    page = made[0] if isinstance(made, list) else made
    if not isinstance(page, bytes):
        raise TypeError("typst gives a page of pixels as bytes")
    return page
