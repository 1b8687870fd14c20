"""The judgement of a project: who judged what, who did not and why, and how it is told."""

from __future__ import annotations

import json
import shutil
import stat
from collections.abc import Sequence
from pathlib import Path

import pytest
from jsonschema import Draft4Validator
from playwright.sync_api import Browser

from coprod_formats.diagnostics import Diagnostic, Severity, WriteError, error
from coprod_formats.engine.cache import open_cache
from coprod_formats.engine.memo import Memo
from coprod_formats.judging import Ways, judge
from coprod_formats.judging.asking import ask
from coprod_formats.judging.judges import JUDGES, Judge, NotHereError, browsing, places
from coprod_formats.judging.limits import OF_FORMATS
from coprod_formats.judging.page import page
from coprod_formats.judging.report import Judgement, Report, Verdict
from coprod_formats.judging.sarif import sarif
from coprod_formats.rendering import Installation, Order, Standing
from coprod_formats.tools import run_with_kin
from tests.projects import Project
from tests.shelf import PROJECT, Shelf
from tests.states import BROAD
from tests.validators import axe

SCHEMA = Path(__file__).parent / "schemas" / "sarif-2.1.0.json"
SARIF = Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))
ENDINGS = {
    "Open XML validator": ("word", ".docx"),
    "axe": ("html", ".html"),
    "epubcheck": ("epub", ".epub"),
    "Ace by DAISY": ("epub", ".epub"),
    "libmobi": ("mobi", ".azw3"),
    "calibre": ("mobi", ".mobi"),
    "jing": ("braille", ".pef"),
    "FFprobe": ("mp4", ".mp4"),
    "veraPDF": ("pdf", ".pdf"),
}


def named(name: str) -> Judge:
    """One judge of the table."""
    return next(one for one in JUDGES if one.name == name)


def one_file(shelf: Shelf, writer: str, ending: str) -> Path:
    """The smallest document in one kind of file."""
    return next(p for p in shelf.folder("plainest", writer).iterdir() if p.name.endswith(ending))


def test_every_judge_is_asked_in_these_tests() -> None:
    assert set(ENDINGS) == {one.name for one in JUDGES}


@pytest.mark.parametrize("name", [n for n in ENDINGS if n != "calibre"])
def test_a_judge_passes_what_is_good_and_faults_what_is_damaged(
    name: str, shelf: Shelf, tmp_path: Path
) -> None:
    _passes_and_faults(named(name), shelf, tmp_path)


@pytest.mark.skipif(
    shutil.which("ebook-convert") is None,
    reason="calibre is not installed: only libmobi and KindleUnpack have judged",
)
def test_calibre_passes_what_is_good_and_faults_what_is_damaged(
    shelf: Shelf, tmp_path: Path
) -> None:
    _passes_and_faults(named("calibre"), shelf, tmp_path)


def _passes_and_faults(judge_: Judge, shelf: Shelf, folder: Path) -> None:
    writer, ending = ENDINGS[judge_.name]
    good = one_file(shelf, writer, ending)
    bad = folder / good.name
    bad.write_bytes(damaged(good))
    assert judge_.knows(good)
    assert judge_.bench().version()
    assert list(judge_.bench().judge([good], 300)[good]) == []
    said = heard(judge_, bad, folder)
    assert said.verdict is not Verdict.PASSED
    assert said.not_run or all(one.where and one.where.file for one in said.findings)


def damaged(good: Path) -> bytes:
    """The file with a fault that its judge must find."""
    content = good.read_bytes()
    match good.suffix:
        case ".html":
            return content.replace(b"</main>", b'<img src="data:,"></main>')
        case ".pef":
            return content.replace(b'version="2008-1"', b'version="2009"')
        case ".mobi":
            return content.replace(b"BOOKMOBI", b"BOOKFILE")
        case _:
            return content[: len(content) // 2]


def heard(judge_: Judge, path: Path, folder: Path) -> Judgement:
    """What one judge says of one file, by the way that the product asks."""
    asked = ask(
        {path.name: path},
        {path.name: "digest"},
        Memo(folder / "memo"),
        (judge_,),
        quick=False,
        tell=lambda _: None,
    )
    (said,) = asked[path.name]
    return said


class Bench:
    """A judge of the tests' own: it counts how often it is asked."""

    def __init__(self, *findings: Diagnostic, fails_with: Exception | None = None) -> None:
        self.findings = findings
        self.fails_with = fails_with
        self.asked: list[int] = []

    def version(self) -> str:
        if isinstance(self.fails_with, NotHereError):
            raise self.fails_with
        return "1.0"

    def judge(self, paths: Sequence[Path], seconds: float) -> dict[Path, Sequence[Diagnostic]]:
        assert seconds > 0
        self.asked.append(len(paths))
        if self.fails_with and any(path.stem == "bad" for path in paths):
            raise self.fails_with
        return dict.fromkeys(paths, self.findings)


def judge_of(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Judge:
    """A judge of text files that this bench speaks for."""
    own = Judge("Solomon", "whose child it is", (".txt",), "type: send for Solomon", "solomon")
    monkeypatch.setattr(Judge, "bench", lambda _: bench)
    return own


def asked(
    bench: Bench, folder: Path, monkeypatch: pytest.MonkeyPatch, *names: str, quick: bool = False
) -> dict[str, Judgement]:
    """What the judge says of some files."""
    paths = {name: folder / f"{name}.txt" for name in names}
    memo = Memo(folder / "memo")
    own = judge_of(bench, monkeypatch)
    digests = dict.fromkeys(names, "digest")
    said = ask(paths, digests, memo, (own,), quick=quick, tell=lambda _: None)
    memo.save()
    return {name: judgements[0] for name, judgements in said.items()}


def test_a_judge_that_is_not_here_has_passed_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = Bench(fails_with=NotHereError("no Solomon"))
    said = asked(bench, tmp_path, monkeypatch, "good")["good"]
    assert said.verdict is Verdict.NOT_RUN
    assert (said.not_run, said.hint) == ("no Solomon", "type: send for Solomon")
    assert bench.asked == []


def test_one_bad_file_does_not_spoil_the_judgement_of_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = WriteError(error("tool-time", "Solomon did not end within 9 seconds"))
    bench = Bench(fails_with=late)
    said = asked(bench, tmp_path, monkeypatch, "good", "bad", "better")
    verdicts = {name: one.verdict for name, one in said.items()}
    assert verdicts == {
        "good": Verdict.PASSED,
        "bad": Verdict.NOT_RUN,
        "better": Verdict.PASSED,
    }
    assert said["bad"].not_run == "Solomon did not end within 9 seconds"


def test_a_judge_that_breaks_down_at_a_file_has_not_passed_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = Bench(fails_with=IndexError("list index out of range"))
    said = asked(bench, tmp_path, monkeypatch, "good", "bad")
    assert said["good"].verdict is Verdict.PASSED
    assert said["bad"].verdict is Verdict.NOT_RUN
    assert "it broke down at this file (IndexError" in said["bad"].not_run


def test_a_torn_talking_book_is_a_finding_of_jing(shelf: Shelf, tmp_path: Path) -> None:
    whole = one_file(shelf, "daisy", ".zip").read_bytes()
    torn = tmp_path / "torn-daisy.zip"
    torn.write_bytes(whole[: len(whole) // 2])
    (found,) = named("jing").bench().judge((torn,), 60)[torn]
    assert "nobody can open it" in found.message


def test_a_torn_book_is_named_by_its_file_alone(tmp_path: Path) -> None:
    torn = tmp_path / "torn.epub"
    torn.write_bytes(b"PK\x03\x04" + bytes(60))
    said = named("epubcheck").bench().judge((torn,), 60)[torn]
    assert {one.where.file for one in said if one.where} == {"torn.epub"}


def test_what_was_judged_is_remembered_and_what_was_not_is_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = error("wisdom", "half a child")
    bench = Bench(fault, fails_with=WriteError(error("tool-failed", "no")))
    asked(bench, tmp_path, monkeypatch, "good", "bad")
    assert bench.asked == [2, 1, 1]
    again = asked(bench, tmp_path, monkeypatch, "good", "bad")
    assert bench.asked == [2, 1, 1, 1]
    assert again["good"].remembered
    assert again["good"].findings == (fault,)


def test_a_newer_judge_is_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = Bench()
    asked(bench, tmp_path, monkeypatch, "good")
    monkeypatch.setattr(bench, "version", lambda: "2.0")
    asked(bench, tmp_path, monkeypatch, "good")
    assert bench.asked == [1, 1]


def test_quick_asks_nobody_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = Bench()
    said = asked(bench, tmp_path, monkeypatch, "good", quick=True)["good"]
    assert (bench.asked, said.verdict) == ([], Verdict.NOT_RUN)
    assert "--quick" in said.not_run


def test_a_program_and_all_that_it_started_ends_in_time(tmp_path: Path) -> None:
    script = tmp_path / "slow"
    mark = tmp_path / "mark"
    script.write_text(f"#!/bin/sh\n(sleep 3; touch {mark}) &\nsleep 60\n")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    with pytest.raises(WriteError, match=r"did not end within 0\.5 seconds"):
        run_with_kin([script], 0.5)
    run_with_kin(["sleep", "4"], 60)
    assert not mark.exists()


@pytest.mark.parametrize("name", sorted(ENDINGS))
def test_each_judge_says_what_it_lacks(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(places, "CHECKOUT", tmp_path)
    monkeypatch.setattr(places, "find_spec", lambda _: None)
    with pytest.raises(NotHereError, match="missing"):
        named(name).bench().version()
    assert "type" in named(name).install or "get it" in named(name).install


# Whole reports


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project with one source."""
    made = Project(tmp_path)
    made.source("a")
    return made


@pytest.fixture
def rendered(project: Project) -> Project:
    """A project whose web page and braille are made."""
    project.settings("formats:\n  html: {downloads: []}\n  braille:\n")
    assert project.run("render", "all").code == 0
    return project


def reported(project: Project, monkeypatch: pytest.MonkeyPatch, *, quick: bool = True) -> Report:
    """The whole judgement of a project, without the command line."""
    monkeypatch.chdir(project.folder)
    with open_cache(Path(".cache")) as cache:
        installation = Installation(cache.memo)
        config = installation.config(Path("config.yaml"))
        return judge(Order(config, tuple(config.formats)), cache, installation, Ways(quick))


def test_a_report_has_every_file_with_its_judges_and_its_proof(
    rendered: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = reported(rendered, monkeypatch, quick=False)
    assert [made.name for made in report.formats()] == ["a/html", "a/braille"]
    assert all(made.standing is Standing.CURRENT for made in report.formats())
    for made in report.formats():
        for file in made.files:
            assert file.size > 0
            assert len(file.sha256) == 64
            assert file.judgements[0].judge == "coprod-formats"
            assert {one.verdict for one in file.judgements} == {Verdict.PASSED}
            assert all(one.version for one in file.judgements)
            assert file.proof[0].found == file.proof[0].wanted > 5
    assert list(report.not_run()) == []
    again = reported(rendered, monkeypatch, quick=False)
    others = [one for _, one in again.judgements() if one.independent]
    assert len(others) >= 4
    assert all(one.remembered for one in others)


def test_what_is_torn_from_an_output_is_an_error_at_its_line(rendered: Project) -> None:
    path = rendered.output("a/html", ".html")
    path.write_text(path.read_text("utf-8").replace("Another one.", ""), encoding="utf-8")
    ran = rendered.run("check", "--quick")
    assert ran.code == 1
    assert "outputs/a/html is not as it was published" in ran.err
    assert "sources/a.md:8:15: error: " in ran.err
    assert "a.html lacks “Another one.”" in ran.err
    assert "a/html  all 1 heading" not in ran.out
    assert "5 of 7 words" in ran.out


def test_an_output_that_is_older_than_its_source_is_told_and_not_blamed(
    rendered: Project,
) -> None:
    rendered.source("a", "---\ntitle: A title\nlang: en-GB\n---\n\n# First\n\nNew words.\n")
    ran = rendered.run("check", "--quick")
    assert ran.code == 0
    assert "outputs/a/html is older than its source" in ran.err
    assert "warning: a.html lacks “New words.”" in ran.err
    assert rendered.run("check", "--quick", "--strict").code == 1


def test_judges_that_are_missing_are_named_and_cost_nothing(rendered: Project) -> None:
    ran = rendered.run("check", "--quick", "--strict", "--json")
    missed = [
        e for e in ran.events() for d in e.get("diagnostics", ()) if d["rule"] == "judge-not-run"
    ]
    assert {one["name"] for one in missed} >= {"axe", "veraPDF", "epubcheck", "jing"}
    assert ran.code == 0
    files = [file for event in ran.events() for file in event.get("files", ())]
    verdicts = {
        one["verdict"] for file in files for one in file["judgements"] if one["independent"]
    }
    assert verdicts == {"not run"}


def test_json_is_as_documented(rendered: Project) -> None:
    documented = (PROJECT / "docs" / "json.md").read_text(encoding="utf-8")
    events = rendered.run("check", "--quick", "--json").events()
    assert events[-1]["event"] == "end"
    files = [file for event in events for file in event.get("files", ())]
    judgements = [one for file in files for one in file["judgements"]]
    tallies = [one for file in files for one in file["proof"]]
    for thing in (*events, *files, *judgements, *tallies):
        for name in thing:
            assert f"`{name}`" in documented


def test_sarif_is_what_code_hosts_ask_for(
    rendered: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = rendered.output("a/html", ".html")
    page_ = path.read_text("utf-8").replace("Another one.", "").replace('lang="en-GB"', "")
    path.write_text(page_, encoding="utf-8")
    rendered.source("a b", "nothing\n")
    report = reported(rendered, monkeypatch)
    log = json.loads(json.dumps(sarif(report, Path("outputs"))))
    assert [one.message for one in SARIF.iter_errors(log)] == []
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    rules = [one["id"] for one in run["tool"]["driver"]["rules"]]
    assert len(rules) == len(set(rules))
    assert {"proof-words", "source-name"} <= set(rules)
    assert len(run["results"]) > 2
    for one in run["results"]:
        assert rules[one["ruleIndex"]] == one["ruleId"]
        assert one["level"] in {"error", "warning", "note"}
        assert one["message"]["text"].strip()
        (where,) = one["locations"]
        uri = where["physicalLocation"]["artifactLocation"]["uri"]
        assert not uri.startswith(("/", ".", "file:"))
        assert " " not in uri
        region = where["physicalLocation"]["region"]
        assert min(region["startLine"], region["startColumn"]) >= 1
    placed = {one["ruleId"]: one["locations"][0]["physicalLocation"] for one in run["results"]}
    assert placed["proof-words"]["artifactLocation"]["uri"] == "sources/a.md"
    assert placed["proof-words"]["region"] == {"startLine": 8, "startColumn": 15}
    told = run["invocations"][0]["toolExecutionNotifications"]
    assert any("axe has not judged" in one["message"]["text"] for one in told)


def test_what_is_not_sarif_is_found(rendered: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    log = json.loads(json.dumps(sarif(reported(rendered, monkeypatch), Path("outputs"))))
    log["runs"][0]["results"] = [{"level": "error"}]
    assert "'message' is a required property" in [one.message for one in SARIF.iter_errors(log)]


def test_the_page_is_open_to_everyone(
    rendered: Project, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = rendered.output("a/html", ".html")
    path.write_text(path.read_text("utf-8").replace("Another one.", ""), encoding="utf-8")
    rendered.source("b", "---\ntitle: <Another> & more\nlang: en-GB\n---\n\n# First\n\nWords.\n")
    made = rendered.folder / "report.html"
    made.write_text(page(reported(rendered, monkeypatch)), encoding="utf-8")
    with browser.new_page() as shown:
        shown.goto(made.as_uri())
        for state in browsing.states(shown):
            violations, doubts = axe(shown)
            assert violations == [], state
            if any(doubt.startswith("color-contrast:") for doubt in doubts):
                # axe sees no colours in what a broad table scrolls out of sight; here none scrolls
                shown.set_viewport_size(BROAD)
                violations, doubts = axe(shown)
            assert (violations, doubts) == ([], []), state
        assert shown.locator("script").count() == 0
        assert shown.locator("h2").all_inner_texts() == [
            "A title",
            "<Another> & more",
            "What was not judged",
            "Known limits",
        ]
        files = shown.locator("th[scope=rowgroup]").all_inner_texts()
        text = shown.inner_text("main")
    assert len(files) == len(set(files)) > 3
    assert "1 error found" in text
    assert "5 of 7" in text
    assert "a.html lacks “Another one.”" in text
    assert "axe has not judged" in text
    assert OF_FORMATS["braille"] in text


def test_the_page_and_sarif_come_from_the_command(rendered: Project) -> None:
    assert rendered.run("check", "--quick", "--html").out.startswith("<!DOCTYPE html>")
    assert json.loads(rendered.run("check", "--quick", "--sarif").out)["version"] == "2.1.0"


def test_a_report_counts_what_it_tells(rendered: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    report = reported(rendered, monkeypatch)
    told = [one.severity for _, one in report.findings()]
    assert report.count(Severity.ERROR) == told.count(Severity.ERROR) == 0
    assert report.count(Severity.INFO) == told.count(Severity.INFO) > 0
