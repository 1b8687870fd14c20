"""The command line: what each command says, how it ends, and how soon."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import process_time

import click
import pytest

from coprod_formats import __version__, writers
from coprod_formats.cli.commands import group
from coprod_formats.judging.judges import JUDGES
from tests.projects import SOURCE, Project

ROOT = Path(__file__).parents[1]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project(tmp_path)
    project.source("a")
    return project


def every_command(command: click.Command = group, *names: str) -> Iterator[tuple[str, ...]]:
    """The words that one types for each command, from the top down."""
    yield names
    for name, under in getattr(command, "commands", {}).items():
        yield from every_command(under, *names, name)


@pytest.mark.parametrize("command", [*every_command()], ids=lambda names: " ".join(names) or "none")
def test_every_help_page_has_examples(tmp_path: Path, command: tuple[str, ...]) -> None:
    ran = Project(tmp_path).run(*command, "--help")
    assert ran.code == 0
    examples = ran.out.partition("Examples:\n")[2].splitlines()
    assert examples
    for line in examples:
        assert line.startswith(" ".join(("    coprod-formats", *command)))


def test_the_list_of_commands_cuts_no_sentence_short(tmp_path: Path) -> None:
    for command in ((), ("easy-read",), ("pictures",)):
        listed = Project(tmp_path).run(*command, "--help").out.partition("Commands:")[2]
        assert listed
        assert "..." not in listed


def test_the_version_is_told(tmp_path: Path) -> None:
    assert __version__ in Project(tmp_path).run("--version").out


def test_help_starts_quickly_and_imports_nothing_heavy() -> None:
    program = (
        "import sys; sys.argv = ['coprod-formats', '--help']\n"
        "from coprod_formats.cli import main\n"
        "main()\n"
        "heavy = {'pydantic', 'yaml', 'lxml', 'typst', 'pikepdf', 'docx', 'pypandoc', 'hashlib'}\n"
        "print('heavy:', *(heavy & set(sys.modules)))\n"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.endswith("\nheavy:\n")


def test_a_program_that_ends_does_not_search_what_it_made() -> None:
    program = (
        "from coprod_formats.engine import rubbish\n"
        "class Ring:\n"
        "    def __init__(self): self.own = self\n"
        "    def __del__(self): print('searched')\n"
        "{}; Ring()\n"
    )
    said = [
        subprocess.run(
            [sys.executable, "-c", program.format(first)], capture_output=True, check=True
        ).stdout
        for first in ("pass", "rubbish.seldom()")
    ]
    assert said == [b"searched\n", b""]


def test_a_run_with_nothing_to_do_imports_nothing_heavy(project: Project) -> None:
    project.settings("formats:\n  html:\n  word:\n")
    project.run("render", "all")
    program = (
        "import sys; sys.argv = ['coprod-formats', 'render', 'all']\n"
        "from coprod_formats.cli import main\n"
        "main()\n"
        "heavy = {'pydantic', 'yaml', 'lxml', 'typst', 'pikepdf', 'docx', 'pypandoc'}\n"
        "print('heavy:', *(heavy & set(sys.modules)))\n"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(
        command,
        cwd=project.folder,
        env=project.surroundings(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert "2 cached" in done.stdout
    assert done.stdout.endswith("\nheavy:\n")


def test_settings_are_read_without_what_makes_the_formats(tmp_path: Path) -> None:
    path = tmp_path / "config.yaml"
    path.write_text("formats:\n  word:\n  pdf:\n  large-print:\n  html:\n", encoding="utf-8")
    program = (
        "import sys; from pathlib import Path; from coprod_formats.config import load\n"
        f"load(Path({str(path)!r}))\n"
        "print(*({'lxml', 'typst', 'pikepdf', 'pypandoc'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert done.stdout == b"\n"


def test_many_documents_with_nothing_to_do_take_no_time(project: Project) -> None:
    from coprod_formats.engine.cache import open_cache
    from coprod_formats.engine.executors import SerialExecutor
    from coprod_formats.rendering import Installation, Order, State, render

    for number in range(100):
        project.source(f"d{number}", SOURCE.replace("One", f"Number {number}"))
    project.settings("formats:\n  html: {downloads: []}\n")
    seconds, states = [], set()
    for _ in range(2):
        began = process_time()
        with open_cache(project.folder / ".cache") as cache:
            installation = Installation(cache.memo)
            config = installation.config(project.folder / "config.yaml")
            order = Order(config, ("html",), (), project.folder / "outputs")
            results = [*render(order, cache, installation, SerialExecutor())]
        seconds.append(process_time() - began)
        states = {(one.state, one.renewed) for one in results if not hasattr(one, "running")}
    assert states == {(State.CACHED, False)}
    assert seconds[1] < 2  # of a processor, however busy the machine; a tenth of this is usual
    assert seconds[1] < seconds[0] / 5


def test_formats_are_listed_with_whom_they_are_for(tmp_path: Path) -> None:
    ran = Project(tmp_path).run("formats")
    assert ran.code == 0
    lines = {line.split()[0]: line for line in ran.out.splitlines()}
    assert set(writers.BUILT_IN) <= set(lines)
    assert lines["plain"].endswith("Plain text: for tests (from coprod-faults 1.0)")
    told = Project(tmp_path).run("formats", "--json").events()
    assert [one["format"] for one in told][: len(writers.BUILT_IN)] == [*writers.BUILT_IN]


def test_the_doctor_names_what_is_missing_and_what_to_type(tmp_path: Path) -> None:
    ran = Project(tmp_path).run("doctor")
    assert ran.code == 3
    assert "missing  no-such-program: it does the work (for lack)" in ran.out
    assert "type: apt install nothing" in ran.out
    assert "found    pypandoc-binary" in ran.out
    assert Project(tmp_path, {"PYTHONPATH": str(ROOT / "src")}).run("doctor").code == 0


def test_the_doctor_tells_of_judges_of_import_and_of_the_preview(tmp_path: Path) -> None:
    told = Project(tmp_path).run("doctor", "--json").events()
    users = {name: {one["tool"] for one in told if name in one["for"]} for name in group.commands}
    assert users["check"] == {judge.name for judge in JUDGES}
    assert {"lxml", "pypandoc-binary", "pypdfium2"} <= users["import"]
    assert users["preview"] == {"soffice"}
    assert {one["needed"] for one in told if one["for"] == ["check"]} == {False}
    assert all(one["version"] for one in told if one["found"])
    documented = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    assert [name for name in told[0] if f"`{name}`" not in documented] == []


def test_a_missing_judge_is_told_and_nothing_waits_for_it(tmp_path: Path) -> None:
    ran = Project(tmp_path).run("doctor", PATH=str(tmp_path), PYTHONPATH=str(ROOT / "src"))
    assert ran.code == 0
    assert "missing  calibre: whether the e-book library" in ran.out
    assert "ebook-convert is missing; on Debian, type: apt-get install calibre" in ran.out
    assert "missing  Ace by DAISY: EPUB Accessibility 1.1" in ran.out
    assert "type: apt install libreoffice-writer-nogui" in ran.out
    assert "type: type:" not in ran.out


def test_a_package_that_was_taken_away_is_named(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("import sys; sys.modules['lxml'] = None\n")
    paths = os.pathsep.join((str(tmp_path), str(ROOT / "src")))
    ran = Project(tmp_path, {"PYTHONPATH": paths}).run("doctor")
    assert ran.code == 3
    assert "needs lxml, a Python package that is not installed" in ran.err
    assert "found    liblouis" in ran.out


def test_a_new_project_renders(tmp_path: Path) -> None:
    assert Project(tmp_path).run("init", "demo").code == 0
    demo = Project(tmp_path / "demo")
    assert not [*demo.folder.rglob("__pycache__")]
    ran = demo.run("render", "all", "--json")
    assert ran.code == 0
    assert set(ran.states().values()) == {"built"}
    assert demo.run("check").code == 0


def test_init_never_writes_over_anything(project: Project) -> None:
    ran = project.run("init", ".")
    assert ran.code == 2
    assert "is not empty" in ran.err
    (project.folder / "file").write_text("x", encoding="ascii")
    assert project.run("init", "file").code == 2
    (project.folder / "empty").mkdir()
    assert project.run("init", "empty").code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("render", "pfd"), "did you mean pdf?"),
        (("render", "plain", "--config", "other.yaml"), "there is no file other.yaml"),
        (("render", "--jobs", "0", "plain"), "Invalid value for '--jobs'"),
        (("rendr",), "No such command 'rendr'"),
        (("render", "--executor", "cloud"), "'cloud' is not one of"),
        (("render", "--outputs", "sources"), "outputs cannot stand in sources"),
        (("render", "--outputs", "./.cache/made"), "[outputs-place]"),
    ],
)
def test_what_cannot_be_understood_ends_with_2(
    project: Project, arguments: tuple[str, ...], said: str
) -> None:
    ran = project.run(*arguments)
    assert ran.code == 2
    assert said in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("command", ["render", "check"])
def test_a_folder_without_a_project_says_how_to_start_one(tmp_path: Path, command: str) -> None:
    ran = Project(tmp_path).run(command)
    assert ran.code == 2
    assert "coprod-formats init" in ran.err
    assert not any(tmp_path.iterdir())


def test_check_tells_of_sources_and_outputs(project: Project) -> None:
    project.settings("formats:\n  html: {downloads: []}\n  plain:\n")
    project.run("render", "html")
    (project.folder / "outputs" / "gone" / "pdf").mkdir(parents=True)
    project.source("b", "nothing\n")
    ran = project.run("check")
    assert ran.code == 2
    assert "sources/b.md:1:1: error: " in ran.err
    assert "outputs/gone/pdf is no longer wanted" in ran.err
    assert "outputs/a/plain has not been made yet" in ran.err
    assert (project.folder / "outputs" / "gone" / "pdf").exists()
    (project.folder / "sources" / "b.md").unlink()
    assert project.run("check").code == 0
    assert project.run("check", "--strict").code == 1


def test_check_finds_what_is_wrong_with_an_output(project: Project) -> None:
    project.settings("formats:\n  html: {downloads: []}\n")
    project.run("render", "all")
    page = project.output("a/html", ".html")
    page.write_text(page.read_text(encoding="utf-8").replace('lang="en-GB"', ""), encoding="utf-8")
    ran = project.run("check", "--json")
    assert ran.code == 1
    assert any(one["name"] == "a/html" and one["diagnostics"] for one in ran.events())


def test_a_pipe_gets_plain_lines(project: Project) -> None:
    ran = project.run("render", "plain", "refuse")
    assert "\x1b" not in ran.out + ran.err
    assert "a/plain  built  " in ran.out
    assert "a/refuse  failed" in ran.out
    assert "1 built, 1 failed" in ran.out.splitlines()[-1]


@pytest.mark.parametrize("colour", [True, False])
def test_a_terminal_gets_a_live_line_and_no_needless_colour(project: Project, colour: bool) -> None:
    said = on_a_terminal(project, *(() if colour else (("NO_COLOR", "1"),)))
    assert "making a/slow" in said
    assert "\r\x1b[2Ka/slow  built" in said
    assert ("\x1b[1m" in said) is colour


def on_a_terminal(project: Project, *environment: tuple[str, str]) -> str:
    """What a run says on a terminal, errors included."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "tests.run", "render", "slow", "refuse"]
    extra = {"PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests' / 'faults'}", "TERM": "xterm"}
    inherited = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    with subprocess.Popen(
        command,
        cwd=project.folder,
        stdout=theirs,
        stderr=theirs,
        env={**inherited, **extra, **dict(environment)},
    ) as running:
        os.close(theirs)
        said = b""
        while chunk := _read(ours):
            said += chunk
        running.wait(60)
    os.close(ours)
    return said.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # Linux says so when the other end has closed
        return b""


def test_json_is_one_object_a_line_as_documented(project: Project) -> None:
    project.source("b", "nothing\n")
    events = project.run("render", "plain", "warn", "--json").events()
    documented = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    for event in events:
        for name in event:
            assert f"| `{name}` |" in documented
    assert [event["event"] for event in events].count("end") == 1
    assert events[-1]["exit"] == 2


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_shell_has_its_completion(tmp_path: Path, shell: str) -> None:
    assert "_COPROD_FORMATS_COMPLETE" in Project(tmp_path).run("completion", shell).out


@pytest.mark.parametrize(
    ("words", "expected"),
    [("render p", "pdf"), ("render --source a", "a"), ("rend", "render"), ("render al", "all")],
)
def test_words_are_completed(project: Project, words: str, expected: str) -> None:
    environment = {
        "_COPROD_FORMATS_COMPLETE": "bash_complete",
        "COMP_WORDS": f"coprod-formats {words}",
        "COMP_CWORD": str(len(words.split())),
    }
    assert f"plain,{expected}" in project.run(**environment).out.splitlines()


def test_a_format_in_a_package_of_its_own_is_found_and_rendered(project: Project) -> None:
    site = project.folder / "site"
    install = ["uv", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--offline"]
    subprocess.run(
        [sys.executable, "-m", *install, "--target", str(site), str(ROOT / "tests" / "plugin")],
        check=True,
    )
    path = f"{site}{os.pathsep}{ROOT / 'src'}"
    listed = project.run("formats", PYTHONPATH=path)
    assert "(from coprod-outline 0.1.0)" in listed.out
    project.settings("formats:\n  outline: {mark: '*'}\n")
    ran = project.run("render", "all", "--json", PYTHONPATH=path)
    assert ran.states() == {"a/outline": "built"}
    assert project.output("a/outline").read_text(encoding="utf-8") == "A title\n* First\n"
    project.settings("formats:\n  outline: {marks: '*'}\n")
    refused = project.run("render", "all", PYTHONPATH=path)
    assert refused.code == 2
    assert "config.yaml:2:13: error: there is no setting called marks" in refused.err
    assert "did you mean mark?" in refused.err


def test_what_nobody_foresaw_is_told_in_words(project: Project) -> None:
    """Here a folder stands where a signature is to be written."""
    project.source("a")
    project.settings("formats:\n  html: {downloads: []}\n")
    (project.folder / "sources" / "a.html.lock.yaml").mkdir()
    ran = project.run("sign", "html", "a", "--by", "Ann")
    assert ran.code in {1, 2}
    assert ran.err.startswith("error: ")
    assert "Traceback" not in ran.err
