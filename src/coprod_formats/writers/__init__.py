"""Every format that we can write: ours in this table, others' by entry point."""

from __future__ import annotations

from functools import cache
from importlib.metadata import EntryPoint, entry_points

from coprod_formats.diagnostics import UsageError, error
from coprod_formats.writers.base import Writer

GROUP = "coprod_formats.writers"

BUILT_IN = {
    "word": "coprod_formats.writers.word:WordWriter",
    "pdf": "coprod_formats.writers.pdf:PdfWriter",
    "large-print": "coprod_formats.writers.large_print:LargePrintWriter",
    "html": "coprod_formats.writers.html:HtmlWriter",
}


def names() -> tuple[str, ...]:
    """Every known format, ours first."""
    return tuple(_table())


@cache
def find(name: str) -> Writer:
    """Load one writer; ``KeyError`` when nobody offers it."""
    writer: Writer = _table()[name].load()()
    return writer


@cache
def _table() -> dict[str, EntryPoint]:
    table = {name: EntryPoint(name, value, GROUP) for name, value in BUILT_IN.items()}
    for entry in sorted(entry_points(group=GROUP), key=lambda one: (one.name, one.value)):
        if entry.name in table:
            both = f"{table[entry.name].value} and {entry.value}"
            message = f"two packages offer the format {entry.name!r}: {both}"
            raise UsageError(error("writer-clash", message, hint="uninstall one of the two"))
        table[entry.name] = entry
    return table
