"""How each wanted format is made here: the part of a plan that does not depend on a document."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_formats import writers
from coprod_formats.config import Config, Settings, load
from coprod_formats.diagnostics import Diagnostic, error
from coprod_formats.engine.digests import code_digest, digest_of, stamp, tree_digest
from coprod_formats.engine.failures import explain
from coprod_formats.engine.memo import Memo
from coprod_formats.rendering.equipment import PACKAGE, Equipment
from coprod_formats.tools import Tool

if TYPE_CHECKING:
    from coprod_formats.document import TextKind

READER = Tool("pypandoc-binary", "it reads the sources", "pip install pypandoc-binary")


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a format needs, and a digest of all that its result depends on but the document."""

    format: str
    settings: Settings
    fingerprint: str
    needs: tuple[str, ...] = ()
    tools: tuple[Tool, ...] = ()
    blocked: tuple[Diagnostic, ...] = ()  # why it cannot be made here
    text: TextKind = "full"  # which of the document's texts it shows


class Installation:
    """Answers what the installed code is, asking the slow questions once for many runs."""

    def __init__(self, memo: Memo) -> None:
        self._memo = memo
        self._installed = digest_of(*_installed())
        self._code = stamp(PACKAGE)
        self.program = memo.recall("program", self._code, partial(code_digest, PACKAGE))

    def config(self, path: Path) -> Config:
        """The settings in a config.yaml; raises every complaint about it at once."""
        told = stamp(path) if path.is_file() else ""
        plugins = (self._plugin_stamp(name) for name in self.plugins())
        everything = digest_of(self._code, self._installed, told, *plugins)
        return self._memo.recall(f"config {path}", everything, partial(load, path))

    def plugins(self) -> Mapping[str, writers.Plugin]:
        """The formats that come from other packages."""
        return self._memo.recall("plugins", self._installed, writers.plugins)

    def reader(self) -> str:
        """A digest of what turns a source into a document."""
        return digest_of(self.program, self._version(READER) or "")

    def recipe(self, name: str, settings: Settings) -> Recipe:
        """How a format is made with these settings."""
        question = f"recipe {name} {settings!r}"
        everything = digest_of(self._code, self._installed, self._plugin_stamp(name))
        kept = self._memo.get(question)
        if kept and kept[0] == everything and isinstance(kept[1], Recipe):
            return self._equipped(kept[1])
        recipe = self._recipe(name, settings)
        if not recipe.blocked:
            self._memo.put(question, everything, recipe)
        return self._equipped(recipe)

    def equipment(self, formats: Iterable[str], settings: Mapping[str, Settings]) -> Equipment:
        """All that is needed to read sources and to make these formats, and those they need."""
        found: dict[str, Recipe] = {}
        waiting = [*formats]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found[name] = self.recipe(name, settings.get(name, {}))
                waiting += found[name].needs
        tools = dict.fromkeys(tool for name in sorted(found) for tool in found[name].tools)
        plugins = self.plugins()
        return Equipment((READER, *tools), tuple(name for name in sorted(found) if name in plugins))

    def _recipe(self, name: str, settings: Settings) -> Recipe:
        try:
            writer = writers.find(name)
            options = writer.options.model_validate(settings)
            needs = tuple(writer.needs(options))
            tools = (*writer.tools, *options.calls_for())
        except Exception as flaw:  # noqa: BLE001 - a broken plug-in must not stop our own formats
            return Recipe(name, settings, "", blocked=explain(name, flaw).diagnostics)
        parts = digest_of(self.program, self._plugin_digest(name), repr(options))
        return Recipe(name, settings, parts, needs, tools, text=writers.text_of(writer))

    def _equipped(self, recipe: Recipe) -> Recipe:
        """The recipe with its tools' versions in it, or blocked where one is missing."""
        versions = [(tool, self._version(tool)) for tool in recipe.tools]
        unfit = tuple(
            _unfit(recipe, tool, version)
            for tool, version in versions
            if version is None or not tool.fits(version)
        )
        told = (f"{tool.name} {version}" for tool, version in versions)
        fingerprint = digest_of(recipe.fingerprint, *told)
        return replace(recipe, fingerprint=fingerprint, blocked=recipe.blocked or unfit)

    def _version(self, tool: Tool) -> str | None:
        place = tool.place() or self._installed
        return self._memo.recall(f"tool {tool.kind} {tool.name}", place, tool.version)

    def _plugin_stamp(self, name: str) -> str:
        plugin = self.plugins().get(name)
        return stamp(plugin.code) + plugin.distribution if plugin else ""

    def _plugin_digest(self, name: str) -> str:
        plugin = self.plugins().get(name)
        return tree_digest(plugin.code) + plugin.distribution if plugin else ""


def _unfit(recipe: Recipe, tool: Tool, version: str | None) -> Diagnostic:
    if version is None:
        message = f"{recipe.format} needs {tool.name}, which is not installed: {tool.purpose}"
        return error("tool-missing", message, hint=tool.install)
    message = f"{recipe.format} needs {tool.name} {tool.wanted}, and version {version} is installed"
    return error("tool-version", message, hint=tool.install)


def _installed() -> list[str]:
    """Python and every distribution on its path, as cheaply as a look into a few folders."""
    found = [sys.version]
    for folder in map(Path, sys.path):
        if folder.is_dir():
            found += sorted(
                f"{one}\0{one.stat().st_mtime_ns}"
                for one in folder.iterdir()
                if one.suffix in {".dist-info", ".egg-info"}
            )
    return found
