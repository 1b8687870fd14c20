"""A whole narration as files of sound, one pass over it: no more than a few minutes are held."""

from __future__ import annotations

import shutil
import struct
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from coprod_formats.derive.utterances import OPENING
from coprod_formats.diagnostics import Diagnostic
from coprod_formats.engine.parts import Parts
from coprod_formats.speech.clips import Spoken
from coprod_formats.speech.clock import Clip, Stretch
from coprod_formats.speech.id3 import tag
from coprod_formats.speech.mp3 import frames
from coprod_formats.speech.packing import Book, m4b, packets
from coprod_formats.speech.tape import Segment, segments

AHEAD = 4  # segments that may wait for their encoders
UNNAMED = OPENING, "glossary"  # sections whose ids are ours: their files are named by their titles


@dataclass(frozen=True, slots=True)
class Title:
    """What a recording tells of itself."""

    title: str
    creator: str
    year: str
    language: str  # three letters, as ISO 639-2 has them
    genre: str
    contents: str  # what the list of chapters is called
    cover: bytes  # PNG


@dataclass(frozen=True, slots=True)
class Recording:
    """When everything sounds, and what the maker must know."""

    clips: tuple[Clip, ...]
    stretches: tuple[Stretch, ...]
    complaints: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Targets:
    """Where the sound goes."""

    whole: Path  # MP3
    book: Path  # M4B
    sections: Path  # a folder, for one MP3 a section


def record(
    several: Iterable[Spoken], titles: Mapping[str, str], title: Title, to: Targets, parts: Parts
) -> Recording:
    """Write every file; ``titles`` names each section by its id, in order."""
    to.sections.mkdir()
    complaints: list[Diagnostic] = []
    with TemporaryFile() as spool:
        clips, stretches = _sections(
            _heard(several, complaints), titles, title, (to.sections, spool, parts)
        )
        spool.seek(0)
        texts = {"title": title.title, "artist": title.creator, "album": title.title}
        texts |= {"genre": title.genre, "date": title.year}
        m4b(to.book, _unspooled(spool), Book(texts, title.language, stretches, title.cover))
    _join(to, title, stretches)
    return Recording(tuple(clips), tuple(stretches), tuple(complaints))


def _heard(several: Iterable[Spoken], complaints: list[Diagnostic]) -> Iterator[Spoken]:
    for one in several:
        complaints += one.complaints
        yield one


def _sections(
    several: Iterable[Spoken],
    titles: Mapping[str, str],
    title: Title,
    to: tuple[Path, IO[bytes], Parts],
) -> tuple[list[Clip], list[Stretch]]:
    folder, spool, parts = to
    clips: list[Clip] = []
    stretches: list[Stretch] = []
    for segment, mp3, aac in _encoded(segments(several), parts):
        clips += segment.clips
        if stretches and stretches[-1].id == segment.section:
            stretches[-1] = replace(stretches[-1], end=segment.end)
        else:
            number = len(stretches) + 1
            named = titles[segment.section]
            own = "" if segment.section in UNNAMED else segment.section
            file = _file_name(number, own or named)
            stretches.append(Stretch(segment.section, named, file, segment.start, segment.end))
            (folder / file).write_bytes(_tag(title, named, f"{number}/{len(titles)}"))
        with (folder / stretches[-1].file).open("ab") as sound:
            sound.write(mp3)
        for packet in aac:
            spool.write(struct.pack("<I", len(packet)) + packet)
    return clips, stretches


def _file_name(number: int, name: str) -> str:
    """A name by which people find a section among its neighbours."""
    words = "".join(one for one in name.casefold() if one.isalnum() or one in " -").split()
    return f"{'-'.join((f'{number:02}', *words))[:40].strip('-')}.mp3"


Encoded = tuple[Segment, "Future[bytes]", "Future[list[bytes]]"]


def _encoded(
    several: Iterable[Segment], parts: Parts
) -> Iterator[tuple[Segment, bytes, list[bytes]]]:
    """Each segment in both codecs, which work side by side while more is spoken."""
    waiting: deque[Encoded] = deque()
    with ThreadPoolExecutor(2) as pool:
        for one in several:
            mp3 = pool.submit(frames, one.sound, parts)
            waiting.append((one, mp3, pool.submit(packets, one.sound, parts)))
            if len(waiting) > AHEAD:
                yield _done(waiting.popleft())
        while waiting:
            yield _done(waiting.popleft())


def _done(one: Encoded) -> tuple[Segment, bytes, list[bytes]]:
    segment, mp3, aac = one
    return segment, mp3.result(), aac.result()


def _unspooled(spool: IO[bytes]) -> Iterator[bytes]:
    while head := spool.read(4):
        yield spool.read(struct.unpack("<I", head)[0])


def _tag(title: Title, named: str, track: str = "", chapters: Sequence[Stretch] = ()) -> bytes:
    texts = {
        "TIT2": named,
        "TALB": title.title,
        "TPE1": title.creator,
        "TRCK": track,
        "TYER": title.year,
        "TLAN": title.language,
        "TCON": title.genre,
    }
    return tag(texts, chapters, b"" if track else title.cover, title.contents)


def _join(to: Targets, title: Title, stretches: Sequence[Stretch]) -> None:
    """The whole is its sections' frames end to end, under a tag of its own."""
    with to.whole.open("wb") as whole:
        whole.write(_tag(title, title.title, chapters=stretches))
        for number, one in enumerate(stretches, 1):
            with (to.sections / one.file).open("rb") as sound:
                sound.seek(len(_tag(title, one.title, f"{number}/{len(stretches)}")))
                shutil.copyfileobj(sound, whole)
