"""A report as SARIF 2.1.0, which code hosts show beside the lines that it is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from coprod_formats import __version__
from coprod_formats.config import NAME
from coprod_formats.diagnostics import Diagnostic, Position, Severity
from coprod_formats.engine.digests import digest_of
from coprod_formats.judging.report import DocumentReport, Report

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}

Plain = Mapping[str, object]
Placed = tuple[str, Diagnostic]  # the file that a finding is about where it names none


def sarif(report: Report, outputs: Path) -> Plain:
    """The whole log: one run, in which judges that did not run are notifications."""
    placed = [*_placed(report, outputs)]
    rules = sorted({one.rule for _, one in placed})
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "coprod-formats",
                        "semanticVersion": __version__,
                        "rules": [{"id": rule, "name": _named(rule)} for rule in rules],
                    },
                    "extensions": list(_judges(report)),
                },
                "columnKind": "unicodeCodePoints",
                "invocations": [_invocation(report)],
                "results": [_result(file, one, rules) for file, one in placed],
            }
        ],
    }


def _named(rule: str) -> str:
    return "".join(word.capitalize() for word in rule.split("-"))


def _judges(report: Report) -> Iterator[Plain]:
    """The judges that have judged, with their versions."""
    known = {(one.judge, one.version) for _, one in report.judgements() if one.independent}
    yield from ({"name": name, "version": version} for name, version in sorted(known) if version)


def _invocation(report: Report) -> Plain:
    missed = [
        {
            "level": "note",
            "descriptor": {"id": one.rule},
            "message": {"text": _words(one)},
        }
        for _, one in report.not_run()
    ]
    return {"executionSuccessful": True, "toolExecutionNotifications": missed}


def _placed(report: Report, outputs: Path) -> Iterator[Placed]:
    for document in report.documents:
        yield from ((document.source or NAME, one) for one in document.said)
        yield from _of_formats(document, outputs)
    yield from (((outputs / name).as_posix(), one) for name, one in report.said)


def _of_formats(document: DocumentReport, outputs: Path) -> Iterator[Placed]:
    for made in document.formats:
        yield from ((document.source, one) for one in made.said)
        for file in made.files:
            own = (one for judgement in file.judgements for one in judgement.findings)
            yield from (((outputs / file.name).as_posix(), one) for one in own)


def _result(file: str, one: Diagnostic, rules: list[str]) -> Plain:
    return {
        "ruleId": one.rule,
        "ruleIndex": rules.index(one.rule),
        "level": LEVELS[one.severity],
        "message": {"text": _words(one)},
        "locations": [_location(file, one.where)],
        "partialFingerprints": {"coprodFormats/v1": digest_of(one.rule, one.message, file)[:32]},
    }


def _words(one: Diagnostic) -> str:
    return f"{one.message}. {one.hint}".rstrip(". ") + "."


def _location(file: str, where: Position | None) -> Plain:
    """The place of a finding; one inside a container is a place of the container."""
    container = PurePosixPath(file).name
    inside = where.file.partition("/")[2] if where else ""
    own = where is not None and where.file.partition("/")[0] == container
    path = file if own or where is None or not where.file else where.file
    place: Mapping[str, object] = {"artifactLocation": {"uri": _uri(path)}}
    region = {"startLine": 1, "startColumn": 1}
    if where and not (own and inside):
        region = {"startLine": max(1, where.line), "startColumn": max(1, where.column)}
    found = {"physicalLocation": {**place, "region": region}}
    if own and inside and where:
        name = f"{inside}:{where.line}:{where.column}"
        return {**found, "logicalLocations": [{"fullyQualifiedName": name, "kind": "resource"}]}
    return found


def _uri(path: str) -> str:
    """A path as a URI from the folder that we are in, as code hosts want it."""
    whole, here = Path(path), Path.cwd()
    near = whole.relative_to(here) if whole.is_absolute() and whole.is_relative_to(here) else whole
    return quote(near.as_posix())
