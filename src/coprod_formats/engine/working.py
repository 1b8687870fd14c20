"""A worker's own life: calls in, answers out, and an end when nobody is left to ask."""

from __future__ import annotations

import os
import pickle
import signal
from collections import deque
from collections.abc import Iterable, Sequence
from contextlib import suppress
from importlib import import_module
from multiprocessing.connection import Connection
from queue import Empty, SimpleQueue
from threading import Thread

from coprod_formats.engine import heap, rubbish

ASIDE = {signal.SIGINT, signal.SIGTERM}  # are for those who lead us, who will end us then
PATIENCE = 0.003  # seconds without a call, after which a worker looks ahead


def work(connection: Connection, ahead: Sequence[str], foreign: Sequence[int] = ()) -> None:
    """Answer calls for ever; ``ahead`` names modules to load while there are none.

    A ``foreign`` file belongs to the process that this one is a copy of: a lock, or somebody
    else's pipe, which as long as it is open here keeps others from seeing that one's end.
    """
    _let_go(foreign)
    rubbish.seldom()
    heap.returned()
    os.setsid()  # so that it can be ended together with all that it starts
    os.dup2(2, 1)  # what a library prints must not stand among our own lines
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ASIDE)
    calls: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_listen, args=(connection, calls), daemon=True).start()
    home = os.getcwd()  # noqa: PTH109 - plain text serves here
    unknown = deque(ahead)
    while True:
        connection.send_bytes(_answer(_called(calls, unknown)))
        os.chdir(home)


def _let_go(files: Iterable[int]) -> None:
    """Put nothing in the place of open files; their numbers stay taken, for who may close them."""
    nothing = os.open(os.devnull, os.O_RDWR | os.O_CLOEXEC)
    for one in files:
        with suppress(OSError):  # it was closed since
            os.dup2(nothing, one, inheritable=False)
    os.close(nothing)


def _called(calls: SimpleQueue[bytes], unknown: deque[str]) -> bytes:
    """The next call; while there is none, modules are imported that later ones will need."""
    patience = PATIENCE
    while unknown:
        try:
            return calls.get(timeout=patience)
        except Empty:
            with suppress(Exception):  # whoever calls for it will be told
                import_module(unknown.popleft())
        patience = 0.0
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
