"""What the preview reads out of finished files is what stands in them."""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from coprod_formats.daisy.opened import opened as talking
from coprod_formats.document import Section, Table
from coprod_formats.engine.graph import Pulse
from coprod_formats.epub.heard import clock, heard
from coprod_formats.epub.opened import opened
from coprod_formats.kindle.chapters import chapters
from coprod_formats.kindle.reader import books
from coprod_formats.preview import word
from coprod_formats.preview.making import Subject, now
from coprod_formats.sheets import Sheet
from coprod_formats.speech import timetable
from coprod_formats.speech.clock import seconds
from coprod_formats.themes import THEMES, ThemeName
from coprod_formats.typesetting import drawings
from coprod_formats.typesetting.paged import page_pictures, page_texts
from coprod_formats.walking import blocks, plain
from coprod_formats.wordprocessing.office import LIBREOFFICE
from coprod_formats.wordprocessing.outline import outline
from tests.shelf import Shelf

NAMES = ("everything", "notes")


def words(content: bytes) -> str:
    """The words of a page's body, one space between them."""
    tree = etree.fromstring(content)
    body = tree.find("{http://www.w3.org/1999/xhtml}body")
    assert body is not None
    return " ".join(" ".join(map(str, body.itertext())).split())


@pytest.mark.parametrize("name", NAMES)
def test_the_chapters_of_a_kindle_book_are_pages_that_lead_to_each_other(
    name: str, shelf: Shelf
) -> None:
    (path,) = shelf.folder(name, "mobi").glob("*.azw3")
    found = chapters(books(path.read_bytes())[-1])
    ids = {file: set(re.findall(rb'\sid="([^"]+)"', text)) for file, text in found.texts.items()}
    for text in found.texts.values():
        assert b"kindle:" not in text
        for target in re.findall(rb'(?:href|src)="([^"]+)"', text):
            file, _, place = target.decode().partition("#")
            if ":" in file:
                continue
            assert file in found.texts or file in found.others
            assert not place or place.encode() in ids[file]
    book = opened(shelf.folder(name, "epub") / f"{name}.epub")
    whole = " ".join(words(one) for one in found.texts.values())
    for section in (one for one in blocks(shelf.document(name).body) if isinstance(one, Section)):
        assert plain(section.title.inlines) in whole
    assert len(found.texts) == len(book.spine) - 1  # the cover is a picture of its own


@pytest.mark.parametrize("name", NAMES)
def test_a_word_files_stops_are_those_of_the_document(name: str, shelf: Shelf) -> None:
    document = shelf.document(name)
    stops = outline(shelf.folder(name, "word") / f"{name}.docx")
    headings = [(one.level, one.words) for one in stops if one.kind == "heading"]
    assert headings[0] == (1, document.front.title)
    sections = [one for one in blocks(document.body) if isinstance(one, Section)]
    for section in sections:
        assert (section.level, plain(section.title.inlines)) in headings
    tables = [one for one in blocks(document.body) if isinstance(one, Table)]
    told = [one.size for one in stops if one.kind == "table"]
    for table in tables:
        assert (1 + len(table.rows), len(table.header)) in told


def test_what_is_heard_in_a_book_is_what_was_spoken(shelf: Shelf) -> None:
    times = timetable.read(shelf.folder("notes", "audio"))
    (path,) = shelf.folder("notes", "read-aloud").glob("*.epub")
    book = opened(path)
    phrases = list(heard(book))
    assert {one.place for one in phrases} >= {
        one.id for one in times.clips if one.role == "sentence"
    }
    for one in phrases:
        assert one.place in book.ids[one.text]
        assert one.sound in book.files
        assert 0 <= one.start < one.end
    assert sum(one.end - one.start for one in phrases) == pytest.approx(
        seconds(times.end), abs=0.05
    )


def test_what_is_heard_in_a_talking_book_is_what_was_spoken(shelf: Shelf) -> None:
    times = timetable.read(shelf.folder("notes", "audio"))
    book = talking(shelf.folder("notes", "daisy") / "notes-daisy.zip")
    for one in book.heard:
        assert f'id="{one.place}"'.encode() in book.files[one.text]
        assert posixpath.splitext(one.sound)[1] == ".mp3"
        assert one.sound in book.files
    total = sum(one.end - one.start for one in book.heard)
    assert total == pytest.approx(seconds(times.end), abs=0.05)


@pytest.mark.parametrize(
    ("said", "seconds_"), [("0:00:02.500", 2.5), ("1:02:03.000", 3723.0), ("4.25s", 4.25)]
)
def test_clock_values_are_seconds(said: str, seconds_: float) -> None:
    assert clock(said) == seconds_


def test_drawings_and_pictures_of_pages_are_as_many_as_the_pages(
    shelf: Shelf, tmp_path: Path
) -> None:
    made = drawings(shelf.document("everything"), THEMES[ThemeName.CLEAR], Sheet())
    path = shelf.folder("everything", "pdf") / "everything.pdf"
    pages = len(page_texts(path))
    assert len(made) == pages
    assert all(one.startswith("<svg") and "<script" not in one for one in made)
    pictures = list(page_pictures(path, 40))
    assert len(pictures) == pages
    content, width, height = pictures[0]
    assert content.startswith(b"\x89PNG")
    (tmp_path / "page.png").write_bytes(content)
    from PIL import Image

    with Image.open(tmp_path / "page.png") as shown:
        assert shown.size == (width, height)
        assert len(shown.convert("L").getcolors() or ()) > 2  # there are letters on it


def test_without_libreoffice_the_stops_are_shown_and_how_to_get_pages(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = replace(LIBREOFFICE, name="no-such-office")
    monkeypatch.setattr(word, "LIBREOFFICE", missing)
    (shown,) = word.word(shelf.document("notes"), shelf.folder("notes", "word"), "Word")
    assert "What a screen reader meets" in shown.fragment
    assert shown.files == {}
    assert "LibreOffice is not installed here" in shown.note
    assert "apt install libreoffice-writer-nogui" in shown.note


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        ((), "This is about to begin."),
        (("small",), "The source is being read."),
        (("small/word",), "Now being made: Word."),
        (("small/word/check", "small"), "Now being made: Word. It is being checked."),
        (("small/pdf",), "Now being made: PDF, which this format needs."),
    ],
)
def test_what_is_being_made_is_told_in_words(steps: tuple[str, ...], told: str) -> None:
    assert now(Pulse(steps), Subject("small", "word")) == told
