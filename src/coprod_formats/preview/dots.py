"""Braille as dots with the print under each line of them, page by page."""

from __future__ import annotations

from collections.abc import Iterable

from coprod_formats.braille.cells import BLANK
from coprod_formats.braille.edition import edition
from coprod_formats.braille.lines import Line
from coprod_formats.braille.volumes import Volume
from coprod_formats.document import Document
from coprod_formats.markup import attributes, text
from coprod_formats.preview.shown import Shown
from coprod_formats.writers.braille import BrailleOptions

NOTE = "The braille is translated by machine. Let a braille reader proofread it before you publish."


def brailled(document: Document, options: BrailleOptions) -> Shown:
    """Every page of every volume: real braille characters, so that a display shows them too."""
    made = edition(document, options.form)
    several = len(made.volumes) > 1
    pages = [
        _page(_name(volume, number, several), f"page-{volume.number}-{number}", lines)
        for volume in made.volumes
        for number, lines in enumerate(volume.pages, 1)
    ]
    language = attributes(lang=document.front.language)
    return Shown(f'<div class="braille"{language}>\n{"".join(pages)}</div>', note=NOTE)


def _name(volume: Volume, number: int, several: bool) -> str:
    page = f"page {number} of {len(volume.pages)}"
    return f"Volume {volume.number}, {page}" if several else page.capitalize()


def _page(name: str, anchor: str, lines: Iterable[Line]) -> str:
    heading = f"<h2{attributes(id=anchor, lang='en-GB')}>{name}</h2>"
    rows = "\n".join(map(_line, lines))
    # it may be broader than the screen: whoever has no mouse must be able to scroll it
    group = attributes(class_="leaf", role="group", tabindex=0, aria_labelledby=anchor)
    return f'<section class="page">\n{heading}\n<div{group}>\n{rows}\n</div>\n</section>\n'


def _line(line: Line) -> str:
    if not line.cells:
        return '<p class="line empty"></p>'
    cells = line.cells.lstrip(BLANK)
    blank = BLANK * (len(line.cells) - len(cells))
    indent = f'<span class="cells" aria-hidden="true">{blank}</span>' if blank else ""
    return (
        f'<p class="line">{indent}<span class="pair"><span class="cells">{cells}</span> '
        f'<span class="ink">{text(line.ink)}</span></span></p>'
    )
