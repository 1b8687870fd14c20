"""The whole judgement of a project: every checker, every judge and the proof, on every file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from coprod_formats import __version__, checks, writers
from coprod_formats.diagnostics import warning
from coprod_formats.engine.cache import Cache
from coprod_formats.engine.digests import digest_of, file_digest
from coprod_formats.engine.executors import SerialExecutor
from coprod_formats.engine.memo import Memo
from coprod_formats.judging.asking import ask
from coprod_formats.judging.report import (
    DocumentReport,
    FileReport,
    Finding,
    FormatReport,
    Judgement,
    Report,
    standing_said,
)
from coprod_formats.rendering import Installation, Order, Review, Standing, review

__all__ = ["Ways", "judge"]

OURS = "coprod-formats"


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
    bench = _Bench(order.outputs, cache.memo, installation.program)
    documents = [_document(one, bench) for one in reviews]
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


@dataclass(frozen=True, slots=True)
class _Bench:
    """What our own checkers need to look at files, and to remember what they saw."""

    outputs: Path
    memo: Memo
    program: str

    def file(self, path: Path) -> FileReport:
        name = path.relative_to(self.outputs).as_posix()
        sha256 = file_digest(path)
        own = (self._checked(name, path, sha256),) if checks.knows(path) else ()
        return FileReport(name, path.stat().st_size, sha256, own)

    def _checked(self, name: str, path: Path, sha256: str) -> Judgement:
        stamp = digest_of(self.program, sha256)
        said = self.memo.recall(f"checked {name}", stamp, lambda: tuple(checks.check_file(path)))
        return Judgement(OURS, __version__, said, independent=False)


def _document(seen: Review, bench: _Bench) -> DocumentReport:
    formats = tuple(_format(seen, name, bench) for name in seen.standings)
    title, language = "", ""
    if seen.document:
        title, language = seen.document.front.title, seen.document.front.language
    slug, said = seen.result.document, seen.result.diagnostics
    return DocumentReport(slug, title, language, said, formats, seen.result.code)


def _format(seen: Review, name: str, bench: _Bench) -> FormatReport:
    slug, stands = seen.result.document, seen.standings[name]
    folder = bench.outputs / slug / name
    files = () if stands is Standing.MISSING else tuple(map(bench.file, _files(folder)))
    said = standing_said(f"{slug}/{name}", stands)
    return FormatReport(slug, name, writers.find(name).title, stands, files, said)


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


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
        hidden = path.name.startswith(".") or path.parent.name in unread
        if path.is_dir() and not hidden and name not in wanted:
            message = f"{outputs / name} is no longer wanted by any source or by config.yaml"
            hint = "if nobody needs it, delete the folder; nothing here will touch it"
            yield name, warning("output-unwanted", message, hint=hint)
