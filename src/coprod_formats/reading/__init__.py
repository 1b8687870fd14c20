"""A source to its document: every complaint at once, or everything that it says.

What reads is loaded when there is something to read, and pandoc may be at work by then.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from coprod_formats.reading.result import Ignored, Reading

if TYPE_CHECKING:
    from coprod_formats.reading.ledger import Parse

__all__ = ["Ignored", "Reading", "attempt", "read"]


def read(source: Path, project: Path) -> Reading:
    """Read one source of a project, or raise every complaint about it in a ``SourceError``."""
    from coprod_formats.reading import source as whole

    return whole.read(source, project)


def attempt(source: Path, project: Path, parse: Parse | None = None) -> Reading:
    """As much of a source as can be read, errors among its complaints; it must be text."""
    from coprod_formats import pandoc
    from coprod_formats.reading import source as whole

    return whole.attempt(source, project, parse or pandoc.read)
