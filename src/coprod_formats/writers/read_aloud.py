"""The read-aloud writer: a book that reads itself, and marks each sentence meanwhile."""

from __future__ import annotations

from collections.abc import Sequence

from coprod_formats.diagnostics import Diagnostic
from coprod_formats.epub import TOOLS, Sound, book
from coprod_formats.speech import timetable
from coprod_formats.writers.base import Job, Options

AUDIO, SECTIONS = "audio", "sections"


class ReadAloudOptions(Options):
    """Nothing can be chosen: the voice is that of the audio."""


class ReadAloudWriter:
    """Makes one EPUB 3.3 book with media overlays."""

    name = "read-aloud"
    title = "Read-aloud EPUB"
    purpose = "to read and hear at once, each sentence marked as it is read"
    options = ReadAloudOptions
    tools = TOOLS

    def needs(self, _options: ReadAloudOptions) -> tuple[str, ...]:
        """The sound, and when each sentence is heard."""
        return (AUDIO,)

    def write(self, job: Job[ReadAloudOptions]) -> Sequence[Diagnostic]:
        """Write ``<slug>-read-aloud.epub`` into the job's folder."""
        folder = job.inputs[AUDIO]
        sound = Sound(timetable.read(folder), folder / SECTIONS)
        book(job.document, job.file("-read-aloud.epub"), sound=sound)
        return ()
