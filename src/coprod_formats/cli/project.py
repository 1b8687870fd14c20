"""Where the project is that a command is about."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coprod_formats.diagnostics import UsageError, error
from coprod_formats.engine.cache import Cache, open_cache
from coprod_formats.rendering import Installation, Order


def see_project(path: Path) -> None:
    """An error if there is neither a config.yaml here nor a folder of sources beside it."""
    if not path.exists() and not (path.parent / "sources").is_dir():
        message = f"there is no project here: neither {path} nor a folder {path.parent / 'sources'}"
        hint = "go to a project's folder, or start one: coprod-formats init my-project"
        raise UsageError(error("project-missing", message, hint=hint))


@contextmanager
def opened(path: Path) -> Iterator[tuple[Order, Cache, Installation]]:
    """A project with all the formats of its config.yaml, for one run alone."""
    see_project(path)
    with open_cache(path.parent / ".cache") as cache:
        installation = Installation(cache.memo)
        config = installation.config(path)
        order = Order(config, tuple(config.formats), outputs=config.project / config.outputs)
        yield order, cache, installation
