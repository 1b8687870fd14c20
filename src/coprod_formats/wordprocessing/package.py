"""Pandoc's package made ours: each part finished, what nobody needs left out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from coprod_formats.document import FrontMatter, Image
from coprod_formats.themes import Theme
from coprod_formats.wordprocessing.contents import framed
from coprod_formats.wordprocessing.drawings import kept, lent
from coprod_formats.wordprocessing.finishing import finish
from coprod_formats.wordprocessing.numbering import spaced
from coprod_formats.wordprocessing.openxml import Element, fragment, parsed, serialised, tag
from coprod_formats.wordprocessing.packaging import unzipped, zipped
from coprod_formats.wordprocessing.pictures import named
from coprod_formats.wordprocessing.properties import app, core
from coprod_formats.wordprocessing.reference import HEAD, background, settings

TYPES = "[Content_Types].xml"
BODY = "word/document.xml"
EMPTY = ("word/comments.xml", "docProps/custom.xml")  # pandoc writes them without a word inside
TEXTS = {
    BODY: "word/_rels/document.xml.rels",
    "word/footnotes.xml": "word/_rels/footnotes.xml.rels",
}


def finished(package: bytes, front: FrontMatter, theme: Theme, images: Sequence[Image]) -> bytes:
    """The finished file, made of what pandoc wrote."""
    parts = unzipped(package)
    _texts(parts, theme, images)
    numbering = parsed(parts["word/numbering.xml"])
    spaced(numbering, theme)
    parts["word/numbering.xml"] = serialised(numbering)
    own = {
        "docProps/core.xml": core(front),
        "docProps/app.xml": app(front),
        "word/settings.xml": settings(theme, front.language),
    }
    parts.update({name: (HEAD + text).encode() for name, text in own.items()})
    for name in EMPTY:
        _dropped(parts, name)
    return zipped(parts)


def _texts(parts: dict[str, bytes], theme: Theme, images: Sequence[Image]) -> None:
    drawings = {named(image): image for image in images if image.suffix == ".svg"}
    numbers = count(1)
    for name, related in TEXTS.items():
        root, relations = parsed(parts[name]), parsed(parts[related])
        lent(root, relations, parsed(parts[TEXTS[BODY]]))
        kept(root, relations, drawings)
        finish(root, theme, numbers)
        if name == BODY:
            _framed(root, theme)
        parts[name], parts[related] = serialised(root), serialised(relations)
    for image in drawings.values():
        parts[f"word/media/{image.name}"] = image.path.read_bytes()
    if drawings:
        types = parsed(parts[TYPES])
        svg = {"Extension": "svg", "ContentType": "image/svg+xml"}
        types.insert(0, types.makeelement(tag("ct:Default"), svg))
        parts[TYPES] = serialised(types)


def _framed(root: Element, theme: Theme) -> None:
    framed(root, theme)
    ground = background(theme)
    if ground:
        root.insert(0, fragment(ground))


def _dropped(parts: dict[str, bytes], name: str) -> None:
    """Take a part out, and every line that names it."""
    parts.pop(name, None)
    for place in (TYPES, "_rels/.rels", "word/_rels/document.xml.rels"):
        root = parsed(parts[place])
        for row in list(root):
            target = row.get("PartName") or row.get("Target") or ""
            if target.strip("/") in {name, name.removeprefix("word/")}:
                root.remove(row)
        parts[place] = serialised(root)
