"""Digests, which say what a thing is, and stamps, which say cheaply that it is unchanged."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from operator import itemgetter
from pathlib import Path

UNCOUNTED = ("__pycache__",)
CHUNK = 100_000  # bytes
FONTS, TABLES = (".ttf", ".ttc"), 16_000  # bytes in which the tables of all faces are named


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
    return _digest(path)


def tree_digest(folder: Path) -> str:
    """One digest for the names and bytes of every file under a folder."""
    files = ((folder.name, folder),) if folder.is_file() else _files(folder)
    return digest_of(*(part for name, file in files for part in (name, _digest(file))))


def code_digest(package: Path) -> str:
    """One digest for a package and all that comes with it, quickly.

    Of a font only the beginning is read: there stands a checksum of each of its tables (OpenType
    1.9, "Table directory").
    """
    told = []
    for name, file in _files(package):
        most = TABLES if name.endswith(FONTS) else None
        told += [name, str(file.stat().st_size) if most else "", _digest(file, most)]
    return digest_of(*told)


def tree_size(folder: Path) -> int:
    """The bytes of every file under a folder."""
    return sum(file.stat().st_size for _, file in _files(folder))


def stamp(path: Path) -> str:
    """A mark that changes with the name, size or time of any file here; it reads none of them."""
    files = ((path.name, path),) if path.is_file() else _files(path)
    marks = []
    for name, file in files:
        told = file.stat()
        marks.append(f"{name}\0{told.st_size}\0{told.st_mtime_ns}")
    return digest_of(*marks)


File = os.DirEntry[str] | Path


def _digest(file: File, most: int | None = None) -> str:
    digest = hashlib.sha256()
    with open(file, "rb", buffering=0) as opened:  # noqa: PTH123 - not always a Path
        while chunk := opened.read(most or CHUNK):
            digest.update(chunk)
            if most:
                break
    return digest.hexdigest()


def _files(folder: Path) -> list[tuple[str, File]]:
    """Every file under a folder with its name from there, in one order everywhere."""
    found: list[tuple[str, File]] = []
    waiting = [("", os.fspath(folder))]
    while waiting:
        inside, where = waiting.pop()
        for one in _entries(where):
            if not one.is_dir():
                found.append((inside + one.name, one))
            elif one.name not in UNCOUNTED and not one.is_symlink():
                waiting.append((f"{inside}{one.name}/", one.path))
    return sorted(found, key=itemgetter(0))


def _entries(folder: str) -> Sequence[os.DirEntry[str]]:
    """What stands in a folder; nothing where it cannot be opened."""
    try:
        with os.scandir(folder) as entries:
            return [*entries]
    except OSError:
        return ()
