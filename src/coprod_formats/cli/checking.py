"""The command ``check``: the sources and the finished outputs, judged without making anything."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

import click

from coprod_formats import checks
from coprod_formats.cli.project import see_project
from coprod_formats.config import Config
from coprod_formats.diagnostics import Diagnostic, ExitCode, Severity, info, warning
from coprod_formats.engine.cache import open_cache
from coprod_formats.engine.executors import SerialExecutor
from coprod_formats.rendering import Installation, Order, Result, read_sources

Finding = tuple[str, Sequence[Diagnostic]]  # what was judged, and what is to be said of it


def check_project(path: Path, *, strict: bool, as_json: bool) -> ExitCode:
    """Tell every complaint about a project's sources and outputs."""
    see_project(path)
    code = ExitCode.OK
    counts = dict.fromkeys(Severity, 0)
    with open_cache(path.parent / ".cache") as cache:
        installation = Installation(cache.memo)
        config = installation.config(path)
        order = Order(config, tuple(config.formats))
        results = list(read_sources(order, cache, installation, SerialExecutor()))
        code = max((result.code for result in results), default=ExitCode.OK)
        for name, said in (*_read(results), *_outputs(config, results)):
            for one in said:
                counts[one.severity] += 1
            _tell(name, said, as_json=as_json)
    if not as_json:
        click.echo(_summary(len(results), counts))
    failing = counts[Severity.ERROR] or (strict and counts[Severity.WARNING])
    return code or (ExitCode.FAILED if failing else ExitCode.OK)


def _read(results: Sequence[Result]) -> Iterator[Finding]:
    for result in results:
        yield result.document, result.diagnostics


def _outputs(config: Config, results: Sequence[Result]) -> Iterator[Finding]:
    """Every finished format that is wanted, and word of those that are not there or not wanted."""
    outputs = config.project / config.outputs
    wanted = {f"{result.document}/{name}" for result in results for name in config.formats}
    there = {f"{one.parent.name}/{one.name}" for one in outputs.glob("*/*") if _finished(one)}
    for name in sorted(wanted & there):
        yield name, checks.check(outputs / name)
    for name in sorted(wanted - there):
        missing = info("output-missing", f"{outputs / name} has not been made yet")
        yield name, (missing,)
    for name in sorted(there - wanted):
        message = f"{outputs / name} is no longer wanted by any source or by config.yaml"
        hint = "if nobody needs it, delete the folder; nothing here will touch it"
        yield name, (warning("output-unwanted", message, hint=hint),)


def _finished(path: Path) -> bool:
    return path.is_dir() and not path.name.startswith(".")


def _tell(name: str, said: Sequence[Diagnostic], *, as_json: bool) -> None:
    if as_json:
        told = [asdict(one) for one in said]
        click.echo(json.dumps({"event": "check", "name": name, "diagnostics": told}))
        return
    for one in said:
        place = "" if one.where and one.where.file.count("/") else f"{name}: "
        click.echo(f"{place}{one}", err=True)


def _summary(documents: int, counts: dict[Severity, int]) -> str:
    numbers = (f"{count} {severity}{'s' * (count != 1)}" for severity, count in counts.items())
    return f"{documents} document{'s' * (documents != 1)} checked: {', '.join(numbers)}"
