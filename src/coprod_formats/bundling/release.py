"""What a bundle is made of: what was judged, the documents, and how they read before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from coprod_formats.bundling.changes import Sentences
from coprod_formats.config import Config
from coprod_formats.document import Document
from coprod_formats.judging.report import DocumentReport, FileReport, Report
from coprod_formats.rendering import Review
from coprod_formats.signing import Signature, state


@dataclass(frozen=True, slots=True)
class Release:
    """Everything that the pages and lists of one bundle tell of."""

    name: str
    title: str  # for people; "" where config.yaml gives none
    version: str
    report: Report
    reviews: tuple[Review, ...]
    outputs: Path
    before: Sentences | None  # what the last bundle said; none where this is the first
    drafts: tuple[str, ...]  # "summary/easy-read": in the bundle though nobody has tested it
    config: Config

    def documents(self) -> Iterator[tuple[DocumentReport, Document]]:
        """What was found in each document's formats, and the document."""
        read = {one.result.document: one.document for one in self.reviews}
        for judged in self.report.documents:
            document = read.get(judged.slug)
            if document:
                yield judged, document

    def files(self) -> Iterator[FileReport]:
        """Every finished file."""
        for made in self.report.formats():
            yield from made.files

    def digests(self) -> Mapping[Path, tuple[str, str]]:
        """Where each finished file lies, its name in the bundle and its digest."""
        return {self.outputs / one.name: (one.name, one.sha256) for one in self.files()}

    def signature(self, document: Document, format_: str) -> Signature:
        """Who has signed one format of a document."""
        return state(source_of(self.config, document.slug), document, format_)

    def heading(self) -> str:
        """What the bundle is called on its pages."""
        titles = [document.front.title for _, document in self.documents()]
        return self.title or (titles[0] if len(set(titles)) == 1 else self.name)


def source_of(config: Config, slug: str) -> Path:
    """The source of a document."""
    from coprod_formats.sources import discover

    found = discover(config.project, config.sources)
    return next(one.path for one in found.sources if one.slug == slug)
