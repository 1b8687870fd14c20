"""A run begins at once with the source that it will surely read; no other run does."""

from __future__ import annotations

import os
from importlib import import_module
from pathlib import Path

import pytest

from coprod_formats import pandoc
from coprod_formats.cli import early
from coprod_formats.engine import births
from coprod_formats.reading import ahead
from tests.projects import Project

TEXT = "---\ntitle: T\nlang: en-GB\n---\n\nWords.\n"


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that pandoc was begun with, in a project's folder."""
    told: list[str] = []
    began = pandoc.Begun.__init__

    def told_too(self: pandoc.Begun, markdown: str) -> None:
        told.append(markdown)
        began(self, markdown)

    monkeypatch.setattr(pandoc.Begun, "__init__", told_too)
    (tmp_path / "config.yaml").touch()
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources/a.md").write_text(TEXT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return told


@pytest.mark.parametrize("arguments", [["render"], ["render", "all"], ["render", "--jobs", "1"]])
def test_a_first_run_begins_at_once(arguments: list[str], read: list[str]) -> None:
    with early.begun(arguments):
        assert len(read) == 1
        with ahead.begun(Path("sources/a.md")) as parse:
            assert parse(read[0]) == pandoc.read(read[0])
    assert len(read) == 1


@pytest.mark.parametrize(
    ("arguments", "ready"),
    [(["render"], 1), (["render", "--jobs", "1"], 1), (["render", "--executor=serial"], 0)],
)
def test_a_worker_gets_ready_to_read_what_pandoc_makes(
    arguments: list[str], ready: int, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[str, ...]] = []
    monkeypatch.setattr(births, "expect", told.append)
    with early.begun(arguments):
        assert read
        assert told == [early.READING] * ready


def test_what_all_know_is_there() -> None:
    for name in (*early.KNOWN_TO_ALL, *early.READING):
        assert import_module(name).__name__ == name


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["check"],
        ["--version"],
        ["render", "--help"],
        ["render", "--source", "b"],
        ["render", "--executor=dask", "--scheduler", "tcp://here"],
    ],
)
def test_others_begin_nothing(arguments: list[str], read: list[str]) -> None:
    with early.begun(arguments):
        assert not read


def test_only_what_is_newer_than_the_last_run_is_begun(read: list[str]) -> None:
    known, source = Path(early.KEPT), Path("sources/a.md")
    known.parent.mkdir()
    known.touch()
    os.utime(known, (2_000_000_000, 2_000_000_000))
    with early.begun(["render"]):
        assert not read
    os.utime(source, (2_000_000_001, 2_000_000_001))
    with early.begun(["render"]):
        assert len(read) == 1


def test_the_cache_keeps_what_is_asked_here(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.settings("formats:\n  html:\n")
    project.source("a", TEXT)
    assert project.run("render").code == 0
    assert (tmp_path / early.KEPT).is_file()


def test_other_folders_begin_nothing(read: list[str]) -> None:
    Path("config.yaml").unlink()
    with early.begun(["render", "all"]):
        assert not read


def test_a_wrong_guess_does_no_harm(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.settings("formats:\n  html:\n")
    ran = project.run("render", "no-such-format")
    assert ran.code == 2
    assert "[format-unknown]" in ran.err


def test_what_ended_early_is_read_again(read: list[str]) -> None:
    with early.begun(["render"]), ahead.begun(Path("sources/a.md")) as parse:
        begun = parse.__self__  # type: ignore[attr-defined]
        begun._running.communicate()
        os.ftruncate(begun._written.fileno(), 100)
        begun._running.returncode = 0
        assert parse(read[0]) == pandoc.read(read[0])
