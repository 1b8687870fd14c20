"""The large print writer: big letters on paper, and in Word for those who want them bigger."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from pydantic import ConfigDict, Field

from coprod_formats.diagnostics import Diagnostic
from coprod_formats.themes import Theme, ThemeName, theme
from coprod_formats.typesetting import TOOLS, Paper, Sheet, pdf
from coprod_formats.wordprocessing import TOOLS as WORD_TOOLS
from coprod_formats.wordprocessing import docx
from coprod_formats.writers.base import Job, Options

LARGE = 18  # points: smaller than this is not large print


class LargePrintOptions(Options):
    """What people can choose about large print."""

    model_config = ConfigDict(validate_by_name=True)

    theme: ThemeName = ThemeName.LARGE
    paper: Paper = Paper.A4
    text_size: Annotated[float | None, Field(alias="text-size", ge=LARGE, le=72)] = None  # points
    sections_apart: Annotated[bool, Field(alias="sections-apart")] = False  # each on a new page
    docx: bool = True  # make a Word file too

    @property
    def look(self) -> tuple[Theme, Sheet]:
        """The theme, enlarged where it is not large print already, and the sheet."""
        look = theme(self.theme, self.text_size)
        sheet = Sheet(self.paper, self.sections_apart)
        return look if look.plain else look.enlarged(), sheet


class LargePrintWriter:
    """Makes a tagged PDF and a Word file in large letters, with no italics and no small print."""

    name = "large-print"
    title = "Large print"
    purpose = "people who read more easily when letters are large"
    options = LargePrintOptions
    tools = (*TOOLS, *WORD_TOOLS)

    def needs(self, _options: LargePrintOptions) -> tuple[str, ...]:
        """Nothing but the document."""
        return ()

    def write(self, job: Job[LargePrintOptions]) -> Sequence[Diagnostic]:
        """Write ``<slug>-large-print.pdf`` and ``.docx`` into the job's folder."""
        look, sheet = job.options.look
        complaints = pdf(job.document, look, job.file("-large-print.pdf"), sheet)
        if not job.options.docx:
            return complaints
        return [*complaints, *docx(job.document, look, job.file("-large-print.docx"), sheet)]
