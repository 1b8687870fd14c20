"""A new project: every format that this machine can make, and what to do for the others."""

from __future__ import annotations

from pathlib import Path

from coprod_formats import writers
from coprod_formats.cli.starting import TEMPLATE, without
from coprod_formats.config import load
from coprod_formats.tools import Tool
from coprod_formats.writers.html import HtmlOptions
from tests.projects import Project

LIBRARY = Tool("liblouis", "it translates", "apt install liblouis20", "library")


def settings(folder: Path, *lacking: str) -> Path:
    """The settings of a project that is begun on a machine where some formats cannot be made."""
    path = folder / "config.yaml"
    template = (TEMPLATE / "config.yaml").read_text(encoding="utf-8")
    path.write_text(without(template, dict.fromkeys(lacking, LIBRARY)), encoding="utf-8")
    return path


def test_a_new_project_has_every_format_that_can_be_made_here(tmp_path: Path) -> None:
    assert Project(tmp_path).run("init", "demo").code == 0
    assert set(load(tmp_path / "demo" / "config.yaml").formats) == set(writers.BUILT_IN)


def test_a_format_that_cannot_be_made_here_is_set_aside_and_says_why(tmp_path: Path) -> None:
    for name in writers.BUILT_IN.keys() - {"html"}:
        path = settings(tmp_path, name)
        config = load(path)
        assert set(config.formats) == writers.BUILT_IN.keys() - {name}
        offered = HtmlOptions.model_validate(config.formats["html"]).downloads
        assert set(offered) == writers.BUILT_IN.keys() - {name, "html"}
        assert "It needs liblouis. To have it, type: apt install liblouis20" in path.read_text()


def test_what_was_set_aside_comes_back_when_its_signs_are_taken_away(tmp_path: Path) -> None:
    path = settings(tmp_path, "braille", "daisy")
    text = path.read_text(encoding="utf-8")
    for line in ("  # braille:", "  #   grade:", "  #   page:", "  # daisy:"):
        assert line in text
        text = text.replace(line, line.replace("# ", "", 1))
    path.write_text(text, encoding="utf-8")
    assert set(load(path).formats) == set(writers.BUILT_IN)


def test_the_command_to_type_works_in_the_new_folder(tmp_path: Path) -> None:
    told = Project(tmp_path).run("init", "my project").out.splitlines()
    assert told[1] == "  cd 'my project'"
    assert told[2].endswith("coprod-formats render all")
