"""What is heard is what is written, when it is said to be heard, and equally loud."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import av
import espeakng_loader
import numpy as np
import pytest
from playwright.sync_api import Browser

from coprod_formats.derive.narration import narrate
from coprod_formats.diagnostics import MissingToolError, WriteError
from coprod_formats.document import Document
from coprod_formats.engine.parts import NOT_KEPT, Parts
from coprod_formats.speech import timetable
from coprod_formats.speech.clips import spoken
from coprod_formats.speech.clock import Stretch, told
from coprod_formats.speech.sound import length
from coprod_formats.speech.tape import segments
from coprod_formats.speech.voices import Cast, Choice, Voice, espeak, voice
from coprod_formats.speech.voices.base import Sound
from coprod_formats.writers.audio import AudioOptions, AudioWriter
from coprod_formats.writers.base import Job
from tests import sound
from tests.projects import PATIENCE, Project
from tests.samples import paragraph, plainest, section
from tests.shelf import Shelf
from tests.validators import axe

HEARD = ("everything.mp3", "everything.m4b")


def alone(speaker: Voice) -> Cast:
    """One voice for everything."""
    return Cast(speaker, speaker)


@pytest.fixture
def folder(shelf: Shelf) -> Path:
    return shelf.folder("everything", "audio")


@pytest.fixture
def times(folder: Path) -> timetable.Timetable:
    return timetable.read(folder)


@pytest.fixture(scope="module")
def tape(shelf: Shelf) -> sound.Floats:
    """What was given to the encoders."""
    utterances = narrate(shelf.document("everything"))
    made = segments(spoken(utterances, alone(voice(Choice(), 150)), NOT_KEPT))
    whole = b"".join(one.sound for one in made)
    return np.frombuffer(whole, "<i2").astype(np.float64)


@pytest.mark.parametrize("name", HEARD)
def test_every_sentence_sounds_when_the_timetable_says(
    name: str, folder: Path, times: timetable.Timetable, tape: sound.Floats
) -> None:
    heard = sound.decoded(folder / name)
    drift = [sound.late(heard, tape[one.start : one.end], one.start) for one in times.clips]
    assert len(drift) > 50
    assert max(map(abs, drift)) <= 5


@pytest.mark.parametrize("name", HEARD)
def test_what_is_lost_in_coding_is_little(name: str, folder: Path, tape: sound.Floats) -> None:
    heard = sound.decoded(folder / name)
    size = min(len(heard), len(tape))
    assert abs(len(heard) - len(tape)) <= 1152
    lost = np.square(tape[:size] - heard[:size]).sum() / np.square(tape[:size]).sum()
    assert 10 * np.log10(lost) <= -24


def test_each_section_is_a_file_that_holds_its_part_of_the_whole(
    folder: Path, times: timetable.Timetable, tape: sound.Floats
) -> None:
    for one in times.sections:
        heard = sound.decoded(folder / "sections" / one.file)
        assert abs(sound.late(heard, tape[one.start : one.end], 0)) <= 5
        assert abs(len(heard) - (one.end - one.start)) <= 600
    assert len(list((folder / "sections").iterdir())) == len(times.sections)


def test_the_timetable_tells_every_utterance_in_order(
    shelf: Shelf, times: timetable.Timetable
) -> None:
    utterances = narrate(shelf.document("everything"))
    assert [one.id for one in times.clips] == [one.id for one in utterances]
    assert [one.text for one in times.clips] == [one.display for one in utterances]
    for before, after in zip(times.clips, times.clips[1:], strict=False):
        assert before.start < before.end < after.start
    ends = [one.end for one in times.sections]
    assert [one.start for one in times.sections] == [0, *ends[:-1]]


@pytest.mark.parametrize("name", HEARD)
def test_speech_is_as_loud_as_it_is_asked_to_be(name: str, folder: Path) -> None:
    loudness, peak = sound.loudness(folder / name)
    assert loudness == pytest.approx(-19, abs=0.5)
    assert peak <= -3


def test_the_whole_mp3_has_chapters_and_a_cover(folder: Path, times: timetable.Timetable) -> None:
    tags = sound.tags(folder / "everything.mp3")
    found = [
        (str(one.sub_frames["TIT2"]), one.start_time, one.end_time) for one in tags.getall("CHAP")
    ]
    assert found == [_chapter(one) for one in times.sections]
    (listed,) = tags.getall("CTOC")
    assert len(listed.child_element_ids) == len(times.sections)
    (picture,) = tags.getall("APIC")
    assert picture.data.startswith(b"\x89PNG")


def test_the_audiobook_has_chapters_and_a_cover(folder: Path, times: timetable.Timetable) -> None:
    with av.open(str(folder / "everything.m4b")) as file:
        found = [(one["metadata"]["title"], one["start"], one["end"]) for one in file.chapters()]
        assert file.streams.audio[0].language == "eng"
    assert found == [_chapter(one) for one in times.sections]
    tags = sound.tags(folder / "everything.m4b")
    assert tags["covr"][0].startswith(b"\x89PNG")
    assert sound.seconds(folder / "everything.m4b") == pytest.approx(times.end / 22050, abs=0.1)


def _chapter(one: Stretch) -> tuple[str, int, int]:
    return one.title, round(one.start * 1000 / 22050), round(one.end * 1000 / 22050)


def test_sections_are_numbered_for_players(folder: Path, times: timetable.Timetable) -> None:
    for number, one in enumerate(times.sections, 1):
        tags = sound.tags(folder / "sections" / one.file)
        assert str(tags["TIT2"]) == one.title
        assert str(tags["TRCK"]) == f"{number}/{len(times.sections)}"
        assert one.file.startswith(f"{number:02}-")


def test_the_transcript_has_all_that_is_said_and_when(
    folder: Path, times: timetable.Timetable
) -> None:
    text = (folder / "everything-transcript.txt").read_text("utf-8")
    flat = " ".join(text.split())
    place = 0
    for one in times.clips:
        place = flat.index(" ".join(one.text.split()), place)
    first = {one.section: one for one in reversed(times.clips)}
    assert [one for one in first.values() if f"[{told(one.start)}]" not in text] == []


def test_the_report_names_what_is_read_by_guesswork(tmp_path: Path) -> None:
    folder = written(replace(plainest(), body=(paragraph("Ask the XQZ."),)), tmp_path)
    report = (folder / "plainest-narration.txt").read_text("utf-8")
    assert "XQZ: X Q Z\n      in: Ask the XQZ." in report


def written(document: Document, folder: Path, parts: Parts = NOT_KEPT) -> Path:
    folder.mkdir(exist_ok=True)
    AudioWriter().write(Job(document, AudioOptions(), {}, folder, parts))
    return folder


def test_files_do_not_depend_on_what_is_kept(tmp_path: Path) -> None:
    document = replace(plainest(), body=(section("one", "One", paragraph("Two words.")),))
    parts = Parts(tmp_path / "parts")
    folders = [
        written(document, tmp_path / name, kept)
        for name, kept in (("none", NOT_KEPT), ("empty", parts), ("full", parts))
    ]
    first, *others = [
        {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        for folder in folders
    ]
    assert others == [first, first]


def test_a_damaged_piece_is_made_again(tmp_path: Path) -> None:
    parts = Parts(tmp_path)
    parts.put(b"piece", "made", "of")
    (path,) = (one for one in tmp_path.rglob("*") if one.is_file())
    path.write_bytes(path.read_bytes()[:-1])
    assert parts.get("made", "of") is None


def test_pieces_that_were_not_used_for_long_go_first(tmp_path: Path) -> None:
    parts = Parts(tmp_path)
    for number in range(4):
        parts.put(bytes(1000), "made of", str(number))
        for path in tmp_path.rglob("*"):
            if path.is_file():
                os.utime(path, (path.stat().st_atime, path.stat().st_mtime - 10))
    parts.prune(2100)
    assert [parts.get("made of", str(number)) is None for number in range(4)] == [
        True,
        True,
        False,
        False,
    ]


@dataclass
class Counting:
    """A voice that counts what it is asked for; another voice speaks."""

    speaker: Voice
    texts: list[str] = field(default_factory=list)
    name: str = "counting"
    title: str = "counting"

    def speaks(self, _language: str) -> bool:
        return True

    def key(self, language: str) -> str:
        return f"counting {language}"

    def speak(self, texts: Sequence[str], language: str) -> Iterable[Sound]:
        self.texts += texts
        return self.speaker.speak(texts, language)


def test_one_sentence_edited_is_one_sentence_spoken(tmp_path: Path) -> None:
    speaker, parts = Counting(voice(Choice(), 150)), Parts(tmp_path)
    body = tuple(paragraph(f"Sentence number {number}.") for number in range(30))
    list(spoken(narrate(replace(plainest(), body=body)), alone(speaker), parts))
    speaker.texts.clear()
    changed = (*body[:10], paragraph("Another sentence."), *body[11:])
    list(spoken(narrate(replace(plainest(), body=changed)), alone(speaker), parts))
    assert speaker.texts == ["Another sentence."]


class Silent(Counting):
    """A voice that breaks down, or says nothing."""

    flaw = "the voice broke down"

    def speak(self, texts: Sequence[str], _language: str) -> Sequence[Sound]:
        return [Sound(b"", 22050, self.flaw) for _ in texts]


def test_a_sentence_that_cannot_be_said_is_told_and_kept_in_its_place(tmp_path: Path) -> None:
    speaker = Silent(voice(Choice(), 150))
    utterances = narrate(replace(plainest(), body=(paragraph("Hard words."),)))
    said = list(spoken(utterances, alone(speaker), Parts(tmp_path)))
    assert [length(one.sound) > 0 for one in said] == [True, True, True]
    (complaint,) = said[-1].complaints
    assert "“Hard words.” is not heard: the voice broke down" in str(complaint)
    assert list(tmp_path.rglob("*")) == []


STAND_IN = """
import os, signal, sys, time
from coprod_formats.speech.voices.espeak_program import alone

class Library:
    def espeak_SetSynthCallback(self, _): pass
    def espeak_Synth(self, *_): {fault}

print(alone(Library(), "Hello.", 1))
"""


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("os.kill(os.getpid(), signal.SIGSEGV)", "the voice broke down"),
        ("os._exit(3)", "the voice broke down"),
        ("time.sleep(60)", "it did not end in time"),
    ],
)
def test_a_voice_that_crashes_or_hangs_costs_one_sentence(fault: str, told: str) -> None:
    program = STAND_IN.format(fault=fault)
    ended = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE,
    )
    status, heard = ast.literal_eval(ended.stdout)
    assert (heard, espeak._why(status)) == (b"", told)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"place": "/nowhere"}, "cannot read its own words and sounds"),
        ({"voice": "xx/none"}, "no voice xx/none"),
        ({"library": "/nowhere.so"}, "nowhere.so"),
    ],
)
def test_espeak_without_its_parts_is_told(
    change: dict[str, str], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    dumps = json.dumps
    monkeypatch.setattr(json, "dumps", lambda asked: dumps(asked | change))
    with pytest.raises((WriteError, MissingToolError), match=told):
        list(espeak.EspeakVoice().speak(["Hello."], "en"))


def test_a_long_path_to_the_sounds_is_no_hindrance(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / ("long" * 40)
    place.symlink_to(espeakng_loader.get_data_path())
    voice_ = espeak.voice_of("en")
    monkeypatch.setattr(espeakng_loader, "get_data_path", lambda: str(place))
    assert voice_ == "gmw/en"
    (heard,) = espeak.EspeakVoice().speak(["Hello."], "en")
    assert len(heard.samples) > 10_000


def test_the_same_words_are_the_same_sound_whatever_came_before() -> None:
    speaker = espeak.EspeakVoice()
    (alone,) = speaker.speak(["Hello there."], "en")
    *_, after = speaker.speak(
        ["One.", "Something quite different, and long.", "Hello there."], "en"
    )
    assert alone == after


def test_no_text_of_any_script_stops_the_voice() -> None:
    """A block of Unicode begins at a row of sixteen: of each row there is a letter or two."""
    texts = ["word " * 2000, "", " ", "...", "a" * 10_000, "\0", "<speak>", "[[x"]
    texts += ["".join(_rows(start, start + 0x400)) for start in range(0, 0x110000, 0x400)]
    heard = list(espeak.EspeakVoice().speak(texts, "en"))
    assert len(heard) == len(texts)
    assert [one.flaw for one in heard if one.flaw] == []
    assert len(heard[0].samples) > 22050 * 2 * 100


def _rows(start: int, end: int) -> Iterator[str]:
    """The first and the last printable letter of each row of sixteen."""
    for row in range(start, end, 16):
        letters = [chr(code) for code in range(row, row + 16) if chr(code).isprintable()]
        yield from dict.fromkeys((*letters[:1], *letters[-1:]))


@pytest.mark.parametrize(
    ("language", "name"), [("en-GB", "gmw/en"), ("cy", "cel/cy"), ("fr", "roa/fr")]
)
def test_each_language_has_its_voice(language: str, name: str) -> None:
    assert espeak.voice_of(language) == name


def test_the_transcript_is_open_to_everyone(shelf: Shelf, browser: Browser) -> None:
    folder = shelf.folder("notes", "audio")
    page = browser.new_page(viewport={"width": 4000, "height": 1000})
    try:
        page.goto((folder / "notes-transcript.html").as_uri())
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        assert axe(page) == ([], [])
    finally:
        page.close()


def test_a_run_that_is_killed_while_it_speaks_is_gone_on_with(tmp_path: Path) -> None:
    text = "---\ntitle: A long talk\nlang: en-GB\n---\n\n# Talk\n\n"
    text += "".join(f"This is sentence number {number}.\n" for number in range(400))
    folders = {name: tmp_path / name for name in ("killed", "whole")}
    for folder in folders.values():
        Project(folder).source("talk", text)
        Project(folder).settings("formats:\n  audio:\n")
    killed, whole = (Project(folder) for folder in folders.values())
    with killed.start("render", "audio", "--executor", "serial") as running:
        while len(_pieces(killed)) < 20 and running.poll() is None:
            time.sleep(0.01)
        running.kill()
    kept = _pieces(killed)
    assert not (killed.folder / "outputs").exists()
    assert killed.run("render", "audio").code == whole.run("render", "audio").code == 0
    after = _pieces(killed)
    assert {name: after[name] for name in kept} == kept, "what was spoken is not spoken again"
    assert len(kept) < len(after) - 100
    assert set(after) == set(_pieces(whole))
    made = "outputs/talk/audio/talk.mp3"
    assert (killed.folder / made).read_bytes() == (whole.folder / made).read_bytes()


def _pieces(project: Project) -> dict[str, tuple[int, int]]:
    """Each whole piece that is kept, and which file it is: one that is made again is another."""
    found = (project.folder / ".cache/parts").glob("??/*")
    whole = ((path, path.stat()) for path in found if not path.name.startswith("tmp"))
    return {path.name: (about.st_ino, about.st_mtime_ns) for path, about in whole}


def test_no_text_of_any_script_is_lost_from_a_document() -> None:
    texts = ["word " * 2000, "a" * 10_000, "…", "—"]
    for start in range(0x20, 0x30000, 0x800):
        block = [chr(code) for code in range(start, start + 0x800) if chr(code).isprintable()]
        texts.append("".join(block[:40]))
    body = tuple(paragraph(text) for text in texts if text.strip())
    said = list(
        spoken(narrate(replace(plainest(), body=body)), alone(voice(Choice(), 400)), NOT_KEPT)
    )
    assert len(said) == len(body) + 2
    for one in said:
        assert length(one.sound) > 0
        told = [str(complaint) for complaint in one.complaints]
        assert all("is not heard" in complaint for complaint in told)
    assert sum(bool(one.complaints) for one in said) < len(said) / 3
