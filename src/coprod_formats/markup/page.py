"""The whole web page: its head, its furniture and its body, in one file."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from string import Template

from coprod_formats.document import Document, KeyFinding
from coprod_formats.labels import translated
from coprod_formats.markup.blocks import blocks, told_apart
from coprod_formats.markup.contents import Entry, outline
from coprod_formats.markup.flavour import Flavour
from coprod_formats.markup.furniture import (
    Download,
    colophon,
    downloads,
    elsewhere,
    masthead,
    navigation,
    open_all,
    settings,
)
from coprod_formats.markup.metadata import metadata
from coprod_formats.markup.notes import TITLE, endnotes
from coprod_formats.markup.tags import attributes, language, text, unparted
from coprod_formats.walking import blocks as every_block

FACES = (("Regular", "400", "normal"), ("Bold", "700", "normal"), ("Italic", "400", "italic"))
FACE = (
    '@font-face {{ font-family: "Atkinson Hyperlegible Next"; font-weight: {weight}; '
    "font-style: {slope}; font-display: swap; "
    'src: url("data:font/woff2;base64,{packed}") format("woff2"); }}\n'
)


def page(document: Document, offered: Sequence[Download], flavour: Flavour) -> str:
    """The page as text: well-formed XML that every browser reads as HTML."""
    front, words = document.front, flavour.labels
    notes = endnotes(document.body, flavour)
    entries = list(outline(document.body, flavour))
    entries += [Entry(TITLE, text(words.notes))] if notes else []
    entries += [Entry("page.formats", text(words.other_formats))] if offered else []
    body = (
        open_all(flavour) if any(map(_opens, every_block(document.body))) else "",
        blocks(document.body, flavour),
        notes,
        downloads(offered, flavour),
    )
    return _template().substitute(
        language=language(front.language) + attributes(class_="easy" if flavour.easy else None),
        policy=policy(),
        title=text(front.title),
        metadata=metadata(document),
        script=_script(),
        style=_style(),
        # our own words are English where the document's language has none
        words="" if translated(front.language) else attributes(lang="en", dir="ltr"),
        skip_to_content=text(words.skip_to_content),
        masthead=masthead(front, unparted if flavour.easy else text),
        elsewhere=elsewhere(offered, flavour),
        settings=settings(flavour),
        navigation=navigation(entries, flavour),
        body=told_apart("\n".join(filter(None, body))),
        colophon=colophon(front, flavour),
    )


def _opens(block: object) -> bool:
    return isinstance(block, KeyFinding) and bool(block.body)


@cache
def policy() -> str:
    """What the browser may load: our own script and style by their digests, and nothing else."""
    return (
        "default-src 'none'; base-uri 'none'; form-action 'none'; "
        f"script-src '{_digest(_script())}'; style-src '{_digest(_style())}'; "
        "img-src data:; font-src data:; media-src 'self' data:"
    )


def _digest(content: str) -> str:
    return f"sha256-{b64encode(sha256(content.encode()).digest()).decode()}"


@cache
def _template() -> Template:
    return Template(_text("page.html"))


@cache
def _script() -> str:
    return _text("page.js")


@cache
def _style() -> str:
    return "\n" + "".join(map(_face, FACES)) + _text("page.css")


def _face(face: tuple[str, str, str]) -> str:
    cut, weight, slope = face
    font = files("coprod_formats") / "data" / "fonts" / f"AtkinsonHyperlegibleNext-{cut}.woff2"
    packed = b64encode(font.read_bytes()).decode()
    return FACE.format(weight=weight, slope=slope, packed=packed)


def _text(name: str) -> str:
    return (files("coprod_formats") / "data" / "web" / name).read_text(encoding="utf-8")
