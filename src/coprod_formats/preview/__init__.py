"""A live page for one format at a time, in the editor's own browser."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from coprod_formats import writers
from coprod_formats.config import load
from coprod_formats.diagnostics import UsageError, closest, error
from coprod_formats.preview.making import Subject

__all__ = ["preview"]

USUAL = "html"


def preview(
    config_file: Path, format_: str, slug: str, port: int, ready: Callable[[str], None]
) -> None:
    """Show a project until interrupted; "" stands for the usual format, or the first document."""
    from coprod_formats.engine.executors import open_executor
    from coprod_formats.preview.desk import Desk
    from coprod_formats.preview.page import slugs
    from coprod_formats.preview.serving import serve

    config = load(config_file)
    first = Subject(_known(slug, slugs(config)), format_ or USUAL)
    if first.format not in writers.names():
        message = f"there is no format called {format_}"
        raise UsageError(error("format-unknown", message, None, closest(format_, writers.names())))
    with open_executor("local", 1, config.seconds, staying=True) as executor:
        try:
            serve(Desk(config_file, config, executor), config.project, first, port, ready)
        finally:
            executor.shutdown(wait=False, cancel_futures=True)


def _known(slug: str, known: tuple[str, ...]) -> str:
    if not known:
        hint = "put a Markdown file into the folder sources"
        raise UsageError(error("source-missing", "there is no document to show", None, hint))
    if slug and slug not in known:
        message = f"there is no source called {slug}"
        raise UsageError(error("source-unknown", message, None, closest(slug, known)))
    return slug or known[0]
