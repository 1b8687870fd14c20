"""config.yaml, checked before any work starts, with complaints that name the line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coprod_formats import writers
from coprod_formats.diagnostics import ConfigError, Diagnostic, closest, error

if TYPE_CHECKING:
    from coprod_formats.yamlfile import Tree

NAME = "config.yaml"

Settings = Mapping[str, object]  # what config.yaml says of one format, in plain values


@dataclass(frozen=True, slots=True)
class Release:
    """What release bundles of a project are called; "" leaves the choice to the program."""

    name: str = ""  # in the names of files
    title: str = ""  # on the pages


@dataclass(frozen=True, slots=True)
class Config:
    """A project's settings, every name in them known, and every value one that can be used."""

    project: Path  # the folder that sources, outputs and the cache are found from
    sources: str = "sources/*.md"
    outputs: Path = Path("outputs")
    documents: tuple[tuple[str, object], ...] = ()  # what front matter says where it is silent
    formats: Mapping[str, Settings] = field(default_factory=dict)
    cache_size: int = 2_000_000_000  # bytes
    seconds: float = 600  # that one format of one document may take
    bundle: Release = Release()


def load(path: Path) -> Config:
    """Read a config.yaml, or raise every complaint about it at once.

    A project without one has every format of every source, with the usual settings.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        if path.name != NAME:
            message, hint = f"there is no file {path}", "look for a slip in its name"
            raise ConfigError(error("config-missing", message, hint=hint)) from None
        return Config(path.parent, formats={name: {} for name in writers.names()})
    except (OSError, UnicodeDecodeError) as flaw:
        message, hint = (
            f"cannot read {path}: {flaw}",
            "see whether you may read it; save it as UTF-8",
        )
        raise ConfigError(error("config-unreadable", message, hint=hint)) from None
    return _understand(text, path)


def _understand(text: str, path: Path) -> Config:
    from coprod_formats.config.model import Top
    from coprod_formats.yamlfile import fit, parse

    tree = parse(text, str(path))
    top, complaints = fit(tree, Top)
    faults = (*tree.complaints, *complaints, *_format_faults(tree))
    if faults or top is None:
        raise ConfigError(*sorted(faults, key=lambda one: one.where or tree.where()))
    return Config(
        path.parent,
        top.sources,
        Path(top.outputs),
        tuple((name, value) for name, value in top.documents if value),
        _wanted(tree.value),
        top.cache.size,
        top.limits.seconds,
        Release(top.bundle.name, top.bundle.title),
    )


def _wanted(said: Any) -> dict[str, Settings]:
    if "formats" not in said:
        return {name: {} for name in writers.names()}
    return {name: settings or {} for name, settings in said["formats"].items()}


def _format_faults(tree: Tree) -> Iterator[Diagnostic]:
    """What is wrong with the formats: their names, and the settings of each."""
    from coprod_formats.yamlfile import fit

    said = tree.value.get("formats") if isinstance(tree.value, dict) else None
    for name, settings in said.items() if isinstance(said, dict) else ():
        if name not in writers.names():
            message = f"there is no format called {name}"
            hint = closest(name, writers.names())
            yield error("config-format", message, tree.where("formats", name), hint)
        elif isinstance(settings, dict):
            yield from fit(tree, writers.find(name).options, "formats", name)[1]
