"""Sound beside the text: for each file of a book, which words are heard when (SMIL 3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from coprod_formats.derive.places import described
from coprod_formats.derive.utterances import TITLE
from coprod_formats.document import Document
from coprod_formats.epub.metadata import Meta
from coprod_formats.epub.packaging import Item
from coprod_formats.epub.parts import ID, Part
from coprod_formats.speech.clock import Clip, Stretch, milliseconds
from coprod_formats.speech.timetable import Timetable

SMIL = "application/smil+xml"
ACTIVE, PLAYING = "-epub-media-overlay-active", "-epub-media-overlay-playing"
_PAGE = """<?xml version="1.0" encoding="utf-8"?>
<smil xmlns="http://www.w3.org/ns/SMIL" xmlns:epub="http://www.idpf.org/2007/ops" version="3.0">
<body>
<seq id="whole" epub:textref="{file}">
{pars}
</seq>
</body>
</smil>
"""


@dataclass(frozen=True, slots=True)
class Sound:
    """A document read aloud: when everything is heard, and the folder with a file a section."""

    timetable: Timetable
    folder: Path


@dataclass(frozen=True, slots=True)
class Overlay:
    """One file of SMIL."""

    file: str  # of the text
    item: Item
    length: int  # milliseconds


@dataclass(frozen=True, slots=True)
class _Phrase:
    place: str  # the id in the text
    file: str  # of sound
    start: int  # milliseconds
    end: int


def titled(made: Sequence[Part]) -> tuple[Part, ...]:
    """The same files, with a name for the title, which is read first."""
    first = made[0]
    named = first.body.replace("<h1>", f'<h1 id="{TITLE}">', 1)
    return (replace(first, body=named), *made[1:])


def overlays(document: Document, made: Sequence[Part], sound: Sound) -> Iterator[Overlay]:
    """The files of SMIL, in the order of the files of text."""
    homes = {name: part.file for part in made for name in part.ids}
    phrases = defaultdict[str, list[_Phrase]](list)
    for one in _phrases(sound.timetable, described(document), homes):
        phrases[homes[one.place]].append(one)
    for part in made:
        order = {name: number for number, name in enumerate(ID.findall(part.body))}
        own = sorted(phrases[part.file], key=lambda one: order[one.place])
        if own:
            name = Path(part.file).stem
            content = _smil(part.file, own).encode()
            item = Item(f"{name}-sound", f"{name}.smil", SMIL, content)
            yield Overlay(part.file, item, sum(one.end - one.start for one in own))


def sounds(sound: Sound) -> Iterator[Item]:
    """The files of sound."""
    for number, one in enumerate(sound.timetable.sections, 1):
        yield Item(f"sound-{number}", _address(one), "audio/mpeg", sound.folder / one.file)


def statements(several: Sequence[Overlay], voice: str) -> Iterator[Meta]:
    """What the package says of the sound."""
    for one in several:
        yield Meta("media:duration", _clock(one.length), {"refines": f"#{one.item.id}"})
    yield Meta("media:duration", _clock(sum(one.length for one in several)))
    yield Meta("media:narrator", voice)
    yield Meta("media:active-class", ACTIVE)
    yield Meta("media:playback-active-class", PLAYING)


def _phrases(
    times: Timetable, places: Mapping[str, str], homes: Mapping[str, str]
) -> Iterator[_Phrase]:
    """Each clip to the beginning of the next; what has no place runs on from what has."""
    clips = defaultdict[str, list[Clip]](list)
    for one in times.clips:
        clips[one.section].append(one)
    for section in times.sections:
        placed = [(_place(one, places, homes), one) for one in clips[section.id]]
        kept = [(place, one) for place, one in placed if place]
        starts = [section.start, *(one.start for _, one in kept[1:]), section.end]
        for (place, _), (start, end) in zip(kept, pairwise(starts), strict=False):
            begins, ends = milliseconds(start - section.start), milliseconds(end - section.start)
            yield _Phrase(place, _address(section), begins, ends)


def _place(clip: Clip, places: Mapping[str, str], homes: Mapping[str, str]) -> str:
    own = clip.id if clip.id in homes else places.get(clip.id, "")
    return own if own in homes else ""


def _address(section: Stretch) -> str:
    return f"audio/{section.file}"


def _smil(file: str, phrases: Sequence[_Phrase]) -> str:
    pars = "\n".join(
        f'<par id="par-{number}"><text src="{file}#{one.place}"/>'
        f'<audio src="{one.file}" clipBegin="{_clock(one.start)}" clipEnd="{_clock(one.end)}"/>'
        "</par>"
        for number, one in enumerate(phrases, 1)
    )
    return _PAGE.format(file=file, pars=pars)


def _clock(whole: int) -> str:
    minutes = f"{whole // 3600000}:{whole // 60000 % 60:02}"
    return f"{minutes}:{whole // 1000 % 60:02}.{whole % 1000:03}"
