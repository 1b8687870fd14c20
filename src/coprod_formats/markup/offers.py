"""What the web page says of the other formats of a document: their names, and what each is for.

A use is named by format and suffix; a suffix that has none here is not offered, since it is
made for other programs or for proofreading. Formats that this table lacks, which come from
plug-ins, are offered by the name of the format.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from coprod_formats.languages import primary

KINDS = {
    ".azw3": "AZW3",
    ".brf": "BRF",
    ".docx": "Word",
    ".ebrl": "eBraille",
    ".epub": "EPUB",
    ".html": "HTML",
    ".m4b": "M4B",
    ".mobi": "MOBI",
    ".mp3": "MP3",
    ".mp4": "MP4",
    ".pdf": "PDF",
    ".pef": "PEF",
    ".zip": "ZIP",
}


@dataclass(frozen=True, slots=True)
class Offer:
    """One file as the page offers it; ``kind`` is empty where the name says it already."""

    file: PurePath
    name: str
    kind: str
    purpose: str


def offers(format_: str, files: Sequence[PurePath], slug: str, language: str) -> Iterator[Offer]:
    """The files of a format that people open, in the order of this page's table."""
    table = _TABLES.get(primary(language), _ENGLISH)
    known = {suffix: told for (name, suffix), told in table.items() if name == format_}
    if not known:
        yield from (Offer(file, format_, _kind(file), "") for file in files)
    for suffix, (name, purpose) in known.items():
        kind = "" if KINDS[suffix] in name.split() else KINDS[suffix]
        wanted = rf"{re.escape(slug)}(?:-{format_}|-volume-(\d+))?{re.escape(suffix)}"
        for file in files:
            if told := re.fullmatch(wanted, file.name):
                yield Offer(file, name, f"{kind} {told[1]}" if told[1] else kind, purpose)


def _kind(file: PurePath) -> str:
    return KINDS.get(file.suffix, file.suffix.removeprefix(".").upper())


_Table = dict[tuple[str, str], tuple[str, str]]

_ENGLISH: _Table = {
    ("word", ".docx"): ("Word", "to edit, or to read in your own way"),
    ("pdf", ".pdf"): ("PDF", "to print, or to keep and share"),
    ("large-print", ".docx"): ("Large print", "to read on paper in bigger letters"),
    ("large-print", ".pdf"): ("Large print", "to read on paper in bigger letters"),
    ("easy-read", ".pdf"): ("Easy read", "to read in short sentences with pictures"),
    ("easy-read", ".docx"): ("Easy read", "to read in short sentences with pictures"),
    ("easy-read", ".html"): ("Easy read", "to read in short sentences with pictures"),
    ("audio", ".mp3"): ("Audio", "to listen to"),
    ("audio", ".m4b"): ("Audiobook", "to listen to, chapter by chapter"),
    ("read-aloud", ".epub"): ("Read-aloud EPUB", "to read and hear at once"),
    ("daisy", ".zip"): ("DAISY", "to play on a player of talking books"),
    ("mp4", ".mp4"): ("Film", "to watch and listen to, with captions"),
    ("braille", ".brf"): ("Braille", "to read on a braille display, or to emboss"),
    ("braille", ".pef"): ("Braille", "to emboss"),
    ("braille", ".ebrl"): ("Braille", "to read on a newer braille display"),
    ("epub", ".epub"): ("EPUB", "to read as an e-book"),
    ("mobi", ".mobi"): ("Kindle", "to read on any Kindle"),
    ("mobi", ".azw3"): ("Kindle", "to read on a newer Kindle"),
}

_WELSH: _Table = {
    ("word", ".docx"): ("Word", "i’w olygu, neu i’w ddarllen yn eich ffordd eich hun"),
    ("pdf", ".pdf"): ("PDF", "i’w argraffu, neu i’w gadw a’i rannu"),
    ("large-print", ".docx"): ("Print bras", "i’w ddarllen ar bapur mewn llythrennau mwy"),
    ("large-print", ".pdf"): ("Print bras", "i’w ddarllen ar bapur mewn llythrennau mwy"),
    ("easy-read", ".pdf"): ("Hawdd ei ddeall", "i’w ddarllen mewn brawddegau byr gyda lluniau"),
    ("easy-read", ".docx"): ("Hawdd ei ddeall", "i’w ddarllen mewn brawddegau byr gyda lluniau"),
    ("easy-read", ".html"): ("Hawdd ei ddeall", "i’w ddarllen mewn brawddegau byr gyda lluniau"),
    ("audio", ".mp3"): ("Sain", "i wrando arno"),
    ("audio", ".m4b"): ("Llyfr llafar", "i wrando arno fesul pennod"),
    ("read-aloud", ".epub"): ("EPUB llafar", "i’w ddarllen a’i glywed yr un pryd"),
    ("daisy", ".zip"): ("DAISY", "i’w chwarae ar chwaraewr llyfrau llafar"),
    ("mp4", ".mp4"): ("Ffilm", "i’w gwylio a gwrando arni, gyda chapsiynau"),
    ("braille", ".brf"): ("Braille", "i’w ddarllen ar ddangosydd braille, neu i’w foglynnu"),
    ("braille", ".pef"): ("Braille", "i’w foglynnu"),
    ("braille", ".ebrl"): ("Braille", "i’w ddarllen ar ddangosydd braille mwy newydd"),
    ("epub", ".epub"): ("EPUB", "i’w ddarllen fel e-lyfr"),
    ("mobi", ".mobi"): ("Kindle", "i’w ddarllen ar unrhyw Kindle"),
    ("mobi", ".azw3"): ("Kindle", "i’w ddarllen ar Kindle mwy newydd"),
}

_FRENCH: _Table = {
    ("word", ".docx"): ("Word", "à modifier, ou à lire à votre façon"),
    ("pdf", ".pdf"): ("PDF", "à imprimer, ou à garder et à partager"),
    ("large-print", ".docx"): ("Gros caractères", "à lire sur papier en plus grandes lettres"),
    ("large-print", ".pdf"): ("Gros caractères", "à lire sur papier en plus grandes lettres"),
    ("easy-read", ".pdf"): ("Facile à lire", "à lire en phrases courtes avec des images"),
    ("easy-read", ".docx"): ("Facile à lire", "à lire en phrases courtes avec des images"),
    ("easy-read", ".html"): ("Facile à lire", "à lire en phrases courtes avec des images"),
    ("audio", ".mp3"): ("Audio", "à écouter"),
    ("audio", ".m4b"): ("Livre audio", "à écouter chapitre par chapitre"),
    ("read-aloud", ".epub"): ("EPUB parlant", "à lire et à écouter en même temps"),
    ("daisy", ".zip"): ("DAISY", "à écouter sur un lecteur de livres parlés"),
    ("mp4", ".mp4"): ("Film", "à regarder et à écouter, avec sous-titres"),
    ("braille", ".brf"): ("Braille", "à lire sur une plage braille, ou à embosser"),
    ("braille", ".pef"): ("Braille", "à embosser"),
    ("braille", ".ebrl"): ("Braille", "à lire sur une plage braille récente"),
    ("epub", ".epub"): ("EPUB", "à lire comme livre numérique"),
    ("mobi", ".mobi"): ("Kindle", "à lire sur tout Kindle"),
    ("mobi", ".azw3"): ("Kindle", "à lire sur un Kindle récent"),
}

_TABLES = {"en": _ENGLISH, "cy": _WELSH, "fr": _FRENCH}
