"""Where in a text a thing that is heard stands, if not under its own name."""

from __future__ import annotations

from collections.abc import Mapping

from coprod_formats.document import Document, Figure, Video
from coprod_formats.walking import blocks, notes


def described(document: Document) -> Mapping[str, str]:
    """The picture or film that each description describes, both by their ids."""
    return {
        block.description.id: block.id
        for body in (document.body, *(note.body for note in notes(document.body)))
        for block in blocks(body)
        if isinstance(block, Figure | Video) and block.description
    }
