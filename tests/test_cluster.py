"""A dask cluster makes what local workers make, and its losses are not ours."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from coprod_formats.engine.cluster import Cluster, _look
from coprod_formats.writers import BUILT_IN
from tests.projects import FAULTS, PATIENCE, SOURCE, Project, Ran

# Two workers, each a process, on loopback; it ends when nobody listens to it any more.
PROGRAM = """
import json, sys
from distributed import LocalCluster

if __name__ == "__main__":
    cluster = LocalCluster(
        n_workers=int(sys.argv[1]), threads_per_worker=int(sys.argv[2]), processes=True,
        host="127.0.0.1", dashboard_address=None, silence_logs="CRITICAL",
    )
    pids = [worker.pid for worker in cluster.workers.values()]
    print(json.dumps([cluster.scheduler_address, pids]), flush=True)
    sys.stdin.read()
"""
SLOW = "formats:\n  plain:\n  slow: {seconds: 3}\n"


@dataclass(frozen=True)
class Running:
    """A cluster that is at work."""

    address: str
    workers: list[int]
    process: subprocess.Popen[str]


@contextmanager
def cluster(folder: Path, workers: int = 2, threads: int = 1, path: str = "") -> Iterator[Running]:
    """Start a cluster whose processes find packages on this path first."""
    program = folder / "cluster.py"
    program.write_text(PROGRAM, encoding="utf-8")
    found = os.pathsep.join(filter(None, (path, str(FAULTS), os.environ.get("PYTHONPATH"))))
    with subprocess.Popen(
        [sys.executable, program, str(workers), str(threads)],
        env={**os.environ, "PYTHONPATH": found},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    ) as process:
        assert process.stdout
        try:
            address, pids = json.loads(process.stdout.readline())
            yield Running(address, pids, process)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with cluster(tmp_path_factory.mktemp("cluster")) as started:
        yield started


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = Project(tmp_path / "project")
    made.folder.mkdir()
    made.source("one")
    return made


def render(project: Project, address: str) -> Ran:
    """Render all by the cluster at an address."""
    return project.run("render", "all", "--json", "--executor", "dask", "--scheduler", address)


def files(project: Project) -> dict[str, bytes]:
    """Every published file with its bytes."""
    root = project.folder / "outputs"
    found = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


def until(claim: Callable[[], bool]) -> None:
    """Wait until something is so."""
    for _ in range(600):
        if claim():
            return
        time.sleep(0.1)
    pytest.fail("it never came true")


def begun(project: Project) -> Callable[[], bool]:
    """Whether the slow writer has begun to write."""
    return lambda: any((project.folder / ".cache/store/unfinished").glob("*/made/one.txt"))


def test_a_cluster_makes_the_bytes_that_local_workers_make(
    running: Running, project: Project, tmp_path: Path
) -> None:
    other = Project(tmp_path / "other")
    for each in (project, other):
        each.source("one")
        each.settings("formats:\n" + "".join(f"  {name}:\n" for name in BUILT_IN))
    assert other.run("render", "all").code == 0
    done = render(project, running.address)
    assert (done.code, set(done.states().values())) == (0, {"built"})
    assert files(project) == files(other)
    assert {Path(name).parts[1] for name in files(project)} == {*BUILT_IN}
    again = render(project, running.address)
    assert set(again.states().values()) == {"cached"}


def test_a_worker_that_dies_in_mid_run_loses_nothing(running: Running, project: Project) -> None:
    project.settings(SLOW)
    arguments = ("render", "all", "--json", "--executor", "dask", "--scheduler", running.address)
    with project.start(*arguments) as command:
        until(begun(project))
        os.kill(running.workers[0], signal.SIGKILL)
        out, err = command.communicate(timeout=PATIENCE)
    done = Ran(command.returncode, out, err)
    assert (done.code, done.states()) == (0, {"one/plain": "built", "one/slow": "built"})
    assert project.output("one/slow", ".end").read_text("ascii") == "end"


def test_workers_with_other_versions_are_refused_by_name(project: Project, tmp_path: Path) -> None:
    older = tmp_path / "older" / "typst-0.1.2.dist-info"
    older.mkdir(parents=True)
    (older / "METADATA").write_text("Metadata-Version: 2.1\nName: typst\nVersion: 0.1.2\n")
    project.settings("formats: {pdf: }\n")
    with cluster(tmp_path, workers=1, path=str(older.parent)) as other:
        done = project.run("render", "pdf", "--executor", "dask", "--scheduler", other.address)
    assert done.code == 2
    assert "has typst 0.1.2, and here it is 0.15" in done.err
    assert not (project.folder / "outputs").exists()


def test_workers_with_several_threads_are_refused(project: Project, tmp_path: Path) -> None:
    project.settings("formats: {plain: }\n")
    with cluster(tmp_path, workers=1, threads=2) as other:
        done = render(project, other.address)
    assert done.code == 2
    assert "has 2 threads" in done.err
    assert "--nthreads 1" in done.err


def test_a_scheduler_that_goes_leaves_outputs_whole(project: Project, tmp_path: Path) -> None:
    project.settings(SLOW)
    with cluster(tmp_path) as other:
        assert render(project, other.address).code == 0
        before = files(project)
        project.source("one", SOURCE.replace("One sentence", "Another one"))
        arguments = ("render", "all", "--executor", "dask", "--scheduler", other.address)
        with project.start(*arguments) as command:
            until(begun(project))
            os.kill(other.process.pid, signal.SIGKILL)
            _, err = command.communicate(timeout=PATIENCE)
    assert command.returncode == 1
    assert err.strip().splitlines()[-2:] == [
        f"error: the scheduler at {other.address} has gone [cluster-lost]",
        "  hint: start it again and run the command again: what is finished is kept",
    ]
    assert "Traceback" not in err
    slow = {name: made for name, made in before.items() if "/slow/" in name}
    assert slow.items() <= files(project).items()
    assert project.run("render", "all").code == 0
    assert b"Another one" in project.output("one/slow").read_bytes()


def test_no_scheduler_is_told_plainly(project: Project) -> None:
    done = render(project, "tcp://127.0.0.1:1")
    assert done.code == 2
    assert "no scheduler answers at tcp://127.0.0.1:1" in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    "arguments", [("--executor", "dask"), ("--scheduler", "tcp://127.0.0.1:1")]
)
def test_a_cluster_is_asked_for_in_whole(project: Project, arguments: tuple[str, ...]) -> None:
    done = project.run("render", "all", *arguments)
    assert done.code == 2
    assert "belong together" in done.err


def test_a_worker_without_the_project_says_so(tmp_path: Path) -> None:
    witness = tmp_path / "lock"
    witness.write_text("1", encoding="ascii")
    home = Path.cwd()
    try:
        here = Cluster("", witness, dict, tmp_path)
        assert _look(here, b"1") == {}
        assert "does not see" in _look(here, b"2")
        assert "does not see" in _look(Cluster("", witness, dict, tmp_path / "absent"), b"1")
    finally:
        os.chdir(home)
