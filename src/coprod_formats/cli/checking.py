"""The command ``check``: the sources and the finished outputs, judged without making anything."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from coprod_formats.cli.project import see_project
from coprod_formats.diagnostics import Diagnostic, ExitCode, Severity
from coprod_formats.engine.cache import open_cache
from coprod_formats.judging import Ways, judge
from coprod_formats.judging.report import FormatReport, Report
from coprod_formats.rendering import Installation, Order


@dataclass(frozen=True, slots=True)
class Telling:
    """What was typed after ``check``."""

    form: str = "text"  # or json
    strict: bool = False
    quick: bool = False


def check_project(path: Path, telling: Telling) -> ExitCode:
    """Judge a project's sources and outputs, and tell it in the form that was asked for."""
    see_project(path)
    with open_cache(path.parent / ".cache") as cache:
        installation = Installation(cache.memo)
        config = installation.config(path)
        order = Order(config, tuple(config.formats), outputs=config.project / config.outputs)
        report = judge(order, cache, installation, Ways(telling.quick))
    code = report.code(strict=telling.strict)
    for line in _json(report, code) if telling.form == "json" else ():
        click.echo(json.dumps(line, ensure_ascii=False))
    if telling.form == "text":
        _tell(report)
    return code


def _tell(report: Report) -> None:
    for name, one in report.findings():
        place = "" if one.where and one.where.file.count("/") else f"{name}: "
        click.echo(f"{place}{one}", err=True)
    click.echo(_summary(report))


def _summary(report: Report) -> str:
    counts = {severity: report.count(severity) for severity in Severity}
    numbers = (f"{count} {severity}{'s' * (count != 1)}" for severity, count in counts.items())
    documents = len(report.documents)
    return f"{documents} document{'s' * (documents != 1)} checked: {', '.join(numbers)}"


def _json(report: Report, code: ExitCode) -> Iterator[Mapping[str, object]]:
    """One object for each document, each format, and each finding that belongs to neither."""
    for document in report.documents:
        yield _event(document.slug, document.said)
        for made in document.formats:
            yield {**_event(made.name, tuple(made.findings())), "files": _files(made)}
    for name, one in (*report.said, *report.not_run()):
        yield _event(name, (one,))
    counts = {f"{severity}s": report.count(severity) for severity in Severity}
    yield {"event": "end", **counts, "exit": code}


def _event(name: str, said: tuple[Diagnostic, ...]) -> dict[str, object]:
    return {"event": "check", "name": name, "diagnostics": [asdict(one) for one in said]}


def _files(made: FormatReport) -> list[dict[str, object]]:
    return [
        {
            "name": file.name,
            "size": file.size,
            "sha256": file.sha256,
            "judgements": [
                {
                    "judge": one.judge,
                    "version": one.version,
                    "verdict": one.verdict,
                    "findings": len(one.findings),
                    "not_run": one.not_run,
                    "install": one.hint,
                }
                for one in file.judgements
            ],
            "proof": [
                {"kind": one.kind, "found": one.found, "wanted": one.wanted, "how": one.how}
                for one in file.proof
            ],
        }
        for file in made.files
    ]
