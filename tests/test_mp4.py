"""The film shows what is heard, marks it, and puts it into captions that can be read."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser

from coprod_formats.derive.narration import narrate
from coprod_formats.derive.storyboard import FULL, storyboard
from coprod_formats.diagnostics import SourceError
from coprod_formats.document import Asset, Block, Document, Paragraph
from coprod_formats.engine.parts import Parts
from coprod_formats.reading import read
from coprod_formats.speech import timetable
from coprod_formats.speech.captions import BROAD, Cue, cues, srt, vtt
from coprod_formats.speech.clock import RATE, Clip
from coprod_formats.speech.corner import ASIDE, EDGE, TOP
from coprod_formats.typesetting.slides import slides
from coprod_formats.writers import find
from coprod_formats.writers.base import Job
from coprod_formats.writers.mp4 import said
from tests import sound
from tests.samples import paragraph, plainest, section
from tests.shelf import Shelf, document_names
from tests.states import faults
from tests.strategies import documents

BOOK = ("everything", "interactive-summary")


@pytest.fixture
def film(shelf: Shelf) -> Path:
    return shelf.folder("everything", "mp4") / "everything.mp4"


@pytest.fixture
def times(shelf: Shelf) -> timetable.Timetable:
    return timetable.read(shelf.folder("everything", "audio"))


def shown(document: Document, times: timetable.Timetable) -> list[Cue]:
    return cues(zip(times.clips, map(said, narrate(document)), strict=True), times.end)


@pytest.mark.parametrize("name", BOOK)
def test_captions_can_be_read_in_the_time_that_they_stand(name: str, shelf: Shelf) -> None:
    times = timetable.read(shelf.folder(name, "audio"))
    check(shown(shelf.document(name), times), times.end)


def check(made: list[Cue], end: int) -> None:
    for cue in made:
        seconds = (cue.end - cue.start) / RATE
        assert len(cue.lines) <= 2
        assert max(map(len, cue.lines)) <= BROAD
        assert len(cue.text) / seconds <= 17.5
        assert seconds >= 1.2
        assert cue.start >= 0
        assert cue.end <= end
    for before, after in pairwise(made):
        assert before.end < after.start


@pytest.mark.parametrize("name", BOOK)
def test_every_word_that_is_heard_is_in_the_captions(name: str, shelf: Shelf) -> None:
    times = timetable.read(shelf.folder(name, "audio"))
    document = shelf.document(name)
    words = "".join("".join(cue.text.split()) for cue in shown(document, times))
    assert words == "".join("".join(said(one).split()) for one in narrate(document))


@pytest.mark.parametrize("name", BOOK)
def test_captions_stand_while_their_words_are_heard(name: str, shelf: Shelf) -> None:
    times = timetable.read(shelf.folder(name, "audio"))
    made = shown(shelf.document(name), times)
    for clip in times.clips:
        word = clip.text.split()[0][:BROAD] if clip.text.split() else ""
        near = [
            cue
            for cue in made
            if cue.start < clip.end + RATE * 3 and cue.end > clip.start - RATE * 3
        ]
        assert any(word in cue.text for cue in near), clip


@given(st.lists(st.tuples(st.text("ab c,.", min_size=1, max_size=300), st.integers(200, 900))))
def test_captions_of_any_speech_can_be_read(spoken: list[tuple[str, int]]) -> None:
    at, clips = 1000, []
    for text, gap in spoken:
        length = max(RATE // 2, len(text) * RATE // 14)
        if text.split():
            clips.append((Clip("i", "s", "sentence", "en", text, text, at, at + length), text))
        at += length + gap * RATE // 1000
    made = cues(clips, at + RATE * 2)
    check(made, at + RATE * 2)
    heard = "".join("".join(text.split()) for _, text in clips)
    assert "".join("".join(cue.text.split()) for cue in made) == heard


def test_more_words_than_time_are_still_all_shown_one_after_the_other() -> None:
    text = "https://example.org/" + "deep/" * 200
    made = cues([(Clip("i", "s", "sentence", "en", text, text, 0, RATE), text)], RATE * 2)
    assert "".join("".join(cue.lines) for cue in made) == text
    assert [a.end < b.start for a, b in pairwise(made)] == [True] * (len(made) - 1)
    assert made[-1].end <= RATE * 2


def test_captions_keep_signs_that_mean_something_in_webvtt() -> None:
    made = [Cue(0, RATE * 2, ("a < b & c --> d",))]
    assert vtt(made) == "WEBVTT\n\n1\n00:00:00.000 --> 00:00:02.000\na &lt; b &amp; c --&gt; d\n"
    assert srt(made) == "1\n00:00:00,000 --> 00:00:02,000\na < b & c --> d\n"


@pytest.mark.parametrize("name", document_names())
def test_everything_on_the_screen_is_read_and_all_that_is_read_is_on_the_screen(
    name: str, shelf: Shelf
) -> None:
    check_shots(shelf.document(name))


@settings(phases=[Phase.explicit, Phase.reuse, Phase.generate])  # the smallest takes minutes
@given(data=st.data())
def test_any_document_is_on_the_screen_as_it_is_read(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.getbasetemp() / "screened"
    folder.mkdir(exist_ok=True)
    check_shots(data.draw(documents(folder)))


@pytest.mark.parametrize("length", range(FULL - 3, FULL + 4))
def test_a_piece_of_a_long_sentence_fits_with_the_space_behind_it(length: int) -> None:
    check_shots(replace(plainest(), body=(paragraph(f"{'x' * length} {'y' * FULL} z"),)))


def check_shots(document: Document) -> None:
    utterances = narrate(document)
    shots = list(storyboard(document, utterances))
    seen: dict[int, str] = {}
    for shot in shots:
        line = "".join(run.text for run in shot.slide.lines[shot.line].runs)
        seen[shot.utterance] = seen.get(shot.utterance, "") + line
        assert shot.slide.lines[shot.line].size <= FULL
    assert list(seen) == list(range(len(utterances)))
    headings = {"", *(one.display for one in utterances)}
    assert {shot.slide.heading for shot in shots} <= headings
    for place, one in enumerate(utterances):
        assert re.sub(r"\s", "", seen[place]).endswith(re.sub(r"\s", "", one.display))
    assert [(a.utterance, a.begins) for a in shots] == sorted(
        (a.utterance, a.begins) for a in shots
    )


def test_slides_are_whole_even_for_the_longest_words(shelf: Shelf) -> None:
    for name in ("long-words", "right-to-left", "signs", "everything"):
        document = shelf.document(name)
        shots = list(storyboard(document, narrate(document)))
        drawn = list(slides(shots))
        assert len(drawn) == len(shots)
        for pixels in drawn:
            assert len(pixels) == 1920 * 1080 * 3
            below = np.frombuffer(pixels, np.uint8).reshape(1080, 1920, 3)[880:]
            assert len(np.unique(below.reshape(-1, 3), axis=0)) == 1, "captions need their place"


def test_the_film_has_its_streams_and_chapters(film: Path, times: timetable.Timetable) -> None:
    with av.open(str(film)) as file:
        (screen,) = file.streams.video
        (voice,) = file.streams.audio
        (told,) = file.streams.subtitles
        assert (screen.width, screen.height, screen.codec.name) == (1920, 1080, "h264")
        assert (voice.codec.name, told.codec.name) == ("aac", "mov_text")
        assert (voice.language, told.language) == ("eng", "eng")
        found = [(one["metadata"]["title"], one["start"]) for one in file.chapters()]
    assert found == [(one.title, round(one.start * 1000 / RATE)) for one in times.sections]
    assert sound.seconds(film) == pytest.approx(times.end / RATE, abs=1)


def test_captions_in_the_film_are_those_beside_it(film: Path) -> None:
    beside = film.with_suffix(".srt").read_text("utf-8")
    with av.open(str(film)) as file:
        inside = [
            bytes(packet)[2:].decode()
            for packet in file.demux(file.streams.subtitles[0])
            if packet.size > 2
        ]
    blocks = [block.split("\n", 2)[2].strip() for block in beside.split("\n\n")]
    assert [one.split("\0")[0] for one in inside] == blocks


def test_sentences_of_the_film_sound_when_the_timetable_says(
    film: Path, times: timetable.Timetable
) -> None:
    heard = sound.decoded(film)
    book = sound.decoded(film.parent.parent / "audio" / "everything.m4b")
    late = [sound.late(heard, book[one.start : one.end], one.start) for one in times.clips]
    assert max(map(abs, late)) <= 5


def test_each_line_is_marked_when_it_is_heard(
    film: Path, times: timetable.Timetable, shelf: Shelf
) -> None:
    document = shelf.document("everything")
    shots = list(storyboard(document, narrate(document)))
    begins = [_begins(shot.utterance, shot.begins, times) for shot in shots]
    alike = {}
    wanted = dict(zip(begins, slides(shots), strict=True))
    for one in times.sections:  # the first slide stands from the beginning of the section
        first = next(clip for clip in times.clips if clip.section == one.id)
        del wanted[round(first.start * 1000 / RATE)]
    with av.open(str(film)) as file:
        for frame in file.decode(video=0):
            shown = round(float((frame.pts or 0) * (frame.time_base or 1)) * 1000)
            # scenes are timed by themselves, which rounds to the millisecond once more
            time = next((one for one in (shown, shown - 1, shown + 1) if one in wanted), None)
            if time is not None:
                pixels = wanted[time]
                seen = frame.to_ndarray(format="bgr24").astype(int)
                drawn = np.frombuffer(pixels, np.uint8).reshape(seen.shape)
                alike[time] = (np.abs(seen - drawn) > 60).any(axis=2).mean()
    assert set(alike) == set(wanted)
    assert max(alike.values()) < 0.002  # the mark behind one word is more than this


def _begins(utterance: int, share: float, times: timetable.Timetable) -> int:
    clip = times.clips[utterance]
    return round((clip.start + int((clip.end - clip.start) * share)) * 1000 / RATE)


def test_no_second_goes_by_without_a_picture(film: Path) -> None:
    with av.open(str(film)) as file:
        shown = [
            float((packet.pts or 0) * (packet.time_base or 1))
            for packet in file.demux(file.streams.video[0])
            if packet.size
        ]
    assert max(np.diff(shown)) <= 1.3


def test_an_edit_draws_its_own_slides_and_no_others(tmp_path: Path) -> None:
    chapters = [
        section(f"c{number}", f"Chapter {number}", *_talk(number)) for number in range(1, 5)
    ]
    parts = Parts(tmp_path / "parts")
    _filmed(replace(plainest(), body=tuple(chapters)), tmp_path / "one", parts)
    before = _kept(parts)
    chapters[0] = section("c1", "Chapter 1", paragraph("Something new."), *_talk(1))
    _filmed(replace(plainest(), body=tuple(chapters)), tmp_path / "two", parts)
    assert len(before) >= 8
    # the clip, its tape in two codecs, and the scene; the list of chapters is not kept
    assert len(_kept(parts) - before) == 4


def _talk(number: int) -> list[Paragraph]:
    return [paragraph(f"This is sentence {place} of chapter {number}.") for place in range(6)]


def _filmed(document: Document, folder: Path, parts: Parts) -> None:
    for name in ("audio", "mp4"):
        (folder / name).mkdir(parents=True)
        writer = find(name)
        inputs = {"audio": folder / "audio"}
        writer.write(Job(document, writer.options(), inputs, folder / name, parts))


def _kept(parts: Parts) -> set[str]:
    assert parts.root is not None
    return {path.name for path in parts.root.rglob("*") if path.is_file()}


RED, BLUE = (200, 30, 30), (30, 30, 200)
SIGNED = 8.0  # seconds of a film that is red for the first half and blue for the second


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A film of somebody signing, as far as anybody can tell from its colours."""
    path = tmp_path_factory.mktemp("bsl") / "bsl.mp4"
    with av.open(str(path), "w") as file:
        screen = file.add_stream("libx264", rate=25, options={"g": "50"})
        screen.width, screen.height, screen.pix_fmt = 360, 480, "yuv420p"
        for number in range(int(SIGNED * 25)):
            pixels = np.full((480, 360, 3), RED if number < SIGNED * 12.5 else BLUE, np.uint8)
            file.mux(screen.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        file.mux(screen.encode(None))
    return path


def with_signs(path: Path, *body: Block) -> Document:
    front = replace(plainest().front, bsl=Asset("b5" * 32, ".mp4", path))
    return replace(plainest(), front=front, body=body)


def shown_in(film: Path) -> dict[float, Any]:
    with av.open(str(film)) as file:
        return {
            float((frame.pts or 0) * (frame.time_base or 1)): frame.to_ndarray(format="rgb24")
            for frame in file.decode(video=0)
        }


def test_signs_stand_beside_the_slides_for_as_long_as_they_last(
    signed: Path, tmp_path: Path
) -> None:
    body = (section("a", "One", *_talk(1)), section("b", "Two", *_talk(2)))
    _filmed(with_signs(signed, *body), tmp_path, Parts(tmp_path / "parts"))
    seen = shown_in(tmp_path / "mp4/plainest.mp4")
    during = {time: look for time, look in seen.items() if time < SIGNED}
    assert len(during) == pytest.approx(SIGNED * 25, abs=3)
    for time, look in seen.items():
        corner = look[TOP + 20 : TOP + 400, 1920 - EDGE - 400 : 1920 - EDGE - 20]
        wanted = RED if time < SIGNED / 2 else BLUE
        signs = (np.abs(corner.astype(int) - wanted).max(axis=2) < 40).mean()
        if abs(time - SIGNED / 2) > 0.05 and abs(time - SIGNED) > 0.05:
            assert (signs > 0.99) == (time < SIGNED), time


def test_the_film_goes_on_until_the_last_sign_is_made(signed: Path, tmp_path: Path) -> None:
    _filmed(with_signs(signed, paragraph("Short.")), tmp_path, Parts(tmp_path / "parts"))
    film = tmp_path / "mp4/plainest.mp4"
    assert sound.seconds(tmp_path / "audio/plainest.m4b") < SIGNED - 0.3
    assert max(shown_in(film)) == pytest.approx(SIGNED, abs=0.1)
    with av.open(str(film)) as file:
        assert file.chapters()[-1]["end"] == pytest.approx(SIGNED * 1000, abs=50)


def test_slides_leave_a_place_for_signs(shelf: Shelf) -> None:
    document = shelf.document("everything")
    shots = list(storyboard(document, narrate(document)))
    for pixels in slides(shots[::4], aside=ASIDE):
        look = np.frombuffer(pixels, np.uint8).reshape(1080, 1920, 3)
        beside = look[:, 1920 - ASIDE :]
        assert len(np.unique(beside.reshape(-1, 3), axis=0)) == 1


def test_a_source_names_its_film_in_sign_language(tmp_path: Path, signed: Path) -> None:
    source = tmp_path / "sources/talk.md"
    source.parent.mkdir()
    (source.parent / "bsl.mp4").write_bytes(signed.read_bytes())
    head = "---\ntitle: A talk\nlang: en-GB\nbsl: {}\n---\n\n# One\n\nHello.\n"
    source.write_text(head.format("bsl.mp4"), encoding="utf-8")
    found = read(source, tmp_path).document.front.bsl
    assert found is not None
    assert found.path == source.parent / "bsl.mp4"
    source.write_text(head.format("bls.mp4"), encoding="utf-8")
    with pytest.raises(SourceError, match=r"talk\.md:4:.*there is no file bls\.mp4") as refused:
        read(source, tmp_path)
    assert refused.value.diagnostics[0].hint == "did you mean bsl.mp4?"


PLAYED = """async () => {
  const film = document.getElementById("page.player");
  film.muted = true;
  await film.play();
  film.currentTime = film.duration / 2;
  await new Promise((done) => film.addEventListener("seeked", done, { once: true }));
  const before = film.currentTime;
  await new Promise((done) => setTimeout(done, 1500));
  const track = film.textTracks[0];
  return {
    ran: film.currentTime - before, size: [film.videoWidth, film.videoHeight],
    cues: track ? track.cues.length : 0, mode: track ? track.mode : "", said: film.error,
  };
}"""


def test_the_film_plays_with_its_captions_in_a_browser(film: Path, browser: Browser) -> None:
    page = browser.new_page()
    try:
        page.goto((film.parent / "everything-transcript.html").as_uri())
        told = page.evaluate(PLAYED)
    finally:
        page.close()
    assert told["ran"] > 0.5
    assert told["size"] == [1920, 1080]
    assert told["cues"] == (film.with_suffix(".vtt")).read_text("utf-8").count("-->")
    assert (told["mode"], told["said"]) == ("showing", None)


def test_the_transcript_is_open_to_everyone(shelf: Shelf, browser: Browser) -> None:
    folder = shelf.folder("notes", "mp4")
    page = browser.new_page()
    try:
        page.goto((folder / "notes-transcript.html").as_uri())
        assert faults(page) == []
    finally:
        page.close()
