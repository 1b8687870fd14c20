"""When each sentence on a page is heard."""

from __future__ import annotations

from collections.abc import Iterator

from coprod_formats.derive.places import described
from coprod_formats.document import Document
from coprod_formats.speech.clock import seconds, told
from coprod_formats.speech.timetable import Timetable


def marks(document: Document, times: Timetable) -> Iterator[tuple[str, float, str]]:
    """The id on the page, the second, and the time for people; a picture stands for its words."""
    places = described(document)
    for clip in times.clips:
        yield places.get(clip.id, clip.id), seconds(clip.start), told(clip.start)
