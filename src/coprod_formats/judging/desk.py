"""Our own look at finished formats: the checkers of each kind of file, and the proof."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from coprod_formats import __version__, checks, proof, writers
from coprod_formats.derive.easy_read import edition
from coprod_formats.diagnostics import Diagnostic, Position, Severity
from coprod_formats.document import NOWHERE, Document
from coprod_formats.engine.digests import digest_of, file_digest
from coprod_formats.engine.memo import Memo
from coprod_formats.judging.report import FileReport, FormatReport, Judgement, standing_said
from coprod_formats.proof.tally import Loss, Tally
from coprod_formats.rendering import Review, Standing
from coprod_formats.signing import state

OURS = "coprod-formats"
MOST = 10  # losses of one kind that are told one by one

Proof = Mapping[str, tuple[Tally, ...]]  # by the file's name from the outputs folder


@dataclass(frozen=True, slots=True)
class Desk:
    """Where finished files lie, and what was seen of them before."""

    outputs: Path
    memo: Memo
    program: str  # a digest of our own code

    def format(self, seen: Review, name: str) -> FormatReport:
        """One format of a document, with its files, its checks and its proof."""
        slug, stands = seen.result.document, seen.standings[name]
        writer = writers.find(name)
        files: tuple[FileReport, ...] = ()
        said = standing_said(f"{slug}/{name}", stands)
        if seen.document and stands is not Standing.MISSING:
            paths = _files(self.outputs / slug / name)
            digests = {path: file_digest(path) for path in paths}
            shown = edition(seen.document, writers.text_of(writer))
            proved = self._proof(shown, seen.digest, digests)
            files = tuple(self._file(path, sha256, proved) for path, sha256 in digests.items())
            said += tuple(_losses(proved, stale=stands is Standing.STALE))
        signed = state(seen.source, seen.document, name) if seen.source and seen.document else None
        return FormatReport(slug, name, writer.title, stands, files, said, signed)

    def _file(self, path: Path, sha256: str, proved: Proof) -> FileReport:
        name = self._name(path)
        own = (self._checked(name, path, sha256),) if checks.knows(path) else ()
        return FileReport(name, path.stat().st_size, sha256, own, proved.get(name, ()))

    def _checked(self, name: str, path: Path, sha256: str) -> Judgement:
        stamp = digest_of(self.program, sha256)
        said = self.memo.recall(f"checked {name}", stamp, lambda: tuple(_checked(path)))
        return Judgement(OURS, __version__, said, independent=False)

    def _proof(self, document: Document, digest: str, digests: Mapping[Path, str]) -> Proof:
        folder = Path(*next(iter(digests)).relative_to(self.outputs).parts[:2]) if digests else None
        if folder is None:
            return {}
        stamp = digest_of(self.program, digest, *digests.values())

        def found() -> Proof:
            """What the proof finds in each finished file."""
            several = proof.prove(document, self.outputs / folder)
            return {self._name(path): tallies for path, tallies in several.items()}

        return self.memo.recall(f"proved {folder.as_posix()}", stamp, found)

    def _name(self, path: Path) -> str:
        return path.relative_to(self.outputs).as_posix()


def _checked(path: Path) -> Iterator[Diagnostic]:
    """What our checker says of a file, each thing with at least the file as its place."""
    for one in checks.check_file(path):
        yield one if one.where else replace(one, where=Position(path.name, 1))


def _files(folder: Path) -> Sequence[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _losses(proved: Proof, *, stale: bool) -> Iterator[Diagnostic]:
    """What is lost, told by kind; what an old output lacks may only be too new for it."""
    severity = Severity.WARNING if stale else Severity.ERROR
    for name, tallies in proved.items():
        lost = (one for tally in tallies for one in tally.losses)
        for kind, several in groupby(lost, key=lambda one: one.kind):
            yield from _told(name.rpartition("/")[2], kind, list(several), severity)


def _told(name: str, kind: str, lost: Sequence[Loss], severity: Severity) -> Iterator[Diagnostic]:
    rule = f"proof-{kind}"
    for one in lost[:MOST]:
        where = None if one.where == NOWHERE else one.where
        yield Diagnostic(severity, rule, f"{name} lacks {one.what}", where)
    if len(lost) > MOST:
        yield Diagnostic(severity, rule, f"{name} lacks {len(lost) - MOST} more {kind}")
