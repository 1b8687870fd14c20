"""Workers of a dask cluster, which see the same project on storage that all of them share.

A step travels as it does to a local worker: a function, plain values and paths. Before any
work, each worker tells which versions it has, and one that differs is refused.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Any

from coprod_formats.diagnostics import Diagnostic, MissingToolError, UsageError, WriteError, error
from coprod_formats.engine.executors import LostError, Workers

if TYPE_CHECKING:
    from distributed import Client
    from distributed import Future as Promise

PATIENCE = 10.0  # seconds for a scheduler to answer, and for a first worker
START = "dask worker {address} --nthreads 1"
INSTALL = "pip install 'coprod-formats[cluster]'"
LOUD = ("distributed", "distributed.client", "distributed.core", "tornado")

Versions = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where a cluster is, and what each of its workers must see and have."""

    address: str  # of the scheduler, such as tcp://10.0.0.1:8786
    witness: Path  # a file of this run, which proves that storage is shared
    versions: Callable[[], Versions]  # asked here and there
    home: Path = field(default_factory=Path.cwd)  # from which all paths are meant


@contextmanager
def open_cluster(cluster: Cluster, seconds: float | None) -> Iterator[ClusterExecutor]:
    """An executor whose workers are those of a cluster; ``seconds`` is what one step may take."""
    client = _connected(cluster.address)
    try:
        width = _seen(client, cluster)
        yield ClusterExecutor(client, cluster, seconds, width)
    finally:
        with suppress(Exception):  # a cluster that has gone cannot be left politely
            client.close(timeout=2)


class ClusterExecutor(Workers):
    """Hands calls to the workers of a cluster; calls of one that dies go to another."""

    def __init__(self, client: Client, cluster: Cluster, seconds: float | None, width: int) -> None:
        self._client = client
        self._address = cluster.address
        self._call = partial(call, cluster, dict(cluster.versions()), seconds)
        self.width = width

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Hand a call to the cluster; an error where it has gone."""
        if self._client.status != "running":
            raise _gone(self._address)
        ours: Future[Any] = Future()
        ours.set_running_or_notify_cancel()
        promise = self._client.submit(self._call, fn, args, kwargs, pure=False)
        promise.add_done_callback(partial(_settle, ours, self._address))
        return ours


def call(
    cluster: Cluster,
    wanted: Versions,
    seconds: float | None,
    fn: Callable[..., Any],
    args: tuple[Any, ...],
    kwargs: Mapping[str, Any],
) -> Any:
    """Do a call in a worker, from the project's folder; runs there.

    Nothing can stop a call that does not end but the end of its process, which is started anew.
    """
    if faults := _differences("this worker", wanted, _versions(cluster.versions)):
        raise UsageError(*(error("cluster-versions", fault, hint=SAME) for fault in faults))
    os.chdir(cluster.home)
    late = Timer(seconds, os._exit, (1,)) if seconds else None
    if late:
        late.daemon = True
        late.start()
    try:
        return fn(*args, **kwargs)
    finally:
        if late:
            late.cancel()


SAME = "install the same versions on every machine of the cluster"


@cache
def _versions(ask: Callable[[], Versions]) -> Versions:
    return ask()


def _settle(ours: Future[Any], address: str, promise: Promise) -> None:
    """Pass on how a call ended."""
    from distributed import KilledWorker

    try:
        ours.set_result(promise.result())
    except KilledWorker:
        message = "its worker ended several times while it was made"
        hint = "perhaps memory or time ran out: look into the workers' own words"
        ours.set_exception(WriteError(error("writer-crash", message, hint=hint)))
    except Exception as flaw:  # noqa: BLE001 - the caller's own exception
        lost = promise.status in {"cancelled", "lost"}
        ours.set_exception(_gone(address) if lost else flaw)


def _gone(address: str) -> LostError:
    message = f"the scheduler at {address} has gone"
    hint = "start it again and run the command again: what is finished is kept"
    return LostError(error("cluster-lost", message, hint=hint))


def _connected(address: str) -> Client:
    try:
        from distributed import Client
    except ImportError:
        message = "the executor dask needs dask.distributed, which is not installed"
        raise MissingToolError(error("tool-missing", message, hint=INSTALL)) from None
    for name in LOUD:  # what happens is told as diagnostics
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        return Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as refusal:
        message = f"no scheduler answers at {address}: {refusal}"
        hint = "start one with: dask scheduler"
        raise UsageError(error("cluster-scheduler", message, hint=hint)) from None


def _seen(client: Client, cluster: Cluster) -> int:
    """How many workers there are, once each has shown that it can do our work."""
    hint = "start some with: " + START.format(address=cluster.address)
    try:
        client.wait_for_workers(1, timeout=PATIENCE)
    except TimeoutError:
        message = f"the scheduler at {cluster.address} has no workers"
        raise UsageError(error("cluster-workers", message, hint=hint)) from None
    threads = client.nthreads()
    wanted = cluster.versions()
    faults = [
        error("cluster-worker", f"worker {name} has {count} threads, and may have one", hint=hint)
        for name, count in threads.items()
        if count != 1
    ]
    told = client.run(_look, cluster, cluster.witness.read_bytes(), on_error="return")
    for name, answer in sorted(told.items()):
        faults += _judged(name, answer, wanted)
    if faults:
        raise UsageError(*faults)
    return len(threads)


def _judged(name: str, answer: Versions | str | Exception, wanted: Versions) -> list[Diagnostic]:
    """What is wrong with a worker that gave this answer."""
    match answer:
        case str():
            return [error("cluster-worker", f"worker {name} {answer}", hint=SHARED)]
        case Exception():
            message = f"worker {name} cannot do our work: {answer!r}"
            return [error("cluster-worker", message, hint=SAME)]
        case _:
            said = _differences(f"worker {name}", wanted, answer)
            return [error("cluster-versions", one, hint=SAME) for one in said]


SHARED = "keep the project on storage that every machine sees under the same path"


def _look(cluster: Cluster, proof: bytes) -> Versions | str:
    """Which versions a worker has, or why it cannot see the project; runs there."""
    try:
        os.chdir(cluster.home)
        if cluster.witness.read_bytes() == proof:
            return dict(_versions(cluster.versions))
    except OSError:
        pass
    return f"does not see {cluster.home} as it is here"


def _differences(worker: str, wanted: Versions, found: Versions) -> list[str]:
    return [
        f"{worker} has {name} {found.get(name, 'of no version')}, and here it is {version}"
        for name, version in wanted.items()
        if found.get(name) != version
    ]
