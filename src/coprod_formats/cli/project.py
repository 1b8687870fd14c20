"""Where the project is that a command is about."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coprod_formats.config import Config
from coprod_formats.diagnostics import UsageError, error
from coprod_formats.engine.cache import Cache, open_cache
from coprod_formats.rendering import Installation, Order

CACHE = ".cache"


def see_project(path: Path) -> None:
    """An error if there is neither a config.yaml here nor a folder of sources beside it."""
    if not path.exists() and not (path.parent / "sources").is_dir():
        message = f"there is no project here: neither {path} nor a folder {path.parent / 'sources'}"
        hint = "go to a project's folder, or start one: coprod-formats init my-project"
        raise UsageError(error("project-missing", message, hint=hint))


def outputs(config: Config, chosen: Path | None = None) -> Path:
    """The outputs folder; an error where that is the folder of the sources, or in the cache."""
    folder = chosen or config.project / config.outputs
    sources, cache = (config.project / config.sources).parent, config.project / CACHE
    place = folder.resolve()
    if place == sources.resolve() or place.is_relative_to(cache.resolve()):
        message = f"outputs cannot stand in {folder}, among files that they are made from"
        hint = "choose a folder of their own, such as outputs"
        raise UsageError(error("outputs-place", message, hint=hint))
    return folder


@contextmanager
def opened(path: Path) -> Iterator[tuple[Order, Cache, Installation]]:
    """A project with all the formats of its config.yaml, for one run alone."""
    see_project(path)
    with open_cache(path.parent / CACHE) as cache:
        installation = Installation(cache.memo)
        config = installation.config(path)
        order = Order(config, tuple(config.formats), outputs=outputs(config))
        yield order, cache, installation
