"""The command ``bundle``: a release of everything that is ready, or every reason against it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from coprod_formats.bundling import Wish, bundle
from coprod_formats.cli.project import opened
from coprod_formats.diagnostics import CoprodError, ExitCode
from coprod_formats.judging import Ways


@dataclass(frozen=True, slots=True)
class Wished:
    """What was typed after ``bundle``."""

    version: str
    allow_drafts: bool
    since: Path | None
    quick: bool
    as_json: bool


def make_bundle(path: Path, wished: Wished) -> ExitCode:
    """Make a bundle of a project, and tell where it lies."""
    with opened(path) as (order, cache, installation):
        wish = Wish(wished.version, wished.allow_drafts, wished.since)
        ways = Ways(wished.quick, lambda said: click.echo(said, err=True))
        try:
            made = bundle(order, cache, installation, wish, ways)
        except CoprodError as refusal:
            return _refused(refusal, as_json=wished.as_json)
    if wished.as_json:
        event = {"event": "bundle", "folder": str(made.folder), "archive": str(made.archive)}
        click.echo(json.dumps({**event, "files": made.files}))
    else:
        click.echo(f"{made.archive}: {made.files} files; the same lie in {made.folder}")
    return ExitCode.OK


def _refused(refusal: CoprodError, *, as_json: bool) -> ExitCode:
    if as_json:
        told = [asdict(one) for one in refusal.diagnostics]
        click.echo(json.dumps({"event": "bundle", "diagnostics": told}))
    else:
        count = len(refusal.diagnostics)
        click.echo(str(refusal), err=True)
        click.echo(f"nothing was released: {count} reason{'s' * (count != 1)}", err=True)
    return refusal.exit_code
