"""A first run begins what it will surely need; no other run does."""

from __future__ import annotations

from multiprocessing import forkserver
from pathlib import Path

import pytest

from coprod_formats.cli import early
from tests.projects import Project

BEGUN = "server begun"


@pytest.fixture
def begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A word for each time that the workers' server was asked for, in a project's folder."""
    told: list[str] = []
    monkeypatch.setattr(forkserver, "ensure_running", lambda: told.append(BEGUN))
    (tmp_path / "config.yaml").touch()
    monkeypatch.chdir(tmp_path)
    return told


@pytest.mark.parametrize("arguments", [["render"], ["render", "all"], ["render", "--jobs", "1"]])
def test_a_first_run_begins_at_once(arguments: list[str], begun: list[str]) -> None:
    early.begin(arguments)
    assert begun == [BEGUN]


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["check"],
        ["--version"],
        ["render", "--help"],
        ["render", "all", "--executor", "serial"],
        ["render", "--executor=dask", "--scheduler", "tcp://here"],
    ],
)
def test_others_begin_nothing(arguments: list[str], begun: list[str]) -> None:
    early.begin(arguments)
    assert not begun


def test_later_runs_and_other_folders_begin_nothing(begun: list[str]) -> None:
    Path(".cache").mkdir()
    early.begin(["render", "all"])
    Path(".cache").rmdir()
    Path("config.yaml").unlink()
    early.begin(["render", "all"])
    assert not begun


def test_a_wrong_guess_does_no_harm(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.settings("formats:\n  html:\n")
    ran = project.run("render", "no-such-format")
    assert ran.code == 2
    assert "[format-unknown]" in ran.err
