"""The whole judgement of a project: every checker, every judge and the proof, on every file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from coprod_formats.diagnostics import warning
from coprod_formats.engine.cache import Cache
from coprod_formats.engine.executors import SerialExecutor
from coprod_formats.judging.asking import ask
from coprod_formats.judging.desk import Desk
from coprod_formats.judging.report import (
    DocumentReport,
    FileReport,
    Finding,
    Judgement,
    Report,
)
from coprod_formats.rendering import Installation, Order, Review, review
from coprod_formats.sources import BUNDLES

__all__ = ["Ways", "judge"]


def _silent(_: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Ways:
    """How much is to be asked, and who hears what is being done."""

    quick: bool = False  # only our own checks, which take a second
    tell: Callable[[str], None] = _silent


def judge(
    order: Order, cache: Cache, installation: Installation, ways: Ways | None = None
) -> Report:
    """Judge all that is published of an order's documents; nothing is made."""
    ways = ways or Ways()
    reviews = list(review(order, cache, installation, SerialExecutor()))
    desk = Desk(order.outputs, cache.memo, installation.program)
    documents = [_document(one, desk) for one in reviews]
    paths = {
        file.name: order.outputs / file.name
        for document in documents
        for made in document.formats
        for file in made.files
    }
    digests = {file.name: file.sha256 for d in documents for f in d.formats for file in f.files}
    asked = ask(paths, digests, cache.memo, quick=ways.quick, tell=ways.tell)
    judged = tuple(_with(document, asked) for document in documents)
    return Report(judged, tuple(_unwanted(order.outputs, documents)))


def _document(seen: Review, desk: Desk) -> DocumentReport:
    formats = tuple(desk.format(seen, name) for name in seen.standings)
    title, language = "", ""
    if seen.document:
        title, language = seen.document.front.title, seen.document.front.language
    slug, said = seen.result.document, seen.result.diagnostics
    source = str(seen.source or "")
    return DocumentReport(slug, title, language, said, formats, seen.result.code, source)


def _with(document: DocumentReport, asked: Mapping[str, tuple[Judgement, ...]]) -> DocumentReport:
    """The document with what others' judges said of its files."""
    formats = tuple(
        replace(made, files=tuple(_judged(file, asked) for file in made.files))
        for made in document.formats
    )
    return replace(document, formats=formats)


def _judged(file: FileReport, asked: Mapping[str, tuple[Judgement, ...]]) -> FileReport:
    return replace(file, judgements=(*file.judgements, *asked.get(file.name, ())))


def _unwanted(outputs: Path, documents: Iterable[DocumentReport]) -> Iterator[Finding]:
    """What lies in the outputs folder though no source and no setting asks for it."""
    wanted = {made.name for document in documents for made in document.formats}
    unread = {document.slug for document in documents if not document.formats}
    for path in sorted(outputs.glob("*/*")):
        name = f"{path.parent.name}/{path.name}"
        hidden = path.name.startswith(".") or path.parent.name in {BUNDLES, *unread}
        if path.is_dir() and not hidden and name not in wanted:
            message = f"{outputs / name} is no longer wanted by any source or by config.yaml"
            hint = "if nobody needs it, delete the folder; nothing here will touch it"
            yield name, warning("output-unwanted", message, hint=hint)
