"""A recogniser that knows nothing of our clock hears each sentence begin when the clock says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from pocketsphinx import Decoder

from coprod_formats.document import Section
from coprod_formats.speech import timetable
from coprod_formats.speech.clock import Clip
from coprod_formats.speech.voices import Choice, Engine
from coprod_formats.writers.audio import AudioOptions, AudioWriter
from coprod_formats.writers.base import Job
from tests import sound
from tests.shelf import Shelf

SECTION = "key-findings"
HEARD = 16000  # samples a second, as the recogniser's ears want them
ROOM = 3000  # samples of silence before and after what it is given
FIGURES = {"1": "one", "2": "two", "3": "three", "4": "four"}
UNKNOWN = {"resourced": "R IY S AO R S T", "coproduction": "K OW P R AH D AH K SH AH N"}


@pytest.fixture(scope="module")
def recogniser() -> Decoder:
    made = Decoder(
        samprate=HEARD, beam=0, pbeam=0, wbeam=0, maxhmmpf=-1, bestpath=False, loglevel="FATAL"
    )
    for word, sounds in UNKNOWN.items():
        made.add_word(word, sounds, True)
    return made


@pytest.mark.parametrize(("speaker", "at_once"), [("espeak", 1), ("flite slt", 4)])
def test_a_recogniser_hears_sentences_when_the_timetable_says(
    speaker: str, at_once: int, recogniser: Decoder, shelf: Shelf, tmp_path: Path
) -> None:
    """The model is American: of flite's voice it is given four sentences to find at once.

    Of espeak's 63 it hears four late; of flite's, by the same clock, none.
    """
    document = shelf.document("interactive-summary")
    findings = next(one for one in document.body if isinstance(one, Section) and one.id == SECTION)
    name, _, detail = speaker.partition(" ")
    options = AudioOptions(voice=Choice(Engine(name), detail))
    AudioWriter().write(Job(replace(document, body=(findings,)), options, {}, tmp_path))
    times = timetable.read(tmp_path)
    heard = np.rint(sound.decoded(tmp_path / f"{document.slug}.mp3")).astype("<i2")
    clips = [one for one in times.clips if one.section == SECTION]
    late = [
        one
        for several in (clips[at : at + at_once] for at in range(0, len(clips), at_once))
        for one in _late(recogniser, several, heard)
    ]
    assert len(late) == len(clips) > 50
    assert sum(abs(one) <= 0.1 for one in late) >= 0.9 * len(clips)
    assert np.median(np.abs(late)) <= 0.02, "our times are at fault, not the model's ears"


def _late(recogniser: Decoder, clips: Sequence[Clip], heard: NDArray[np.int16]) -> list[float]:
    """By how many seconds each sentence is heard later than it is said to be."""
    several = [_words(one.spoken) for one in clips]
    begins = max(0, clips[0].start - ROOM)
    ears = _sixteen(heard[begins : clips[-1].end + ROOM])
    recogniser.set_align_text(" ".join(word for one in several for word in one))
    recogniser.start_utt()
    recogniser.process_raw(ears.tobytes(), full_utt=True)
    recogniser.end_utt()
    found = [one for one in recogniser.seg() if one.word[0] not in "<["]
    assert len(found) == sum(map(len, several))
    late, at = [], 0
    for clip, words in zip(clips, several, strict=True):
        late.append(found[at].start_frame / 100 + (begins - clip.start) / sound.RATE)
        at += len(words)
    return late


def _words(spoken: str) -> list[str]:
    found = re.findall(r"[a-z']+|\d+", spoken.lower().replace("’", "'").replace("-", " "))
    return [FIGURES.get(word, word) for word in (one.strip("'") for one in found) if word]


def _sixteen(heard: NDArray[np.int16]) -> NDArray[np.int16]:
    """The same at the recogniser's rate, by way of its spectrum."""
    wanted = len(heard) * HEARD // sound.RATE
    spectrum = np.fft.rfft(heard.astype(np.float64))[: wanted // 2 + 1]
    made = np.fft.irfft(spectrum, wanted) * (wanted / len(heard))
    return np.clip(np.rint(made), -32768, 32767).astype("<i2")
