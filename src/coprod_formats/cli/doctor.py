"""The command ``doctor``: whether everything is here that the formats need."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import click

from coprod_formats import writers
from coprod_formats.config import NAME, Settings, load
from coprod_formats.diagnostics import ConfigError, ExitCode
from coprod_formats.engine.failures import explain
from coprod_formats.rendering import READER
from coprod_formats.tools import Tool
from coprod_formats.writers.base import Writer


def examine(*, as_json: bool) -> ExitCode:
    """Print each tool with its version and its users, or what to type to get it."""
    users: dict[Tool, list[str]] = {READER: ["every format"]}
    code, settings = ExitCode.OK, _settings()
    for name in writers.names():
        try:
            writer = writers.find(name)
            tools = (*writer.tools, *_chosen(writer, settings.get(name, {})))
        except Exception as flaw:  # noqa: BLE001 - a broken plug-in is a finding like others
            click.echo("\n".join(map(str, explain(name, flaw).diagnostics)), err=True)
            code = ExitCode.FAILED
            continue
        for tool in tools:
            users.setdefault(tool, []).append(name)
    for tool, names in users.items():
        version = tool.version()
        if version is None or not tool.fits(version):
            code = ExitCode.MISSING_TOOL
        click.echo(_json(tool, version, names) if as_json else _line(tool, version, names))
    return code


def _settings() -> Mapping[str, Settings]:
    """What config.yaml chooses; one that is wrong is for other commands to complain of."""
    try:
        return load(Path(NAME)).formats
    except ConfigError:
        return {}


def _chosen(writer: Writer, settings: Settings) -> tuple[Tool, ...]:
    """What a format's settings call for, such as the program of another voice."""
    return writer.options.model_validate(settings).calls_for()


def _line(tool: Tool, version: str | None, names: list[str]) -> str:
    for_whom = f"{tool.purpose} (for {', '.join(names)})"
    if version is None:
        return f"missing  {tool.name}: {for_whom}\n         type: {tool.install}"
    if not tool.fits(version):
        needed = f"{tool.wanted} is needed: {for_whom}"
        return f"unfit    {tool.name} {version}; {needed}\n         type: {tool.install}"
    return f"found    {tool.name} {version}: {for_whom}"


def _json(tool: Tool, version: str | None, names: list[str]) -> str:
    fits = version is not None and tool.fits(version)
    said = {"tool": tool.name, "found": version is not None, "version": version, "fits": fits}
    return json.dumps({**said, "purpose": tool.purpose, "for": names, "install": tool.install})
