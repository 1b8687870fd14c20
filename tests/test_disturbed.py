"""What happens around a run: files that change meanwhile, streams that are closed, odd names."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from time import time

import pytest

from coprod_formats.diagnostics import SourceError
from coprod_formats.engine.parts import Parts
from coprod_formats.engine.store import Store
from coprod_formats.reading import Reading
from coprod_formats.reading.ledger import Parse
from coprod_formats.sources import Read, Source, discover, reading_step
from tests import samples
from tests.projects import COMMAND, PATIENCE, SOURCE, Project
from tests.test_faults import ROOT_ONLY, small_disk, wait_for

WITH_PICTURE = SOURCE + "\n![A plain square](square.png)\n"
OTHER = "---\ntitle: A title\nlang: en-GB\n---\n\n# First\n\nOther words.\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project(tmp_path)
    project.source("a")
    return project


def shell(project: Project, before: str, *words: str, after: str = "") -> Mapping[str, object]:
    """A command run by a shell that changes its surroundings first; its code, words and all."""
    typed = f"{before} {shlex.join([*COMMAND, *words])} {after}; echo ${{PIPESTATUS[0]}} >status"
    done = subprocess.run(
        ["bash", "-c", typed],
        cwd=project.folder,
        env=project.surroundings(),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    code = int((project.folder / "status").read_text(encoding="ascii"))
    return {"code": code, "said": done.stdout + done.stderr}


# Sources and pictures


@pytest.mark.parametrize("there", [True, False])
def test_a_picture_that_changes_meanwhile_is_published_nowhere(
    project: Project, there: bool
) -> None:
    samples.raster(project.folder / "sources", "square.png")
    project.source("a", WITH_PICTURE)
    project.settings("formats:\n  slow: {seconds: 3}\n")
    picture = project.folder / "sources" / "square.png"
    before = picture.read_bytes()
    with project.start("render", "all", "--json") as running:
        wait_for(lambda: [*(project.folder / ".cache/store").glob("*/made/document.pickle")])
        picture.unlink()
        if there:
            picture.write_bytes(b"something else")
        out, _ = running.communicate(timeout=PATIENCE)
    told = [json.loads(line) for line in out.splitlines()]
    assert [one["rule"] for event in told for one in event.get("diagnostics", ())] == [
        "picture-changed"
    ]
    assert not (project.folder / "outputs").exists()
    picture.write_bytes(before)
    assert project.run("render", "all", "--json").states() == {"a/slow": "built"}


def test_pieces_kept_since_a_moment_are_forgotten(tmp_path: Path) -> None:
    parts = Parts(tmp_path)
    for name in ("old", "new"):
        parts.put(name.encode(), name)
    for path in tmp_path.rglob("*"):
        if path.is_file() and path.read_bytes().endswith(b"old"):
            os.utime(path, (time() - 60, time() - 60))
    parts.forget(time() - 30)
    assert (parts.get("old"), parts.get("new")) == (b"old", None)


def test_an_edit_before_the_reading_is_forgotten_when_it_is_undone(project: Project) -> None:
    path = project.folder / "sources" / "a.md"
    step = reading_step(Read(Source("a", path), project.folder), "")
    path.write_text(OTHER, encoding="utf-8")
    made = Store(project.folder / "store").fill("key", step.make, {}, step.mark)
    assert not step.holds(made)  # its key is that of the text before
    again = reading_step(Read(Source("a", path), project.folder), "")
    assert again.holds(made)


class Interrupted(Read):
    """Reads a source that is saved anew in the midst of it."""

    def reading(self, parse: Parse | None = None) -> Reading:
        made = super().reading(parse)
        self.source.path.write_text(OTHER, encoding="utf-8")
        return made


def test_an_edit_in_the_midst_of_the_reading_is_told(project: Project) -> None:
    source = Source("a", project.folder / "sources" / "a.md")
    (project.folder / "made").mkdir()
    with pytest.raises(SourceError, match="was changed while it was read"):
        Interrupted(source, project.folder)({}, project.folder / "made")
    assert [*(project.folder / "made").iterdir()] == []


def test_a_project_without_documents_says_so(project: Project) -> None:
    (project.folder / "sources" / "a.md").unlink()
    ran = project.run("render", "plain")
    assert ran.code == 2
    assert "no file is called sources/*.md" in ran.err


def test_a_link_that_leads_nowhere_is_told_and_stops_nothing_else(project: Project) -> None:
    (project.folder / "sources" / "gone.md").symlink_to("nowhere.md")
    (project.folder / "sources" / "loop.md").symlink_to("loop.md")
    ran = project.run("render", "plain", "--json")
    assert ran.rules() == ["source-missing", "source-missing"]
    assert ran.states() == {"a/plain": "built"}


def test_a_file_system_may_write_accents_as_signs_of_their_own(project: Project) -> None:
    name = unicodedata.normalize("NFD", "für")
    folder = project.folder / "sources"
    samples.raster(folder, "square.png")
    (folder / name).mkdir()
    (folder / "square.png").rename(folder / name / f"{name}.png")
    (folder / "a.md").unlink()
    project.source(name, WITH_PICTURE.replace("square.png", "für/für.png"))
    (found,) = discover(project.folder, "sources/*.md").sources
    assert (found.slug, found.path.stem) == ("für", name)
    for typed in ("für", name):
        ran = project.run("render", "plain", "--source", typed, "--json")
        assert [*ran.states()] == ["für/plain"]
    assert project.output("für/plain").exists()


# Streams, letters and folders


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- 2>&-", "<&- >&- 2>&-"])
def test_closed_streams_stop_nothing(project: Project, closed: str) -> None:
    ran = shell(project, f"exec 9>&1 {closed};", "render", "html")
    assert ran["code"] == 0
    assert project.output("a/html", ".html").exists()


@pytest.mark.parametrize("after", ["| head -1", "| true", "2>&1 | true"])
def test_a_reader_that_goes_away_leaves_no_mess(project: Project, after: str) -> None:
    ran = shell(project, "", "render", "plain", "slow", after=after)
    assert "Traceback" not in str(ran["said"])
    assert project.run("render", "plain", "slow").code == 0


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_terminal_of_few_letters_is_told_all_the_same(project: Project, encoding: str) -> None:
    project.source("ŵyl", "no front matter\n")
    ran = project.run("render", "plain", PYTHONIOENCODING=encoding)
    assert ran.code == 2
    assert "yl.md:1:1: error" in ran.err
    told = project.run("render", "plain", "--json", PYTHONIOENCODING=encoding)
    assert {event.get("document") for event in told.events()} >= {"a", "ŵyl"}


def test_a_folder_for_passing_files_may_lie_deep(project: Project) -> None:
    deep = project.folder / ("t" * 120)
    deep.mkdir()
    assert project.run("render", "plain", TMPDIR=str(deep)).code == 0
    assert project.run("render", "slow", TMPDIR=str(deep)).code == 0


@pytest.mark.parametrize(("mask", "file", "folder"), [("077", 0o600, 0o700), ("022", 0o644, 0o755)])
def test_outputs_have_the_modes_that_a_person_asked_for(
    project: Project, mask: str, file: int, folder: int
) -> None:
    assert shell(project, f"umask {mask};", "render", "html", "word")["code"] == 0
    found = {
        (path.is_dir(), path.stat().st_mode & 0o777)
        for path in (project.folder / "outputs").rglob("*")
    }
    assert found == {(False, file), (True, folder)}


@ROOT_ONLY
def test_a_disk_that_is_full_when_a_pdf_is_written_is_told_as_that(project: Project) -> None:
    with small_disk(project.folder / ".cache", "size=60k"):
        assert project.run("render", "plain", "--json").code == 0
        ran = project.run("render", "pdf", "braille", "--json")
        assert ran.states() == {"a/pdf": "failed", "a/braille": "failed"}
        assert "disk-full" in ran.rules()
        assert "writer-crash" not in ran.rules()


def test_variables_of_the_environment_are_not_needed(project: Project) -> None:
    bare = {name: os.environ[name] for name in ("PATH",)}
    bare["PYTHONPATH"] = project.surroundings()["PYTHONPATH"]
    done = subprocess.run(
        [*COMMAND, "render", "html", "word"],
        cwd=project.folder,
        env=bare,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert (done.returncode, done.stderr) == (0, "")
