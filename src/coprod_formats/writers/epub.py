"""The EPUB writer: a book for e-readers, phones and tablets, in the reader's own letters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from pydantic import ConfigDict, Field

from coprod_formats.diagnostics import Diagnostic
from coprod_formats.epub import TOOLS, book
from coprod_formats.writers.base import Job, Options


class EpubOptions(Options):
    """What people can choose about the book."""

    model_config = ConfigDict(validate_by_name=True)

    page_list: Annotated[bool, Field(alias="page-list")] = False  # tell the pages of the PDF
    evaluated_by: Annotated[str, Field(alias="evaluated-by")] = ""  # who judged its accessibility


class EpubWriter:
    """Makes one EPUB 3.3 book."""

    name = "epub"
    title = "EPUB"
    purpose = "to read as an e-book, in the reader's own letters, sizes and colours"
    options = EpubOptions
    tools = TOOLS

    def needs(self, options: EpubOptions) -> tuple[str, ...]:
        """The PDF, where the book tells on which of its pages a passage stands."""
        return ("pdf",) if options.page_list else ()

    def write(self, job: Job[EpubOptions]) -> Sequence[Diagnostic]:
        """Write ``<slug>.epub`` into the job's folder."""
        printed = None
        if job.options.page_list:
            printed = job.inputs["pdf"] / f"{job.document.slug}.pdf"
        book(job.document, job.file(".epub"), printed, job.options.evaluated_by)
        return ()
