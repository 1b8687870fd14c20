"""Finished braille read back into print by liblouis: a smoke test that no words are lost.

liblouis is no better a reader than its tables, so a few words in a hundred may come back
otherwise than they went in. What this finds is text that has gone missing.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

from lxml import etree

from coprod_formats.braille import scripts
from coprod_formats.braille.binding import louis
from coprod_formats.braille.cells import BLANK, from_ascii
from coprod_formats.braille.edition import TABLES
from coprod_formats.document import Document
from coprod_formats.walking import notes, plain, sentences

ENOUGH = 0.99  # of a document's words
_LONGEST = 24  # letters; longer words may be parted at the end of a line
_FEW = 3  # words that a short text may lose to liblouis' own faults
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*")
_STRAIGHT = str.maketrans("‘’", "''")


@dataclass(frozen=True, slots=True)
class ReadBack:
    """How many words a document has, and which of them were not heard in its braille."""

    words: int
    lost: tuple[str, ...]

    @property
    def share(self) -> float:
        """The part of the words that was heard, 1.0 for all."""
        return 1 - len(self.lost) / self.words if self.words else 1.0

    @property
    def enough(self) -> bool:
        """Whether no more is lost than liblouis loses of braille that is whole."""
        return self.share >= ENOUGH or len(self.lost) <= _FEW


def read_back(document: Document, folder: Path) -> Mapping[str, ReadBack]:
    """What is heard of a document in each kind of file of its finished braille, by suffix."""
    wanted = Counter(_wanted(document))
    return {
        suffix: _heard(wanted, lines)
        for suffix, read in _READERS.items()
        if (lines := [line for path in sorted(folder.glob(f"*{suffix}")) for line in read(path)])
    }


def _heard(wanted: Counter[str], lines: list[str]) -> ReadBack:
    """By the grade that hears most, since a file need not say its own."""
    found: list[ReadBack] = []
    for tables in reversed(TABLES.values()):
        said = (louis().back_translate(tables, line) for line in lines)
        heard = Counter(word for line in said for word in _words(line))
        found.append(ReadBack(wanted.total(), tuple((wanted - heard).elements())))
        if found[-1].share >= ENOUGH:
            break
    return max(found, key=lambda one: one.share)


def _wanted(document: Document) -> Iterator[str]:
    """The words of a document in letters that its own braille code has."""
    yield from _words(document.front.title)
    bodies = [document.body, *(note.body for note in notes(document.body))]
    for sentence in (one for body in bodies for one in sentences(body)):
        yield from filter(_comes_back, _words(plain(sentence.inlines)))


def _comes_back(word: str) -> bool:
    return len(word) <= _LONGEST and {scripts.script(letter) for letter in word} <= {"", "LATIN"}


def _words(text: str) -> Iterator[str]:
    folded = unicodedata.normalize("NFKC", text).translate(_STRAIGHT).casefold()
    return (found.group() for found in _WORD.finditer(folded))


def _brf(path: Path) -> Iterator[str]:
    for line in path.read_text("ascii").replace("\f", "").splitlines():
        yield from_ascii(line.strip())


def _pef(path: Path) -> Iterator[str]:
    for row in etree.fromstring(path.read_bytes()).iter("{*}row"):
        yield (row.text or "").strip(BLANK)


def _ebrl(path: Path) -> Iterator[str]:
    with ZipFile(path) as archive:
        tree = etree.fromstring(archive.read("ebraille/content.html"))
    for text in tree.itertext():
        yield BLANK.join(str(text).split())


_READERS = {".brf": _brf, ".pef": _pef, ".ebrl": _ebrl}
