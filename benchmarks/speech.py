"""Times voices and all that is heard, beside a shell pipeline of espeak-ng and ffmpeg.

    .venv/bin/python benchmarks/speech.py                     # the summary
    .venv/bin/python benchmarks/speech.py 20000               # a made text of so many words
    .venv/bin/python benchmarks/speech.py --piper voice.onnx  # a voice of Piper's too

The pipeline does what a shell script can: one run of espeak-ng a sentence, then ffmpeg for one
loudness, MP3, M4B, and a film of still pictures with captions. Its pictures and its captions
are ours, made beforehand and not counted.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path

from formats import OURS, Cost, _run
from PIL import Image
from text import document

from coprod_formats.derive.narration import narrate
from coprod_formats.derive.storyboard import Shot, storyboard
from coprod_formats.derive.utterances import Utterance
from coprod_formats.document import Document
from coprod_formats.reading import read
from coprod_formats.speech import timetable
from coprod_formats.speech.voices import Choice, Engine, voice
from coprod_formats.typesetting.slides import slides

PROJECT = Path(__file__).resolve().parent.parent
FIVE = ("audio", "read-aloud", "daisy", "mp4", "html")
SETTINGS = """formats:
  audio:
  read-aloud:
  daisy:
  mp4:
  html: {read-along: true}
limits: {seconds: 86400}
cache: {size: 20 GB}
"""
SAY = 'while read -r line; do n=$((n+1)); espeak-ng -v en-gb -s 150 -w "said/$n.wav" "$line"; done'
JOIN = "for n in $(seq 1 $(ls said | wc -l)); do echo \"file 'said/$n.wav'\"; done > list.txt"
LOUD = "ffmpeg -v error -y -f concat -i list.txt -af loudnorm=I=-19:TP=-3 -ar 44100 all.wav"
MP3 = "ffmpeg -v error -y -i all.wav -b:a 64k all.mp3"
M4B = "ffmpeg -v error -y -i all.wav -c:a aac -b:a 48k all.m4b"
FILM = (
    "ffmpeg -v error -y -f concat -i shots.txt -i all.m4b -i all.srt -vf fps=25,format=yuv420p "
    "-c:v libx264 -preset veryfast -tune stillimage -c:a copy -c:s mov_text all.mp4"
)


def main() -> None:
    """Measure, and print what can stand in benchmarks/README.md."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("words", type=int, nargs="?", help="of a made text; else the summary")
    parser.add_argument("--piper", help="the model of a voice")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        source = _project(folder, asked.words)
        made = read(source, folder).document
        _tell_voices(narrate(made), asked.piper)
        _tell_formats(folder, made, source)


def _project(folder: Path, words: int | None) -> Path:
    """A project with one source, and its path."""
    (folder / "config.yaml").write_text(SETTINGS, encoding="utf-8")
    if words is None:
        shutil.copytree(PROJECT / "sources/img", folder / "sources/img")
        return Path(shutil.copy(PROJECT / "sources/interactive-summary.md", folder / "sources"))
    source = folder / "sources/document.md"
    source.parent.mkdir()
    source.write_text(document(words), encoding="utf-8")
    return source


def _tell_voices(utterances: Sequence[Utterance], model: str | None) -> None:
    print("| voice | speech, s | spoken in, s | times as quick as speech |")
    print("|---|---:|---:|---:|")
    choices = [Choice(), *(Choice(Engine.FLITE, name) for name in ("rms", "slt", "awb"))]
    choices += [Choice(Engine.PIPER, model)] if model else []
    for choice in choices:
        texts = [part.text for one in utterances[:100] for part in one.parts]
        began = time.perf_counter()
        heard = list(voice(choice, 150).speak(texts, "en-GB"))
        took = time.perf_counter() - began
        length = sum(len(one.samples) / 2 / one.rate for one in heard)
        name = f"{choice.engine} {Path(choice.detail).stem}".strip()
        print(f"| {name} | {length:.0f} | {took:.2f} | {length / took:.0f} |", flush=True)
    print()


def _tell_formats(folder: Path, made: Document, source: Path) -> None:
    print("| what | s | of one processor, s | MB |\n|---|---:|---:|---:|")
    before = _worked()
    for name, cost in chain(_ours(folder, source), _peers(folder, made)):
        worked, before = _worked() - before, _worked()
        print(f"| {name} | {cost.seconds:.2f} | {worked:.2f} | {cost.megabytes:.0f} |", flush=True)
    print()


def _worked() -> float:
    """The seconds that all programs so far have kept a processor busy, whatever else ran."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _ours(folder: Path, source: Path) -> Iterator[tuple[str, Cost]]:
    for name in FIVE:
        alone = (*OURS, "render", name, "--executor", "serial")
        yield f"{name}{'' if name == 'audio' else ', with the audio made'}", _run(folder, alone)
    shutil.rmtree(folder / ".cache")
    shutil.rmtree(folder / "outputs")
    yield "all five", _run(folder, (*OURS, "render", "all"))
    text = source.read_text(encoding="utf-8").rstrip()
    at = text.rindex(". ") if ". " in text else text.rindex(".")
    source.write_text(f"{text[:at]} indeed{text[at:]}\n", encoding="utf-8")
    yield "all five, one sentence changed", _run(folder, (*OURS, "render", "all"))


def _peers(folder: Path, made: Document) -> Iterator[tuple[str, Cost]]:
    if not (shutil.which("espeak-ng") and shutil.which("ffmpeg")):
        print("espeak-ng or ffmpeg is not installed: there is nothing to compare with")
        return
    utterances = narrate(made)
    (folder / "said").mkdir()
    said = "\n".join(" ".join(one.spoken.split()) for one in utterances) + "\n"
    (folder / "said.txt").write_text(said, encoding="utf-8")
    sound = f"({SAY}) < said.txt; {JOIN}; {LOUD}; {MP3}; {M4B}"
    yield "a shell's MP3 and M4B", _run(folder, ("sh", "-c", sound))
    times = timetable.read(folder / "outputs" / made.slug / "audio")
    _pictures(folder, list(storyboard(made, utterances)), times)
    shutil.copy(folder / "outputs" / made.slug / "mp4" / f"{made.slug}.srt", folder / "all.srt")
    yield "a shell's film, 25 pictures a second", _run(folder, ("sh", "-c", FILM))


def _pictures(folder: Path, shots: Sequence[Shot], times: timetable.Timetable) -> None:
    """Our slides as files, and how long each is shown."""
    listed = []
    starts = [times.clips[one.utterance].start / 22050 for one in shots]
    ends = [*starts[1:], times.end / 22050]
    for number, pixels in enumerate(slides(shots)):
        drawn = Image.frombytes("RGB", (1920, 1080), pixels, "raw", "BGR")
        drawn.save(folder / f"{number}.png", compress_level=1)
        length = max(0.04, ends[number] - starts[number])
        listed.append(f"file '{number}.png'\nduration {length:.3f}\n")
    (folder / "shots.txt").write_text("".join(listed), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
