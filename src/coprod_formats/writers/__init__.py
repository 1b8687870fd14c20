"""Every format that we can write: ours in this table, others' by entry point."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_formats.diagnostics import UsageError, error

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from coprod_formats.document import TextKind
    from coprod_formats.writers.base import Writer

GROUP = "coprod_formats.writers"

BUILT_IN = {
    "word": "coprod_formats.writers.word:WordWriter",
    "pdf": "coprod_formats.writers.pdf:PdfWriter",
    "large-print": "coprod_formats.writers.large_print:LargePrintWriter",
    "easy-read": "coprod_formats.writers.easy_read:EasyReadWriter",
    "braille": "coprod_formats.writers.braille:BrailleWriter",
    "html": "coprod_formats.writers.html:HtmlWriter",
    "epub": "coprod_formats.writers.epub:EpubWriter",
    "mobi": "coprod_formats.writers.mobi:MobiWriter",
    "read-aloud": "coprod_formats.writers.read_aloud:ReadAloudWriter",
    "audio": "coprod_formats.writers.audio:AudioWriter",
    "mp4": "coprod_formats.writers.mp4:Mp4Writer",
    "daisy": "coprod_formats.writers.daisy:DaisyWriter",
}

# What some writers load only when they write, for workers that have time before that.
PAGES = ("coprod_formats.typesetting.pages",)
WORDS = ("coprod_formats.wordprocessing.making",)
CALLED = {
    "word": WORDS,
    "pdf": PAGES,
    "large-print": (*PAGES, *WORDS),
    "easy-read": (*PAGES, *WORDS),
    "html": ("coprod_formats.markup",),
}


@dataclass(frozen=True, slots=True)
class Plugin:
    """Where a format that is not ours comes from."""

    distribution: str  # its name and version
    code: Path  # the package or the single module that holds the writer


def names() -> tuple[str, ...]:
    """Every known format, ours first."""
    return tuple(_table())


def modules(formats: Iterable[str]) -> tuple[str, ...]:
    """The modules of ours that make these formats, each before what it calls when it writes."""
    named = [name for name in formats if name in BUILT_IN]
    found = (
        one for name in named for one in (BUILT_IN[name].partition(":")[0], *CALLED.get(name, ()))
    )
    return tuple(dict.fromkeys(found))


@cache
def find(name: str) -> Writer:
    """Load one writer; ``KeyError`` when nobody offers it."""
    address = BUILT_IN.get(name)
    if address is None:
        theirs: Writer = _table()[name].load()()
        return theirs
    module, _, kind = address.partition(":")  # ours are found without a look at every package
    ours: Writer = getattr(import_module(module), kind)()
    return ours


def text_of(writer: Writer) -> TextKind:
    """Which text of a document a writer shows: the full one, unless it says so in ``text``."""
    kind: TextKind = getattr(writer, "text", "full")
    return kind


def plugins() -> dict[str, Plugin]:
    """The formats that other installed packages offer."""
    return {name: _plugin(entry) for name, entry in _table().items() if name not in BUILT_IN}


def _plugin(entry: EntryPoint) -> Plugin:
    from importlib.util import find_spec

    spec = find_spec(entry.module.partition(".")[0])
    places = [*(spec.submodule_search_locations or (spec.origin,))] if spec else []
    dist = f"{entry.dist.name} {entry.dist.version}" if entry.dist else "unknown package"
    return Plugin(dist, Path(places[0] or "") if places else Path())


@cache
def _table() -> dict[str, EntryPoint]:
    from importlib.metadata import EntryPoint, entry_points

    table = {name: EntryPoint(name, value, GROUP) for name, value in BUILT_IN.items()}
    for entry in sorted(entry_points(group=GROUP), key=lambda one: (one.name, one.value)):
        if entry.name in table:
            both = f"{table[entry.name].value} and {entry.value}"
            message = f"two packages offer the format {entry.name!r}: {both}"
            raise UsageError(error("writer-clash", message, hint="uninstall one of the two"))
        table[entry.name] = entry
    return table
