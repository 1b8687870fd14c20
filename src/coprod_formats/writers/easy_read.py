"""The easy-read writer: short lines beside pictures, as PDF, as Word and as a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from coprod_formats.derive.easy_read import easy_read
from coprod_formats.diagnostics import Diagnostic
from coprod_formats.document import Document
from coprod_formats.labels import labels
from coprod_formats.markup import Flavour, address, page
from coprod_formats.sheets import Paper, Sheet
from coprod_formats.themes import EASY_READ
from coprod_formats.typesetting import TOOLS, pdf
from coprod_formats.wordprocessing import TOOLS as WORD_TOOLS
from coprod_formats.wordprocessing import docx
from coprod_formats.writers.base import Job, Options

LEAST, USUAL, MOST = 16, 18, 28  # points: with more, an idea could outgrow its page


class EasyReadOptions(Options):
    """What people can choose about easy read."""

    model_config = ConfigDict(validate_by_name=True)

    text_size: Annotated[float, Field(alias="text-size", ge=LEAST, le=MOST)] = USUAL  # points
    picture_side: Annotated[Literal["left", "right"], Field(alias="picture-side")] = "left"
    paper: Literal[Paper.A4, Paper.LETTER] = Paper.A4


class EasyReadWriter:
    """Makes the easy-read edition of a document, which its source holds beside the full text."""

    name = "easy-read"
    title = "Easy read"
    purpose = "people who read more easily with short sentences and pictures"
    text = "easy-read"
    options = EasyReadOptions
    tools = (*TOOLS, *WORD_TOOLS)

    def needs(self, _options: EasyReadOptions) -> tuple[str, ...]:
        """Nothing but the document."""
        return ()

    def write(self, job: Job[EasyReadOptions]) -> Sequence[Diagnostic]:
        """Write ``<slug>-easy-read.pdf``, ``.docx`` and ``.html`` into the job's folder."""
        wanted, edition = job.options, easy_read(job.document)
        look = replace(EASY_READ.sized(wanted.text_size), pictures=wanted.picture_side)
        sheet = Sheet(wanted.paper, sections_apart=True)
        said = pdf(edition, look, job.file("-easy-read.pdf"), sheet)
        made = easy_page(job.document, wanted)
        job.file("-easy-read.html").write_text(made, encoding="utf-8")
        return [*said, *docx(edition, look, job.file("-easy-read.docx"), sheet)]


def easy_page(document: Document, wanted: EasyReadOptions) -> str:
    """The edition as a web page."""
    edition = easy_read(document)
    tag = edition.front.language
    flavour = Flavour(labels(tag), tag, address, pictures=wanted.picture_side, easy=True)
    return page(edition, (), flavour)
