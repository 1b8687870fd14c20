"""A report as plain values, for programs: docs/json.md says what stands where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict

from coprod_formats.diagnostics import Diagnostic, ExitCode, Severity
from coprod_formats.judging.report import FileReport, FormatReport, Judgement, Report

Plain = dict[str, object]


def lines(report: Report, code: ExitCode) -> Iterator[Plain]:
    """One object for each document, each format, and each finding that belongs to neither."""
    for document in report.documents:
        yield _event(document.slug, document.said)
        yield from (_format(made) for made in document.formats)
    for name, one in (*report.said, *report.not_run()):
        yield _event(name, (one,))
    counts = {f"{severity}s": report.count(severity) for severity in Severity}
    yield {"event": "end", **counts, "exit": code}


def _event(name: str, said: tuple[Diagnostic, ...]) -> Plain:
    return {"event": "check", "name": name, "diagnostics": [asdict(one) for one in said]}


def _format(made: FormatReport) -> Plain:
    return {
        **_event(made.name, tuple(made.findings())),
        "standing": made.standing,
        "signature": _signature(made),
        "files": [_file(file) for file in made.files],
    }


def _signature(made: FormatReport) -> Mapping[str, object] | None:
    one = made.signature
    if one is None:
        return None
    return {"state": one.state, "by": one.by, "on": str(one.on or ""), "note": one.note}


def _file(file: FileReport) -> Plain:
    return {
        "name": file.name,
        "size": file.size,
        "sha256": file.sha256,
        "judgements": [_judgement(one) for one in file.judgements],
        "proof": [
            {
                "kind": one.kind,
                "found": one.found,
                "wanted": one.wanted,
                "how": one.how,
                "lost": [loss.what for loss in one.losses],
            }
            for one in file.proof
        ],
    }


def _judgement(one: Judgement) -> Plain:
    return {
        "judge": one.judge,
        "version": one.version,
        "independent": one.independent,
        "verdict": one.verdict,
        "findings": len(one.findings),
        "not_run": one.not_run,
        "install": one.hint,
    }
