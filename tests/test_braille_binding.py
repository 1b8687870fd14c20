"""liblouis is asked in a program of its own: what hangs or crashes there is a diagnostic here."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from coprod_formats import tools
from coprod_formats.braille import binding, probing, scripts
from coprod_formats.braille.binding import NoAnswerError, louis
from coprod_formats.braille.translating import Run, translate
from coprod_formats.diagnostics import Severity, WriteError
from coprod_formats.tools import Coprocess, EndedError, Tool
from coprod_formats.writers.braille import LIBLOUIS, BrailleWriter
from tests.projects import FAULTS, SOON, Project


@pytest.fixture
def hanging(tmp_path: Path) -> str:
    """A table that nobody ever finishes writing: to open it is to wait."""
    table = tmp_path / "hangs.ctb"
    os.mkfifo(table)
    return str(table)


@pytest.fixture
def crashing(tmp_path: Path) -> str:
    """A table that includes itself, which liblouis follows until its stack is full."""
    table = tmp_path / "crashes.ctb"
    table.write_text(f"include {table}\n")
    return str(table)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """Proves that a call hangs and is given up after a second, for which all else has longer."""

    def given_up(call: Callable[[], object]) -> None:
        began = time.monotonic()
        with monkeypatch.context() as soon:
            soon.setattr(binding, "SECONDS", 1.0)
            with pytest.raises(NoAnswerError, match=r"not answer within 1 seconds.*hangs") as told:
                call()
        assert time.monotonic() - began < SOON
        assert told.value.diagnostics[0].rule == "braille-no-answer"

    return given_up


# Versions


def test_the_library_is_a_tool_with_a_version() -> None:
    [library] = [tool for tool in BrailleWriter.tools if tool.kind == "library"]
    assert library.version() == louis().version
    assert library.place() == louis().version


def test_a_library_that_is_not_there_has_no_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(tools.LIBRARIES, "nowhere", ("lou_version", ("liblouis.so.999",)))
    assert Tool("nowhere", "", "", kind="library").version() is None


@pytest.mark.parametrize(
    ("version", "fits"),
    [("3.9.0", False), ("3.23.0", False), ("3.24.0", True), ("3.38.1", True), ("4.0.0", False)],
)
def test_liblouis_is_wanted_of_a_version_that_we_know(version: str, *, fits: bool) -> None:
    assert LIBLOUIS.fits(version) is fits
    assert LIBLOUIS.wanted == "3.24 or later, before 4"


def test_a_tool_that_names_no_versions_takes_them_all() -> None:
    assert replace(LIBLOUIS, oldest="", before="").fits("0.1")


def test_a_wrong_version_stops_the_braille_alone_and_is_told(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.source("a")
    (tmp_path / "sitecustomize.py").write_text(
        "from coprod_formats import tools\n"
        "tools._library = lambda name: '3.20.0' if name == 'liblouis' else None\n"
    )
    path = os.pathsep.join((str(FAULTS), str(tmp_path), os.environ.get("PYTHONPATH", "")))
    ran = project.run("render", "braille", "plain", PYTHONPATH=path)
    assert ran.code == 3
    assert "braille needs liblouis 3.24 or later, before 4, and version 3.20.0" in ran.err
    assert "a/plain  built" in ran.out
    doctor = project.run("doctor", PYTHONPATH=path)
    assert "unfit    liblouis 3.20.0; 3.24 or later, before 4 is needed" in doctor.out
    assert doctor.code == 3


# Hanging and crashing


def test_a_missing_table_is_told() -> None:
    with pytest.raises(WriteError, match=r"no good nowhere\.ctb") as told:
        probing.probe(("en-ueb-g2.ctb", "nowhere.ctb"))
    [complaint] = told.value.diagnostics
    assert (complaint.severity, complaint.rule) == (Severity.ERROR, "braille-table")
    assert "liblouis-data" in complaint.hint


def test_a_table_that_hangs_is_given_up_within_the_limit(
    hanging: str, impatient: Callable[[Callable[[], object]], None]
) -> None:
    for call in (
        lambda: probing.probe((hanging,)),
        lambda: louis().translate(hanging, "words"),
        lambda: louis().back_translate(hanging, "\u2801"),
        lambda: translate((Run("words"),), hanging),
    ):
        impatient(call)
        assert louis().translate("en-ueb-g2.ctb", "people").cells == "⠏"


def test_a_table_that_crashes_the_library_is_told_and_the_next_call_works(crashing: str) -> None:
    with pytest.raises(NoAnswerError, match=r"broke down at .*crashes"):
        louis().translate(crashing, "words")
    assert louis().has("en-ueb-g2.ctb")


def test_another_script_s_table_that_hangs_is_told_too(
    hanging: str,
    impatient: Callable[[Callable[[], object]], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    translate((Run("привет"),), "en-ueb-g2.ctb")
    monkeypatch.setitem(scripts._TABLES, "ru", hanging)
    impatient(lambda: translate((Run("пока"),), "en-ueb-g2.ctb"))


def test_the_other_formats_arrive_where_liblouis_hangs(tmp_path: Path) -> None:
    tables = tmp_path / "tables"
    tables.mkdir()
    for name in ("en-ueb-g1.ctb", "en-ueb-g2.ctb", "unicode.dis"):
        os.mkfifo(tables / name)
    project = Project(tmp_path)
    project.source("a")
    began = time.monotonic()
    asked = ("render", "braille", "plain", "--executor", "serial", "--json")
    ran = project.run(*asked, LOUIS_TABLEPATH=str(tables))
    assert time.monotonic() - began < binding.SECONDS + SOON
    assert ran.states() == {"a/braille": "failed", "a/plain": "built"}
    assert "braille-no-answer" in ran.rules()


def test_a_program_that_its_alarm_ends_is_told_apart() -> None:
    code = "import signal, sys; signal.setitimer(signal.ITIMER_REAL, 0.1); sys.stdin.buffer.read()"
    with pytest.raises(EndedError) as told:
        Coprocess((sys.executable, "-c", code)).ask(b"anybody?")
    assert told.value.alarmed


def test_a_program_that_cannot_start_has_ended() -> None:
    with pytest.raises(EndedError) as told:
        Coprocess((sys.executable, "-c", "raise SystemExit(3)")).ask(b"anybody?")
    assert not told.value.alarmed


# Processes and threads


def alone(code: str, **world: str) -> subprocess.CompletedProcess[str]:
    """What a process of its own says, in a world of its own."""
    return subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **world, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_package_asks_for_the_library_only_when_it_translates() -> None:
    code = (
        "import sys; from coprod_formats import tools; tools.LIBRARIES['liblouis'] = ('x', ());"
        "import coprod_formats.braille.edition, coprod_formats.writers.braille as w;"
        "from coprod_formats.braille.binding import louis; print(w.LIBLOUIS.version()); louis()"
    )
    said = alone(code)
    assert said.stdout == "None\n"
    assert "liblouis is not installed" in said.stderr
    assert "apt install liblouis20" in said.stderr


def test_two_threads_translate_alike() -> None:
    code = (
        "from concurrent.futures import ThreadPoolExecutor as T;"
        "from coprod_formats.braille.binding import louis;"
        "f = lambda n: louis().translate(f'en-ueb-g{n % 2 + 1}.ctb', 'people and knowledge').cells;"
        "print(len(set(T(8).map(f, range(400)))))"
    )
    said = alone(code)
    assert (said.stdout, said.returncode) == ("2\n", 0)


def test_a_process_that_was_forked_asks_a_liblouis_of_its_own() -> None:
    code = (
        "import os; from coprod_formats.braille.binding import louis;"
        "f = lambda: louis().translate('en-ueb-g2.ctb', 'people').cells;"
        "f(); child = os.fork(); same = all(f() == '\u280f' for _ in range(200));"
        "os._exit(not same) if not child else print(os.waitpid(child, 0)[1], same)"
    )
    assert alone(code).stdout == "0 True\n"


def test_no_program_is_left_behind() -> None:
    code = (
        "from coprod_formats.braille.binding import louis; louis().version;"
        "print(louis()._coprocess._running.pid)"
    )
    said = alone(code)
    assert said.stderr == ""
    with pytest.raises(ProcessLookupError):
        os.kill(int(said.stdout), 0)
