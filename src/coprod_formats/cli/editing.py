"""Every command for people who write, with its options: signatures, easy read, pictures."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Literal

import click

from coprod_formats.cli.options import (
    config_option,
    examples,
    json_option,
    one_format,
    source_names,
)

on_option = click.option(
    "--on",
    "on",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The day, such as 2026-11-01; today, if not said.",
)
note_option = click.option("--note", default="", help="What else there is to say.")


@click.command(epilog=examples('sign braille annual-report --by "Ann Lee" --note "proofread"'))
@click.argument("format_", metavar="FORMAT", shell_complete=one_format)
@click.argument("slug", metavar="NAME", shell_complete=source_names)
@click.option("--by", required=True, help="Who has read it; they must agree to be named.")
@on_option
@note_option
@config_option
def sign(format_: str, slug: str, by: str, on: datetime | None, note: str, config: Path) -> int:
    """Say that somebody has read a format, and found it good."""
    from coprod_formats.cli.signing import Words, sign_format

    return sign_format(config, format_, slug, Words(by, on.date() if on else None, note))


@click.group(
    "easy-read",
    epilog=examples(
        "easy-read draft annual-report",
        'easy-read sign annual-report --status tested --by "Five readers"',
    ),
)
def easy_read() -> None:
    """Begin an easy-read text, and say how far it was tried."""


@easy_read.command("draft", epilog=examples("easy-read draft annual-report"))
@click.argument("slug", metavar="NAME", shell_complete=source_names)
@click.option(
    "--to",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Another place for the worksheet than beside the source.",
)
@config_option
def draft_easy_read(*, slug: str, to: Path | None, config: Path) -> int:
    """Write a worksheet: each sentence, and what is hard in it."""
    from coprod_formats.cli.drafting import draft

    return draft(config, slug, to)


@easy_read.command(
    "sign", epilog=examples('easy-read sign annual-report --status tested --by "Five readers"')
)
@click.argument("slug", metavar="NAME", shell_complete=source_names)
@click.option(
    "--status",
    type=click.Choice(["checked", "tested"]),
    required=True,
    help="Tested by people whom easy read is for, or only checked by others.",
)
@click.option(
    "--by",
    "--tested-by",
    required=True,
    help="Who has read it; a name only of those who agreed to be named.",
)
@on_option
@note_option
@config_option
def sign_easy_read(
    *,
    slug: str,
    status: Literal["checked", "tested"],
    by: str,
    on: datetime | None,
    note: str,
    config: Path,
) -> int:
    """Say how far the easy-read text was tried, as it is now."""
    from coprod_formats.cli.signing import EASY_READ, Words, sign_format

    words = Words(by, on.date() if on else None, note, status)
    return sign_format(config, EASY_READ, slug, words)


@click.group(epilog=examples("pictures search money", "pictures check"))
def pictures() -> None:
    """Find pictures for easy read, and check the project's own."""


@pictures.command("search", epilog=examples("pictures search money", "pictures search trust"))
@click.argument("word")
@config_option
@json_option
def search_pictures(*, word: str, config: Path, as_json: bool) -> int:
    """List the pictures that have to do with a word."""
    from coprod_formats.cli.pictures import search_pictures as told

    return told(config.parent, word, as_json=as_json)


@pictures.command("check", epilog=examples("pictures check"))
@config_option
@json_option
def check_pictures(*, config: Path, as_json: bool) -> int:
    """Check the project's own pictures: their list, makers, licences."""
    from coprod_formats.cli.pictures import check_project_pictures as told

    return told(config.parent, as_json=as_json)
