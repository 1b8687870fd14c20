"""Pandoc at work on a source before anything else that reads it has been loaded."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_formats import pandoc
from coprod_formats.diagnostics import CoprodError
from coprod_formats.reading.notes import circles
from coprod_formats.reading.text import divided, text

if TYPE_CHECKING:
    from coprod_formats.reading.ledger import Parse


@contextmanager
def begun(source: Path) -> Iterator[Parse]:
    """What gives pandoc's blocks of a source, which pandoc has begun to read."""
    ahead = _begun(source)
    if ahead is None:
        yield pandoc.read
        return
    try:
        yield ahead.read
    finally:
        ahead.end()


def _begun(source: Path) -> pandoc.Begun | None:
    """Nothing, where the source has faults that its reader will tell of."""
    try:
        _, rest = divided(text(source, source.name))
        sound = rest.strip() and not circles(rest.split("\n"), source.name)
        return pandoc.Begun(f"{rest}\n") if sound else None
    except (CoprodError, OSError):
        return None
