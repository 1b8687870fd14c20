"""Local worker processes, each of which can be lost without harm to the others.

The standard pool breaks as a whole when one worker crashes, and cannot end one that hangs.
Here each worker has a thread of its own that hands it one call at a time and waits for the
answer: a crash or a time limit is the fault of exactly that call.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import forkserver, resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Any

from coprod_formats.diagnostics import WriteError, error
from coprod_formats.engine import heap, rubbish
from coprod_formats.engine.executors import Workers

ASIDE = {signal.SIGINT, signal.SIGTERM}
# A fork server is quick and, unlike a fork of this process, knows no threads.
CONTEXT = multiprocessing.get_context("forkserver")


PATIENCE = 0.003  # seconds without a call, after which a worker looks ahead
GROWN = 100_000_000  # bytes of its own, with which a worker goes home after a call


def begin(modules: Sequence[str]) -> None:
    """Let these be imported for all workers, beside other work, where some will surely start."""
    CONTEXT.set_forkserver_preload([*modules])
    with _uninterrupted():
        forkserver.ensure_running()


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """An interrupt is ours to deal with: none may reach a process that starts in here."""
    resource_tracker.ensure_running()  # its own start would end the blocking
    signal.pthread_sigmask(signal.SIG_BLOCK, ASIDE)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ASIDE)


@dataclass(frozen=True, slots=True)
class _Call:
    future: Future[Any]
    message: bytes


@dataclass(frozen=True, slots=True)
class _Worker:
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


class LocalExecutor(Workers):
    """Runs calls in worker processes, which start when there is work for them.

    What they will need ``ahead`` they import while they wait; a second one then starts for that
    beside the first, since most work begins with one call that many others wait for.
    """

    def __init__(
        self,
        most: int,
        seconds: float | None = None,
        ahead: Sequence[str] = (),
        staying: bool = False,
    ) -> None:
        self.width = most
        self._seconds = seconds  # that one call may take
        self._staying = staying  # however large workers grow: what they remember is for the next
        self._ahead = (*ahead,)
        self._calls: SimpleQueue[_Call | None] = SimpleQueue()
        self._threads: list[Thread] = []
        self._workers: list[_Worker] = []
        self._waiting = 0  # calls that no thread has taken
        self._free = 0  # threads that have none
        self._lock = Lock()
        self._stopped = False

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Hand a call to the next free worker."""
        call = _Call(Future(), pickle.dumps((fn, args, kwargs), pickle.HIGHEST_PROTOCOL))
        with self._lock:
            if self._stopped:
                raise RuntimeError("these workers have been sent home")
            self._waiting += 1
            while self._free < self._wanted() and len(self._threads) < self.width:
                thread = Thread(target=self._serve, daemon=True)
                self._threads.append(thread)
                self._free += 1
                thread.start()
        self._calls.put(call)
        return call.future

    def _wanted(self) -> int:
        """The threads that should be free for calls: at the first call one more than it needs."""
        spare = 1 if self._ahead and len(self._threads) < 2 else 0
        return self._waiting + spare

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the workers: after the last call, or at once where no one is to wait."""
        with self._lock:
            self._stopped = True
            workers = () if wait else tuple(self._workers)
        while cancel_futures and not self._calls.empty():
            if call := self._calls.get():
                call.future.cancel()
        for _ in self._threads:
            self._calls.put(None)
        for worker in workers:
            worker.end()
        for thread in self._threads if wait else ():
            thread.join()

    def _serve(self) -> None:
        """Feed one worker, and start another in its place when it is lost."""
        worker: _Worker | None = None
        with suppress(Exception):  # who has a call for it will be told
            worker = self._start()
        while call := self._next():
            if call.future.set_running_or_notify_cancel():
                worker = self._served(worker, call)
            with self._lock:
                self._free += 1
        self._end(worker)

    def _next(self) -> _Call | None:
        call = self._calls.get()
        with self._lock:
            self._free -= 1
            self._waiting -= 1
        return call

    def _served(self, worker: _Worker | None, call: _Call) -> _Worker | None:
        """The worker that has answered, if it is there still: what a long book took goes back."""
        try:
            worker = worker or self._start()
            answer = _ask(worker, call.message, self._seconds)
            if not self._staying and heap.own(worker.process.pid) > GROWN:
                self._end(worker)
                worker = None
            call.future.set_result(answer)
        except _LostError as loss:
            self._end(worker)
            call.future.set_exception(WriteError(loss.diagnostic))
            return None
        except Exception as flaw:  # noqa: BLE001 - the caller's own exception
            call.future.set_exception(flaw)
        return worker

    def _start(self) -> _Worker:
        ours, theirs = CONTEXT.Pipe()
        process = CONTEXT.Process(target=_work, args=(theirs, self._ahead))
        with _uninterrupted():
            with self._lock:
                if self._stopped:
                    raise RuntimeError("these workers have been sent home")
                process.start()
                worker = _Worker(process, ours)
                self._workers.append(worker)
            theirs.close()
        return worker

    def _end(self, worker: _Worker | None) -> None:
        if worker:
            worker.end()
            with self._lock:
                self._workers.remove(worker)


class _LostError(Exception):
    def __init__(self, rule: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.diagnostic = error(rule, message, hint=hint)


def _ask(worker: _Worker, message: bytes, seconds: float | None) -> Any:
    """A worker's answer to a call, or the exception that the call ended in."""
    try:
        worker.connection.send_bytes(message)
        if not worker.connection.poll(seconds):
            hint = "if the work is that long, allow more under limits in config.yaml"
            message_ = f"no end after {seconds:g} seconds, so it was stopped"
            raise _LostError("writer-time", message_, hint)
        fine, answer = worker.connection.recv()
    except (EOFError, OSError):
        raise _crash(worker) from None
    if fine:
        return answer
    raise answer


def _crash(worker: _Worker) -> _LostError:
    worker.process.join(5)
    code = worker.process.exitcode
    how = f"with exit status {code}"
    if code is not None and code < 0:
        how = f"by {signal.Signals(-code).name}"
    hint = "perhaps memory ran out: try --jobs 1" if code == -signal.SIGKILL else ""
    return _LostError("writer-crash", f"its process ended {how}", hint)


def _work(connection: Connection, ahead: Sequence[str]) -> None:
    """A worker's life: calls in, answers out, and an end when nobody is left to ask."""
    rubbish.seldom()
    heap.returned()
    os.setsid()  # so that it can be ended together with all that it starts
    os.dup2(2, 1)  # what a library prints must not stand among our own lines
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ASIDE)
    calls: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_listen, args=(connection, calls), daemon=True).start()
    home = os.getcwd()  # noqa: PTH109 - plain text serves here
    unknown = deque(ahead)
    while True:
        connection.send_bytes(_answer(_called(calls, unknown)))
        os.chdir(home)


def _called(calls: SimpleQueue[bytes], unknown: deque[str]) -> bytes:
    """The next call; while there is none, modules are imported that later ones will need."""
    while unknown:
        try:
            return calls.get(timeout=PATIENCE)
        except Empty:
            with suppress(Exception):  # whoever calls for it will be told
                import_module(unknown.popleft())
    return calls.get()


def _listen(connection: Connection, calls: SimpleQueue[bytes]) -> None:
    """Take calls from the parent; when it has gone, end even in the middle of one."""
    try:
        while True:
            calls.put(connection.recv_bytes())
    except (EOFError, OSError):
        os.killpg(0, signal.SIGKILL)


def _answer(message: bytes) -> bytes:
    try:
        fn, args, kwargs = pickle.loads(message)  # noqa: S301 - from our own parent
        return pickle.dumps((True, fn(*args, **kwargs)), pickle.HIGHEST_PROTOCOL)
    except (Exception, SystemExit) as flaw:  # noqa: BLE001 - told to the one who asked
        return _told(flaw)


def _told(flaw: BaseException) -> bytes:
    try:
        message = pickle.dumps((False, flaw))
        pickle.loads(message)  # noqa: S301 - some exceptions cannot be read back
    except Exception:  # noqa: BLE001 - then its words must do
        return pickle.dumps((False, RuntimeError(f"{type(flaw).__name__}: {flaw}")))
    return message
