"""Braille: BRF for embossers and displays, PEF, eBraille, and a proof for sighted eyes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from coprod_formats.diagnostics import Diagnostic, info
from coprod_formats.tools import Tool
from coprod_formats.writers.base import Job, Options

if TYPE_CHECKING:
    from coprod_formats.braille.edition import Edition, Form

LIBLOUIS = Tool(
    "liblouis",
    "it translates print into braille",
    "apt install liblouis20 liblouis-data (on macOS: brew install liblouis)",
    kind="library",
    oldest="3.24",  # the first that we have seen translate rightly, with what we mend
    before="4",
)
REPORTLAB = Tool("reportlab", "it draws the dots of the proof", "pip install reportlab")
PIKEPDF = Tool("pikepdf", "it tags the proof", "pip install pikepdf")


class BrailleOptions(Options):
    """Settings of the braille edition."""

    grade: Literal[1, 2] = 2
    profile: Literal["ukaaf", "bana"] = "ukaaf"
    page: Literal["standard", "rnib", "a4"] = "standard"
    volume_pages: int = Field(default=100, ge=20, alias="volume-pages")
    proof: bool = True
    print_pages: bool = Field(default=False, alias="print-pages")  # tell the pages of the PDF

    @property
    def form(self) -> Form:
        """The edition that was chosen."""
        from coprod_formats.braille.edition import Form

        return Form(self.grade, self.profile, self.page, self.volume_pages)


class BrailleWriter:
    """Writes the braille edition."""

    name = "braille"
    title = "Braille"
    purpose = "people who read by touch, on paper or on a braille display"
    options = BrailleOptions
    tools = (LIBLOUIS, REPORTLAB, PIKEPDF)

    def needs(self, options: BrailleOptions) -> tuple[str, ...]:
        """The PDF, where the braille tells on which of its pages a passage stands."""
        return ("pdf",) if options.print_pages else ()

    def write(self, job: Job[BrailleOptions]) -> Sequence[Diagnostic]:
        """One BRF a volume, and of them all a PEF, an eBraille publication and a proof."""
        from coprod_formats.braille import ebraille, edition
        from coprod_formats.braille.brf import brf
        from coprod_formats.braille.pef import pef

        document, form = job.document, job.options.form
        if job.options.print_pages:
            form = replace(form, pages=_print_pages(job))
        made = edition.edition(document, form)
        for volume in made.volumes:
            suffix = f"-volume-{volume.number}.brf" if len(made.volumes) > 1 else ".brf"
            job.file(suffix).write_bytes(brf(volume.pages))
        job.file(".pef").write_bytes(pef(document, made.volumes, made.page))
        ebraille.write(document, made.composer, job.file(".ebrl"))
        if job.options.proof:
            _proof(job, made)
        return (*made.diagnostics, _unread(job.document.slug))


def _print_pages(job: Job[BrailleOptions]) -> dict[str, int]:
    from coprod_formats.derive.pagination import first_sentences
    from coprod_formats.typesetting.paged import page_texts

    printed = job.inputs["pdf"] / f"{job.document.slug}.pdf"
    return first_sentences(job.document, page_texts(printed))


def _proof(job: Job[BrailleOptions], made: Edition) -> None:
    from coprod_formats.braille.proof import proof
    from coprod_formats.braille.tags import tag

    front = job.document.front
    tag(proof(made.volumes, made.page), front.title, front.language, job.file("-proof.pdf"))


def _unread(slug: str) -> Diagnostic:
    message = f"the braille of {slug} is translated by machine"
    hint = "before it is published, let a braille reader proofread it"
    return info("braille-unread", message, hint=hint)
