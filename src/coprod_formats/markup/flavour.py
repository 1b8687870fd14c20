"""What may differ between formats that are made of markup."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from coprod_formats.document import Asset
from coprod_formats.labels import Labels
from coprod_formats.themes import Side

MEDIA_TYPES = {
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".m4v": "video/mp4",
    ".mov": "video/quicktime",
    ".mp4": "video/mp4",
    ".ogv": "video/ogg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".vtt": "text/vtt",
    ".webm": "video/webm",
}


@dataclass(frozen=True, slots=True)
class Flavour:
    """How one format wants its markup."""

    labels: Labels
    language: str  # of the document, as a BCP 47 tag
    address: Callable[[Asset], str]  # where markup finds a file of the document
    folding: bool = True  # details open and close; else everything stands whole
    spans: bool = True  # each sentence is a span under its own id
    easy: bool = False  # larger letters, for easy read
    pictures: Side = "left"  # where the picture of an idea stands
    lifted: int = 0  # levels that headings rise, where each part has a file of its own
    pages: Mapping[str, int] = field(default_factory=dict)  # printed pages, by first sentence
