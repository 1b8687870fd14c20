"""Costly pieces of a format, such as spoken sentences, kept by what they were made of.

A writer asks for a piece and makes it where it is not there; it never learns what is kept,
where, or how long, and what it writes does not depend on it.
"""

from __future__ import annotations

import os
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from coprod_formats.engine.digests import digest_of

HOUR = 60 * 60
SEAL = 32  # bytes of digest before each piece, since a machine may stop between write and rename


@dataclass(frozen=True, slots=True)
class Parts:
    """A shelf of pieces; one without a folder keeps nothing."""

    root: Path | None = None

    def get(self, *made_of: str) -> bytes | None:
        """The piece that was made of these words, or ``None``."""
        if self.root is None:
            return None
        path = self._path(self.root, made_of)
        try:
            content = path.read_bytes()
            if path.stat().st_mtime < time.time() - HOUR:
                os.utime(path)
        except OSError:
            return None
        piece = content[SEAL:]
        return piece if content[:SEAL] == _seal(piece) else None

    def put(self, piece: bytes, *made_of: str) -> None:
        """Keep a piece; one that cannot be kept is only made again another time."""
        if self.root is None:
            return
        path = self._path(self.root, made_of)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as fresh:
                fresh.write(_seal(piece) + piece)
            Path(fresh.name).replace(path)
        except OSError:
            return

    def size(self) -> int:
        """The bytes of all that is kept."""
        return sum(size for _, size, _ in self._found())

    def prune(self, most: int) -> int:
        """Keep to this many bytes, giving up what was used longest ago; the bytes given up."""
        found = sorted(self._found())
        total = given = sum(size for _, size, _ in found)
        for _, size, path in found:
            if total <= most:
                break
            path.unlink(missing_ok=True)
            total -= size
        return given - total

    def forget(self, since: float) -> None:
        """Give up all that was kept from a moment on: what it was made of was not what was said."""
        for young, _, path in self._found():
            if young >= since:
                path.unlink(missing_ok=True)

    def _found(self) -> list[tuple[float, int, Path]]:
        found = []
        for path in self.root.rglob("*") if self.root else ():
            try:
                about = path.stat()
            except OSError:
                continue
            if path.is_file():
                found.append((about.st_mtime, about.st_size, path))
        return found

    @staticmethod
    def _path(root: Path, made_of: tuple[str, ...]) -> Path:
        key = digest_of(*made_of)
        return root / key[:2] / key[2:]


NOT_KEPT = Parts()


def _seal(piece: bytes) -> bytes:
    from hashlib import sha256

    return sha256(piece).digest()
