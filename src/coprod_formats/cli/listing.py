"""The command ``formats``: what can be made here, and whom it is for."""

from __future__ import annotations

import json

import click

from coprod_formats import writers
from coprod_formats.diagnostics import ExitCode
from coprod_formats.engine.failures import explain


def list_formats(*, as_json: bool) -> ExitCode:
    """Print every format; one whose package is broken is told on standard error."""
    plugins = writers.plugins()
    width = max(map(len, writers.names()))
    code = ExitCode.OK
    for name in writers.names():
        try:
            writer = writers.find(name)
        except Exception as flaw:  # noqa: BLE001 - a broken plug-in must not hide the others
            click.echo("\n".join(map(str, explain(name, flaw).diagnostics)), err=True)
            code = ExitCode.FAILED
            continue
        source = plugins[name].distribution if name in plugins else ""
        if as_json:
            said = {"format": name, "title": writer.title, "purpose": writer.purpose}
            click.echo(json.dumps({**said, "package": source or None}, ensure_ascii=False))
        else:
            foreign = f" (from {source})" if source else ""
            click.echo(f"{name:{width}}  {writer.title}: {writer.purpose}{foreign}")
    return code
