"""A working copy sets itself up: after an interruption, for two at once, and in no time later."""

import os
import re
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
NEEDED = ("bin", "scripts", "src", "LICENSE", "README.md", "pyproject.toml", "package.json")


@dataclass(frozen=True)
class Launch:
    """How a launch of the program ended."""

    status: int
    answer: str
    told: str


def start(copy: Path) -> subprocess.Popen[str]:
    """The launcher, in a process group of its own."""
    return subprocess.Popen(
        [copy / "bin" / "coprod-formats", "--version"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def finish(launched: subprocess.Popen[str]) -> Launch:
    answer, told = launched.communicate(timeout=900)
    return Launch(launched.returncode, answer, told)


@pytest.fixture(scope="module")
def working_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh working copy, in a folder whose name has a space."""
    copy = tmp_path_factory.mktemp("set up") / "our copy"
    copy.mkdir()
    for lock in (*ROOT.glob("requirements*.lock"), ROOT / "package-lock.json"):
        shutil.copy(lock, copy)
    for name in NEEDED:
        if (ROOT / name).is_dir():
            leave_out = shutil.ignore_patterns("__pycache__", "fonts", "[0-9A-F]*.svg")
            shutil.copytree(ROOT / name, copy / name, ignore=leave_out)
        else:
            shutil.copy(ROOT / name, copy)
    return copy


@pytest.fixture(scope="module")
def launches(working_copy: Path) -> tuple[Launch, Launch]:
    """Two launches at once, after a first one was killed while it installed packages."""
    first = start(working_copy)
    assert first.stderr
    for sentence in first.stderr:
        if sentence.startswith("Installing the Python packages"):
            break
    time.sleep(2)
    os.killpg(first.pid, signal.SIGKILL)
    first.communicate()
    assert not (working_copy / ".venv" / "set-up-for-rendering").exists()
    one, other = start(working_copy), start(working_copy)
    return finish(one), finish(other)


def test_two_launches_at_once_both_work_after_an_interruption(
    launches: tuple[Launch, Launch],
) -> None:
    for launch in launches:
        assert launch.status == 0, launch.told
        assert launch.answer.strip()


def test_only_one_of_two_installs(launches: tuple[Launch, Launch]) -> None:
    told = "".join(launch.told for launch in launches)
    assert told.count("Installing the Python packages") == 1
    assert told.count("Preparing the fonts") == 1


def test_set_up_leaves_the_answer_of_the_program_alone(launches: tuple[Launch, Launch]) -> None:
    assert len({launch.answer for launch in launches}) == 1


@pytest.mark.usefixtures("launches")
def test_set_up_brings_every_open_picture_that_has_a_name(working_copy: Path) -> None:
    folder = working_copy / "src" / "coprod_formats" / "data" / "pictures" / "openmoji"
    named = re.findall(r"file: (\S+)", (folder / "pictures.yaml").read_text(encoding="utf-8"))
    assert {path.name for path in folder.glob("*.svg")} == set(named)
    assert (folder / "LICENSE.txt").is_file()


@pytest.mark.usefixtures("launches")
def test_a_later_run_loses_no_time(working_copy: Path) -> None:
    direct = [str(working_copy / ".venv" / "bin" / "coprod-formats"), "--version"]
    launched = [str(working_copy / "bin" / "coprod-formats"), "--version"]
    assert fastest(launched) - fastest(direct) < 0.1


@pytest.mark.usefixtures("launches")
def test_a_moved_working_copy_sets_itself_up_again(working_copy: Path) -> None:
    moved = working_copy.rename(working_copy.with_name("moved"))
    launch = finish(start(moved))
    stale = [
        program.name
        for program in (moved / ".venv" / "bin").iterdir()
        if str(working_copy) in program.read_bytes()[:300].decode(errors="replace")
    ]
    moved.rename(working_copy)
    assert launch.status == 0, launch.told
    assert stale == []


def fastest(command: list[str]) -> float:
    """The shortest of five runs, in seconds."""
    seconds = []
    for _ in range(5):
        begun = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        seconds.append(time.perf_counter() - begun)
    return min(seconds)
