"""Pandoc may begin with a source before its reader is loaded, and nothing else differs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from coprod_formats import pandoc
from coprod_formats.reading.ahead import begun
from coprod_formats.sources import Read, Source
from tests.drafts import FRONT
from tests.test_pieces import SOURCES, body

TEXT = f"---\n{FRONT}---\n\n# One\n\nWords.\n"


def source(folder: Path, text: str) -> Path:
    path = folder / "draft.md"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("path", SOURCES, ids=lambda one: one.stem)
def test_what_was_begun_is_what_pandoc_reads(path: Path) -> None:
    text = f"{body(path)}\n"
    with begun(path) as read:
        assert read.__self__.markdown == text  # type: ignore[attr-defined]
        assert read(text) == pandoc.read(text)
        assert read(text) == pandoc.read(text)


def test_a_reading_starts_pandoc_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "_run", lambda *_: pytest.fail("pandoc was started again"))
    document = Read(Source("draft", source(tmp_path, TEXT)), tmp_path).reading().document
    assert len(document.body) == 1


def test_another_text_is_read_for_itself(tmp_path: Path) -> None:
    with begun(source(tmp_path, TEXT)) as read:
        assert read("*other*\n") == pandoc.read("*other*\n")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "---\ntitle: never closed\n",
        "---\ntitle: empty\n---\n",
        "a NUL: \0\n",
        "a circle[^a]\n\n[^a]: in itself[^a]\n",
    ],
)
def test_a_source_with_faults_is_left_to_its_reader(text: str, tmp_path: Path) -> None:
    with begun(source(tmp_path, text)) as read:
        assert read is pandoc.read


def test_pandoc_ends_with_the_one_who_began_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pandoc, "_program", lambda: program(tmp_path, "exec sleep 600"))
    started: list[subprocess.Popen[bytes]] = []

    def interrupted() -> None:
        with begun(source(tmp_path, TEXT)) as read:
            started.append(read.__self__._running)  # type: ignore[attr-defined]
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert started[0].returncode == -9


@pytest.mark.parametrize(
    ("script", "rule"),
    [("exec sleep 600", "pandoc-time"), ("echo no >&2; exit 3", "pandoc-failed")],
)
def test_its_failures_are_told_at_the_source(
    script: str, rule: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pandoc, "_program", lambda: program(tmp_path, f"{script}"))
    monkeypatch.setattr(pandoc, "SECONDS", 0.5)
    path = source(tmp_path, TEXT)
    with pytest.raises(Exception, match=rule):
        Read(Source("draft", path), tmp_path).reading()


@pytest.mark.parametrize(
    ("script", "hinted"),
    [("echo pandoc: out of memory >&2; exit 251", True), ("kill -9 $$", True), ("exit 3", False)],
)
def test_where_memory_ran_out_that_is_said(
    script: str, hinted: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pandoc, "_program", lambda: program(tmp_path, script))
    with pytest.raises(pandoc.PandocError) as refused:
        pandoc.read(TEXT)
    assert ("memory" in refused.value.diagnostics[0].hint) is hinted


def test_pandoc_begins_before_anything_heavy_is_loaded(tmp_path: Path) -> None:
    program_ = (
        "import sys; from pathlib import Path; from coprod_formats.reading.ahead import begun\n"
        f"with begun(Path({str(source(tmp_path, TEXT))!r})) as read: pass\n"
        "heavy = {'pydantic', 'yaml', 'coprod_formats.document', 'coprod_formats.reading.source'}\n"
        "print(*(heavy & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", program_], capture_output=True, check=True)
    assert done.stdout == b"\n"


def program(folder: Path, script: str) -> str:
    """A program that does this, whatever it is asked."""
    path = folder / "program"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="ascii")
    path.chmod(0o755)
    return os.fspath(path)
