"""The Word file: to edit, or to read in one's own way."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import ConfigDict, Field

from coprod_formats.diagnostics import Diagnostic
from coprod_formats.themes import LEAST, ThemeName, theme
from coprod_formats.wordprocessing import TOOLS, docx
from coprod_formats.writers.base import Job, Options


class WordOptions(Options):
    """What people can choose about the Word file."""

    model_config = ConfigDict(validate_by_name=True)

    theme: ThemeName = Field(ThemeName.CLEAR, description="how the pages look")
    text_size: float | None = Field(
        None, alias="text-size", ge=LEAST, le=72, description="the body's size in points"
    )


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
        """One file, with everything inside."""
        look = theme(job.options.theme, job.options.text_size)
        return docx(job.document, look, job.file(".docx"))
