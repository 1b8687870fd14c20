"""A signature holds for the words that were read, and for no others."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from coprod_formats.diagnostics import Diagnostic, Severity
from coprod_formats.document import Document
from coprod_formats.reading import read
from coprod_formats.signing import (
    Lock,
    State,
    effective,
    lock_files,
    lock_path,
    read_lock,
    refusals,
    remarks,
    sign,
    state,
)
from tests.projects import Project

DAY = date(2026, 11, 1)
BODY = """---
title: A title
lang: en-GB
date: 2026-01-01
easy-read: {{status: draft}}
---

# Money

We got {money} pounds.[^1] See [the list](https://e.org/{link}).

{easy}

# People

{people}

{late}

[^1]: In {year}.
"""
EASY = "::: easy-read\n![Two people](pic:people) {simply}\n:::\n"
PLAIN = {
    "money": "10",
    "link": "a",
    "people": "We met.",
    "year": "2025",
    "simply": "We got money.",
    "late": EASY.format(simply="We met."),
}


def written(folder: Path, **changes: str) -> tuple[Path, Document]:
    """A source with some of its words changed, and its document."""
    words = PLAIN | changes
    path = folder / "sources" / "a.md"
    path.parent.mkdir(exist_ok=True)
    easy = EASY.format(simply=words.pop("simply"))
    path.write_text(BODY.format(easy=easy, **words), encoding="utf-8")
    return path, read(path, folder).document


def signed(folder: Path, format_: str, status: str | None = None) -> Path:
    """A source that somebody has signed."""
    path, document = written(folder)
    lock = Lock.model_validate({"by": "Ann «Lee»", "on": DAY, "note": "all", "status": status})
    sign(path, document, format_, lock)
    return path


def told(said: object) -> list[str]:
    assert isinstance(said, tuple | list)
    return [f"{one.severity}: {one.rule}" for one in said if isinstance(one, Diagnostic)]


def test_nobody_has_signed_what_has_no_file(tmp_path: Path) -> None:
    path, document = written(tmp_path)
    assert state(path, document, "braille").state is State.UNSIGNED
    assert list(remarks(path, document)) == []
    assert refusals(path, document, ("braille", "word")) == []


def test_a_signature_says_who_signed_when_and_what_for(tmp_path: Path) -> None:
    path = signed(tmp_path, "braille")
    one = state(path, written(tmp_path)[1], "braille")
    assert (one.state, one.by, one.on, one.note) == (State.SIGNED, "Ann «Lee»", DAY, "all")
    (said,) = remarks(path, written(tmp_path)[1])
    assert said.severity is Severity.INFO
    assert said.message == "braille was signed by Ann «Lee» on 1 November 2026: all"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, State.SIGNED),
        ({"money": "11"}, State.STALE),
        ({"link": "b"}, State.STALE),
        ({"year": "2024"}, State.STALE),
        ({"people": "We met. We met."}, State.STALE),
        ({"people": "*We* met."}, State.SIGNED),
        ({"simply": "We got a lot of money."}, State.SIGNED),
    ],
)
def test_a_format_is_stale_when_a_word_a_link_or_a_note_has_changed(
    changes: dict[str, str], expected: State, tmp_path: Path
) -> None:
    path = signed(tmp_path, "word")
    _, document = written(tmp_path, **changes)
    assert state(path, document, "word").state is expected
    stale = expected is State.STALE
    assert told(refusals(path, document, ("word",))) == ["error: sign-off-stale"] * stale
    assert told(list(remarks(path, document))) == [
        "warning: sign-off-stale" if stale else "info: signed"
    ]


def test_a_new_date_or_an_empty_line_leaves_a_signature_alone(tmp_path: Path) -> None:
    path = signed(tmp_path, "word")
    moved = path.read_text(encoding="utf-8").replace("2026-01-01", "2027-02-02")
    path.write_text(moved.replace("# People", "\n\n\n# People"), encoding="utf-8")
    assert state(path, read(path, tmp_path).document, "word").state is State.SIGNED


@pytest.mark.parametrize("status", ["checked", "tested"])
def test_easy_read_shows_the_status_that_was_signed(status: str, tmp_path: Path) -> None:
    path = signed(tmp_path, "easy-read", status)
    document, said = effective(path, written(tmp_path)[1])
    assert document.easy_read
    assert (document.easy_read.status, document.easy_read.tested_by) == (status, "Ann «Lee»")
    assert document.easy_read.tested_on == DAY
    assert said == ()
    assert state(path, document, "easy-read").status == status


@pytest.mark.parametrize(
    ("changes", "line", "words"),
    [
        ({"simply": "We got 10 pounds."}, 12, "the easy-read text of this section"),
        ({"money": "12"}, 8, "the full text of this section"),
        ({"people": "We met.\n\n# More\n\nWords."}, 25, "the list of sections"),
    ],
)
def test_easy_read_falls_back_to_a_draft_when_either_text_has_changed(
    changes: dict[str, str], line: int, words: str, tmp_path: Path
) -> None:
    path = signed(tmp_path, "easy-read", "tested")
    _, document = written(tmp_path, **changes)
    shown, said = effective(path, document)
    assert shown.easy_read
    assert (shown.easy_read.status, shown.easy_read.tested_by) == ("draft", "")
    assert said
    assert {one.rule for one in said} == {"sign-off-stale"}
    assert (line, True) in [
        (one.where and one.where.line, one.message.startswith(words)) for one in said
    ]
    assert "easy-read sign a --status tested" in said[0].hint
    assert "error: sign-off-stale" in told(refusals(path, document, ("easy-read",)))


def test_an_edit_elsewhere_leaves_the_rest_of_easy_read_alone(tmp_path: Path) -> None:
    path = signed(tmp_path, "easy-read", "tested")
    _, document = written(tmp_path, people="We met often.")
    _, said = effective(path, document)
    assert len(said) == 1
    assert said[0].where
    assert said[0].where.line == 17


def test_easy_read_never_claims_more_than_was_signed(tmp_path: Path) -> None:
    path, _ = written(tmp_path)
    claim = "{status: tested, tested-by: Us, tested-on: 2026-10-01}"
    text = path.read_text(encoding="utf-8").replace("{status: draft}", claim)
    path.write_text(text, encoding="utf-8")
    document, said = effective(path, read(path, tmp_path).document)
    assert document.easy_read
    assert document.easy_read.status == "draft"
    assert told(said) == ["warning: sign-off-missing"]


def test_a_release_refuses_a_section_without_easy_read(tmp_path: Path) -> None:
    path, document = written(tmp_path, late="")
    (one,) = refusals(path, document, ("easy-read", "word"))
    assert (one.rule, one.where and one.where.line) == ("easy-read-missing", 17)
    assert "People" in one.message


def test_a_broken_file_of_a_signature_is_told_with_its_line(tmp_path: Path) -> None:
    path, document = written(tmp_path)
    lock_path(path, "word").write_text(
        "signed-by: Ann\nsigned-on: soon\nstaus: x\n", encoding="utf-8"
    )
    lock, said = read_lock(path, "word")
    assert lock is None
    assert sorted(str(one.where) for one in said) == [
        f"{lock_path(path, 'word')}:2:12",
        f"{lock_path(path, 'word')}:3:1",
    ]
    assert told(list(remarks(path, document))) == ["error: yaml-value", "error: yaml-key-unknown"]


def test_signatures_of_another_source_are_its_own(tmp_path: Path) -> None:
    path = signed(tmp_path, "word")
    lock_path(path.with_name("a.b.md"), "word").write_text("by: Ann\n", encoding="utf-8")
    lock_path(path.with_name("ab.md"), "word").write_text("by: Ann\n", encoding="utf-8")
    assert list(lock_files(path)) == ["word"]


def test_the_commands_sign_and_check_tells_what_became_of_it(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.settings("formats:\n  html: {downloads: []}\n")
    written(tmp_path)
    ran = project.run("sign", "html", "a", "--by", "Ann", "--on", "2026-11-01")
    assert (ran.code, ran.out) == (0, "signed: sources/a.html.lock.yaml\n")
    ran = project.run("easy-read", "sign", "a", "--status", "checked", "--by", "Bea")
    assert ran.code == 0
    said = project.run("check").err
    assert "html was signed by Ann on 1 November 2026" in said
    assert "easy-read was signed by Bea" in said
    assert "sign-off-stale" not in said
    written(tmp_path, money="12")
    said = project.run("check").err
    assert said.count("[sign-off-stale]") == 2
    assert "sources/a.md:8:3: warning: the full text of this section" in said


def test_a_signature_needs_a_format_and_a_source_that_are_there(tmp_path: Path) -> None:
    project = Project(tmp_path)
    written(tmp_path)
    ran = project.run("sign", "brail", "a", "--by", "Ann")
    assert (ran.code, "did you mean braille?" in ran.err) == (2, True)
    ran = project.run("sign", "word", "b", "--by", "Ann")
    assert (ran.code, "there is no source called b" in ran.err) == (2, True)
    ran = project.run("sign", "easy-read", "a", "--by", "Ann")
    assert (ran.code, "--status" in ran.err) == (2, True)


def test_easy_read_is_made_anew_when_it_is_signed_and_when_that_no_longer_holds(
    tmp_path: Path,
) -> None:
    project = Project(tmp_path)
    project.settings("formats:\n  easy-read:\n  html: {downloads: []}\n")
    written(tmp_path)

    def rendered() -> tuple[str, str, str]:
        ran = project.run("render", "all", "--json", "--executor", "serial")
        page = tmp_path / "outputs" / "a" / "easy-read" / "a-easy-read.html"
        states = ran.states()
        return states["a/easy-read"], states["a/html"], page.read_text(encoding="utf-8")

    made, _, page = rendered()
    assert made == "built"
    assert "DRAFT" in page
    assert "Five readers" not in page
    told = ("--status", "tested", "--by", "Five readers", "--on", "2026-11-01")
    assert project.run("easy-read", "sign", "a", *told).code == 0
    made, full, page = rendered()
    assert (made, full) == ("built", "cached")
    assert "DRAFT" not in page
    assert "Five readers" in page
    written(tmp_path, money="12")
    _, _, page = rendered()
    assert "DRAFT" in page
    assert "Five readers" not in page
