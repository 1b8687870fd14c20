"""Zip files: how somebody else's fail, and how sound passes through them without being held."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfileobj
from typing import IO

# NotImplementedError, of versions and methods that nobody has, is a RuntimeError, as of passwords;
# names that are no text are a ValueError; EOFError and OSError come of ends that are missing.
DAMAGE: tuple[type[Exception], ...] = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, OverflowError),
    *(EOFError, OSError, RuntimeError, ValueError),
)

PLAYED = (".mp3", ".m4a", ".ogg", ".wav", ".mp4", ".m4v", ".mov", ".webm", ".ogv")
LARGE = 1_000_000  # bytes
CHUNK = 1 << 16


class Packed(Mapping[str, bytes]):
    """The files of a zip file, by name; what is large or is played is read when it is asked for."""

    def __init__(self, path: Path, folder: str = "") -> None:
        """Look at every byte once, so that damage is met now; names are told without a folder."""
        self._path = path
        self._entries: dict[str, zipfile.ZipInfo] = {}
        self._held: dict[str, bytes] = {}
        with zipfile.ZipFile(path) as archive:
            for entry in archive.infolist():
                name = entry.filename.removeprefix(folder)
                self._entries[name] = entry
                if entry.file_size > LARGE or name.lower().endswith(PLAYED):
                    _proved(archive, entry)
                else:
                    self._held[name] = archive.read(entry)

    def __getitem__(self, name: str) -> bytes:
        if name in self._held:
            return self._held[name]
        with self.opened(name) as file:
            return file.read()

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, name: object) -> bool:
        return name in self._entries  # else it would be read to see whether it is there

    @contextmanager
    def opened(self, name: str) -> Iterator[IO[bytes]]:
        """One file, to be read piece by piece."""
        entry = self._entries[name]
        with zipfile.ZipFile(self._path) as archive, archive.open(entry) as file:
            yield file

    def size(self, name: str) -> int:
        """How many bytes a file has when it is unpacked."""
        return self._entries[name].file_size


def _proved(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Read a file to its end, where its sum is compared."""
    with archive.open(entry) as file:
        while file.read(CHUNK):
            pass


def put(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, path: Path) -> None:
    """Lay a file into an archive as it is, piece by piece."""
    entry.file_size = path.stat().st_size
    with path.open("rb") as content, archive.open(entry, "w") as into:
        copyfileobj(content, into)
