"""One run at a time in one project."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from coprod_formats.diagnostics import UsageError, error


@contextmanager
def only_one(path: Path) -> Iterator[None]:
    """Hold a project's lock; an error that names its holder where another run has it.

    The system lets go of it however the holder ends, so that no lock is ever left behind.
    """
    with path.open("a+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            message = f"another run (process {file.read().strip() or '?'}) is at work here"
            hint = "wait until it has ended, then run the command again"
            raise UsageError(error("project-locked", message, hint=hint)) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
