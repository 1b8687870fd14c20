"""A finished talking book as its players take it: its text, and what is heard when."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from coprod_formats.epub.heard import Heard


@dataclass(frozen=True, slots=True)
class TalkingBook:
    """The files of a talking book by name, and its phrases in the order of the book."""

    files: Mapping[str, bytes]
    heard: tuple[Heard, ...]


def opened(path: Path) -> TalkingBook:
    """Take one of our own talking books apart."""
    with zipfile.ZipFile(path) as book:
        found = {name.partition("/")[2]: book.read(name) for name in book.namelist()}
    tracks = (str(one.get("src")) for one in _tree(found["master.smil"]).iter("ref"))
    return TalkingBook(found, tuple(phrase for track in tracks for phrase in _heard(found, track)))


def _heard(files: Mapping[str, bytes], track: str) -> Iterator[Heard]:
    for par in _tree(files[track.partition("#")[0]]).iter("par"):
        words, sound = par.find("text"), par.find("audio")
        if words is None or sound is None:
            continue
        text, _, place = str(words.get("src")).partition("#")
        start, end = (_seconds(str(sound.get(edge))) for edge in ("clip-begin", "clip-end"))
        yield Heard(text, place, str(sound.get("src")), start, end)


def _seconds(said: str) -> float:
    return float(said.removeprefix("npt=").removesuffix("s"))


def _tree(content: bytes) -> etree._Element:
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
