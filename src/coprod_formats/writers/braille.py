"""Braille: a BRF for every volume, a PEF, and the layout that a braille reader expects."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from coprod_formats.diagnostics import Diagnostic
from coprod_formats.tools import Tool
from coprod_formats.writers.base import Job, Options

LIBLOUIS = Tool(
    "louis",
    "it translates print into braille",
    "apt install liblouis20 liblouis-data (on macOS: brew install liblouis)",
    kind="library",
)


class BrailleOptions(Options):
    """Settings of the braille edition."""

    grade: Literal[1, 2] = 2
    profile: Literal["ukaaf", "bana"] = "ukaaf"
    page: Literal["standard", "rnib", "a4"] = "standard"
    volume_pages: int = Field(default=100, ge=20)


class BrailleWriter:
    """Writes the braille edition."""

    name = "braille"
    title = "Braille"
    purpose = "people who read by touch, on paper or on a braille display"
    options = BrailleOptions
    tools = (LIBLOUIS,)

    def needs(self, _: BrailleOptions) -> tuple[str, ...]:
        """Nothing: braille is made from the document alone."""
        return ()

    def write(self, job: Job[BrailleOptions]) -> Sequence[Diagnostic]:
        """One BRF a volume and a PEF of them all."""
        from coprod_formats.braille import edition
        from coprod_formats.braille.brf import brf
        from coprod_formats.braille.pef import pef

        chosen = job.options
        form = edition.Form(chosen.grade, chosen.profile, chosen.page, chosen.volume_pages)
        made = edition.edition(job.document, form)
        for volume in made.volumes:
            suffix = f"-volume-{volume.number}.brf" if len(made.volumes) > 1 else ".brf"
            job.file(suffix).write_bytes(brf(volume.pages))
        job.file(".pef").write_bytes(pef(job.document, made.volumes, made.page))
        return made.diagnostics
