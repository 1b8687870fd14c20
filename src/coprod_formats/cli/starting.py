"""The command ``init``: a new project with an example that renders."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from coprod_formats.diagnostics import ExitCode, UsageError, error

TEMPLATE = Path(__file__).parents[1] / "data" / "project"


def start(folder: Path) -> ExitCode:
    """Fill a new or empty folder with the example project."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(error("init-folder", f"{folder} is a file", hint="give another name"))
    if folder.is_dir() and any(folder.iterdir()):
        message = f"{folder} is not empty, and nothing in it is to be lost"
        raise UsageError(error("init-folder", message, hint="give the name of a new folder"))
    try:
        shutil.copytree(
            TEMPLATE, folder, dirs_exist_ok=True, copy_function=shutil.copyfile, ignore=_unwanted
        )
    except OSError as flaw:
        reason = flaw.strerror or "it cannot be written"
        raise UsageError(error("init-folder", f"cannot make {folder}: {reason}")) from None
    click.echo(f"made the project {folder}; now type:")
    click.echo(f"  cd {folder}")
    click.echo("  coprod-formats render all")
    return ExitCode.OK


def _unwanted(_: str, names: list[str]) -> list[str]:
    return [name for name in names if name == "__pycache__"]
