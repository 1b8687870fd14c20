"""A project's cache folder: its store, its memo, and the lock on both."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from coprod_formats.diagnostics import CoprodError
from coprod_formats.engine.failures import explain
from coprod_formats.engine.lock import only_one
from coprod_formats.engine.memo import Memo
from coprod_formats.engine.parts import Parts
from coprod_formats.engine.store import Store

TAG = "Signature: 8a477f597d28d172789f06886806bc55\n"  # backups know it, and leave the folder out


@dataclass(frozen=True, slots=True)
class Cache:
    """What a project keeps from run to run; deleting it costs time and nothing else."""

    folder: Path
    store: Store
    memo: Memo
    used: set[str] = field(default_factory=set)  # keys that the present run needs
    built: set[str] = field(default_factory=set)  # and those among them that it made

    @property
    def parts(self) -> Parts:
        """Pieces of formats that are costly to make."""
        return Parts(self.folder / "parts")

    def prune(self, most: int) -> None:
        """Keep to this many bytes, though never at the cost of the present run.

        Pieces take a quarter of it at most: what they make up is mostly in the store too.
        """
        if self.built:
            self.parts.prune(most // 4)
            self.store.prune(most - self.parts.size(), self.used)


@contextmanager
def open_cache(folder: Path) -> Iterator[Cache]:
    """The cache in a folder, for one run alone."""
    try:
        _lay_out(folder)
        (folder / "lock").touch()
    except OSError as flaw:
        raise CoprodError(*explain("the cache", flaw).diagnostics) from None
    with only_one(folder / "lock"):
        cache = Cache(folder, Store(folder / "store"), Memo(folder / "memo.pickle"))
        cache.store.sweep()
        try:
            yield cache
        finally:
            with suppress(OSError):  # a full disk costs the next run time, this one nothing
                cache.store.sweep()
                cache.memo.save()


def _lay_out(folder: Path) -> None:
    (folder / "store").mkdir(parents=True, exist_ok=True)
    for name, text in (("CACHEDIR.TAG", TAG), (".gitignore", "*\n")):
        if not (folder / name).exists():
            (folder / name).write_text(text, encoding="ascii")
