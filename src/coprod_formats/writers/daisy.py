"""The DAISY writer: a talking book for the players that blind people's libraries lend."""

from __future__ import annotations

from collections.abc import Sequence

from coprod_formats.daisy import TOOLS, talking_book
from coprod_formats.diagnostics import Diagnostic
from coprod_formats.speech import timetable
from coprod_formats.writers.base import Job, Options

AUDIO, SECTIONS = "audio", "sections"


class DaisyOptions(Options):
    """Nothing can be chosen: the voice is that of the audio."""


class DaisyWriter:
    """Makes one DAISY 2.02 talking book with its full text."""

    name = "daisy"
    title = "DAISY"
    purpose = "people who use a player of talking books"
    options = DaisyOptions
    tools = TOOLS

    def needs(self, _options: DaisyOptions) -> tuple[str, ...]:
        """The sound, and when each sentence is heard."""
        return (AUDIO,)

    def write(self, job: Job[DaisyOptions]) -> Sequence[Diagnostic]:
        """Write ``<slug>-daisy.zip`` into the job's folder."""
        folder = job.inputs[AUDIO]
        times = timetable.read(folder)
        talking_book(job.document, times, folder / SECTIONS, job.file("-daisy.zip"))
        return ()
