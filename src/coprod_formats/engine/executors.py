"""Who does the work: this process, or local worker processes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from coprod_formats.diagnostics import CoprodError
from coprod_formats.engine import heap

if TYPE_CHECKING:
    from coprod_formats.engine.cluster import Cluster

KINDS = ("local", "serial", "dask")


class LostError(CoprodError):
    """Nobody is left to do the work, so that the run cannot go on."""


class Workers(Executor):
    """An executor that says how many calls it can do at one time."""

    width = 1


class SerialExecutor(Workers):
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
def open_executor(
    kind: str,
    jobs: int,
    seconds: float | None = None,
    cluster: Cluster | None = None,
    ahead: Sequence[str] = (),
    staying: bool = False,
) -> Iterator[Workers]:
    """Open one of ``KINDS``; ``seconds`` is what one step may take, where it can be stopped.

    ``ahead`` names modules that the work will need, for workers of this machine, who go home when
    they have grown large unless they are to be ``staying``.
    """
    if kind == "serial":
        heap.returned()
        yield SerialExecutor()
        return
    if cluster:
        from coprod_formats.engine.cluster import open_cluster

        with open_cluster(cluster, seconds) as distant:
            yield distant
        return
    from coprod_formats.engine.workers import LocalExecutor

    executor = LocalExecutor(jobs, seconds, ahead, staying)
    try:
        yield executor
    except BaseException:
        executor.shutdown(wait=False, cancel_futures=True)
        raise
    executor.shutdown()
