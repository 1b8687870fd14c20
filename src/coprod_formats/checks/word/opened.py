"""A Word file as its rules see it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from coprod_formats.archives import DAMAGE
from coprod_formats.wordprocessing.openxml import Element, UnreadableError, found, parsed
from coprod_formats.wordprocessing.packaging import unzipped

TEXTS = re.compile(r"word/(document|footnotes|endnotes|header\d*|footer\d*)\.xml")
BODY = "word/document.xml"
STYLES = "word/styles.xml"


class NotWordError(Exception):
    """The file cannot be read as a Word file."""


FAULTS: tuple[type[Exception], ...] = (UnreadableError, *DAMAGE)


@dataclass(frozen=True, slots=True)
class Opened:
    """A Word file as its rules see it: trees by the names of their parts."""

    parts: dict[str, Element]

    @property
    def texts(self) -> Iterator[tuple[str, Element]]:
        """The parts that hold words for readers, the body first."""
        names = sorted(self.parts, key=lambda name: (name != BODY, name))
        return ((name, self.parts[name]) for name in names if TEXTS.fullmatch(name))

    def all(self, path: str) -> Iterator[Element]:
        """The elements that a path leads to in any part that holds words."""
        return (one for _, root in self.texts for one in found(root, path))

    def in_part(self, name: str, path: str) -> list[Element]:
        """The elements that a path leads to in one part; none where the part is missing."""
        return found(self.parts[name], path) if name in self.parts else []


def opened(path: Path) -> Opened:
    """The parts of a Word file, or an error that says why it is none."""
    try:
        parts = unzipped(path.read_bytes())
        trees = {name: part for name, part in parts.items() if name.endswith((".xml", ".rels"))}
        file = Opened({name: parsed(part) for name, part in trees.items()})
    except FAULTS as fault:
        raise NotWordError(str(fault)) from fault
    if BODY not in file.parts:
        raise NotWordError("it has no text")
    return file


def start(text: str) -> str:
    """The first words of a longer text, to say which one is meant."""
    return text if len(text) <= 40 else f"{text[:39]}…"
