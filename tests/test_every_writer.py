"""What every writer must hold to, ours and other people's."""

from __future__ import annotations

import os
import subprocess
import sys
from hashlib import sha256
from itertools import count
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from coprod_formats import writers
from coprod_formats.derive.easy_read import edition
from coprod_formats.diagnostics import Severity
from coprod_formats.document import Document
from coprod_formats.proof.wanted import decorations
from coprod_formats.writers.base import Job
from tests.extraction import carries_text, extract
from tests.laws import judge
from tests.shelf import BY_HAND, PROJECT, Shelf, features, held, pairs
from tests.strategies import documents
from tests.writing import HEARD

every_writer = pytest.mark.parametrize("writer", writers.names())
every_pair = pytest.mark.parametrize(("name", "writer"), pairs())
COUNTER = count()
USUAL = {"PYTHONHASHSEED": "1", "LANG": "C", "LC_ALL": "C", "TZ": "UTC", "HOME": "first"}
OTHER = {
    "PYTHONHASHSEED": "2",
    "LANG": "tr_TR.UTF-8",
    "LC_ALL": "C.UTF-8",
    "TZ": "Pacific/Kiritimati",
    "HOME": "second",
}
# The smallest failing document takes minutes to find: HYPOTHESIS_PROFILE=searching looks for it.
DRAWN = (
    settings()
    if os.environ.get("HYPOTHESIS_PROFILE") == "searching"
    else settings(max_examples=25, phases=[Phase.explicit, Phase.reuse, Phase.generate])
)


@every_pair
def test_nothing_of_the_document_is_lost(name: str, writer: str, shelf: Shelf) -> None:
    document = shelf.shown(name, writer)
    for path in carries_text(shelf.folder(name, writer)):
        assert not judge(document, shelf.reading(path)), path.name


@every_pair
def test_no_error_is_passed_on_with_a_finished_file(name: str, writer: str, shelf: Shelf) -> None:
    shelf.folder(name, writer)
    assert [one for one in shelf.said[name, writer] if one.severity is Severity.ERROR] == []


@every_pair
def test_decorations_stay_decorations(name: str, writer: str, shelf: Shelf) -> None:
    for path in carries_text(shelf.folder(name, writer)):
        if path.suffix in {".docx", ".html"}:  # in other files they leave no trace
            assert shelf.reading(path).decorations >= decorations(shelf.shown(name, writer))


@every_writer
def test_files_bear_the_name_of_their_document(writer: str, shelf: Shelf) -> None:
    for path in carries_text(shelf.folder("everything", writer)):
        ending = path.stem.removeprefix("everything")
        assert ending in {"", f"-{writer}", "-proof", "-transcript"}


@every_writer
@DRAWN
@given(data=st.data())
def test_no_drawn_document_loses_anything(
    writer: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root = tmp_path_factory.getbasetemp() / f"drawn-{writer}"
    (root / "assets").mkdir(parents=True, exist_ok=True)
    document = data.draw(documents(root / "assets"))
    folder = _written(document, writer, root / str(next(COUNTER)))
    shown = edition(document, writers.text_of(writers.find(writer)))
    for path in carries_text(folder):
        assert not judge(shown, extract(path)), path.name


def _written(document: Document, writer: str, root: Path) -> Path:
    one = writers.find(writer)
    options = one.options()
    inputs = {need: _written(document, need, root) for need in one.needs(options)}
    folder = root / writer
    folder.mkdir(parents=True)
    one.write(Job(document, options, inputs, folder))
    return folder


@pytest.fixture(scope="module")
def two_processes(
    tmp_path_factory: pytest.TempPathFactory,
) -> list[tuple[Path, subprocess.CompletedProcess[bytes]]]:
    """All formats made twice, by processes that agree on nothing but the document."""
    root = tmp_path_factory.mktemp("twice")
    return [_alone(root, world) for world in (USUAL, OTHER)]


def _alone(
    root: Path, world: dict[str, str], *more: str
) -> tuple[Path, subprocess.CompletedProcess[bytes]]:
    home = root / world["HOME"]
    passing = home / "passing"
    passing.mkdir(parents=True)
    (home / "here").mkdir()
    settings = {
        "HOME": str(home / "here"),
        "TMPDIR": str(passing),
        "PYTHONPATH": f"{PROJECT}{os.pathsep}{PROJECT / 'src'}",
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.writing", home / "made", *more],
        env=os.environ | world | settings,
        cwd=home / "here",
        capture_output=True,
        check=False,
    )
    return home, done


Twice = list[tuple[Path, "subprocess.CompletedProcess[bytes]"]]


def test_the_same_document_makes_the_same_bytes_anywhere(two_processes: Twice) -> None:
    first, second = (_digests(home / "made") for home, _ in two_processes)
    assert len(first) > len(writers.names())
    assert first == second


def _digests(root: Path) -> dict[str, str]:
    return {
        str(path.relative_to(root)): sha256(path.read_bytes()).hexdigest()
        for path in root.rglob("*")
        if path.is_file()
    }


def test_all_that_is_heard_has_the_same_bytes_anywhere(shelf: Shelf, tmp_path: Path) -> None:
    """Every document that is not made by hand, here and in another world's process."""
    home, done = _alone(tmp_path, OTHER, "heard")
    assert (done.returncode, done.stderr) == (0, b"")
    made = {
        f"{name}/{one}": (_digests(shelf.folder(name, one)), _digests(home / "made" / name / one))
        for one in HEARD
        for name in held(one)
        if name not in BY_HAND
    }
    assert len(made) > 4 * len(features())
    assert [name for name, (here, there) in made.items() if not here or here != there] == []


def test_writers_say_nothing_on_the_terminal(two_processes: Twice) -> None:
    for _, done in two_processes:
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_writers_leave_nothing_outside_their_folders(two_processes: Twice) -> None:
    for home, _ in two_processes:
        assert list((home / "here").iterdir()) == []
        assert list((home / "passing").iterdir()) == []
