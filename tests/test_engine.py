"""The graph and whoever runs it: order, failures, and workers that crash, hang or fall silent."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from graphlib import CycleError
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_formats.diagnostics import CoprodError, Diagnostic, ExitCode, WriteError, error
from coprod_formats.engine.executors import SerialExecutor, open_executor
from coprod_formats.engine.failures import explain
from coprod_formats.engine.graph import FEW, Outcome, Pulse, State, Step, run
from coprod_formats.engine.lock import only_one
from coprod_formats.engine.room import fitting_jobs, left_by
from coprod_formats.engine.store import Artifact, Store
from coprod_formats.engine.workers import GROWN, LocalExecutor
from tests import calls
from tests.projects import SOON


@dataclass(frozen=True)
class Join:
    """Writes its name and the texts of what it needs."""

    name: str
    fails: bool = False

    def __call__(self, inputs: Mapping[str, Path], folder: Path) -> Sequence[Diagnostic]:
        if self.fails:
            raise WriteError(error("planted", self.name))
        texts = [(made / "text").read_text(encoding="utf-8") for made in inputs.values()]
        (folder / "text").write_text(f"{self.name}({','.join(texts)})", encoding="utf-8")
        return ()


def steps_of(
    needs: Mapping[str, Sequence[str]], failing: Iterable[str] = (), prints: Mapping[str, str] = {}
) -> list[Step]:
    return [
        Step(name, tuple(own), prints.get(name, ""), Join(name, name in failing))
        for name, own in needs.items()
    ]


def outcomes(
    steps: Iterable[Step], store: Store, executor: Executor | None = None, width: int = 1
) -> dict[str, Outcome]:
    events = [*run(steps, store, executor or SerialExecutor(), width)]
    ended = [event for event in events if isinstance(event, Outcome)]
    assert len({one.name for one in ended}) == len(ended)
    return {one.name: one for one in ended}


@st.composite
def graphs(draw: st.DrawFn) -> tuple[dict[str, list[str]], set[str]]:
    """Steps that need earlier ones, in a shuffled order, and those of them that fail."""
    count = draw(st.integers(1, 9))
    names = [f"n{number}" for number in range(count)]
    needs = {
        name: draw(st.lists(st.sampled_from(names[:number]), unique=True)) if number else []
        for number, name in enumerate(names)
    }
    shuffled = draw(st.permutations(names))
    failing = draw(st.sets(st.sampled_from(names), max_size=2))
    return {name: needs[name] for name in shuffled}, failing


def reaches(needs: Mapping[str, Sequence[str]], name: str, failing: set[str]) -> bool:
    return any(need in failing or reaches(needs, need, failing) for need in needs[name])


@given(graphs(), st.integers(1, 5))
@settings(deadline=None)
def test_every_step_ends_once_and_failures_stop_only_what_needs_them(
    graph: tuple[dict[str, list[str]], set[str]], width: int
) -> None:
    needs, failing = graph
    with TemporaryDirectory() as folder:
        store = Store(Path(folder))
        ended = outcomes(steps_of(needs, failing), store, width=width)
        assert set(ended) == set(needs)
        order = list(ended)
        for name, outcome in ended.items():
            if reaches(needs, name, failing):
                assert outcome.state is State.SKIPPED
            elif name in failing:
                assert outcome.state is State.FAILED
            else:
                assert outcome.state is State.BUILT
                assert all(order.index(need) < order.index(name) for need in needs[name])
        again = outcomes(steps_of(needs, failing), store, width=width)
        for name, outcome in again.items():
            expected = State.CACHED if ended[name].state is State.BUILT else ended[name].state
            assert outcome.state is expected
            assert outcome.artifact == ended[name].artifact


@given(graphs(), st.data())
@settings(deadline=None, max_examples=50)
def test_a_change_rebuilds_what_it_reaches_and_nothing_else(
    graph: tuple[dict[str, list[str]], set[str]], data: st.DataObject
) -> None:
    needs, _ = graph
    changed = data.draw(st.sampled_from(sorted(needs)))
    with TemporaryDirectory() as folder:
        store = Store(Path(folder))
        outcomes(steps_of(needs), store)
        fresh = [
            Step(s.name, s.needs, "new", Join(f"{s.name}!")) if s.name == changed else s
            for s in steps_of(needs)
        ]
        again = outcomes(fresh, store)
        for name, outcome in again.items():
            touched = name == changed or reaches(needs, name, {changed})
            assert outcome.state is (State.BUILT if touched else State.CACHED)


def test_a_rebuilt_need_with_the_same_files_rebuilds_nothing_more(tmp_path: Path) -> None:
    needs: dict[str, list[str]] = {"a": [], "b": ["a"]}
    outcomes(steps_of(needs), Store(tmp_path))
    again = outcomes(steps_of(needs, prints={"a": "other"}), Store(tmp_path))
    assert [one.state for one in again.values()] == [State.BUILT, State.CACHED]


def test_a_circle_is_an_error_before_any_work(tmp_path: Path) -> None:
    with pytest.raises(CycleError):
        outcomes(steps_of({"a": ["b"], "b": ["a"]}), Store(tmp_path))
    assert not any(tmp_path.iterdir())


def test_a_blocked_step_says_why_and_stops_only_what_needs_it(tmp_path: Path) -> None:
    missing = error("tool-missing", "no such program")
    steps = [
        Step("a", (), "", Join("a"), blocked=(missing,)),
        *steps_of({"b": ["a"], "c": []}),
    ]
    ended = outcomes(steps, Store(tmp_path))
    assert ended["a"].diagnostics == (missing,)
    assert ended["a"].code is ExitCode.MISSING_TOOL
    assert ended["b"].state is State.SKIPPED
    assert ended["c"].state is State.BUILT


def test_an_artifact_that_no_longer_holds_is_made_again(tmp_path: Path) -> None:
    def step(mark: str) -> Step:
        def holds(artifact: Artifact) -> bool:
            return artifact.mark == mark

        return Step("a", (), "", Join("a"), mark, holds)

    states = [outcomes([step(mark)], Store(tmp_path))["a"].state for mark in "1122"]
    assert states == [State.BUILT, State.CACHED, State.BUILT, State.CACHED]


def test_what_has_become_possible_goes_before_what_waits(tmp_path: Path) -> None:
    needs: dict[str, list[str]] = {"a": [], "b": [], "a/check": ["a"], "b/check": ["b"]}
    assert list(outcomes(steps_of(needs), Store(tmp_path))) == ["a", "a/check", "b", "b/check"]


def test_near_the_end_what_others_wait_for_goes_first(tmp_path: Path) -> None:
    needs: dict[str, list[str]] = {}
    for name in "abc":
        needs |= {name: [], f"{name}/check": [name]}
    ended = list(outcomes(steps_of(needs), Store(tmp_path), width=2))
    assert ended == ["a", "b", "c", "b/check", "c/check", "a/check"]


def test_before_that_each_goes_to_its_end(tmp_path: Path) -> None:
    needs: dict[str, list[str]] = {}
    for number in range(FEW * 2 + 4):
        needs |= {f"{number}": [], f"{number}/check": [f"{number}"]}
    ended = list(outcomes(steps_of(needs), Store(tmp_path), width=2))
    assert set(ended[:4]) == {"0", "1", "0/check", "1/check"}


@pytest.mark.parametrize("flaw", [MemoryError(), OSError(errno.ENOMEM, "no memory")])
def test_where_memory_ran_out_there_is_a_way_out(flaw: Exception) -> None:
    (told,) = explain("a", flaw).diagnostics
    assert told.rule == "memory"
    assert "--jobs 1" in told.hint


# Workers


def test_calls_are_answered_by_so_many_processes() -> None:
    with open_executor("local", 2) as workers:
        assert [one.result() for one in [workers.submit(calls.double, n) for n in range(9)]] == [
            2 * n for n in range(9)
        ]
        pids = {one.result() for one in [workers.submit(calls.pid) for _ in range(4)]}
    assert len(pids) == 2
    assert os.getpid() not in pids


def test_workers_start_only_when_there_is_work() -> None:
    workers = LocalExecutor(8)
    pids = {workers.submit(calls.pid).result() for _ in range(3)}
    workers.shutdown()
    assert len(pids) == 1


def test_a_call_goes_to_the_worker_that_answered_last() -> None:
    workers = LocalExecutor(8, ahead=("colorsys",))
    pids = [workers.submit(calls.pid).result() for _ in range(4)]
    both = {one.result() for one in [workers.submit(calls.pid) for _ in range(2)]}
    workers.shutdown()
    assert len(set(pids)) == 1
    assert len(both) == 2


def test_workers_that_wait_import_what_others_will_call() -> None:
    ahead = ("no_such_module_is_here", "colorsys")
    until = time.monotonic() + SOON
    with open_executor("local", 2, ahead=ahead) as workers:
        while not all(
            one.result() for one in [workers.submit(calls.knows, ahead[1]) for _ in "12"]
        ):
            assert time.monotonic() < until
            time.sleep(0.1)


def test_a_second_worker_starts_beside_the_first_where_there_is_something_to_import() -> None:
    workers = LocalExecutor(8, ahead=("colorsys",))
    workers.submit(calls.double, 1).result()
    assert len(workers._threads) == 2
    workers.shutdown()


def test_a_worker_that_has_grown_gives_all_of_it_back_by_its_end() -> None:
    with open_executor("local", 1) as workers:
        small, same, grown = (workers.submit(calls.hoard, n).result() for n in (1, 1, GROWN))
        other = workers.submit(calls.hoard, 1).result()
    assert small == same == grown != other
    assert not Path(f"/proc/{grown}").exists()
    with open_executor("local", 1, staying=True) as workers:
        assert len({workers.submit(calls.hoard, GROWN).result() for _ in "12"}) == 1


def test_what_is_large_goes_back_when_it_is_free() -> None:
    """Lists that double leave gaps, which the usual library keeps for whoever comes next."""
    program = (
        "import ctypes, os, sys\n"
        "from coprod_formats.engine import heap\n"
        "if sys.argv[1:]: heap.returned()\n"
        "library = ctypes.CDLL(None)\n"
        "library.malloc.restype = library.realloc.restype = ctypes.c_void_p\n"
        "library.malloc.argtypes = [ctypes.c_size_t]\n"
        "library.realloc.argtypes = [ctypes.c_void_p, ctypes.c_size_t]\n"
        "library.free.argtypes = [ctypes.c_void_p]\n"
        "library.free(library.malloc(30_000_000))\n"  # after which all of this size is one heap
        "before, list_ = heap.own(os.getpid()), library.malloc(2_000_000)\n"
        "for power in range(1, 5):\n"
        "    between, size = library.malloc(100), 2_000_000 << power\n"
        "    list_ = library.realloc(list_, size)\n"
        "    ctypes.memset(list_, 1, size)\n"
        "library.free(list_)\n"
        "print((heap.own(os.getpid()) - before) // 1_000_000)\n"
    )
    kept, left = (
        int(
            subprocess.run(
                [sys.executable, "-c", program, *more], capture_output=True, check=True
            ).stdout
        )
        for more in ((), ("returned",))
    )
    assert left < 5
    assert kept > 10


@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGKILL, signal.SIGABRT])
def test_a_crash_is_the_fault_of_one_call_alone(number: signal.Signals) -> None:
    with open_executor("local", 2) as workers:
        crash = workers.submit(calls.die, number)
        others = [workers.submit(calls.double, n) for n in range(6)]
        with pytest.raises(WriteError, match=f"{number.name}.*writer-crash"):
            crash.result()
        assert [one.result() for one in others] == [0, 2, 4, 6, 8, 10]


def test_a_call_that_hangs_is_ended_with_all_that_it_started() -> None:
    with open_executor("local", 1, seconds=2) as workers:
        began = time.monotonic()
        hanging, after = workers.submit(calls.hang), workers.submit(calls.double, 4)
        with pytest.raises(WriteError, match=r"no end after 2 seconds.*writer-time"):
            hanging.result()
        assert after.result() == 8
        assert time.monotonic() - began < SOON
    _see_none_sleep()


def _see_none_sleep() -> None:
    """What has been killed takes a moment to go."""
    until = time.monotonic() + SOON
    while _sleeping():
        assert time.monotonic() < until
        time.sleep(0.01)


def _sleeping() -> list[str]:
    """The commands of this user's sleeping children that should have ended."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = path.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
            command = (path.parent / "cmdline").read_text(encoding="ascii", errors="replace")
        except OSError:
            continue
        if command.startswith("sleep\x00600") and parent[0] != "Z" and int(parent[1]) == 1:
            found.append(command)
    return found


def test_an_exception_comes_back_as_it_was_or_in_words() -> None:
    with open_executor("local", 1) as workers:
        with pytest.raises(ZeroDivisionError):
            workers.submit(calls.divide).result()
        with pytest.raises(RuntimeError, match="StrayError: 1 2"):
            workers.submit(calls.stray).result()
        assert workers.submit(calls.double, 1).result() == 2


def test_a_worker_s_noise_does_not_stand_among_our_lines(capfd: pytest.CaptureFixture[str]) -> None:
    with open_executor("local", 1) as workers:
        workers.submit(calls.shout).result()
    assert capfd.readouterr().out == ""


def test_a_call_cannot_move_the_next_one_elsewhere() -> None:
    with open_executor("local", 1) as workers:
        assert workers.submit(calls.stray_home).result() == "/"
        assert workers.submit(os.getcwd).result() == str(Path.cwd())


def test_an_interrupt_ends_the_workers_at_once() -> None:
    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        _interrupted_work()
    assert time.monotonic() - began < SOON
    _see_none_sleep()


def _interrupted_work() -> None:
    with open_executor("local", 2) as workers:
        for _ in range(4):
            workers.submit(calls.hang)
        time.sleep(0.5)
        raise KeyboardInterrupt


def test_what_runs_is_told_while_it_runs(tmp_path: Path) -> None:
    with open_executor("local", 1) as workers:
        step = Step("slow", (), "", calls.Wait())
        events = [*run([step], Store(tmp_path), workers, 1, pulse=0.05)]
    assert Pulse(("slow",)) in events
    assert isinstance(events[-1], Outcome)


@pytest.mark.parametrize("kind", ["serial", "local"])
def test_every_executor_makes_the_same(kind: str, tmp_path: Path) -> None:
    needs: dict[str, list[str]] = {"a": [], "b": ["a"], "c": ["a"], "d": ["b", "c"]}
    with open_executor(kind, 2) as executor:
        ended = outcomes(steps_of(needs), Store(tmp_path), executor, 2)
    expected = outcomes(steps_of(needs), Store(tmp_path / "serially"))
    assert {n: o.artifact.digest for n, o in ended.items() if o.artifact} == {
        n: o.artifact.digest for n, o in expected.items() if o.artifact
    }


def test_jobs_fit_the_machine() -> None:
    assert 1 <= fitting_jobs() <= (os.cpu_count() or 1)


@pytest.mark.parametrize(
    ("group", "told", "most", "used", "cached"),
    [
        ("a/b", "0::/a/b\n", "memory.max", "memory.current", "inactive_file"),
        (
            "memory/a/b",
            "4:memory:/a/b\n1:cpu:/x\n0::/\n",
            "memory.limit_in_bytes",
            "memory.usage_in_bytes",
            "total_inactive_file",
        ),
    ],
)
def test_a_container_s_bound_on_memory_counts(
    tmp_path: Path, group: str, told: str, most: str, used: str, cached: str
) -> None:
    inner = tmp_path / group
    inner.mkdir(parents=True)
    for folder, bound in ((inner, "max"), (inner.parent, "3000000000")):
        (folder / most).write_text(bound, encoding="ascii")
        (folder / used).write_text("2500000000", encoding="ascii")
        (folder / "memory.stat").write_text(f"anon 5\n{cached} 100000000\n", encoding="ascii")
    assert list(left_by(tmp_path, told)) == [600_000_000]


def test_the_lock_names_its_holder_and_is_never_left_behind(tmp_path: Path) -> None:
    import subprocess

    program = (
        "import sys, time\nfrom pathlib import Path\n"
        "from coprod_formats.engine.lock import only_one\n"
        "with only_one(Path(sys.argv[1])):\n  print('held', flush=True); time.sleep(600)\n"
    )
    lock = tmp_path / "lock"
    with subprocess.Popen(
        [sys.executable, "-c", program, str(lock)], stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(CoprodError, match=f"process {holder.pid}.*project-locked") as refusal:
            only_one(lock).__enter__()
        assert refusal.value.exit_code is ExitCode.USAGE
        holder.kill()
    with only_one(lock):
        assert lock.read_text(encoding="ascii") == str(os.getpid())
