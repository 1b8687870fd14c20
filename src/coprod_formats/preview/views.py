"""How each format is shown: some at once from the document, others from their finished folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from coprod_formats import writers
from coprod_formats.document import Document, shown
from coprod_formats.preview.shown import Shown

Finished = Callable[[Document, Path, str], Iterator[Shown]]
AT_ONCE = ("html", "easy-read", "pdf", "large-print", "braille")
FROM_FOLDER = {
    "word": "coprod_formats.preview.word:word",
    "epub": "coprod_formats.preview.books:epub",
    "read-aloud": "coprod_formats.preview.books:epub",
    "mobi": "coprod_formats.preview.books:kindle",
    "daisy": "coprod_formats.preview.books:daisy",
    "audio": "coprod_formats.preview.web:played",
    "mp4": "coprod_formats.preview.web:played",
}
ANY_OTHER = "coprod_formats.preview.folder:listed"


@dataclass(frozen=True, slots=True)
class AtOnce:
    """A view of a document that needs no finished files."""

    format: str
    settings: Any

    def __call__(self, document: Document) -> Shown:
        """The view; raises what stands in its way."""
        writer = writers.find(self.format)
        options: Any = writer.options.model_validate(self.settings)
        document = shown(document, writers.text_of(writer))
        match self.format:
            case "pdf" | "large-print":
                from coprod_formats.preview.sheets import printed

                return printed(document, options)
            case "braille":
                from coprod_formats.preview.dots import brailled

                return brailled(document, options)
            case "easy-read":
                from coprod_formats.preview.web import simple

                return simple(document, options, writer.title)
            case _:
                from coprod_formats.preview.web import paged

                return paged(document, options, writer)


def finished(format_: str) -> Finished:
    """What shows the finished folder of a format; a plug-in's is listed file by file."""
    module, _, name = FROM_FOLDER.get(format_, ANY_OTHER).partition(":")
    found: Finished = getattr(import_module(module), name)
    return found
