"""How often Python looks for values that only name each other."""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager


def seldom() -> None:
    """Look a hundred times less often than usual: nearly all that we make stays until the end.

    When the program ends it does not look at all, since all of it ends with that.
    """
    gc.set_threshold(70_000, 20, 100)
    atexit.register(gc.freeze)


@contextmanager
def never() -> Iterator[None]:
    """Do not look meanwhile: for a great many values that all stay."""
    looking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looking:
            gc.enable()
