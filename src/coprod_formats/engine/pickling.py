"""Values on disk between runs, read back without trusting the file that holds them.

A cache folder may have come from someone else. Reading it therefore makes only the plain
values of this package, paths and dates; a pickle that names anything else is refused.
"""

from __future__ import annotations

import io
import os
import pickle
from pathlib import Path
from typing import Any, BinaryIO

from coprod_formats.engine import rubbish

PLAIN = {
    ("datetime", "date"),
    ("datetime", "datetime"),
    ("pathlib", "Path"),
    ("pathlib", "PosixPath"),
}
OURS = __package__.partition(".")[0]


def dump(value: object, path: Path) -> None:
    """Keep a value in a file, whole or not at all."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        fresh.write_bytes(packed(value))
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def packed(value: object) -> bytes:
    """A value as bytes."""
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def load(path: Path) -> Any:
    """The value that a file holds; ``ValueError`` where it holds none that we can trust."""
    with path.open("rb") as file:
        return _read(file)


def unpacked(raw: bytes) -> Any:
    """The value that bytes hold; ``ValueError`` where they hold none that we can trust."""
    return _read(io.BytesIO(raw))


def _read(file: BinaryIO) -> Any:
    try:
        with rubbish.never():
            return _StrictReader(file).load()
    except (pickle.UnpicklingError, EOFError, AttributeError, ImportError, TypeError) as flaw:
        raise ValueError(str(flaw)) from None


class _StrictReader(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        """A class of ours or a plain one; ``UnpicklingError`` for all else."""
        if (module, name) in PLAIN:
            return super().find_class(module, name)
        if module.partition(".")[0] == OURS and "." not in name:
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"{module}.{name} has no place in a cache")
