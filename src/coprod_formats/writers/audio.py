"""The audio writer: the document read aloud, for players of every kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from shutil import copyfile
from typing import Annotated

from pydantic import BeforeValidator, ConfigDict, Field, model_validator

from coprod_formats.derive.narration import narrate
from coprod_formats.derive.spoken_words import spoken_words
from coprod_formats.derive.utterances import Utterance
from coprod_formats.diagnostics import Diagnostic, warning
from coprod_formats.document import Document
from coprod_formats.labels import labels
from coprod_formats.markup import Flavour, Mark, Play, address, films, page, timed
from coprod_formats.speech import telling, timetable
from coprod_formats.speech.clips import spoken
from coprod_formats.speech.languages import three_letters
from coprod_formats.speech.marks import marks
from coprod_formats.speech.mp3 import LAME
from coprod_formats.speech.packing import LIBAV
from coprod_formats.speech.recording import Targets, Title, record
from coprod_formats.speech.sound import NUMPY
from coprod_formats.speech.voices import (
    LOADER,
    Cast,
    Choice,
    Engine,
    chosen,
    tools_of,
    voice,
)
from coprod_formats.tools import Tool
from coprod_formats.typesetting import TYPST
from coprod_formats.typesetting.cover import cover
from coprod_formats.writers.base import Job, Options

SECTIONS = "sections"  # the folder with one file a section


Chosen = Annotated[Choice, BeforeValidator(chosen)]


class AudioOptions(Options):
    """What people can choose about the reading aloud."""

    model_config = ConfigDict(validate_by_name=True)

    voice: Chosen = Choice()
    speed: Annotated[int, Field(ge=80, le=400)] = 150  # words a minute
    quotations: Chosen | None = None  # who reads what others have said
    languages: dict[str, Chosen] = Field(default_factory=dict)  # who reads which language
    allow_online: Annotated[bool, Field(alias="allow-online")] = False

    @model_validator(mode="after")
    def _see_that_text_may_leave(self) -> AudioOptions:
        if not self.allow_online and any(one.engine is Engine.GTTS for one in self.choices()):
            raise ValueError(
                "sends every sentence to Google where a voice is gtts; if that may be, "
                "say so with allow-online: true"
            )
        return self

    def choices(self) -> tuple[Choice, ...]:
        """Every voice that somebody chose."""
        quoted = (self.quotations,) if self.quotations else ()
        return (self.voice, *quoted, *self.languages.values())

    def calls_for(self) -> tuple[Tool, ...]:
        """What the chosen voices need."""
        return tuple(dict.fromkeys(tool for one in self.choices() for tool in tools_of(one)))


class AudioWriter:
    """Makes MP3, an audiobook, transcripts, and the times of every sentence."""

    name = "audio"
    title = "Audio"
    purpose = "people who would rather listen, at home or on the way"
    options = AudioOptions
    tools: tuple[Tool, ...] = (LOADER, LAME, LIBAV, NUMPY, TYPST)

    def needs(self, _options: AudioOptions) -> tuple[str, ...]:
        """Nothing but the document."""
        return ()

    def write(self, job: Job[AudioOptions]) -> Sequence[Diagnostic]:
        """Speak the document into the job's folder, and write down what was said when."""
        document = job.document
        cast = _cast(job.options)
        utterances = narrate(document)
        made = record(
            spoken(utterances, cast, job.parts),
            _titles(utterances),
            _title(document),
            Targets(job.file(".mp3"), job.file(".m4b"), job.folder / SECTIONS),
            job.parts,
        )
        words = spoken_words(document.front.language)
        narrator = words.narrator.format(voice=cast.main.title)
        times = timetable.Timetable(narrator, made.clips, made.stretches)
        timetable.write(job.folder, times)
        transcript = telling.transcript(utterances, made.clips)
        job.file("-transcript.txt").write_text(transcript, encoding="utf-8")
        report = telling.report(utterances, made.clips)
        job.file("-narration.txt").write_text(report, encoding="utf-8")
        job.file("-transcript.html").write_bytes(_page(job, times).encode())
        for film in films(document):
            copyfile(film.path, job.folder / film.name)
        return (*made.complaints, *_unspoken(utterances, cast))


def _cast(options: AudioOptions) -> Cast:
    """Who speaks; each choice is one voice, however often it was made."""
    speakers = {one: voice(one, options.speed) for one in (Choice(), *options.choices())}
    return Cast(
        speakers[options.voice],
        speakers[Choice()],
        speakers[options.quotations] if options.quotations else None,
        {language: speakers[one] for language, one in options.languages.items()},
    )


def _unspoken(utterances: Sequence[Utterance], cast: Cast) -> Iterator[Diagnostic]:
    """One word on each language that no voice here speaks."""
    parts = {part.language: part for one in utterances for part in one.parts}
    for language, part in sorted(parts.items()):
        if not cast.voice_of(part).speaks(language):
            message = f"no voice here speaks {language}: its words are read as if they were English"
            yield warning("voice-language", message, hint=OTHERS)


OTHERS = "name a voice for it in config.yaml, under languages: of audio"


def _titles(utterances: Sequence[Utterance]) -> Mapping[str, str]:
    """Each section's title under its id: the first thing that is said in it."""
    named: dict[str, str] = {}
    for one in utterances:
        named.setdefault(one.section, one.display)
    return named


def _title(document: Document) -> Title:
    front = document.front
    return Title(
        front.title,
        ", ".join(front.creators) or front.publisher,
        str(front.date.year) if front.date else "",
        three_letters(front.language),
        spoken_words(front.language).genre,
        labels(front.language).contents,
        cover(front),
    )


def _page(job: Job[AudioOptions], times: timetable.Timetable) -> str:
    front = job.document.front
    words = labels(front.language)
    found = {name: Mark(start, shown) for name, start, shown in marks(job.document, times)}
    whole = page(job.document, (), Flavour(words, front.language, address))
    return timed(whole, Play(job.file(".mp3").name), found, words)
