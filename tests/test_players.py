"""What FFprobe, by other people than those of our encoder's binding, finds in sound and film."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from coprod_formats.speech import timetable
from coprod_formats.speech.clock import RATE
from tests.projects import PATIENCE
from tests.shelf import Shelf

NAME = "everything"


@pytest.fixture
def times(shelf: Shelf) -> timetable.Timetable:
    return timetable.read(shelf.folder(NAME, "audio"))


def probed(path: Path, *more: str) -> dict[str, Any]:
    program = shutil.which("ffprobe")
    assert program, "ffprobe is missing: apt-get install ffmpeg"
    shown = ("-show_streams", "-show_format", "-show_chapters")
    asked = [program, "-v", "error", "-of", "json", *shown, *more, str(path)]
    ran = subprocess.run(asked, capture_output=True, check=True, timeout=PATIENCE)
    assert ran.stderr == b""
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def kinds(found: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one["codec_type"], one["codec_name"]) for one in found["streams"]]


def starts(found: dict[str, Any]) -> list[tuple[str, float]]:
    return [(one["tags"]["title"], float(one["start_time"])) for one in found["chapters"]]


def told(times: timetable.Timetable) -> list[tuple[str, Any]]:
    return [(one.title, pytest.approx(one.start / RATE, abs=0.002)) for one in times.sections]


def test_the_film_has_pictures_sound_captions_and_chapters(
    shelf: Shelf, times: timetable.Timetable
) -> None:
    found = probed(shelf.folder(NAME, "mp4") / f"{NAME}.mp4")
    assert kinds(found)[:3] == [("video", "h264"), ("audio", "aac"), ("subtitle", "mov_text")]
    screen, voice, _ = found["streams"][:3]
    assert (screen["width"], screen["height"], screen["pix_fmt"]) == (1920, 1080, "yuv420p")
    assert (voice["channels"], voice["sample_rate"]) == (1, str(RATE))
    for one in found["streams"][:3]:
        assert one["tags"]["language"] == "eng"
        assert float(one["duration"]) == pytest.approx(times.end / RATE, abs=1.5)
    assert starts(found) == told(times)


def test_the_film_says_all_its_captions(shelf: Shelf) -> None:
    folder = shelf.folder(NAME, "mp4")
    found = probed(folder / f"{NAME}.mp4", "-select_streams", "s", "-show_packets")
    shown = [one for one in found["packets"] if int(one["size"]) > 2]
    beside = (folder / f"{NAME}.srt").read_text("utf-8")
    assert len(shown) == beside.count("-->")


def test_the_audiobook_has_sound_a_cover_and_chapters(
    shelf: Shelf, times: timetable.Timetable
) -> None:
    found = probed(shelf.folder(NAME, "audio") / f"{NAME}.m4b")
    # the names of chapters are a track of their own, for players that know no other way
    assert sorted(kinds(found)) == [("audio", "aac"), ("data", "bin_data"), ("video", "png")]
    (cover,) = (one for one in found["streams"] if one["codec_type"] == "video")
    assert cover["disposition"]["attached_pic"] == 1
    assert starts(found) == told(times)
    assert float(found["format"]["duration"]) == pytest.approx(times.end / RATE, abs=0.1)


def test_mp3s_are_of_one_rate_and_as_long_as_the_timetable_says(
    shelf: Shelf, times: timetable.Timetable
) -> None:
    folder = shelf.folder(NAME, "audio")
    files = {folder / f"{NAME}.mp3": times.end}
    files |= {folder / "sections" / one.file: one.end - one.start for one in times.sections}
    for path, length in files.items():
        found = probed(path)
        (sound,) = (one for one in found["streams"] if one["codec_type"] == "audio")
        assert (sound["codec_name"], sound["sample_rate"], sound["channels"]) == ("mp3", "44100", 1)
        assert sound["bit_rate"] == "64000"
        assert float(sound["duration"]) == pytest.approx(length / RATE, abs=0.2), path.name
    assert starts(probed(folder / f"{NAME}.mp3")) == told(times)
