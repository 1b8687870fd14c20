"""The notes of a document, gathered at its end, each with a way back."""

from __future__ import annotations

from collections.abc import Iterable

from coprod_formats.document import Block, Note
from coprod_formats.markup.blocks import blocks
from coprod_formats.markup.flavour import Flavour
from coprod_formats.markup.tags import attributes, text
from coprod_formats.walking import notes

TITLE = "page.notes"  # the dot keeps it apart from ids that come of headings


def endnotes(body: Iterable[Block], flavour: Flavour) -> str:
    """A section of every note, or nothing where there is none."""
    found = sorted(notes(body), key=lambda note: note.number)
    if not found:
        return ""
    items = "\n".join(_note(note, flavour) for note in found)
    named = attributes(class_="notes", role="doc-endnotes", aria_labelledby=TITLE)
    rank = 2 - flavour.lifted
    heading = f"<h{rank}{attributes(id=TITLE)}>{text(flavour.labels.notes)}</h{rank}>"
    return f"<section{named}>\n{heading}\n<ol>\n{items}\n</ol>\n</section>"


def _note(note: Note, flavour: Flavour) -> str:
    back = attributes(
        href=f"#{note.id}.mark",
        role="doc-backlink",
        class_="back",
        aria_label=flavour.labels.back_to_text.format(number=note.number),
    )
    link = f"<a{back}>↩︎</a>"
    inner = blocks(note.body, flavour)
    stem = inner.removesuffix("</p>")
    ended = f"{stem} {link}</p>" if stem != inner else f"{inner}\n<p>{link}</p>"
    return f"<li{attributes(id=note.id, value=note.number)}>{ended}</li>"
