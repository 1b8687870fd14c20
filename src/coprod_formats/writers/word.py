"""The Word file: to edit, or to read in one's own way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from pydantic import ConfigDict, Field

from coprod_formats.diagnostics import Diagnostic
from coprod_formats.sheets import Paper, Sheet
from coprod_formats.themes import LEAST, ThemeName, theme
from coprod_formats.wordprocessing import TOOLS, docx
from coprod_formats.writers.base import Job, Options


class WordOptions(Options):
    """What people can choose about the Word file."""

    model_config = ConfigDict(validate_by_name=True)

    theme: ThemeName = ThemeName.CLEAR
    paper: Paper = Paper.A4
    text_size: Annotated[float | None, Field(alias="text-size", ge=LEAST, le=72)] = None  # points
    sections_apart: Annotated[bool, Field(alias="sections-apart")] = False  # each on a new page


class WordWriter:
    """Makes the Word file."""

    name = "word"
    title = "Word"
    purpose = "to edit, or to read in your own way"
    options = WordOptions
    tools = TOOLS

    def needs(self, _options: WordOptions) -> tuple[str, ...]:
        """Nothing but the document."""
        return ()

    def write(self, job: Job[WordOptions]) -> Sequence[Diagnostic]:
        """Write ``<slug>.docx`` into the job's folder, with everything inside."""
        wanted = job.options
        look = theme(wanted.theme, wanted.text_size)
        sheet = Sheet(wanted.paper, wanted.sections_apart)
        return docx(job.document, look, job.file(".docx"), sheet)
