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

_expected: dict[str, pandoc.Begun] = {}  # by text: begun before anyone has asked for them


def expect(source: Path) -> None:
    """Let pandoc begin with a source that will surely be asked for, here or in a fork of this."""
    if (markdown := _sound(source)) and markdown not in _expected:
        _expected[markdown] = pandoc.Begun(markdown)


def forget() -> None:
    """Stop whatever was expected, and not asked for."""
    while _expected:
        _expected.popitem()[1].end()


@contextmanager
def begun(source: Path) -> Iterator[Parse]:
    """What gives pandoc's blocks of a source, which pandoc has begun to read."""
    markdown = _sound(source)
    if not markdown:
        yield pandoc.read
        return
    ahead = _expected.pop(markdown, None) or pandoc.Begun(markdown)
    try:
        yield ahead.read
    finally:
        ahead.end()


def _sound(source: Path) -> str:
    """What pandoc will be asked to read; nothing, where its reader will tell of faults in it."""
    try:
        _, rest = divided(text(source, source.name))
    except (CoprodError, OSError):
        return ""
    sound = rest.strip() and not circles(rest.split("\n"), source.name)
    return f"{rest}\n" if sound else ""
