"""Whole runs: what is made again and what is not, and what is published when things go wrong."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.projects import SOURCE, Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project(tmp_path)
    project.source("a")
    return project


def test_a_first_run_builds_and_a_second_makes_nothing(project: Project) -> None:
    first = project.run("render", "plain", "slow", "--json")
    assert first.states() == {"a/plain": "built", "a/slow": "built"}
    assert first.code == 0
    before = project.output("a/plain").stat()
    second = project.run("render", "plain", "slow", "--json")
    assert second.states() == {"a/plain": "cached", "a/slow": "cached"}
    assert not any(event.get("renewed") for event in second.events())
    assert project.output("a/plain").stat() == before


def test_one_changed_sentence_rebuilds_that_document_only(project: Project) -> None:
    project.source("b")
    project.run("render", "plain", "slow")
    project.source("b", SOURCE.replace("Another", "A different"))
    assert project.run("render", "plain", "slow", "--json").states() == {
        "a/plain": "cached",
        "a/slow": "cached",
        "b/plain": "built",
        "b/slow": "built",
    }


def test_a_blank_line_above_rebuilds_nothing(project: Project) -> None:
    project.run("render", "plain")
    project.source("a", SOURCE.replace("# First", "\n\n# First"))
    assert project.run("render", "plain", "--json").states() == {"a/plain": "cached"}


def test_a_kept_warning_is_repeated_and_its_line_is_always_right(project: Project) -> None:
    first = project.run("render", "warn")
    assert "sources/a.md:6:1: warning: look here [planted]" in first.err
    assert project.run("render", "warn").err == first.err
    project.source("a", SOURCE.replace("# First", "\n\n# First"))
    moved = project.run("render", "warn")
    assert "sources/a.md:8:1: warning: look here [planted]" in moved.err
    assert moved.code == 0
    assert project.run("render", "warn", "--strict").code == 1


def test_changed_options_rebuild_only_their_format(project: Project) -> None:
    project.settings("formats:\n  plain:\n  slow:\n")
    project.run("render", "all")
    project.settings("formats:\n  plain: {ending: x}\n  slow:\n")
    states = project.run("render", "all", "--json").states()
    assert states == {"a/plain": "built", "a/slow": "cached"}


def test_a_changed_picture_rebuilds_its_document(project: Project) -> None:
    picture = project.folder / "sources" / "line.svg"
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="9"/>'
    picture.write_text(drawing.format(5), encoding="utf-8")
    project.source("a", SOURCE + "\n![A line](line.svg)\n")
    project.source("b")
    project.run("render", "plain")
    picture.write_text(drawing.format(6), encoding="utf-8")
    states = project.run("render", "plain", "--json").states()
    assert states == {"a/plain": "built", "b/plain": "cached"}
    picture.unlink()
    broken = project.run("render", "plain", "--json")
    assert broken.code == 2
    assert broken.states() == {"b/plain": "cached"}
    assert project.output("a/plain").exists()


def test_documents_take_from_the_settings_what_they_do_not_say(project: Project) -> None:
    project.settings("formats:\n  html:\n")
    project.run("render", "all")
    before = project.output("a/html", ".html").read_text(encoding="utf-8")
    project.settings("documents: {publisher: Somebody Else}\nformats:\n  html:\n")
    assert project.run("render", "all", "--json").states() == {"a/html": "built"}
    after = project.output("a/html", ".html").read_text(encoding="utf-8")
    assert "Somebody Else" in after
    assert "Somebody Else" not in before


def test_a_source_that_cannot_be_read_does_not_stop_the_others(project: Project) -> None:
    project.source("b", "no front matter\n")
    ran = project.run("render", "plain")
    assert ran.code == 2
    assert re.search(r"^sources/b\.md:1:1: error: ", ran.err, re.MULTILINE)
    assert project.output("a/plain").exists()
    assert not project.output("b/plain").exists()


def test_two_sources_of_one_stem_are_refused_by_name(project: Project) -> None:
    project.settings("sources: sources/**/*.md\nformats:\n  plain:\n")
    project.source("sub/A")
    project.source("c")
    ran = project.run("render", "all", "--json")
    assert ran.code == 2
    assert ran.rules() == ["source-stem"]
    message = ran.events()[0]["diagnostics"][0]["message"]
    assert "sources/a.md" in message
    assert "sources/sub/A.md" in message
    assert ran.states() == {"c/plain": "built"}


@pytest.mark.parametrize("name", ["two words", "con", "-x", ".x.y", "a?b", "x" * 120])
def test_a_name_that_is_not_safe_everywhere_is_refused(project: Project, name: str) -> None:
    project.source(name)
    ran = project.run("render", "plain", "--json")
    assert "source-name" in ran.rules()
    assert ran.states() == {"a/plain": "built"}


def test_a_name_in_another_language_is_fine(project: Project) -> None:
    project.source("gwerth-cyd-gynhyrchu-ŵyl")
    assert len(project.run("render", "plain", "--json").states()) == 2


# Publishing


def test_what_fails_its_check_is_not_published_and_the_earlier_stays(project: Project) -> None:
    project.run("render", "plain")
    target = project.folder / "outputs" / "a" / "refuse"
    shutil.copytree(project.folder / "outputs" / "a" / "plain", target)
    before = (target / "a.txt").read_bytes()
    project.source("a", SOURCE.replace("One", "Two"))
    for _ in range(2):
        ran = project.run("render", "refuse", "plain")
        assert ran.code == 1
        assert "[planted]" in ran.err
        found = re.search(r"the refused files lie in (\S+)", ran.err)
        assert found
        assert (project.folder / found[1] / "a.txt").exists()
        assert (target / "a.txt").read_bytes() == before
        assert b"Two" in project.output("a/plain").read_bytes()


def test_outputs_that_a_person_changed_are_put_back(project: Project) -> None:
    project.run("render", "plain", "slow")
    made = project.output("a/plain").read_bytes()
    project.output("a/plain").write_bytes(b"changed")
    shutil.rmtree(project.folder / "outputs" / "a" / "slow")
    ran = project.run("render", "plain", "slow")
    assert "a/plain  cached  put back" in ran.out
    assert "a/slow  cached  put back" in ran.out
    assert project.output("a/plain").read_bytes() == made
    assert project.output("a/slow").exists()


def test_another_outputs_folder_gets_its_own_files(project: Project) -> None:
    project.run("render", "plain")
    ran = project.run("render", "plain", "--outputs", "elsewhere", "--json")
    assert ran.states() == {"a/plain": "cached"}
    copied = project.folder / "elsewhere" / "a" / "plain" / "a.txt"
    assert copied.read_bytes() == project.output("a/plain").read_bytes()


def test_one_named_source_is_rendered_alone(project: Project) -> None:
    project.source("b")
    ran = project.run("render", "plain", "--source", "b", "--json")
    assert ran.states() == {"b/plain": "built"}
    ran = project.run("render", "plain", "--source", "bb")
    assert ran.code == 2
    assert "did you mean b?" in ran.err


def test_a_lost_cache_costs_time_and_nothing_else(project: Project) -> None:
    project.run("render", "plain")
    before = project.output("a/plain").read_bytes()
    for harm in ("store", "memo.pickle"):
        path = project.folder / ".cache" / harm
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.write_bytes(b"harm")
        assert project.run("render", "plain").code == 0
        assert project.output("a/plain").read_bytes() == before


def test_the_cache_keeps_to_its_size(project: Project) -> None:
    project.settings("formats:\n  plain:\ncache: {size: 1 KB}\n")
    for number in range(5):
        project.source("a", SOURCE.replace("One", f"Number {number}"))
        assert project.run("render", "all").code == 0
    entries = [*(project.folder / ".cache" / "store").glob("*/entry.json")]
    assert len(entries) == 3  # the reading, the text and the check of the last run


@pytest.mark.parametrize("executor", ["serial", "local"])
def test_every_executor_publishes_the_same_bytes(project: Project, executor: str) -> None:
    project.run("render", "plain", "html")
    ran = Project(project.folder / executor)
    ran.source("a")
    made = ran.run("render", "plain", "html", "--executor", executor, "--jobs", "2")
    assert made.code == 0
    for name, suffix in (("a/plain", ".txt"), ("a/html", ".html")):
        assert ran.output(name, suffix).read_bytes() == project.output(name, suffix).read_bytes()


def test_another_seed_locale_and_time_zone_change_nothing(project: Project) -> None:
    project.run("render", "plain", "warn")
    strange = {"PYTHONHASHSEED": "7", "LC_ALL": "C", "LANG": "C", "TZ": "Asia/Kathmandu"}
    states = project.run("render", "plain", "warn", "--json", **strange).states()
    assert set(states.values()) == {"cached"}
    made = project.output("a/plain").read_bytes()
    shutil.rmtree(project.folder / ".cache")
    assert project.run("render", "plain", **strange).code == 0
    assert project.output("a/plain").read_bytes() == made


def test_nothing_stands_in_outputs_but_what_was_published(project: Project) -> None:
    project.run("render", "plain", "crash", "refuse", "slow")
    found = sorted(str(p.relative_to(project.folder)) for p in project.folder.glob("outputs/*/*"))
    assert found == ["outputs/a/plain", "outputs/a/slow"]
    assert not (project.folder / ".cache" / "store" / "unfinished").exists()


def test_a_page_never_links_to_a_format_that_was_not_put_beside_it(project: Project) -> None:
    project.settings("formats:\n  html: {downloads: [plain]}\n")
    made = project.run("render", "html", "--json")
    assert made.states() == {"a/plain": "built", "a/html": "built"}
    assert project.output("a/plain").exists()
