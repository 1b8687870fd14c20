"""Files of a document in a page that is one file: in the page itself, all but films."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator

from coprod_formats.document import Asset, Document, Video
from coprod_formats.markup.flavour import MEDIA_TYPES
from coprod_formats.walking import blocks, notes


def address(asset: Asset) -> str:
    """Where the page finds a file: inside itself, or beside it where it is a film."""
    kind = MEDIA_TYPES[asset.suffix]
    if kind.startswith("video/"):
        return asset.name
    return f"data:{kind};base64,{b64encode(asset.path.read_bytes()).decode()}"


def films(document: Document) -> Iterator[Asset]:
    """The files that lie beside the page, since they would make it too heavy to open."""
    for body in (document.body, *(note.body for note in notes(document.body))):
        yield from (block.file for block in blocks(body) if isinstance(block, Video))
