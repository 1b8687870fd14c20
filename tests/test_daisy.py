"""The talking book is whole, valid, and plays what its text says."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from coprod_formats.checks import check
from coprod_formats.derive.narration import narrate
from coprod_formats.proof.readers.found import elements
from coprod_formats.speech import timetable
from coprod_formats.speech.clock import RATE
from coprod_formats.walking import notes, sentences
from tests.shelf import PROJECT, Shelf, document_names
from tests.validators.books import jing, xhtml_dtd

every_document = pytest.mark.parametrize("name", document_names())


def made(shelf: Shelf, name: str) -> Path:
    return shelf.folder(name, "daisy") / f"{name}-daisy.zip"


def files(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as book:
        return {name.partition("/")[2]: book.read(name) for name in book.namelist()}


@pytest.fixture(scope="module")
def dtd(tmp_path_factory: pytest.TempPathFactory) -> etree.DTD:
    return etree.DTD(str(xhtml_dtd(tmp_path_factory.mktemp("dtd"))))


@every_document
def test_pages_are_valid_xhtml(name: str, shelf: Shelf, dtd: etree.DTD) -> None:
    for file, content in files(made(shelf, name)).items():
        if file.endswith(".html"):
            assert dtd.validate(etree.fromstring(content)), (file, str(dtd.error_log))


def test_jing_finds_no_fault_by_our_grammars(shelf: Shelf, tmp_path: Path) -> None:
    grammars = PROJECT / "src/coprod_formats/data/daisy"
    for name in ("everything", "interactive-summary"):
        folder = tmp_path / name
        folder.mkdir()
        for file, content in files(made(shelf, name)).items():
            # jing would ask the network for the DTD that the file names
            text = re.sub(rb"<!DOCTYPE[^>]*>", b"", content) if file != "content.html" else b""
            (folder / file).write_bytes(text)
        assert jing(grammars / "ncc.rng", [folder / "ncc.html"]) == ""
        assert jing(grammars / "smil.rng", sorted(folder.glob("*.smil"))) == ""


@every_document
def test_our_own_checks_find_no_fault(name: str, shelf: Shelf) -> None:
    assert list(check(shelf.folder(name, "daisy"))) == []


@every_document
def test_every_sentence_has_its_sound(name: str, shelf: Shelf) -> None:
    document = shelf.document(name)
    bodies = (document.body, *(note.body for note in notes(document.body)))
    described = {one.id for one in narrate(document) if one.role == "description"}
    wanted = {one.id for body in bodies for one in sentences(body)} - described
    spoken = {
        str(one.get("src")).partition("#")[2]
        for file, content in files(made(shelf, name)).items()
        if file.endswith(".smil")
        for one in elements(etree.fromstring(content), "//text")
    }
    assert wanted <= spoken


def test_no_moment_of_the_sound_is_left_out(shelf: Shelf) -> None:
    times = timetable.read(shelf.folder("everything", "audio"))
    book = files(made(shelf, "everything"))
    for section in times.sections:
        tree = etree.fromstring(book[section.file.replace(".mp3", ".smil")])
        at = 0.0
        for clip in elements(tree, "//audio"):
            begin, end = (_seconds(str(clip.get(edge))) for edge in ("clip-begin", "clip-end"))
            assert begin == pytest.approx(at, abs=0.002)
            at = end
        assert at == pytest.approx((section.end - section.start) / RATE, abs=0.002)


def _seconds(told: str) -> float:
    return float(told.removeprefix("npt=").removesuffix("s"))


def test_the_contents_come_first_and_count_what_they_hold(shelf: Shelf) -> None:
    path = made(shelf, "everything")
    with zipfile.ZipFile(path) as book:
        assert book.namelist()[0] == "everything/ncc.html"
        assert {one.date_time for one in book.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    found = files(path)
    ncc = etree.fromstring(found["ncc.html"])
    told = {
        str(one.get("name")): str(one.get("content"))
        for one in elements(ncc, "//*[local-name()='meta']")
    }
    assert told["ncc:files"] == str(len(found))
    headings = elements(ncc, "//*[local-name()='a']")
    assert told["ncc:tocItems"] == str(len(headings))
    said = [one.display for one in narrate(shelf.document("everything")) if one.role == "heading"]
    assert [str(one.text) for one in headings][1:] == said


ALTERED = [
    ("ncc.html", 'content="Daisy 2.02"', 'content="Daisy 3"', "grammar"),
    ("ncc.html", '<meta name="ncc:totalTime"', '<meta name="ncc:depth"', "statement"),
    ("ncc.html", ".smil#par-", ".smil#nowhere-", "link"),
    ("02-inlines.smil", 'clip-end="npt=', 'clip-end="npt=9', "sound-end"),
    ("02-inlines.smil", "content.html#", "content.html#x", "link"),
    ("02-inlines.smil", 'endsync="last"', 'endsync="first"', "grammar"),
    ("02-inlines.smil", 'src="02-', 'src="99-', "sound-missing"),
    ("content.html", "</body>", "", "xml"),
]


@pytest.mark.parametrize(("file", "old", "new", "rule"), ALTERED)
def test_our_own_checks_find_what_is_wrong(
    file: str, old: str, new: str, rule: str, shelf: Shelf, tmp_path: Path
) -> None:
    altered = tmp_path / "altered.zip"
    with zipfile.ZipFile(altered, "w") as copy:
        for name, content in files(made(shelf, "everything")).items():
            if name == file:
                assert old.encode() in content
                copy.writestr(f"book/{name}", content.replace(old.encode(), new.encode(), 1))
            else:
                copy.writestr(f"book/{name}", content)
    assert f"daisy-{rule}" in {one.rule for one in check(tmp_path)}


def test_a_zip_that_nobody_can_open_is_told(tmp_path: Path) -> None:
    (tmp_path / "broken.zip").write_bytes(b"PK nothing")
    assert [one.rule for one in check(tmp_path)] == ["daisy-unreadable"]


def test_a_zip_without_a_talking_book_is_not_judged(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as other:
        other.writestr("readme.txt", "hello")
    assert list(check(tmp_path)) == []
