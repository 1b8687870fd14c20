"""What is heard when, for each section: SMIL 1.0 as talking books of DAISY 2.02 have it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from coprod_formats.document import Document
from coprod_formats.epub.metadata import identifier
from coprod_formats.markup import attributes
from coprod_formats.speech.clock import RATE, Clip, Stretch, seconds
from coprod_formats.speech.timetable import Timetable

GENERATOR = "coprod-formats"
HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE smil PUBLIC "-//W3C//DTD SMIL 1.0//EN" '
    '"http://www.w3.org/TR/REC-smil/SMIL10.dtd">\n'
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """One thing that is heard: where it is in the text, and when in the section's sound."""

    clip: Clip
    place: str  # the id in the text
    start: int  # samples
    end: int


@dataclass(frozen=True, slots=True)
class Chapter:
    """One section with its phrases."""

    section: Stretch
    file: str
    phrases: tuple[Phrase, ...]


def chapters(times: Timetable, places: Mapping[str, str]) -> Iterator[Chapter]:
    """Every section; what has no place in the text is heard with what stands before it."""
    for section in times.sections:
        clips = [one for one in times.clips if one.section == section.id]
        kept = [one for one in clips if one.id in places]
        starts = [section.start, *(one.start for one in kept[1:]), section.end]
        phrases = tuple(
            Phrase(one, places[one.id], start - section.start, end - section.start)
            for one, (start, end) in zip(kept, pairwise(starts), strict=False)
        )
        yield Chapter(section, section.file.removesuffix(".mp3") + ".smil", phrases)


def smil(document: Document, chapter: Chapter) -> bytes:
    """The file of one section."""
    length = seconds(chapter.section.end - chapter.section.start)
    statements = {
        "dc:identifier": identifier(document),
        "dc:format": "Daisy 2.02",
        "dc:title": document.front.title,
        "title": chapter.section.title,
        "ncc:generator": GENERATOR,
        "ncc:totalElapsedTime": clock(chapter.section.start),
        "ncc:timeInThisSmil": clock(chapter.section.end - chapter.section.start),
    }
    pars = "\n".join(_par(number, one, chapter) for number, one in enumerate(chapter.phrases, 1))
    return (
        f"{HEAD}<smil>\n<head>\n{metas(statements)}\n"
        '<layout><region id="txtView"/></layout>\n</head>\n'
        f'<body>\n<seq dur="{length:.3f}s">\n{pars}\n</seq>\n</body>\n</smil>\n'
    ).encode()


def _par(number: int, one: Phrase, chapter: Chapter) -> str:
    begin, end = (f"npt={seconds(edge):.3f}s" for edge in (one.start, one.end))
    told = attributes(
        src=chapter.section.file, clip_begin=begin, clip_end=end, id=f"audio-{number}"
    )
    return (
        f'<par endsync="last" id="{par_id(one)}">'
        f'<text src="content.html#{one.place}" id="text-{number}"/><audio{told}/></par>'
    )


def par_id(one: Phrase) -> str:
    """The name under which a phrase is found from the table of contents."""
    return f"par-{one.clip.id}"


def metas(statements: Mapping[str, str]) -> str:
    """Statements as the heads of all files of a talking book have them."""
    return "\n".join(
        f"<meta{attributes(name=name, content=said)}/>" for name, said in statements.items()
    )


def clock(position: int) -> str:
    """Samples as hours, minutes and seconds."""
    whole = round(position / RATE)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"
