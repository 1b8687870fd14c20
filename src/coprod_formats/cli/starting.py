"""The command ``init``: a new project with an example that renders on this machine."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import click

from coprod_formats import writers
from coprod_formats.diagnostics import ExitCode, UsageError, error
from coprod_formats.tools import Tool

TEMPLATE = Path(__file__).parents[1] / "data" / "project"
NAME = "coprod-formats"


def start(folder: Path) -> ExitCode:
    """Fill a new or empty folder with the example project."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(error("init-folder", f"{folder} is a file", hint="give another name"))
    if folder.is_dir() and any(folder.iterdir()):
        message = f"{folder} is not empty, and nothing in it is to be lost"
        raise UsageError(error("init-folder", message, hint="give the name of a new folder"))
    lacking = missing_tools()
    try:
        shutil.copytree(
            TEMPLATE, folder, dirs_exist_ok=True, copy_function=shutil.copyfile, ignore=_unwanted
        )
        settings = folder / "config.yaml"
        settings.write_text(without(settings.read_text("utf-8"), lacking), encoding="utf-8")
    except OSError as flaw:
        reason = flaw.strerror or "it cannot be written"
        raise UsageError(error("init-folder", f"cannot make {folder}: {reason}")) from None
    command = typed(folder)
    click.echo(f"made the project {folder}; now type:")
    click.echo(f"  cd {shlex.quote(str(folder))}")
    click.echo(f"  {shlex.quote(command)} render all")
    for name, tool in lacking.items():
        click.echo(f"{name} is left out: it needs {tool.name}; config.yaml says how to have it")
    return ExitCode.OK


def missing_tools() -> Mapping[str, Tool]:
    """The formats that cannot be made on this machine, each with a tool that it lacks."""
    needed = ((name, tool) for name in writers.BUILT_IN for tool in writers.find(name).tools)
    return {name: tool for name, tool in needed if tool.version() is None}


def without(settings: str, lacking: Mapping[str, Tool]) -> str:
    """The settings with some formats set aside, and what to do to have them."""
    for name, tool in lacking.items():
        section = re.compile(rf"^  {name}:.*\n(?:    .*\n)*", re.MULTILINE)
        settings = section.sub(partial(_set_aside, tool), settings)
        settings = re.sub(rf"(downloads: .*?\b){name}, |, {name}\b(?=[^\[]*\])", r"\1", settings)
    return settings


def _set_aside(tool: Tool, section: re.Match[str]) -> str:
    why = f"  # It needs {tool.name}. To have it, type: {tool.install}\n"
    why += "  # Then take the # from the next lines, and add its name to the downloads of html.\n"
    return why + re.sub("(?m)^  ", "  # ", section[0])


def typed(folder: Path) -> str:
    """What to type for this program from inside a folder."""
    launcher = Path(sys.prefix).parent / "bin" / NAME
    if shutil.which(NAME) or not launcher.is_file():
        return NAME
    near = os.path.relpath(launcher, folder.resolve())
    return near if near.count("..") <= 2 else str(launcher)


def _unwanted(_: str, names: list[str]) -> list[str]:
    return [name for name in names if name == "__pycache__"]
