"""The command ``import``: a file of another kind becomes a source, and its fate is told."""

from __future__ import annotations

from pathlib import Path

import click

from coprod_formats.cli.project import see_project
from coprod_formats.diagnostics import ExitCode, Severity
from coprod_formats.importing import bring_in


def import_file(file: Path, config: Path, slug: str, *, force: bool) -> ExitCode:
    """Bring a file in, and say what was kept, guessed and lost."""
    see_project(config)
    arrival = bring_in(file, config.parent / "sources", slug, force=force)
    click.echo(arrival.told)
    errors = sum(one.severity is Severity.ERROR for one in arrival.diagnostics)
    click.echo(f"made {arrival.source}; what is told here also stands in {arrival.report}")
    if errors:
        click.echo(f"next: mend {errors} place{'s' * (errors != 1)} that check will show you")
    return ExitCode.OK
