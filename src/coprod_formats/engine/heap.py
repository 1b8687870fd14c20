"""Memory: what a process has of its own, and how soon it gives back what it no longer uses."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

TRIMMED, APART = -1, -3  # as glibc's malloc.h numbers what can be set
LARGE = 4_000_000  # bytes: what is larger stands apart, and goes back as a whole
SPARE = 16_000_000  # bytes that may wait at the end for whoever wants memory next


def returned() -> None:
    """Give back what is free, and from now on whatever is large as soon as it is free.

    The usual library keeps more the more it has seen, up to 64 MB at the end and as much in
    gaps, where lists that double leave what they have outgrown.
    """
    import ctypes

    library = ctypes.CDLL(None)
    with suppress(AttributeError):  # other systems have other libraries
        library.mallopt(APART, LARGE)
        library.mallopt(TRIMMED, SPARE)
        library.malloc_trim(0)


def own(pid: int | None) -> int:
    """The bytes that a process shares with no file; 0 where the system does not tell."""
    try:
        _, held, shared, *_ = Path(f"/proc/{pid}/statm").read_text("ascii").split()
    except OSError:
        return 0
    return (int(held) - int(shared)) * os.sysconf("SC_PAGE_SIZE")
