"""How long a finished format is, in the measure that its readers know."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf
from lxml import etree

from coprod_formats.braille.geometry import page_size

SOUND = {".mp3", ".m4b", ".mp4"}


@dataclass(frozen=True, slots=True)
class Measures:
    """How many pages, minutes and volumes; none of what a format does not have.

    ``cells`` and ``lines`` are those of a page of braille.
    """

    pages: int = 0
    minutes: int = 0
    volumes: int = 0
    cells: int = 0
    lines: int = 0

    def __str__(self) -> str:
        return ", ".join(self._words())

    def _words(self) -> Iterator[str]:
        if self.minutes:
            yield _several(self.minutes, "minute")
        if self.volumes:
            yield _several(self.volumes, "volume")
        if self.pages:
            of = f" of {self.cells} cells by {self.lines} lines" if self.cells else ""
            yield _several(self.pages, "page") + of


def measure(path: Path, narrated: int = 0) -> Measures:
    """How long one file is; ``narrated`` are the minutes that the whole document takes to hear."""
    match path.suffix:
        case ".pdf":
            return Measures(pages=_pdf_pages(path))
        case ".brf":
            return _sized(Measures(path.read_bytes().count(b"\f")), path)
        case ".pef":
            tree = etree.parse(path)
            volumes = _count(tree, "volume")
            return _sized(Measures(_count(tree, "page"), volumes=volumes), path)
        case _ if path.suffix in SOUND or "read-aloud" in path.name or "daisy" in path.name:
            return Measures(minutes=narrated)
        case _:
            return Measures()


def _sized(measures: Measures, path: Path) -> Measures:
    size = page_size(path)
    return replace(measures, cells=size[0], lines=size[1]) if size else measures


def minutes(audio: Path) -> int:
    """How many minutes a document takes to hear, by its list of clips; 0 where there is none."""
    try:
        told = json.loads((audio / "clips.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return 0
    return max(1, round(float(told["samples"]) / float(told["rate"]) / 60))


def _pdf_pages(path: Path) -> int:
    with pikepdf.open(path) as opened:
        return len(opened.pages)


def _count(tree: etree._ElementTree, name: str) -> int:
    return sum(1 for _ in tree.iter(f"{{*}}{name}"))


def _several(count: int, what: str) -> str:
    return f"{count} {what}{'s' * (count != 1)}"
