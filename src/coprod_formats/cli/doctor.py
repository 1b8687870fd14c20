"""The command ``doctor``: whether everything is here that this program works with."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from coprod_formats import writers
from coprod_formats.config import NAME, Settings, load
from coprod_formats.diagnostics import ExitCode
from coprod_formats.engine.failures import explain
from coprod_formats.judging.judges import JUDGES, Judge, NotHereError
from coprod_formats.rendering import READER
from coprod_formats.tools import Tool
from coprod_formats.writers.base import Writer

IMPORT = (
    Tool(
        "pypandoc-binary", "it reads Word, OpenDocument and Markdown", "pip install pypandoc-binary"
    ),
    Tool("lxml", "it reads web pages and e-books", "pip install lxml"),
    Tool("pypdfium2", "it reads PDF files", "pip install pypdfium2"),
)


@dataclass(frozen=True, slots=True)
class Part:
    """Something that this program works with: whether it is here, and how to get it."""

    name: str
    version: str | None
    purpose: str
    users: tuple[str, ...]  # formats or commands
    install: str  # what to do, in words
    unfit: str = ""  # the versions that would do, where this one does not
    needed: bool = True  # whether its users cannot do without it

    @property
    def lacking(self) -> bool:
        """Whether its users must wait for it."""
        return self.needed and (self.version is None or bool(self.unfit))

    def __str__(self) -> str:
        for_whom = f"{self.purpose} (for {', '.join(self.users)})"
        if self.version is None:
            return f"missing  {self.name}: {for_whom}\n         {self.install}"
        if self.unfit:
            needed = f"{self.unfit} is needed: {for_whom}"
            return f"unfit    {self.name} {self.version}; {needed}\n         {self.install}"
        return f"found    {self.name} {self.version}: {for_whom}"

    def json(self) -> str:
        """The same for programs, as one line."""
        said = {"tool": self.name, "found": self.version is not None, "version": self.version}
        fits = self.version is not None and not self.unfit
        whole = {**said, "fits": fits, "purpose": self.purpose, "for": self.users}
        return json.dumps({**whole, "install": self.install, "needed": self.needed})


def examine(*, as_json: bool) -> ExitCode:
    """Print each part with its version and its users, or what to do to get it."""
    users, code = _users()
    groups = {
        "To make the formats": [_of_tool(tool, tuple(names)) for tool, names in users.items()],
        "To bring in documents that you have": [_of_tool(tool, ("import",)) for tool in IMPORT],
        "To judge what is made; the formats do not wait for these": [*map(_of_judge, JUDGES)],
        "To see Word files as pages; the formats do not wait for this": [*_office()],
    }
    for title, parts in groups.items():
        if parts and not as_json:
            click.echo(f"{title}:")
        for part in parts:
            click.echo(part.json() if as_json else str(part))
    lacking = any(part.lacking for parts in groups.values() for part in parts)
    return ExitCode.MISSING_TOOL if lacking and code is ExitCode.OK else code


def _users() -> tuple[Mapping[Tool, list[str]], ExitCode]:
    """Each tool of the formats with the formats that use it, and what a broken format means."""
    users: dict[Tool, list[str]] = {READER: ["every format"]}
    code, settings = ExitCode.OK, _settings()
    for name in writers.names():
        try:
            writer = writers.find(name)
            tools = (*writer.tools, *_chosen(writer, settings.get(name, {})))
        except Exception as flaw:  # noqa: BLE001 - a broken format is a finding like others
            failure = explain(name, flaw)
            click.echo("\n".join(map(str, failure.diagnostics)), err=True)
            code = failure.code
            continue
        for tool in tools:
            users.setdefault(tool, []).append(name)
    return users, code


def _settings() -> Mapping[str, Settings]:
    """What config.yaml chooses; one that is wrong is for other commands to complain of."""
    try:
        return load(Path(NAME)).formats
    except Exception:  # noqa: BLE001 - what breaks here is told of by its format
        return {}


def _chosen(writer: Writer, settings: Settings) -> tuple[Tool, ...]:
    """What a format's settings call for, such as the program of another voice."""
    return writer.options.model_validate(settings).calls_for()


def _of_tool(tool: Tool, users: tuple[str, ...], *, needed: bool = True) -> Part:
    version = tool.version()
    unfit = tool.wanted if version is not None and not tool.fits(version) else ""
    install = tool.install if tool.kind == "file" else f"type: {tool.install}"
    return Part(tool.name, version, tool.purpose, users, install, unfit, needed)


def _of_judge(judge: Judge) -> Part:
    try:
        version, install = judge.bench().version(), judge.install
    except NotHereError as lack:
        version, install = None, f"{lack}; {judge.install}"
    return Part(judge.name, version, judge.purpose, ("check",), install, needed=False)


def _office() -> Iterator[Part]:
    try:
        from coprod_formats.wordprocessing.office import LIBREOFFICE
    except ImportError:  # told of by the format
        return
    yield _of_tool(LIBREOFFICE, ("preview",), needed=False)
