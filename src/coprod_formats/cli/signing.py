"""The commands that sign: who has read a format of a document, and found it good."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

import click

from coprod_formats import writers
from coprod_formats.cli.project import see_project
from coprod_formats.config import load
from coprod_formats.diagnostics import ExitCode, UsageError, closest, error
from coprod_formats.reading import read
from coprod_formats.signing import Lock, sign
from coprod_formats.sources import Source, discover, select

EASY_READ = "easy-read"


@dataclass(frozen=True, slots=True)
class Words:
    """What was typed to sign: who says it, on which day, and what they add."""

    by: str
    on: date | None = None  # today, where none is said
    note: str = ""
    status: Literal["checked", "tested"] | None = None


def sign_format(path: Path, format_: str, slug: str, words: Words) -> ExitCode:
    """Sign one format of one document, as its source stands now."""
    known = dict.fromkeys((*writers.names(), EASY_READ))
    if format_ not in known:
        message = f"there is no format called {format_}"
        raise UsageError(error("format-unknown", message, None, closest(format_, known)))
    if format_ == EASY_READ and words.status is None:
        hint = f"coprod-formats easy-read sign {slug} --status checked --by …"
        raise UsageError(error("sign-off-status", "say how far easy read was tried", hint=hint))
    project = see_source(path, slug)
    document = read(project.source.path, project.folder).document
    day = words.on or date.today()  # noqa: DTZ011 - the day on the signer's own calendar
    lock = Lock(by=words.by, on=day, note=words.note, status=words.status)
    click.echo(f"signed: {sign(project.source.path, document, format_, lock)}")
    return ExitCode.OK


@dataclass(frozen=True, slots=True)
class Seen:
    """One source, and the project that it belongs to."""

    folder: Path
    source: Source


def see_source(path: Path, slug: str) -> Seen:
    """The source with this slug in the project of a config.yaml, or an error."""
    see_project(path)
    config = load(path)
    found = select(discover(config.project, config.sources), (slug,))
    for faults in found.refused.values():
        raise UsageError(*faults)
    return Seen(config.project, found.sources[0])
