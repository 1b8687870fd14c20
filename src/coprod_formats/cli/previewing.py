"""The command ``preview``: a page in the browser that follows what is written."""

from __future__ import annotations

from pathlib import Path

import click

from coprod_formats.cli.project import see_project
from coprod_formats.diagnostics import ExitCode


def show(path: Path, format_: str, slug: str, port: int, *, browser: bool) -> ExitCode:
    """Show a view until Ctrl-C, which is the usual way to end it."""
    from coprod_formats.preview import preview

    see_project(path)

    def ready(address: str) -> None:
        """Say where the preview can be looked at, once it can."""
        click.echo(f"preview: {address}\nTo end it, hold Ctrl and press C.")
        if browser:
            click.launch(address)

    try:
        preview(path, format_, slug, port, ready)
    except KeyboardInterrupt:
        click.echo("\nThe preview has ended.")
    return ExitCode.OK
