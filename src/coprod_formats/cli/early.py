"""What a first run will surely need is begun before anything is known of it but its first word."""

from __future__ import annotations

import os
from collections.abc import Sequence

LOADED = (
    "coprod_formats.rendering.planning",
    "coprod_formats.reading.ahead",
    "coprod_formats.reading.source",
)
ELSEWHERE = ("serial", "dask", "-h")  # in the words of those who start no workers here


def begin(arguments: Sequence[str]) -> None:
    """Let what reads sources be loaded for workers, where this project was never rendered.

    A guess that is wrong costs a little time. Later runs know at once what is to be read, which
    is often nothing.
    """
    if arguments[:1] != ["render"] or any(one in said for said in arguments for one in ELSEWHERE):
        return
    if os.path.exists("config.yaml") and not os.path.exists(".cache"):  # noqa: PTH110 - quicker
        from coprod_formats.engine import workers

        workers.begin(LOADED)
