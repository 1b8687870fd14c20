"""The command ``easy-read draft``: a worksheet beside the source, for people to work on."""

from __future__ import annotations

from pathlib import Path

import click

from coprod_formats.cli.signing import see_source
from coprod_formats.derive.worksheet import worksheet
from coprod_formats.diagnostics import ExitCode, UsageError, error
from coprod_formats.reading import read
from coprod_formats.sources import WORKSHEET


def draft(path: Path, slug: str, to: Path | None) -> ExitCode:
    """Write the worksheet of one source; what somebody has written there already is kept."""
    seen = see_source(path, slug)
    target = to or seen.source.path.with_name(f"{slug}{WORKSHEET}")
    if target.exists():
        message = f"{target} is there already, and somebody may have worked on it"
        hint = "write to another place: --to FILE"
        raise UsageError(error("worksheet-exists", message, hint=hint))
    made = worksheet(read(seen.source.path, seen.folder).document)
    try:
        target.write_text(made, encoding="utf-8")
    except OSError as refusal:
        message = f"{target} cannot be written: {refusal.strerror}"
        raise UsageError(error("worksheet-place", message)) from None
    click.echo(f"wrote {target}: a worksheet, which no format is made from")
    return ExitCode.OK
