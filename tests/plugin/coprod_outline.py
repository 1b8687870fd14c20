"""The headings of a document, one a line: the smallest whole writer that is not ours."""

from __future__ import annotations

from collections.abc import Sequence

from coprod_formats.diagnostics import Diagnostic
from coprod_formats.document import Section
from coprod_formats.tools import Tool
from coprod_formats.walking import blocks, plain
from coprod_formats.writers.base import Job, Options


class OutlineOptions(Options):
    """What config.yaml may say about the outline."""

    mark: str = "-"


class OutlineWriter:
    """Makes a text file of the headings."""

    name = "outline"
    title = "Outline"
    purpose = "to see at a glance what a document holds"
    options = OutlineOptions
    tools: tuple[Tool, ...] = ()

    def needs(self, _options: OutlineOptions) -> tuple[str, ...]:
        """Nothing but the document."""
        return ()

    def write(self, job: Job[OutlineOptions]) -> Sequence[Diagnostic]:
        """One line for each heading, deeper ones further in."""
        sections = (block for block in blocks(job.document.body) if isinstance(block, Section))
        lines = [job.document.front.title]
        for section in sections:
            indent = "  " * (section.level - 2)
            lines.append(f"{indent}{job.options.mark} {plain(section.title.inlines)}")
        job.file(".txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return ()
