"""Workers are copies of a process that has one thread, and hold nothing that is its own."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Event, Thread

import pytest

from coprod_formats.engine.births import copies
from tests.projects import SOON

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="other systems have no copies")

WORKERS = """
import fcntl, os, signal, time
import colorsys  # nothing of ours loads it
from coprod_formats.engine.workers import LocalExecutor
from tests import calls

lock = open("lock", "w")
fcntl.flock(lock, fcntl.LOCK_EX)
workers = LocalExecutor(2, ahead=("json",))
answers = [workers.submit(calls.%s) for _ in range(2)]
"""
TELL = """
pids = [one.pid for one in (worker.process for worker in workers._workers)]
print(*pids, flush=True)
time.sleep(1000)
"""
KNOWN = """
print([worker.process.is_alive() for worker in workers._workers])
print(*[workers.submit(calls.knows, "colorsys").result() for _ in range(2)])
workers.shutdown()
"""


def test_copies_know_what_has_been_loaded(tmp_path: Path) -> None:
    assert run(WORKERS % "pid" + KNOWN, tmp_path) == "[True, True]\nTrue True\n"


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
@pytest.mark.parametrize("call", ["pid", "hang"])
def test_none_outlives_its_parent_or_keeps_its_lock(
    number: signal.Signals, call: str, tmp_path: Path
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WORKERS % call + TELL],
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        text=True,
    ) as running:
        assert running.stdout
        pids = [int(pid) for pid in running.stdout.readline().split()]
        running.send_signal(number)
    assert len(pids) == 2
    until = time.monotonic() + SOON
    while any(alive(pid) for pid in pids):
        assert time.monotonic() < until
        time.sleep(0.02)
    with (tmp_path / "lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_a_process_with_threads_has_no_copies() -> None:
    done = Event()
    other = Thread(target=done.wait)
    other.start()
    try:
        assert not list(copies(2, ()))
    finally:
        done.set()
        other.join()


EXPECTED = """
from coprod_formats.engine import births
births.expect(("colorsys",))
births.expect(("colorsys",))
(early,) = births._expected
from coprod_formats.engine.workers import LocalExecutor
from tests import calls
import time
time.sleep(0.5)
"""
CALLED = """
workers = LocalExecutor(2, ahead=("json",))
first = workers.submit(calls.knows, "colorsys")
second = workers.submit(calls.pid)
print(first.result(), workers._workers[0] is early, second.result() != early.process.pid)
births.forget()
print(early.process.is_alive())
workers.shutdown()
print(early.process.is_alive())
"""
UNCALLED = """
print(early.process.is_alive())
births.forget()
print(early.process.is_alive(), births._expected)
"""


def test_whoever_is_expected_gets_ready_and_is_the_first_to_be_called(tmp_path: Path) -> None:
    told = run(EXPECTED + CALLED, tmp_path).splitlines()
    assert told == ["True True True", "True", "False"]


def test_whoever_is_not_called_ends(tmp_path: Path) -> None:
    assert run(EXPECTED + UNCALLED, tmp_path) == "True\nFalse []\n"


def alive(pid: int) -> bool:
    """Whether a process is there and has not ended."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def run(script: str, folder: Path) -> str:
    """What a script in a process of its own prints."""
    return subprocess.run(
        [sys.executable, "-c", script],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def environment() -> dict[str, str]:
    """Ours, with the tests' own modules to be found."""
    paths = (str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH", ""))
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
