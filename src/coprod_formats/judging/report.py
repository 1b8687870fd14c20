"""What was found in a project's outputs: by our checks, by other people's judges, and by proof."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from coprod_formats.diagnostics import Diagnostic, ExitCode, Severity, info, warning
from coprod_formats.proof.tally import Kind, Tally
from coprod_formats.rendering import Standing
from coprod_formats.signing import Signature

Finding = tuple[str, Diagnostic]  # a document, or "document/format", and what is said of it


class Verdict(StrEnum):
    """What came of one judge's look at one file."""

    PASSED = "passed"
    FINDINGS = "findings"
    NOT_RUN = "not run"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What one judge, ours or somebody else's, says of one file; or why it says nothing."""

    judge: str
    version: str
    findings: tuple[Diagnostic, ...] = ()
    not_run: str = ""  # why, where it has not judged
    hint: str = ""  # what to type, so that it can
    independent: bool = True  # somebody else's
    remembered: bool = False  # the bytes are those that it judged in an earlier run

    @property
    def verdict(self) -> Verdict:
        """A judge that has not run has passed nothing."""
        if self.not_run:
            return Verdict.NOT_RUN
        return Verdict.FINDINGS if self.findings else Verdict.PASSED


@dataclass(frozen=True, slots=True)
class FileReport:
    """One finished file: what judges say of it, and how much of the document it holds."""

    name: str  # from the outputs folder: "summary/pdf/summary.pdf"
    size: int  # bytes
    sha256: str
    judgements: tuple[Judgement, ...] = ()
    proof: tuple[Tally, ...] = ()


@dataclass(frozen=True, slots=True)
class FormatReport:
    """One format of one document."""

    document: str
    format: str
    title: str  # what people call the format
    standing: Standing
    files: tuple[FileReport, ...] = ()
    said: tuple[Diagnostic, ...] = ()  # of the format as a whole, and of what the proof misses
    signature: Signature | None = None  # whether somebody has read it and found it good

    @property
    def name(self) -> str:
        """Its folder in the outputs folder."""
        return f"{self.document}/{self.format}"

    def tallies(self) -> Iterator[Tally]:
        """How much of the document it holds: for each kind, the file that holds least."""
        for kind in Kind:
            several = [one for file in self.files for one in file.proof if one.kind is kind]
            if several:
                yield min(several, key=lambda one: one.found - one.wanted)

    def findings(self) -> Iterator[Diagnostic]:
        """All that is said of it."""
        yield from self.said
        for file in self.files:
            for judgement in file.judgements:
                yield from judgement.findings


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """One document: what is said of its source, and of each of its formats."""

    slug: str
    title: str  # "" where it could not be read
    language: str
    said: tuple[Diagnostic, ...] = ()
    formats: tuple[FormatReport, ...] = ()
    code: ExitCode = ExitCode.OK  # how the reading ended
    source: str = ""  # the file that it was read from


@dataclass(frozen=True, slots=True)
class Report:
    """All that is known of a project's outputs."""

    documents: tuple[DocumentReport, ...]
    said: tuple[Finding, ...] = ()  # of what belongs to no document

    def formats(self) -> Iterator[FormatReport]:
        """Every format of every document."""
        for document in self.documents:
            yield from document.formats

    def findings(self) -> Iterator[Finding]:
        """All that is said, each with the name of what it is said of; judges not run come last."""
        for document in self.documents:
            yield from ((document.slug, one) for one in document.said)
            for made in document.formats:
                yield from ((made.name, one) for one in made.findings())
        yield from self.said
        yield from self.not_run()

    def judgements(self) -> Iterator[tuple[FileReport, Judgement]]:
        """Every judgement with the file that it is about."""
        for made in self.formats():
            for file in made.files:
                yield from ((file, one) for one in file.judgements)

    def not_run(self) -> Iterator[Finding]:
        """Each judge that has not judged, once for each reason, with the files that it knows."""
        missed: dict[tuple[str, str, str], list[str]] = {}
        for file, one in self.judgements():
            if one.verdict is Verdict.NOT_RUN:
                missed.setdefault((one.judge, one.not_run, one.hint), []).append(file.name)
        for (judge, why, hint), names in missed.items():
            some = names[0] if len(names) == 1 else f"{len(names)} files, such as {names[0]}"
            message = f"{judge} has not judged {some}: {why}"
            yield judge, info("judge-not-run", message, hint=hint)

    def count(self, severity: Severity) -> int:
        """How many findings are of one severity."""
        return sum(one.severity is severity for _, one in self.findings())

    def code(self, *, strict: bool = False) -> ExitCode:
        """What the command line answers to the shell."""
        reading = max((one.code for one in self.documents), default=ExitCode.OK)
        failing = self.count(Severity.ERROR) or (strict and self.count(Severity.WARNING))
        return reading or (ExitCode.FAILED if failing else ExitCode.OK)


def standing_said(name: str, standing: Standing) -> tuple[Diagnostic, ...]:
    """What is to be said of how a format stands to its source."""
    slug, _, format_ = name.rpartition("/")
    hint = f"type: coprod-formats render {format_} --source {slug}"
    match standing:
        case Standing.MISSING:
            return (info("output-missing", f"outputs/{name} has not been made yet", hint=hint),)
        case Standing.STALE:
            message = f"outputs/{name} is older than its source, its settings or this program"
            return (warning("output-stale", message, hint=hint),)
        case Standing.CHANGED:
            message = f"outputs/{name} is not as it was published: its files have been changed"
            return (warning("output-changed", message, hint=hint),)
        case _:
            return ()
