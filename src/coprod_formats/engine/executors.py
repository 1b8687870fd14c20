"""Who does the work: this process, or local worker processes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from pathlib import Path
from typing import Any

KINDS = ("local", "serial")
EACH = 1024**3  # bytes of free memory that a worker should find


class SerialExecutor(Executor):
    """Runs each call at once, in this process: for debugging and one small format."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Call now, and hand back a future that is already done."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as flaw:  # noqa: BLE001 - it belongs to whoever asks the future
            future.set_exception(flaw)
        return future


@contextmanager
def open_executor(kind: str, jobs: int, seconds: float | None = None) -> Iterator[Executor]:
    """Open one of ``KINDS``; ``seconds`` is what one step may take, where it can be stopped."""
    if kind == "serial":
        yield SerialExecutor()
        return
    from coprod_formats.engine.workers import LocalExecutor

    executor = LocalExecutor(jobs, seconds)
    try:
        yield executor
    except BaseException:
        executor.shutdown(wait=False, cancel_futures=True)
        raise
    executor.shutdown()


def fitting_jobs() -> int:
    """As many workers as this machine has room for: a core and a GiB of free memory each."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return max(1, min(cores or 1, _free_memory() // EACH))


def _free_memory() -> int:
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        sizes = {name: rest.split()[0] for name, _, rest in (s.partition(":") for s in lines)}
        return int(sizes["MemAvailable"]) * 1024
    except (OSError, KeyError, ValueError):
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2
