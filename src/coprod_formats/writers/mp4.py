"""The film writer: the document read aloud, with its words and pictures on the screen."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import groupby
from shutil import copyfile
from typing import Any

from coprod_formats.derive.narration import narrate
from coprod_formats.derive.storyboard import Shot, storyboard
from coprod_formats.derive.utterances import Utterance
from coprod_formats.diagnostics import Diagnostic
from coprod_formats.document import Document
from coprod_formats.labels import labels
from coprod_formats.markup import Flavour, Mark, Play, address, films, page, timed
from coprod_formats.speech import captions, timetable
from coprod_formats.speech.clock import RATE, Stretch, milliseconds, samples
from coprod_formats.speech.corner import ASIDE, Corner, length
from coprod_formats.speech.filming import Film, Picture, Scene, mp4, pictures
from coprod_formats.speech.languages import three_letters
from coprod_formats.speech.marks import marks
from coprod_formats.speech.packing import LIBAV
from coprod_formats.speech.timetable import Timetable
from coprod_formats.speech.unpacking import aac_of
from coprod_formats.tools import Tool
from coprod_formats.typesetting import TYPST
from coprod_formats.typesetting.slides import PDFIUM, looks, slides
from coprod_formats.writers.base import Job, Options

AUDIO = "audio"
AHEAD = 6  # scenes that may wait for the film to come to them
SCENE = 25 * RATE  # samples after which a scene ends with its slide


class Mp4Options(Options):
    """What people can choose about the film."""


class Mp4Writer:
    """Makes a captioned film in which each sentence is marked as it is read."""

    name = "mp4"
    title = "Film"
    purpose = "people who follow best when they see and hear at once"
    options = Mp4Options
    tools: tuple[Tool, ...] = (LIBAV, TYPST, PDFIUM)

    def needs(self, _options: Mp4Options) -> tuple[str, ...]:
        """The sound, and when each sentence is heard."""
        return (AUDIO,)

    def write(self, job: Job[Mp4Options]) -> Sequence[Diagnostic]:
        """Write the film, and its captions once more beside it."""
        sound = job.inputs[AUDIO]
        times = timetable.read(sound)
        signed = _signed(job.document)
        utterances = narrate(job.document)
        clips = zip(times.clips, map(said, utterances), strict=True)
        cues = captions.cues(clips, times.end)
        job.file(".vtt").write_text(captions.vtt(cues), encoding="utf-8")
        job.file(".srt").write_text(captions.srt(cues), encoding="utf-8")
        heard = aac_of(sound / f"{job.document.slug}.m4b")
        shown = _shown(job, utterances, times, signed)
        job.file("-transcript.html").write_bytes(_page(job, times, cues).encode())
        for film in films(job.document):
            copyfile(film.path, job.folder / film.name)
        mp4(job.file(".mp4"), shown, heard, _film(job.document, times, cues, signed))
        return ()


def said(one: Utterance) -> str:
    """All that is heard, as it is written."""
    return " ".join(filter(None, (one.before, one.display, one.after)))


@dataclass(frozen=True, slots=True)
class _Take:
    """A scene with its shots and the millisecond at which it begins."""

    begins: int
    scene: Scene
    shots: tuple[Shot, ...]


def _signed(document: Document) -> Corner | None:
    """The film in sign language that stands beside the slides, from its beginning."""
    film = document.front.bsl
    return Corner(film.path, film.sha256, 0, length(film.path)) if film else None


def _shown(
    job: Job[Any], utterances: Sequence[Utterance], times: Timetable, signed: Corner | None
) -> Iterator[Picture]:
    """Each scene's pictures, two scenes at a time."""
    with ThreadPoolExecutor(2) as pool:
        waiting = deque[tuple[_Take, Future[list[Picture]]]]()
        for take in _takes(job.document, utterances, times, signed):
            waiting.append((take, pool.submit(_pictures, take, job)))
            if len(waiting) > AHEAD:
                yield from _placed(*waiting.popleft())
        while waiting:
            yield from _placed(*waiting.popleft())


def _pictures(take: _Take, job: Job[Any]) -> list[Picture]:
    aside = ASIDE if take.scene.corner else 0
    return pictures(take.scene, lambda: slides(take.shots, aside=aside), job.parts)


def _placed(take: _Take, made: Future[list[Picture]]) -> Iterator[Picture]:
    for one in made.result():
        yield Picture(take.begins + one.time, one.alone, one.coded)


def _takes(
    document: Document, utterances: Sequence[Utterance], times: Timetable, signed: Corner | None
) -> Iterator[_Take]:
    """Scenes timed from their own beginnings, so that an edit before one leaves it as it was."""
    shots = storyboard(document, utterances)
    sections = groupby(shots, key=lambda one: utterances[one.utterance].section)
    aside = ASIDE if signed else 0
    for section, (_, own) in zip(_lasting(times.sections, signed), sections, strict=True):
        several = list(_scenes(own, times))
        starts = [section.start, *(_start(one[0], times) for one in several[1:])]
        for scene, start, end in zip(several, starts, (*starts[1:], section.end), strict=True):
            shown = (0, *(milliseconds(_start(one, times) - start) for one in scene[1:]))
            begins = milliseconds(start)
            corner = replace(signed, begins=begins) if signed and begins < signed.lasts else None
            name = looks(scene, aside=aside)
            made = Scene(name, shown, milliseconds(end - start), corner)
            yield _Take(begins, made, scene)


def _lasting(sections: Sequence[Stretch], signed: Corner | None) -> Sequence[Stretch]:
    """The sections, the last of which goes on until the last sign is made."""
    *others, last = sections
    end = samples(signed.lasts) if signed else 0
    return (*others, replace(last, end=max(last.end, end)))


def _scenes(shots: Iterable[Shot], times: Timetable) -> Iterator[tuple[Shot, ...]]:
    """Whole slides, for half a minute or until the next heading."""
    scene: list[Shot] = []
    for shot in shots:
        if scene and shot.slide != scene[-1].slide:
            long = _start(shot, times) - _start(scene[0], times) >= SCENE
            if long or shot.slide.kind == "heading":
                yield tuple(scene)
                scene = []
        scene.append(shot)
    if scene:
        yield tuple(scene)


def _start(shot: Shot, times: Timetable) -> int:
    clip = times.clips[shot.utterance]
    return clip.start + int((clip.end - clip.start) * shot.begins)


def _page(job: Job[Any], times: Timetable, cues: Sequence[captions.Cue]) -> str:
    """The document with the film at its top, and times that lead into it."""
    front = job.document.front
    words = labels(front.language)
    found = {name: Mark(start, shown) for name, start, shown in marks(job.document, times)}
    whole = page(job.document, (), Flavour(words, front.language, address))
    play = Play(job.file(".mp4").name, captions.vtt(cues), front.language)
    return timed(whole, play, found, words)


def _film(
    document: Document, times: Timetable, cues: Sequence[captions.Cue], signed: Corner | None
) -> Film:
    front = document.front
    texts = {
        "title": front.title,
        "artist": ", ".join(front.creators) or front.publisher,
        "date": str(front.date.year) if front.date else "",
        "comment": front.description,
    }
    return Film(texts, three_letters(front.language), _lasting(times.sections, signed), cues)
