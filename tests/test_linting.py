"""Each rule of the lint finds what it is for, at its place, and lets the rest pass."""

from __future__ import annotations

import re
import runpy
import time
from pathlib import Path

import pytest

from coprod_formats.diagnostics import Diagnostic, Severity
from coprod_formats.document import Paragraph, Text
from coprod_formats.linting import findings, judge
from coprod_formats.linting.phrases import FOLDER, phrases
from coprod_formats.linting.readability import syllables
from coprod_formats.linting.rules import READ, REFUSED, RULES, TABLE
from coprod_formats.reading import attempt, read
from coprod_formats.walking import blocks, sentences, spread, typed
from tests.drafts import BODY_LINE, FRONT, draft
from tests.lint_cases import CASES, Case
from tests.projects import Project
from tests.shelf import FEATURES, PROJECT

BAD = PROJECT / "tests" / "lint" / "bad.md"
EXAMPLE = PROJECT / "src" / "coprod_formats" / "data" / "project"
TABLE_OF_RULES = runpy.run_path(str(PROJECT / "scripts" / "lint_table.py"))
every_case = pytest.mark.parametrize(
    ("rule", "case"),
    [
        pytest.param(rule, case, id=f"{rule}-{number}")
        for rule, cases in CASES.items()
        for number, case in enumerate(cases, 1)
    ],
)


def said(folder: Path, body: str, front: str = FRONT) -> tuple[Diagnostic, ...]:
    """All that is said of a draft, readable or not."""
    return judge(attempt(draft(folder, body, front), folder))


def places(diagnostics: tuple[Diagnostic, ...], rule: str) -> list[tuple[int, int]]:
    """Where a rule found something, lines counted from the body's first."""
    return [
        (one.where.line - BODY_LINE + 1, one.where.column)
        for one in diagnostics
        if one.rule == rule and one.where
    ]


def test_every_rule_has_its_cases() -> None:
    assert list(CASES) == [rule.id for rule in TABLE]


@every_case
def test_a_rule_finds_what_it_is_for_and_says_where(rule: str, case: Case, tmp_path: Path) -> None:
    found = said(tmp_path, case.bad)
    assert tuple(places(found, rule)) == case.found
    for one in found:
        if one.rule == rule:
            assert one.severity is RULES[rule].severity
            assert case.hint in one.hint
            assert case.message in one.message
            assert one.hint or one.severity is Severity.INFO


@every_case
def test_a_rule_lets_pass_what_is_well(rule: str, case: Case, tmp_path: Path) -> None:
    assert places(said(tmp_path, case.good), rule) == []


def test_places_are_exact_however_the_words_are_marked_up(tmp_path: Path) -> None:
    body = (
        "A *starred **and bold*** [link](https://e.org) isn't `code`... “so”,\n"
        'then "quoted" UCL &amp; H~2~O[^n]; last\n\n[^n]: Noted *well*.\n\n'
        "> Two\n> lines\n\n| a b | c |\n|---|---|\n| d *e* | f |"
    )
    path = draft(tmp_path, body, f"{FRONT}abbreviations:\n  UCL: University\n")
    lines = path.read_text(encoding="utf-8").splitlines()
    seen = set()
    for sentence in sentences(attempt(path, tmp_path).document.body):
        words = typed(sentence.inlines)
        for word in ("bold", "link", "isn", "so", "then", "quoted", "UCL", "last", "lines", "e"):
            offset = f" {words} ".replace(",", " ").find(f" {word}") if word in words else -1
            if offset >= 0:
                where = sentence.at(offset)
                assert lines[where.line - 1][where.column - 1 :].startswith(word), (word, where)
                seen.add(word)
    assert seen == {"bold", "link", "isn", "then", "UCL", "last", "lines", "e"}


def test_every_word_of_every_paragraph_is_placed_where_it_stands() -> None:
    checked = 0
    for path in (*FEATURES.glob("*.md"), *(PROJECT / "sources").glob("*.md")):
        lines = path.read_text(encoding="utf-8").splitlines()
        front = lines[1:].index("---") + 2
        for block in blocks(read(path, PROJECT).document.body):
            for sentence in block.sentences if isinstance(block, Paragraph) else ():
                for offset, inline, words in spread(sentence.inlines):
                    for word in re.finditer(r"[A-Za-z]{2,}", words):
                        where = sentence.at(offset + word.start())
                        own = where.file == str(path) and where.line > front
                        if isinstance(inline, Text) and own and "://" not in words:
                            there = lines[where.line - 1][where.column - 1 :]
                            assert there.startswith(word[0]), (where, word[0], there)
                            checked += 1
    assert checked > 2000


def test_what_the_page_says_of_the_reader_is_in_the_reader() -> None:
    written = "".join(
        path.read_text(encoding="utf-8")
        for path in (PROJECT / "src" / "coprod_formats").rglob("*.py")
        if "linting" not in path.parts
    )
    assert [name for name in (*REFUSED, *READ) if f'"{name}"' not in written] == []
    assert not {*REFUSED, *READ} & {*RULES}


def test_the_page_of_rules_is_up_to_date() -> None:
    written = TABLE_OF_RULES["PAGE"].read_text("utf-8")
    assert written == TABLE_OF_RULES["page"](), "run scripts/lint_table.py"


def test_a_bad_document_is_told_everything_at_once(
    monkeypatch: pytest.MonkeyPatch, accept: bool
) -> None:
    monkeypatch.chdir(BAD.parent)
    found = judge(attempt(Path(BAD.name), Path()))
    told = "\n".join(map(str, found)) + "\n"
    golden = BAD.with_suffix(".txt")
    if accept:
        golden.write_text(told, "utf-8")
    assert told == golden.read_text("utf-8"), "if this is right, run pytest --accept"
    assert len({one.rule for one in found}) > 15
    places = [one.where for one in found if one.where]
    assert places == sorted(places)


def test_the_real_document_has_nothing_to_mend() -> None:
    sources = [*(PROJECT / "sources").glob("*.md"), *EXAMPLE.glob("sources/*.md")]
    assert len(sources) >= 2
    for path in sources:
        project = EXAMPLE if path.is_relative_to(EXAMPLE) else PROJECT
        assert [str(one) for one in judge(attempt(path, project)) if told(one)] == []


@pytest.mark.parametrize("name", sorted(path.stem for path in FEATURES.glob("*.md")))
def test_features_show_what_they_are_for_and_nothing_bad(name: str) -> None:
    found = judge(attempt(FEATURES / f"{name}.md", PROJECT))
    assert [str(one) for one in found if told(one)] == []


def told(one: Diagnostic) -> bool:
    """Whether it asks for something to be done."""
    return one.severity is not Severity.INFO


def test_a_picture_that_cannot_be_read_does_not_hide_the_rest(tmp_path: Path) -> None:
    body = "Look, e.g. here.\n\n[![A map](img/none.svg)](https://e.org)\n\n# ![](img/none.svg)"
    assert {"latin", "image-missing"} <= {one.rule for one in said(tmp_path, body)}


IGNORE = "lint:\n  ignore:\n    - rule: {}\n      reason: they are names\n"


def test_a_rule_is_silent_where_it_is_set_aside(tmp_path: Path) -> None:
    body = "Look, e.g. here. The CQC came.\n\n| a |\n|---|\n| b |"
    assert {one.rule for one in said(tmp_path, body)} == {"latin", "acronym", "table-caption"}
    for rule in ("latin", "acronym", "table-caption"):
        front = FRONT + IGNORE.format(rule)
        assert {one.rule for one in said(tmp_path, body, front)} == {
            "latin",
            "acronym",
            "table-caption",
        } - {rule}


def test_an_error_of_ours_can_be_set_aside_with_a_reason(tmp_path: Path) -> None:
    body = "See [more](https://e.org), by Thomas More."
    assert [one.severity for one in said(tmp_path, body)] == [Severity.ERROR]
    assert said(tmp_path, body, FRONT + IGNORE.format("link-vague")) == ()


@pytest.mark.parametrize(
    ("rule", "message", "hint", "severity"),
    [
        ("latn", "no rule called latn", "did you mean latin?", Severity.ERROR),
        ("heading-skip", "cannot be ignored", "mend", Severity.ERROR),
        ("emoji", "finds nothing", "take the entry out", Severity.WARNING),
    ],
)
def test_what_cannot_or_need_not_be_set_aside_is_told(
    rule: str, message: str, hint: str, severity: Severity, tmp_path: Path
) -> None:
    found = said(tmp_path, "## A\n\nB.", FRONT + IGNORE.format(rule))
    (one,) = [one for one in found if one.rule.startswith("lint-ignore")]
    assert message in one.message
    assert hint in one.hint
    assert one.severity is severity
    assert one.where
    assert (one.where.line, one.where.column) == (6, 7)


def test_a_rule_is_set_aside_only_with_a_reason(tmp_path: Path) -> None:
    front = f"{FRONT}lint:\n  ignore:\n    - rule: latin\n"
    (one,) = [one for one in said(tmp_path, "Cats, etc.", front) if one.rule == "yaml-key-missing"]
    assert "reason" in one.message


def test_rules_for_english_leave_other_languages_alone(tmp_path: Path) -> None:
    body = "Il dit etc. [The disabled etc.]{lang=en}\n\n::: {lang=en}\nCats, etc.\n:::"
    assert places(said(tmp_path, body, "title: Un\nlang: fr\n"), "latin") == [(4, 7)]
    body = "[Dysgu mwy](https://e.org)"
    assert places(said(tmp_path, body, "title: Un\nlang: cy\n"), "link-vague") == [(1, 2)]
    assert places(said(tmp_path, body), "link-vague") == []


@pytest.mark.parametrize("name", ["people", "plain"])
def test_every_phrase_of_the_lists_is_found_in_a_sentence(name: str, tmp_path: Path) -> None:
    rule = {"people": "people-first", "plain": "words-plain"}[name]
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    written = [
        one.removesuffix("+").replace("<person>", "people").replace("(s)", "s")
        for line in lines
        if " -> " in line
        for one in line.partition(" -> ")[0].split("; ")
    ]
    assert len(written) == len(phrases(name))
    body = "\n\n".join(f"We saw {one}." for one in written)
    found = {line for line, _ in places(said(tmp_path, body), rule)}
    assert [written[n] for n in range(len(written)) if 2 * n + 1 not in found] == []


@pytest.mark.parametrize(
    ("word", "count"),
    [("cat", 1), ("making", 2), ("co-production", 4), ("table", 2), ("used", 1), ("wanted", 2)],
)
def test_syllables_are_counted_by_spelling(word: str, count: int) -> None:
    assert sum(map(syllables, word.split("-"))) == count


def test_a_long_document_is_judged_quickly(tmp_path: Path) -> None:
    words = (PROJECT / "sources" / "interactive-summary.md").read_text(encoding="utf-8")
    prose = [one for one in words.split("\n\n") if re.match(r"[A-Z][^\[{]+$", one)]
    body = "\n\n".join("\n\n".join((f"# {n}", *prose)) for n in range(30))
    document = attempt(draft(tmp_path, body), tmp_path).document
    count = len(body.split())
    began = time.process_time()
    findings(document)
    assert time.process_time() - began < max(1.0, count / 50_000)  # far above what it takes


SMALL = "---\ntitle: A title\nlang: en-GB\n---\n\n# One\n\nA cat, a dog, etc.\n"


def test_render_tells_warnings_and_check_tells_all(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.source("a", SMALL + "The cat sat on the mat. " * 10)
    project.settings("formats:\n  html: {downloads: []}\n")
    for _ in range(2):  # the second run finds all in the cache
        ran = project.run("render", "all", "--executor", "serial")
        assert (ran.code, ran.err.count("[latin]")) == (0, 1)
        assert "sources/a.md:8:15: warning: “etc.” is Latin" in ran.err
        assert "[readability]" not in ran.err
    ran = project.run("check")
    assert (ran.code, ran.err.count("[latin]"), ran.err.count("[readability]")) == (0, 1, 1)
    assert project.run("check", "--strict").code == 1


def test_an_error_of_the_lint_stops_its_document_and_no_other(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.source("a", SMALL)
    project.source("b", SMALL + "\nClick [here](https://e.org).\n")
    project.settings("formats:\n  html: {downloads: []}\n")
    ran = project.run("render", "all", "--executor", "serial")
    assert ran.code == 2
    assert "sources/b.md:10:8: error: the link “here”" in ran.err
    assert project.output("a/html", ".html").exists()
    assert not project.output("b/html", ".html").exists()
