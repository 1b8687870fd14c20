"""config.yaml: what it may say, and a complaint with its line for everything else."""

from __future__ import annotations

from pathlib import Path

import pytest

from coprod_formats import writers
from coprod_formats.config import load
from coprod_formats.diagnostics import ConfigError, ExitCode

ROOT = Path(__file__).parents[1]


def complaints(folder: Path, text: str) -> list[str]:
    path = folder / "config.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as refusal:
        load(path)
    assert refusal.value.exit_code is ExitCode.USAGE
    return [str(one).replace(f"{folder}/", "") for one in refusal.value.diagnostics]


def test_a_project_without_settings_has_every_format(tmp_path: Path) -> None:
    config = load(tmp_path / "config.yaml")
    assert tuple(config.formats) == writers.names()
    assert config.project == tmp_path


def test_a_file_that_was_named_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"other\.yaml"):
        load(tmp_path / "other.yaml")


def test_every_setting_is_understood(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_text(
        "sources: texts/**/*.md\n"
        "outputs: public\n"
        "documents: {publisher: Us, creator: Me, contact: us@example.org}\n"
        "formats:\n  html:\n  pdf: {}\n"
        "cache: {size: 1.5 GB}\n"
        "limits: {seconds: 30}\n",
        encoding="utf-8",
    )
    config = load(tmp_path / "config.yaml")
    assert config.sources == "texts/**/*.md"
    assert config.outputs == Path("public")
    assert dict(config.documents) == {
        "publisher": "Us",
        "creators": ("Me",),
        "contact": "us@example.org",
    }
    assert config.formats == {"html": {}, "pdf": {}}
    assert config.cache_size == 1_500_000_000
    assert config.seconds == 30


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "sources: sources/*.md\n"])
def test_formats_that_are_not_mentioned_are_all_wanted(tmp_path: Path, text: str) -> None:
    (tmp_path / "config.yaml").write_text(text, encoding="utf-8")
    assert tuple(load(tmp_path / "config.yaml").formats) == writers.names()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("source: x\n", "config.yaml:1:1: error: there is no setting called source"),
        ("formats:\n  pfd:\n", "config.yaml:2:3: error: there is no format called pfd"),
        ("formats:\n  pdf: {theem: clear}\n", "config.yaml:2:9: error: there is no setting"),
        ("formats: [pdf, word]\n", "config.yaml:1:10: error: formats should be names"),
        ("formats:\n  pdf: large\n", "config.yaml:2:8: error: "),
        ("\ncache: {size: much}\n", "config.yaml:2:15: error: size should be a size"),
        ("limits: {seconds: -1}\n", "config.yaml:1:19: error: seconds should be greater than 0"),
        ("sources: /etc/*.md\n", "config.yaml:1:10: error: sources should be a place inside"),
        ("sources: ../*.md\n", "config.yaml:1:10: error: sources should be a place inside"),
        ("outputs:\n", "config.yaml:1:9: error: outputs should be text"),
        ("sources: a\nsources: b\n", "config.yaml:2:1: error: sources stands here twice"),
        ("a: b: c\n", "config.yaml:1:5: error: a second colon"),
        ("- pdf\n", "config.yaml:1:1: error: should be a list of settings"),
    ],
)
def test_a_fault_is_told_with_its_place(tmp_path: Path, text: str, expected: str) -> None:
    (complaint,) = complaints(tmp_path, text)
    assert complaint.startswith(expected)


def test_every_fault_is_told_at_once_and_in_order(tmp_path: Path) -> None:
    text = "formats:\n  pfd:\n  html: {theem: 1}\noutput: x\ncache: {size: 3}\n"
    lines = [line.split(":")[1] for line in complaints(tmp_path, text)]
    assert lines == ["2", "3", "4", "5"]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("formats: {pfd: }\n", "did you mean pdf?"),
        ("output: x\n", "did you mean outputs?"),
    ],
)
def test_a_near_miss_is_helped(tmp_path: Path, text: str, hint: str) -> None:
    assert complaints(tmp_path, text)[0].endswith(f"hint: {hint}")


def test_bytes_that_are_not_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_bytes(b"sources: \xff\n")
    with pytest.raises(ConfigError, match="cannot read"):
        load(tmp_path / "config.yaml")


@pytest.mark.parametrize("folder", [ROOT, ROOT / "src/coprod_formats/data/project"])
def test_our_own_settings_are_understood(folder: Path) -> None:
    assert (folder / "config.yaml").exists()
    assert load(folder / "config.yaml").formats
