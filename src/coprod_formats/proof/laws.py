"""Which reader and which law prove each kind of file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from coprod_formats.document import Document
from coprod_formats.proof import by_ear, by_touch, law
from coprod_formats.proof.readers import (
    book,
    cells,
    kindle,
    page,
    sounded,
    tagged_pdf,
    talking_book,
    word,
)
from coprod_formats.proof.readers.cells import Heard
from coprod_formats.proof.readers.found import Found
from coprod_formats.proof.tally import Tally

Law = Callable[[Document, Sequence[Path]], tuple[Tally, ...]]

BACK = "read back by liblouis"
INK = "the print between the lines"


def in_print(read: Callable[[Path], Found]) -> Law:
    """The law of files that have words and marks."""
    return lambda document, paths: law.tallies(document, read(paths[0]))


def beside_sound(read: Callable[[Path], Found]) -> Law:
    """The law of files that have words alone."""
    return lambda document, paths: by_ear.tallies(document, read(paths[0]))


def in_cells(read: Callable[[Sequence[Path]], Heard]) -> Law:
    """The law of braille, heard by the table that makes more of it."""

    def law_of(document: Document, paths: Sequence[Path]) -> tuple[Tally, ...]:
        """What the pages lack, read in whichever direction lacks less."""
        heard = read(paths)
        found = by_touch.tallies(document, heard, BACK)
        if not _lost(found):
            return found
        turned = replace(heard, lines=heard.again, again=heard.lines)
        return min(found, by_touch.tallies(document, turned, BACK), key=_lost)

    return law_of


def _lost(tallies: tuple[Tally, ...]) -> int:
    return sum(len(one.losses) for one in tallies)


def between_lines(document: Document, paths: Sequence[Path]) -> tuple[Tally, ...]:
    """The law of a proof of braille: its print, cut by what braille adds."""
    heard = Heard((tagged_pdf.read(paths[0]).words,), ())
    return by_touch.tallies(document, heard, INK)


LAWS: dict[str, Law] = {  # by the ends of names: the first that fits
    "-proof.pdf": between_lines,
    "-transcript.txt": beside_sound(sounded.read_transcript),
    "clips.json": beside_sound(sounded.read_timetable),
    "-daisy.zip": in_print(talking_book.read),
    ".azw3": in_print(kindle.read_new),
    ".brf": in_cells(cells.read_brf),
    ".docx": in_print(word.read),
    ".ebrl": in_cells(cells.read_ebrl),
    ".epub": in_print(book.read),
    ".html": in_print(page.read),
    ".mobi": in_print(kindle.read_old),
    ".pdf": in_print(tagged_pdf.read),
    ".pef": in_cells(cells.read_pef),
    ".srt": beside_sound(sounded.read_srt),
    ".vtt": beside_sound(sounded.read_webvtt),
}
