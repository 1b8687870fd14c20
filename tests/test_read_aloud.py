"""The book that reads itself: each sentence has its sound, in its place and in its turn."""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from coprod_formats.checks import check
from coprod_formats.derive.narration import narrate
from coprod_formats.judging.judges.epubcheck import class_path
from coprod_formats.proof.readers.found import elements
from coprod_formats.speech import timetable
from coprod_formats.speech.clock import RATE
from coprod_formats.walking import notes, sentences
from tests.projects import PATIENCE
from tests.shelf import Shelf, document_names
from tests.validators.books import ace, epubcheck

SPACES = {"s": "http://www.w3.org/ns/SMIL", "o": "http://www.idpf.org/2007/opf"}
EVERYTHING = ("everything", "interactive-summary", "plainest", "empty", "welsh", "notes", "tables")


def made(shelf: Shelf, name: str) -> Path:
    return shelf.folder(name, "read-aloud") / f"{name}-read-aloud.epub"


def pars(path: Path) -> list[tuple[str, str, float, float]]:
    """Each phrase of a book: its place, its file of sound, and its time in it in seconds."""
    found = []
    with zipfile.ZipFile(path) as opened:
        for name in opened.namelist():
            if name.endswith(".smil"):
                for par in elements(etree.fromstring(opened.read(name)), "//s:par", SPACES):
                    text, audio = par
                    times = (_seconds(str(audio.get(edge))) for edge in ("clipBegin", "clipEnd"))
                    begin, end = times
                    found.append((str(text.get("src")), str(audio.get("src")), begin, end))
    return found


def _seconds(clock: str) -> float:
    hours, minutes, seconds = clock.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)


def test_epubcheck_finds_no_fault_in_any_book(shelf: Shelf) -> None:
    paths = [made(shelf, name) for name in document_names()]
    assert {path.name: said for path, said in epubcheck(paths).items() if said} == {}


def test_epubcheck_has_no_remark_on_usage_either(shelf: Shelf) -> None:
    for name in ("everything", "interactive-summary"):
        asked = ["java", "-jar", str(class_path()[0]), "-u", str(made(shelf, name))]
        ran = subprocess.run(asked, capture_output=True, text=True, check=False, timeout=PATIENCE)
        assert "0 fatals / 0 errors / 0 warnings / 0 infos / 0 usages" in ran.stdout + ran.stderr


def test_ace_finds_no_fault_in_books(shelf: Shelf, tmp_path: Path) -> None:
    paths = [made(shelf, name) for name in document_names()]
    assert {path.name: said for path, said in ace(paths, tmp_path).items() if said} == {}


@pytest.mark.parametrize("name", EVERYTHING)
def test_every_sentence_has_its_sound(name: str, shelf: Shelf) -> None:
    document = shelf.document(name)
    bodies = (document.body, *(note.body for note in notes(document.body)))
    wanted = {one.id for body in bodies for one in sentences(body)}
    spoken = {place.partition("#")[2] for place, _, _, _ in pars(made(shelf, name))}
    described = {one.id for one in narrate(document) if one.role == "description"}
    assert wanted - described <= spoken


@pytest.mark.parametrize("name", EVERYTHING)
def test_no_moment_of_the_sound_is_left_out(name: str, shelf: Shelf) -> None:
    times = timetable.read(shelf.folder(name, "audio"))
    spans: dict[str, list[tuple[float, float]]] = {}
    for _, file, begin, end in pars(made(shelf, name)):
        spans.setdefault(file.rpartition("/")[2], []).append((begin, end))
    for section in times.sections:
        at = 0.0
        for begin, end in sorted(spans[section.file]):
            assert begin == pytest.approx(at, abs=0.002)
            at = end
        assert at == pytest.approx((section.end - section.start) / RATE, abs=0.002)


def test_phrases_are_heard_where_the_timetable_says(shelf: Shelf) -> None:
    times = timetable.read(shelf.folder("everything", "audio"))
    starts = {one.id: one.start for one in times.sections}
    begins = {
        place.partition("#")[2]: begin for place, _, begin, _ in pars(made(shelf, "everything"))
    }
    told = 0
    for clip in times.clips:
        section = next(one for one in times.sections if one.id == clip.section)
        first = clip == next(one for one in times.clips if one.section == section.id)
        if clip.id in begins and not first:
            told += 1
            wanted = (clip.start - starts[clip.section]) / RATE
            assert begins[clip.id] == pytest.approx(wanted, abs=0.002)
    assert told > 50


@pytest.mark.parametrize("name", EVERYTHING)
def test_our_own_checks_find_no_fault(name: str, shelf: Shelf) -> None:
    assert list(check(shelf.folder(name, "read-aloud"))) == []


def altered(path: Path, folder: Path, ending: str, old: str, new: str) -> Path:
    """A copy of a book in which one thing is changed."""
    folder.mkdir()
    made = folder / path.name
    with zipfile.ZipFile(path) as opened, zipfile.ZipFile(made, "w") as copy:
        for item in opened.infolist():
            content = opened.read(item)
            if item.filename.endswith(ending):
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode(), 1)
            copy.writestr(item, content)
    return folder


@pytest.mark.parametrize(
    ("ending", "old", "new", "rule"),
    [
        (
            "chapter-01.smil",
            'clipBegin="0:00:00.000" clipEnd="',
            'clipBegin="0:00:00.000" clipEnd="1',
            "sound-end",
        ),
        (
            ".opf",
            '<meta property="media:active-class">-epub-media-overlay-active</meta>',
            "",
            "sound-active",
        ),
        ("book.css", ".-epub-media-overlay-active {", ".other {", "sound-active"),
    ],
)
def test_our_own_checks_find_what_is_wrong_with_sound(
    ending: str, old: str, new: str, rule: str, shelf: Shelf, tmp_path: Path
) -> None:
    folder = altered(made(shelf, "everything"), tmp_path / "altered", ending, old, new)
    assert f"epub-{rule}" in {one.rule for one in check(folder)}


def test_a_sentence_without_its_sound_is_found(shelf: Shelf, tmp_path: Path) -> None:
    path = made(shelf, "everything")
    with zipfile.ZipFile(path) as opened:
        smil = opened.read("EPUB/chapter-01.smil").decode()
    par = smil[smil.index('<par id="par-2"') : smil.index('<par id="par-3"')]
    folder = altered(path, tmp_path / "altered", "chapter-01.smil", par, "")
    assert "epub-sound-sentence" in {one.rule for one in check(folder)}
