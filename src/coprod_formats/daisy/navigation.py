"""The contents of a talking book (``ncc.html``), by which its players find their way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from coprod_formats.daisy.content import DOCTYPE, XHTML
from coprod_formats.daisy.smil import GENERATOR, HEAD, Chapter, Phrase, clock, metas, par_id
from coprod_formats.derive.utterances import TITLE
from coprod_formats.document import Document, KeyFinding, Section
from coprod_formats.epub.metadata import identifier
from coprod_formats.markup import attributes, language, text
from coprod_formats.speech.timetable import Timetable
from coprod_formats.walking import blocks, notes

UNDATED = "1980-01-01"  # every talking book must bear a date


def ncc(
    document: Document,
    chapters: Sequence[Chapter],
    times: Timetable,
    files: Mapping[str, bytes | Path],
) -> bytes:
    """The contents: every heading in order, with a link to where it is heard."""
    front = document.front
    headings = list(_headings(document, chapters))
    statements = metas(_statements(document, headings, times, files))
    listed = "\n".join(one for _, one in headings)
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n{DOCTYPE}\n'
        f'<html xmlns="{XHTML}"{language(front.language)} xml:lang="{front.language}">\n<head>\n'
        '<meta http-equiv="Content-type" content="text/html; charset=utf-8"/>\n'
        f"<title>{text(front.title)}</title>\n{statements}\n</head>\n"
        f"<body>\n{listed}\n</body>\n</html>\n"
    ).encode()


def master(document: Document, chapters: Sequence[Chapter]) -> bytes:
    """The order of the files of SMIL, for players that play from end to end."""
    length = chapters[-1].section.end if chapters else 0
    statements = {
        "dc:identifier": identifier(document),
        "dc:format": "Daisy 2.02",
        "dc:title": document.front.title,
        "ncc:generator": GENERATOR,
        "ncc:timeInThisSmil": clock(length),
    }
    refs = "\n".join(
        f"<ref{attributes(src=f'{one.file}#{par_id(one.phrases[0])}', title=one.section.title)}"
        f' id="ref-{number}"/>'
        for number, one in enumerate(chapters, 1)
        if one.phrases
    )
    return (
        f"{HEAD}<smil>\n<head>\n{metas(statements)}\n"
        '<layout><region id="txtView"/></layout>\n</head>\n'
        f"<body>\n{refs}\n</body>\n</smil>\n"
    ).encode()


def _headings(document: Document, chapters: Sequence[Chapter]) -> Iterator[tuple[int, str]]:
    """Each heading's level and its line; the title is the first, and on the first level."""
    levels = {
        one.title.id: one.level - 1
        for body in (document.body, *(note.body for note in notes(document.body)))
        for one in blocks(body)
        if isinstance(one, Section | KeyFinding)
    }
    for chapter in chapters:
        for phrase in chapter.phrases:
            if phrase.clip.id == TITLE:
                yield 1, _heading(1, phrase, chapter, "title")
            elif phrase.clip.id in levels:
                level = levels[phrase.clip.id]
                yield level, _heading(level, phrase, chapter)


def _heading(level: int, phrase: Phrase, chapter: Chapter, kind: str | None = None) -> str:
    link = attributes(href=f"{chapter.file}#{par_id(phrase)}")
    named = attributes(class_=kind, id=f"ncc-{phrase.clip.id}")
    return f"<h{level}{named}><a{link}>{text(phrase.clip.text)}</a></h{level}>"


def _statements(
    document: Document,
    headings: Sequence[tuple[int, str]],
    times: Timetable,
    files: Mapping[str, bytes | Path],
) -> Mapping[str, str]:
    front = document.front
    size = sum(one.stat().st_size if isinstance(one, Path) else len(one) for one in files.values())
    return {
        "dc:creator": ", ".join(front.creators) or front.publisher or "unknown",
        "dc:date": front.date.isoformat() if front.date else UNDATED,
        "dc:format": "Daisy 2.02",
        "dc:identifier": identifier(document),
        "dc:language": front.language,
        "dc:publisher": front.publisher or ", ".join(front.creators) or "unknown",
        "dc:title": front.title,
        "ncc:charset": "utf-8",
        "ncc:depth": str(max((level for level, _ in headings), default=1)),
        "ncc:files": str(len(files) + 1),
        "ncc:footnotes": str(sum(1 for _ in notes(document.body))),
        "ncc:generator": GENERATOR,
        "ncc:kByteSize": str(max(1, round(size / 1024))),
        "ncc:maxPageNormal": "0",
        "ncc:multimediaType": "audioFullText",
        "ncc:narrator": times.voice,
        "ncc:pageFront": "0",
        "ncc:pageNormal": "0",
        "ncc:pageSpecial": "0",
        "ncc:prodNotes": "0",
        "ncc:setInfo": "1 of 1",
        "ncc:sidebars": "0",
        "ncc:tocItems": str(len(headings)),
        "ncc:totalTime": clock(times.end),
    }
