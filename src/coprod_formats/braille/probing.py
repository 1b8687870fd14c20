"""Whether liblouis' tables are there and answer, before a document is laid out with them."""

from __future__ import annotations

from functools import cache

from coprod_formats.braille.binding import louis
from coprod_formats.diagnostics import WriteError, error

_HINT = "install liblouis and its tables anew: they come in the package liblouis-data"


@cache
def probe(tables: tuple[str, ...]) -> None:
    """Raise an error where a table is missing or broken, or does not answer in time."""
    bad = " ".join(table for table in tables if not louis().has(table))
    if bad:
        raise WriteError(error("braille-table", f"liblouis has no good {bad}", hint=_HINT))
