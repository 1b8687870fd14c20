"""The PDF writer: tagged pages to print, to keep and to send."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from pydantic import ConfigDict, Field

from coprod_formats.diagnostics import Diagnostic
from coprod_formats.themes import LEAST, Theme, ThemeName, theme
from coprod_formats.typesetting import TOOLS, Paper, Sheet, pdf
from coprod_formats.writers.base import Job, Options


class PdfOptions(Options):
    """What people can choose about the PDF."""

    model_config = ConfigDict(validate_by_name=True)

    theme: ThemeName = ThemeName.CLEAR
    paper: Paper = Paper.A4
    text_size: Annotated[float | None, Field(alias="text-size", ge=LEAST, le=72)] = None  # points
    sections_apart: Annotated[bool, Field(alias="sections-apart")] = False  # each on a new page

    @property
    def look(self) -> tuple[Theme, Sheet]:
        """The theme and the sheet that were chosen."""
        sheet = Sheet(self.paper, self.sections_apart)
        return theme(self.theme, self.text_size), sheet


class PdfWriter:
    """Makes one tagged PDF (PDF/UA-1, PDF/A-2a)."""

    name = "pdf"
    title = "PDF"
    purpose = "to print, or to keep and share"
    options = PdfOptions
    tools = TOOLS

    def needs(self, _options: PdfOptions) -> tuple[str, ...]:
        """Nothing but the document."""
        return ()

    def write(self, job: Job[PdfOptions]) -> Sequence[Diagnostic]:
        """Write ``<slug>.pdf`` into the job's folder."""
        look, sheet = job.options.look
        return pdf(job.document, look, job.file(".pdf"), sheet)
