"""The pages for people who read the docs: nothing in them leads nowhere or is left out."""

from __future__ import annotations

import re
import shlex
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from coprod_formats import writers
from coprod_formats.cli.commands import group
from coprod_formats.config import load
from coprod_formats.judging.judges import JUDGES
from coprod_formats.writers.base import Job
from tests.drafts import complaints, png
from tests.samples import plainest

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
EDITORS = ROOT / "docs" / "editor.md"
LARGEST = 150_000  # bytes of a picture, so that a page opens soon


def text(path: Path, *, code: bool = False) -> str:
    """A page without its examples, and without code in its lines unless it is asked for."""
    away = r"```.*?```" if code else r"```.*?```|`[^`\n]*`"
    return re.sub(away, "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


def anchors(path: Path) -> set[str]:
    """The names that links can lead to."""
    headings = re.findall(r"(?m)^#+ (.*)", path.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in headings}


def nowhere(page: Path) -> Iterator[str]:
    """The links of a page that lead nowhere."""
    for link in re.findall(r"\]\(([^)\s]+)\)", text(page)):
        if not link.startswith(("https:", "mailto:")):
            file, _, anchor = link.partition("#")
            target = page.parent / file if file else page
            lost = anchor and target.suffix == ".md" and anchor not in anchors(target)
            if not target.exists() or lost:
                yield link


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    assert list(nowhere(page)) == []


def test_every_room_stands_in_the_architecture() -> None:
    told = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = [path for path in (ROOT / "src" / "coprod_formats").iterdir() if path.name[0] != "_"]
    names = [path.stem for path in rooms if path.is_dir() or path.suffix == ".py"]
    assert names
    assert [name for name in names if not re.search(rf"`{name}[/`]", told)] == []


def test_the_rooms_of_the_architecture_stand_one_on_the_other() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (contract,) = project["tool"]["importlinter"]["contracts"]
    floors = {
        name.strip(" ()"): number
        for number, layer in enumerate(contract["layers"])
        for name in layer.split(":")
    }
    told = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rows = re.findall(r"(?m)^\| (`[a-z/`, ]+) \|", told.partition("## The rooms")[2])
    rooms = [name for row in rows for name in re.findall(r"`(\w+)/?`", row) if name != "data"]
    assert sorted(rooms) == sorted(floors)
    assert [floors[name] for name in rooms] == sorted(floors[name] for name in rooms)


def test_readme_names_every_format_and_every_command() -> None:
    told = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in writers.BUILT_IN if f"| `{name}` |" not in told] == []
    assert [name for name in group.commands if f"coprod-formats {name}" not in told] == []


def test_pictures_of_the_docs_are_small() -> None:
    pictures = list((ROOT / "docs" / "img").iterdir())
    assert pictures
    assert [one.name for one in pictures if one.stat().st_size > LARGEST] == []


def test_the_newest_changes_name_every_format() -> None:
    told = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").partition("interactive summary")[2]
    first = told.partition("\n- ")[0].lower()
    assert [
        t for name in writers.BUILT_IN if (t := writers.find(name).title.lower()) not in first
    ] == []


def test_every_judge_is_told_of() -> None:
    told = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    assert [judge.name for judge in JUDGES if f"| {judge.name} |" not in told] == []


def examples(page: Path, *kinds: str) -> list[str]:
    """The examples of some kinds that stand in a page."""
    found = re.findall(r"(?ms)^```(\w*)\n(.*?)^```$", page.read_text(encoding="utf-8"))
    return [text for kind, text in found if kind in kinds]


def typed(page: Path) -> Iterator[str]:
    """The commands that a page tells people to type."""
    blocks = "\n".join(examples(page, "sh", "yaml", ""))
    yield from re.findall(r"(?m)^[ -]*(?:bin/)?coprod-formats ([^#>\n]*)", blocks)
    yield from re.findall(r"`(?:bin/)?coprod-formats ([^`>]*)[^`]*`", text(page, code=True))


def understood(words: list[str]) -> None:
    """Fails where there is no such command, or where it does not know what was typed after it."""
    command: click.Command = group
    surroundings = click.Context(group)
    while isinstance(command, click.Group):
        found = command.get_command(surroundings, words[0])
        assert found, f"no command {words[0]}"
        command, words = found, words[1:]
        surroundings = click.Context(command, parent=surroundings)
    command.make_context("docs", words, parent=surroundings)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_in_the_docs_can_be_typed(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("report.pdf", "Annual report.pdf", "minutes.docx"):
        (tmp_path / name).touch()
    for line in typed(page):
        understood(shlex.split(line.replace("…", "")))


def test_a_command_that_does_not_exist_would_be_found() -> None:
    with pytest.raises(AssertionError):
        understood(["rendre", "all"])
    with pytest.raises(click.UsageError):
        understood(["render", "all", "--sauce", "a"])


def test_the_settings_in_the_docs_are_settings(tmp_path: Path) -> None:
    shown = [one for page in PAGES for one in examples(page, "yaml") if one.startswith("formats:")]
    assert shown
    for settings in shown:
        (tmp_path / "config.yaml").write_text(settings, encoding="utf-8")
        assert load(tmp_path / "config.yaml").formats


FRONT = """\
title: A title
lang: en-GB
abbreviations: {UCL: University College London}
glossary: {evidence: The things that we looked at.}
"""


@pytest.mark.parametrize("number", range(len(examples(EDITORS, "markdown"))))
def test_the_examples_for_editors_are_read(number: int, tmp_path: Path) -> None:
    body, front = examples(EDITORS, "markdown")[number], FRONT
    if body.startswith("---"):
        _, front, body = body.split("---\n", 2)
    media = ROOT / "tests" / "features" / "media"
    (tmp_path / "video").mkdir()
    (tmp_path / "img").mkdir()
    for name in ("evidence.svg", "evidence-tactile.svg", "line.svg"):
        shutil.copy(media / "chart.svg", tmp_path / "img" / name)
    for suffix in ("mp4", "vtt", "md"):
        shutil.copy(media / f"film.{suffix}", tmp_path / "video" / f"intro.{suffix}")
    (tmp_path / "video" / "intro.png").write_bytes(png())
    assert [str(one) for one in complaints(tmp_path, body, front)] == []


def test_the_first_writer_of_the_docs_writes(tmp_path: Path) -> None:
    first = examples(ROOT / "docs" / "new-writer.md", "python")[0]
    made: dict[str, Any] = {"__name__": "text"}
    exec(first, made)  # noqa: S102 - our own page
    writer = made["TextWriter"]()
    job = Job(plainest(), made["TextOptions"](numbered=True), {}, tmp_path)
    assert writer.write(job) == ()
    assert job.file(".txt").read_text(encoding="utf-8").startswith("1. ")
