"""The commands about pictures of easy read: look for one, and check those of the project."""

from __future__ import annotations

import json
from pathlib import Path

import click

from coprod_formats.diagnostics import ExitCode, Severity
from coprod_formats.picturebank import BankPicture, bank, near, search


def search_pictures(project: Path, word: str, *, as_json: bool) -> ExitCode:
    """Print every picture whose name, tags or drawing have to do with a word, the likest first."""
    pictures = bank(project).pictures
    found = search(pictures, word)
    if as_json:
        for one in found:
            click.echo(json.dumps(_said(one), ensure_ascii=False))
    elif found:
        width = max(len(one.name) for one in found)
        for one in found:
            credit = f" ({one.credit.maker}, {one.credit.licence})" if one.credit else ""
            click.echo(f"pic:{one.name:{width}}  {one.shows}{credit}")
    else:
        hint = near(pictures, word)
        click.echo(f"there is no picture of {word}" + (f"; {hint}" if "mean" in hint else ""))
    return ExitCode.OK if found else ExitCode.FAILED


def check_project_pictures(project: Path, *, as_json: bool) -> ExitCode:
    """Print what is wrong with the project's own pictures, and how many there are."""
    from coprod_formats.reading.bank import check_pictures

    own, complaints = check_pictures(project)
    for one in complaints:
        if as_json:
            where = str(one.where) if one.where else None
            said = {"severity": one.severity, "rule": one.rule, "message": one.message}
            click.echo(json.dumps({**said, "where": where, "hint": one.hint}, ensure_ascii=False))
        else:
            click.echo(str(one))
    if not as_json:
        number = len(own) or "no"
        click.echo(f"{number} {'picture' if number == 1 else 'pictures'} of the project's own")
    wrong = any(one.severity is Severity.ERROR for one in complaints)
    return ExitCode.FAILED if wrong else ExitCode.OK


def _said(picture: BankPicture) -> dict[str, object]:
    credit = picture.credit
    return {
        "name": picture.name,
        "shows": picture.shows,
        "tags": list(picture.tags),
        "maker": credit.maker if credit else None,
        "licence": credit.licence if credit else None,
    }
