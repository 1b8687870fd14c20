"""The command ``check``: the sources and the finished outputs, judged without making anything."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

import click

from coprod_formats.cli.project import opened
from coprod_formats.diagnostics import ExitCode, Severity
from coprod_formats.judging import Ways, judge, plain
from coprod_formats.judging.page import page
from coprod_formats.judging.report import FormatReport, Report, Verdict
from coprod_formats.judging.sarif import sarif
from coprod_formats.rendering import Standing


@dataclass(frozen=True, slots=True)
class Telling:
    """What was typed after ``check``."""

    form: str = "text"  # or json, sarif, html
    strict: bool = False
    quick: bool = False


def check_project(path: Path, telling: Telling) -> ExitCode:
    """Judge a project's sources and outputs, and tell it in the form that was asked for."""
    with opened(path) as (order, cache, installation):
        report = judge(order, cache, installation, Ways(telling.quick, _progress))
    code = report.code(strict=telling.strict)
    match telling.form:
        case "json":
            for line in plain.lines(report, code):
                click.echo(json.dumps(line, ensure_ascii=False))
        case "sarif":
            click.echo(json.dumps(sarif(report, order.outputs), ensure_ascii=False, indent=1))
        case "html":
            click.echo(page(report), nl=False)
        case _:
            _tell(report)
    return code


def _progress(words: str) -> None:
    """What is being done, for a person who waits at a terminal."""
    if sys.stderr.isatty():
        click.echo(f"{words} …", err=True)


def _tell(report: Report) -> None:
    for name, one in report.findings():
        place = "" if one.where and one.where.file.count("/") else f"{name}: "
        click.echo(f"{place}{one}", err=True)
    for made in report.formats():
        if made.standing is not Standing.MISSING:
            click.echo(f"{made.name}  {_holds(made)}; {_judged(made)}")
    click.echo(_summary(report))


def _holds(made: FormatReport) -> str:
    """What the proof found, such as "all 2,202 words, 23 headings"."""
    tallies = [one for one in made.tallies() if one.wanted]
    whole = ", ".join(one.kind.counted(one.wanted) for one in tallies if not one.losses)
    torn = ", ".join(f"{o.found:,} of {o.kind.counted(o.wanted)}" for o in tallies if o.losses)
    told = ", ".join(filter(None, (f"all {whole}" if whole else "", torn)))
    return told or "not proved"


def _judged(made: FormatReport) -> str:
    """Who has judged, and who has not."""
    several = [one for file in made.files for one in file.judgements if one.independent]
    words = {Verdict.PASSED: "passed by", Verdict.FINDINGS: "faulted by", Verdict.NOT_RUN: "not by"}
    told = []
    for verdict, said in words.items():
        names = dict.fromkeys(one.judge for one in several if one.verdict is verdict)
        told += [f"{said} {', '.join(names)}"] if names else []
    return ", ".join(told) or "no other judge knows it"


def _summary(report: Report) -> str:
    counts = {severity: report.count(severity) for severity in Severity}
    numbers = (f"{count} {severity}{'s' * (count != 1)}" for severity, count in counts.items())
    documents = len(report.documents)
    return f"{documents} document{'s' * (documents != 1)} checked: {', '.join(numbers)}"
