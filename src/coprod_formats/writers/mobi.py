"""The Kindle writer: one file for every Kindle there ever was, and one for those of today."""

from __future__ import annotations

from collections.abc import Sequence

from coprod_formats.diagnostics import Diagnostic
from coprod_formats.kindle import kindle
from coprod_formats.typesetting.pixels import THUMBNAIL, cover
from coprod_formats.typesetting.tools import TYPST
from coprod_formats.writers.base import Job, Options


class MobiOptions(Options):
    """What people can choose about Kindle books: nothing, so far."""


class MobiWriter:
    """Makes a MOBI file (MOBI 6 and KF8 together) and an AZW3 file (KF8)."""

    name = "mobi"
    title = "Kindle"
    purpose = "to read on a Kindle, old or new"
    options = MobiOptions
    tools = (TYPST,)

    def needs(self, _options: MobiOptions) -> tuple[str, ...]:
        """The EPUB, of which both are made."""
        return ("epub",)

    def write(self, job: Job[MobiOptions]) -> Sequence[Diagnostic]:
        """Write ``<slug>.mobi`` and ``<slug>.azw3`` into the job's folder."""
        epub = job.inputs["epub"] / f"{job.document.slug}.epub"
        thumbnail = cover(job.document, THUMBNAIL)
        kindle(epub, job.file(".mobi"), job.file(".azw3"), thumbnail)
        return ()
