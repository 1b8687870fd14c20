"""Local worker processes, each of which can be lost without harm to the others.

The standard pool breaks as a whole when one worker crashes, and cannot end one that hangs.
Here each worker has a thread of its own that hands it one call at a time and waits for the
answer: a crash or a time limit is the fault of exactly that call.
"""

from __future__ import annotations

import pickle
import signal
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from queue import SimpleQueue
from threading import Lock, Thread
from typing import Any

from coprod_formats.diagnostics import WriteError, error
from coprod_formats.engine import heap
from coprod_formats.engine.births import Worker, copies, served
from coprod_formats.engine.executors import Workers

GROWN = 100_000_000  # bytes of its own, with which a worker goes home after a call


@dataclass(frozen=True, slots=True)
class _Call:
    future: Future[Any]
    message: bytes


_Box = SimpleQueue[_Call | None]
_Tell = Callable[[], None]


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
        self._calls: deque[_Call] = deque()  # for which no thread is free
        self._free: list[_Box] = []  # of threads that have no call, the latest last
        self._threads: list[Thread] = []
        self._workers: list[Worker] = []
        self._lock = Lock()
        self._stopped = False

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Hand a call to a free worker: that which became free last knows most of such calls."""
        call = _Call(Future(), pickle.dumps((fn, args, kwargs), pickle.HIGHEST_PROTOCOL))
        with self._lock:
            if self._stopped:
                raise RuntimeError("these workers have been sent home")
            if not self._threads:
                self._begin(call)
            elif self._free:
                self._free.pop().put(call)
            elif len(self._threads) < self.width:
                self._led(None).put(call)
            else:
                self._calls.append(call)
        return call.future

    def _begin(self, call: _Call) -> None:
        """Start with the first call, and beside it perhaps with somebody who looks ahead."""
        both = bool(self._ahead) and self.width > 1
        young = [*copies(1 + both, self._ahead)]
        self._workers.extend(young)
        box, *free = [self._led(one) for one in (*young, None, None)[: 1 + both]]
        box.put(call)
        self._free.extend(free)

    def _led(self, worker: Worker | None) -> _Box:
        """The box of a new thread, which leads this worker or one that it starts."""
        box: _Box = SimpleQueue()
        thread = Thread(target=self._serve, args=(box, worker), daemon=True)
        self._threads.append(thread)
        thread.start()
        return box

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the workers: after the last call, or at once where no one is to wait."""
        with self._lock:
            self._stopped = True
            workers = () if wait else tuple(self._workers)
            while cancel_futures and self._calls:
                self._calls.popleft().future.cancel()
            while self._free:
                self._free.pop().put(None)
        for worker in workers:
            worker.end()
        for thread in self._threads if wait else ():
            thread.join()

    def _serve(self, box: _Box, worker: Worker | None) -> None:
        """Feed one worker, and start another in its place when it is lost."""
        with suppress(Exception):  # who has a call for it will be told
            worker = worker or self._start()
        while call := box.get():
            if call.future.set_running_or_notify_cancel():
                worker, tell = self._served(worker, call)
                self._come(box)  # first, so that what the answer makes possible may come here
                tell()
            else:
                self._come(box)
        self._end(worker)

    def _come(self, box: _Box) -> None:
        """Take the next call into a thread's box; without one, let it be free."""
        with self._lock:
            if self._calls:
                box.put(self._calls.popleft())
            elif self._stopped:
                box.put(None)
            else:
                self._free.append(box)

    def _served(self, worker: Worker | None, call: _Call) -> tuple[Worker | None, _Tell]:
        """The worker that has answered, if it is there still, and what tells of its answer."""
        try:
            worker = worker or self._start()
            answer = _ask(worker, call.message, self._seconds)
            if not self._staying and heap.own(worker.process.pid) > GROWN:
                self._end(worker)  # so that what a long book took goes back
                worker = None
            return worker, partial(call.future.set_result, answer)
        except _LostError as loss:
            self._end(worker)
            return None, partial(call.future.set_exception, WriteError(loss.diagnostic))
        except Exception as flaw:  # noqa: BLE001 - the caller's own exception
            return worker, partial(call.future.set_exception, flaw)

    def _start(self) -> Worker:
        with self._lock:
            if self._stopped:
                raise RuntimeError("these workers have been sent home")
            worker = served(self._ahead)
            self._workers.append(worker)
        return worker

    def _end(self, worker: Worker | None) -> None:
        if worker:
            worker.end()
            with self._lock:
                self._workers.remove(worker)


class _LostError(Exception):
    def __init__(self, rule: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.diagnostic = error(rule, message, hint=hint)


def _ask(worker: Worker, message: bytes, seconds: float | None) -> Any:
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


def _crash(worker: Worker) -> _LostError:
    worker.process.join(5)
    code = worker.process.exitcode
    how = f"with exit status {code}"
    if code is not None and code < 0:
        how = f"by {signal.Signals(-code).name}"
    hint = "perhaps memory ran out: try --jobs 1" if code == -signal.SIGKILL else ""
    return _LostError("writer-crash", f"its process ended {how}", hint)
