"""How workers come to be: as copies of this process while it has one thread, else by a server.

A copy has at once whatever has been loaded here. Of a process with threads there can be none,
since what another thread holds in that moment would be held for ever.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.context import ForkContext, ForkServerContext
from multiprocessing.process import BaseProcess
from pathlib import Path

from coprod_formats.engine.working import ASIDE, work

Way = ForkContext | ForkServerContext
COPY, SERVER = multiprocessing.get_context("fork"), multiprocessing.get_context("forkserver")
DEEP = 60  # bytes of a path, after which the name of a socket may not fit any more
THREADS, FILES = Path("/proc/self/task"), Path("/proc/self/fd")


@dataclass(frozen=True, slots=True)
class Worker:
    """A process that answers calls, and the way to it."""

    process: BaseProcess
    connection: Connection

    def end(self) -> None:
        """End the process and all that it has started, at once."""
        pid = self.process.pid
        if pid is not None:
            for kill in (os.killpg, os.kill):  # young ones have no group of their own yet
                with suppress(ProcessLookupError, PermissionError):
                    kill(pid, signal.SIGKILL)
        self.process.join()
        with suppress(OSError):  # at an interrupt two threads may close it in one moment
            self.connection.close()


def served(ahead: Sequence[str]) -> Worker:
    """A worker that knows nothing yet; this process may have any number of threads."""
    resource_tracker.ensure_running()  # its own start would end the blocking
    with _uninterrupted(), _near():
        return _born(SERVER, ahead)


_expected: list[Worker] = []  # born before there was a call for them


def expect(ahead: Sequence[str]) -> None:
    """Let a first worker get ready for a call that will surely come."""
    if not _expected:
        _expected.extend(_copies(1, ahead))


def forget() -> None:
    """End whoever was expected, and not called."""
    while _expected:
        _expected.pop().end()


def copies(number: int, ahead: Sequence[str]) -> Iterator[Worker]:
    """Workers that know what has been loaded here; none but the expected where there are threads.

    They keep none of the files that are open here, but those that any program would be given.
    """
    first = _expected[:number]
    del _expected[:number]
    yield from first
    yield from _copies(number - len(first), ahead)


def _copies(number: int, ahead: Sequence[str]) -> Iterator[Worker]:
    if _alone():
        for _ in range(number):
            with _uninterrupted():
                yield _born(COPY, ahead, (*_private(),))


def _born(way: Way, ahead: Sequence[str], foreign: tuple[int, ...] = ()) -> Worker:
    ours, theirs = way.Pipe()
    if way is COPY:
        foreign += (ours.fileno(),)
    process = way.Process(target=work, args=(theirs, ahead, foreign), daemon=True)
    process.start()
    theirs.close()
    return Worker(process, ours)


def _private() -> Iterator[int]:
    """The open files that no other program would be given either."""
    for one in map(int, os.listdir(FILES)):  # noqa: PTH208 - names are all we need
        with suppress(OSError):  # the folder that was listed
            if not os.get_inheritable(one):
                yield one


@contextmanager
def _near() -> Iterator[None]:
    """A folder for sockets, whose paths the system keeps short: ours, or /tmp where it is deep."""
    before = tempfile.tempdir
    if len(os.fsencode(tempfile.gettempdir())) > DEEP:
        tempfile.tempdir = "/tmp"  # noqa: S108 - the folder inside it is for this user alone
    try:
        yield
    finally:
        tempfile.tempdir = before


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """An interrupt is ours to deal with: none may reach a process that starts in here."""
    signal.pthread_sigmask(signal.SIG_BLOCK, ASIDE)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ASIDE)


def _alone() -> bool:
    """Whether this process has one thread, as far as can be seen: Linux tells, others do not."""
    try:
        return len(os.listdir(THREADS)) == 1  # noqa: PTH208 - names are all we need
    except OSError:
        return False
