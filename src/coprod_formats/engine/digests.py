"""Digests, which say what a thing is, and stamps, which say cheaply that it is unchanged."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

UNCOUNTED = ("__pycache__",)


def digest_of(*parts: str) -> str:
    """One digest for several texts, and another for any other way to divide them."""
    digest = hashlib.sha256()
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass")
        digest.update(f"{len(raw)}:".encode())
        digest.update(raw)
    return digest.hexdigest()


def file_digest(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def tree_digest(folder: Path) -> str:
    """One digest for the names and bytes of every file under a folder."""
    files = ((folder.name, folder),) if folder.is_file() else _files(folder)
    return digest_of(*(part for name, path in files for part in (name, file_digest(path))))


def tree_size(folder: Path) -> int:
    """The bytes of every file under a folder."""
    return sum(path.stat().st_size for _, path in _files(folder))


def stamp(path: Path) -> str:
    """A mark that changes with the name, size or time of any file here; it reads none of them."""
    files = ((path.name, path),) if path.is_file() else _files(path)
    marks = []
    for name, file in files:
        told = file.stat()
        marks.append(f"{name}\0{told.st_size}\0{told.st_mtime_ns}")
    return digest_of(*marks)


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every file under a folder with its name from there, in one order everywhere."""
    found = []
    for where, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in UNCOUNTED]
        found += [Path(where, name) for name in names]
    yield from sorted((path.relative_to(folder).as_posix(), path) for path in found)
