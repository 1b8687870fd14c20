"""What a document says of itself before its first word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from coprod_formats.document.assets import Asset


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a document says of itself before its first word; pairs keep the author's order."""

    title: str
    language: str  # BCP 47, such as "en-GB"
    subtitle: str = ""
    creators: tuple[str, ...] = ()
    publisher: str = ""
    date: date | None = None
    rights: str = ""
    description: str = ""
    contact: str = ""
    abbreviations: tuple[tuple[str, str], ...] = ()
    say: tuple[tuple[str, str], ...] = ()
    glossary: tuple[tuple[str, str], ...] = ()
    stamp: str = ""  # what every page says at its foot, such as DRAFT
    bsl: Asset | None = None  # a film of the document in British Sign Language
