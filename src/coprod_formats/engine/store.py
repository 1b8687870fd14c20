"""Finished folders, found again by what went into them.

A folder enters the store whole or not at all: it is filled under ``unfinished/`` and then
renamed, so that an interrupted run leaves nothing half made behind a key.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from coprod_formats.diagnostics import Diagnostic, Position, Severity
from coprod_formats.engine.digests import tree_digest, tree_size

Make = Callable[[Mapping[str, Path], Path], Sequence[Diagnostic]]
HOUR = 60 * 60
BARE = 4096  # bytes that an entry takes beside its files


@dataclass(frozen=True, slots=True)
class Artifact:
    """A finished folder, the digest of all that stands in it, and what was said in the making."""

    key: str
    folder: Path
    digest: str
    diagnostics: tuple[Diagnostic, ...]
    mark: str  # what the step said of itself beside its key
    seconds: float  # that the making took
    size: int  # bytes


@dataclass(frozen=True, slots=True)
class Store:
    """The folder of finished folders of one project."""

    root: Path

    def find(self, key: str) -> Artifact | None:
        """The artifact for a key, if an earlier run finished it."""
        entry = self.root / key
        try:
            said = json.loads((entry / "entry.json").read_bytes())
            artifact = _artifact(entry, said)
        except (OSError, ValueError, KeyError, TypeError):
            return None  # absent, or damaged: either way it is made again
        self._touch(entry)
        return artifact

    def fill(self, key: str, make: Make, inputs: Mapping[str, Path], mark: str = "") -> Artifact:
        """Make the artifact for a key, in place of an older one; runs in the worker."""
        unfinished = self.root / "unfinished"
        unfinished.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(prefix=f"{key[:12]}-", dir=unfinished))
        try:
            made = fresh / "made"
            made.mkdir()
            began = time.perf_counter()
            diagnostics = make(inputs, made)
            said = {
                "digest": tree_digest(made),
                "diagnostics": [asdict(one) for one in diagnostics],
                "mark": mark,
                "seconds": round(time.perf_counter() - began, 3),
                "size": BARE + tree_size(made),
            }
            (fresh / "entry.json").write_text(json.dumps(said), encoding="utf-8")
            self._place(fresh, key)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
        return _artifact(self.root / key, json.loads(json.dumps(said)))

    def _place(self, fresh: Path, key: str) -> None:
        self.drop(key)
        try:
            fresh.rename(self.root / key)
        except OSError:
            if self.find(key) is None:  # else a second worker has made it in this moment
                raise

    def drop(self, key: str) -> None:
        """Forget what is kept for a key."""
        if (entry := self.root / key).exists():
            old = Path(tempfile.mkdtemp(prefix="old-", dir=self.root / "unfinished"))
            entry.rename(old / key)
            shutil.rmtree(old, ignore_errors=True)

    def sweep(self) -> None:
        """Throw away what interrupted runs left unfinished; only for who holds the lock."""
        shutil.rmtree(self.root / "unfinished", ignore_errors=True)

    def prune(self, most: int, used: Iterable[str]) -> int:
        """Keep to this many bytes, giving up what was used longest ago; the bytes given up.

        What the present run used is never given up, however large it is.
        """
        entries = sorted(self._entries())
        total = sum(size for _, size, _ in entries)
        spared, given = set(used), 0
        for _, size, key in entries:
            if total - given <= most:
                break
            if key not in spared:
                self.drop(key)
                given += size
        return given

    def _entries(self) -> Iterable[tuple[float, int, str]]:
        for path in self.root.glob("*/entry.json"):
            try:
                size = json.loads(path.read_bytes())["size"]
                yield path.stat().st_mtime, size, path.parent.name
            except (OSError, ValueError, KeyError):
                yield 0.0, 0, path.parent.name

    def _touch(self, entry: Path) -> None:
        """Mark as used; once an hour is enough to know what was used last."""
        path = entry / "entry.json"
        now = time.time()
        if path.stat().st_mtime < now - HOUR:
            os.utime(path, (now, now))


def _artifact(entry: Path, said: dict[str, Any]) -> Artifact:
    return Artifact(
        entry.name,
        entry / "made",
        said["digest"],
        tuple(map(_diagnostic, said["diagnostics"])),
        said["mark"],
        said["seconds"],
        said["size"],
    )


def _diagnostic(said: dict[str, Any]) -> Diagnostic:
    where = Position(**said["where"]) if said["where"] else None
    severity = Severity(said["severity"])
    return Diagnostic(severity, said["rule"], said["message"], where, said["hint"])
