"""Writers that go wrong, disks that are full, runs that are interrupted: the rest still arrives."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from coprod_formats.sources import length
from tests.projects import PATIENCE, SOON, SOURCE, Project

ROOT_ONLY = pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a small disk")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project(tmp_path)
    project.source("a")
    return project


@pytest.mark.parametrize(
    ("fault", "rule"),
    [
        ("crash", "writer-crash"),
        ("empty", "writer-empty"),
        ("escape", "writer-escape"),
        ("exit", "defect"),
        ("fill", "disk-full"),
        ("raise", "defect"),
        ("refuse", "planted"),
    ],
)
def test_a_fault_stops_its_format_alone(project: Project, fault: str, rule: str) -> None:
    ran = project.run("render", "plain", fault, "slow", "--json")
    assert ran.code == 1
    assert ran.states() == {"a/plain": "built", f"a/{fault}": "failed", "a/slow": "built"}
    assert rule in ran.rules()
    assert not (project.folder / "outputs" / "a" / fault).exists()
    again = project.run("render", "plain", "--json")
    assert again.states() == {"a/plain": "cached"}


def test_a_format_that_needs_a_failed_one_says_so(project: Project) -> None:
    ran = project.run("render", "need", "plain", "--json")
    assert ran.states() == {"a/crash": "failed", "a/need": "skipped", "a/plain": "built"}
    assert "needs" in ran.rules()


def test_a_missing_tool_stops_its_format_alone_and_is_told_first(project: Project) -> None:
    ran = project.run("render", "plain", "lack")
    assert ran.code == 3
    assert "no-such-program" in ran.err
    assert "hint: apt install nothing" in ran.err
    assert ran.out.index("a/lack  failed") < ran.out.index("a/plain  built")
    assert project.run("render", "lack", "refuse").code == 1


def test_a_writer_that_hangs_is_stopped_and_the_others_arrive(project: Project) -> None:
    pids = project.folder / "pids"
    project.settings(
        f"formats:\n  hang: {{pids: {pids}}}\n  plain:\n  slow:\nlimits: {{seconds: 4}}\n"
    )
    began = time.monotonic()
    ran = project.run("render", "all", "--jobs", "1", "--json")
    assert time.monotonic() - began < SOON
    assert ran.states() == {"a/hang": "failed", "a/plain": "built", "a/slow": "built"}
    assert "writer-time" in ran.rules()
    assert_gone(pids)


def test_a_book_has_more_time_than_a_report(tmp_path: Path) -> None:
    (tmp_path / "report.md").write_bytes(b"x" * 5_000)
    assert length(tmp_path, "*.md") == 1
    (tmp_path / "book.md").write_bytes(b"x" * 1_000_000)
    assert length(tmp_path, "*.md") == 10


def test_a_writer_s_noise_never_stands_in_our_json(project: Project) -> None:
    ran = project.run("render", "noise", "--json")
    assert ran.states() == {"a/noise": "built"}


def test_a_plug_in_that_cannot_be_loaded_stops_its_format_alone(project: Project) -> None:
    broken = project.folder / "broken"
    (broken / "broken-1.dist-info").mkdir(parents=True)
    (broken / "broken-1.dist-info" / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: broken\nVersion: 1\n", encoding="ascii"
    )
    (broken / "broken-1.dist-info" / "entry_points.txt").write_text(
        "[coprod_formats.writers]\nbroken = broken_writer:W\n", encoding="ascii"
    )
    (broken / "broken_writer.py").write_text("import no_such_module\n", encoding="ascii")
    path = f"{broken}{os.pathsep}{Path(__file__).parent / 'faults'}"
    ran = project.run("render", "broken", "plain", "--json", PYTHONPATH=path)
    assert ran.states() == {"a/broken": "failed", "a/plain": "built"}
    assert "no_such_module" in ran.events()[1]["diagnostics"][0]["message"]


def test_a_plug_in_s_new_code_makes_its_format_anew(project: Project) -> None:
    path = project.folder / "plugin"
    (path / "mine-1.dist-info").mkdir(parents=True)
    (path / "mine-1.dist-info" / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: mine\nVersion: 1\n", encoding="ascii"
    )
    (path / "mine-1.dist-info" / "entry_points.txt").write_text(
        "[coprod_formats.writers]\nmine = mine:MineWriter\n", encoding="ascii"
    )
    code = (Path(__file__).parent / "plugin" / "coprod_outline.py").read_text(encoding="utf-8")
    code = code.replace("OutlineWriter", "MineWriter").replace('"outline"', '"mine"')
    (path / "mine.py").write_text(code, encoding="utf-8")
    states = [project.run("render", "mine", "--json", PYTHONPATH=str(path)).states()]
    states.append(project.run("render", "mine", "--json", PYTHONPATH=str(path)).states())
    (path / "mine.py").write_text(code.replace("{indent}", "{indent}>"), encoding="utf-8")
    states.append(project.run("render", "mine", "--json", PYTHONPATH=str(path)).states())
    assert [one["a/mine"] for one in states] == ["built", "cached", "built"]
    assert ">- First" in project.output("a/mine").read_text(encoding="utf-8")


# Interrupted


def wait_for(condition: object) -> None:
    assert callable(condition)
    for _ in range(SOON * 20):
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError(f"it did not come to that in {SOON} seconds")


def assert_gone(pids: Path) -> None:
    """The processes that a hanging writer had started have all ended."""
    numbers = [int(pid) for pid in pids.read_text(encoding="ascii").split()]
    wait_for(lambda: not any(map(alive, numbers)))


def alive(pid: int) -> bool:
    try:
        told = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except FileNotFoundError:
        return False
    return told.rpartition(")")[2].split()[0] != "Z"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_an_interrupted_run_leaves_outputs_whole_and_the_next_one_finishes(
    project: Project, number: signal.Signals
) -> None:
    project.source("b")
    pids = project.folder / "pids"
    project.settings(f"formats:\n  plain:\n  hang: {{pids: {pids}}}\n")
    with project.start("render", "all", "--jobs", "3") as running:  # one of them never hangs
        wait_for(lambda: pids.exists() and pids.read_text(encoding="ascii"))
        wait_for(project.output("a/plain").exists)
        began = time.monotonic()
        if number is signal.SIGINT:  # as a terminal sends it: to the whole group
            os.killpg(running.pid, number)
        else:
            running.send_signal(number)
        _, err = running.communicate(timeout=PATIENCE)
        assert time.monotonic() - began < SOON
    assert_gone(pids)
    if number is signal.SIGINT:
        assert running.returncode == 130
        assert "interrupted" in err
    assert "Traceback" not in err
    project.settings("formats:\n  plain:\n")
    ran = project.run("render", "all", "--json")
    assert ran.code == 0
    assert ran.states()["a/plain"] == "cached"
    unfinished = project.folder / ".cache" / "store" / "unfinished"
    assert not unfinished.exists() or not any(unfinished.iterdir())


@pytest.mark.parametrize("delay", [0.05, 0.15])
def test_an_interrupt_at_once_does_no_harm(project: Project, delay: float) -> None:
    """What is said is not looked at: it may be Python itself that is starting."""
    with project.start("render", "slow", "plain") as running:
        time.sleep(delay)
        os.killpg(running.pid, signal.SIGINT)
        running.communicate(timeout=PATIENCE)
    assert project.run("render", "slow", "plain").code == 0


@pytest.mark.parametrize("delay", [0, 0.05, 0.1, 0.2, 0.4])
def test_an_interrupt_at_any_moment_has_no_traceback(project: Project, delay: float) -> None:
    with project.start("render", "slow", "plain") as running:
        wait_for((project.folder / ".cache").exists)
        time.sleep(delay)
        os.killpg(running.pid, signal.SIGINT)
        _, err = running.communicate(timeout=PATIENCE)
    assert "Traceback" not in err
    assert project.run("render", "slow", "plain").code == 0


def test_two_runs_of_one_project_do_not_tread_on_each_other(project: Project) -> None:
    project.settings("formats:\n  slow: {seconds: 6}\n")
    with project.start("render", "all") as first:
        wait_for((project.folder / ".cache" / "store" / "unfinished").exists)
        second = project.run("render", "all")
        assert second.code == 2
        assert f"another run (process {first.pid}) is at work here" in second.err
        first.communicate(timeout=PATIENCE)
    assert first.returncode == 0
    assert project.run("render", "all", "--json").states() == {"a/slow": "cached"}


# Disks


@contextmanager
def small_disk(folder: Path, options: str) -> Iterator[Path]:
    folder.mkdir(exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    subprocess.run(command, check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


@ROOT_ONLY
def test_a_full_disk_under_outputs_loses_nothing(project: Project) -> None:
    with small_disk(project.folder / "outputs", "size=64k") as outputs:
        assert project.run("render", "plain").code == 0
        before = project.output("a/plain").read_bytes()
        long = "\n\n".join(f"Sentence number {n} stands here." for n in range(2000))
        project.source("a", f"{SOURCE}\n{long}\n")
        ran = project.run("render", "plain", "--json")
        assert ran.code == 1
        assert [rule for rule in ran.rules() if rule != "readability"] == ["disk-full"]
        assert project.output("a/plain").read_bytes() == before
        assert [one.name for one in (outputs / "a").iterdir()] == ["plain"]
    assert project.run("render", "plain", "--json").states() == {"a/plain": "cached"}


@ROOT_ONLY
def test_a_full_disk_under_the_cache_is_told_plainly(project: Project) -> None:
    with small_disk(project.folder / ".cache", "size=64k"):
        long = "\n\n".join(f"Sentence number {n} stands here." for n in range(2000))
        project.source("b", f"{SOURCE}\n{long}\n")
        ran = project.run("render", "plain", "--json")
        assert ran.code == 1
        assert set(ran.rules()) == {"disk-full"}
        assert ran.states() == {"a/plain": "built"}
    assert project.run("render", "plain").code == 0


@ROOT_ONLY
def test_outputs_that_cannot_be_written_are_told_plainly(project: Project) -> None:
    project.run("render", "plain")
    with small_disk(project.folder / "outputs", "ro"):
        ran = project.run("render", "plain", "--json")
        assert ran.code == 1
        assert ran.rules() == ["not-writable"]
    assert project.run("render", "plain", "--json").states() == {"a/plain": "cached"}


@ROOT_ONLY
def test_a_cache_that_cannot_be_written_is_told_plainly(project: Project) -> None:
    with small_disk(project.folder / ".cache", "ro"):
        ran = project.run("render", "plain")
        assert ran.code == 1
        assert "the cache: not allowed to write" in ran.err
        assert "Traceback" not in ran.err


def test_a_file_where_a_folder_should_be_is_told_plainly(project: Project) -> None:
    (project.folder / "outputs").write_text("a file", encoding="ascii")
    ran = project.run("render", "plain", "--json")
    assert ran.code == 1
    assert ran.rules() == ["not-a-folder"]
    assert (project.folder / "outputs").read_text(encoding="ascii") == "a file"
