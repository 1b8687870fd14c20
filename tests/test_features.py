"""Each feature of the dialect, in each format: what it must hold, and what the judges say."""

from __future__ import annotations

import runpy
import textwrap
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from coprod_formats import writers
from coprod_formats.checks import check
from coprod_formats.diagnostics import Severity
from tests import claims, validators
from tests.extraction import Found, carries_text
from tests.shelf import PROJECT, Shelf, features, held, pairs
from tests.states import faults

TABLE = runpy.run_path(str(PROJECT / "scripts" / "formats_table.py"))
GOLDEN = PROJECT / "tests" / "golden"

every_feature = pytest.mark.parametrize("name", features())
every_pair = pytest.mark.parametrize(
    ("name", "writer"), [pair for pair in pairs() if pair[0] in features()]
)


def test_each_feature_says_what_is_expected() -> None:
    expected = {path.name.removesuffix(".expect.yaml") for path in TABLE["expectations"]()}
    assert expected == set(features())


@every_feature
def test_each_feature_says_what_every_format_gives(name: str) -> None:
    concerned = {writer for writer in writers.BUILT_IN if name in held(writer)}
    assert set(claims.feature(name).gives) == concerned


@every_pair
def test_features_keep_what_is_claimed_of_them(name: str, writer: str, shelf: Shelf) -> None:
    for path in carries_text(shelf.folder(name, writer)):
        claimed = claims.feature(name).claims(writer, path.suffix)
        assert claimed, f"nothing is claimed of {path.name}"
        assert claims.failing(shelf.reading(path), claimed) == [], path.name


@every_pair
def test_claims_do_not_hold_of_just_any_file(name: str, writer: str, shelf: Shelf) -> None:
    for path in carries_text(shelf.folder("plainest", writer)):
        assert claims.failing(shelf.reading(path), claims.feature(name).claims(writer, path.suffix))


@every_feature
def test_features_read_without_complaint(name: str, shelf: Shelf) -> None:
    shelf.document(name)
    assert shelf.complaints[name] == ()


@every_feature
def test_the_words_are_those_that_were_accepted(name: str, shelf: Shelf, accept: bool) -> None:
    said = "\n".join(
        _told(path, writer, shelf.reading(path))
        for writer in writers.BUILT_IN
        if name in held(writer)
        for path in carries_text(shelf.folder(name, writer))
    )
    golden = GOLDEN / f"{name}.txt"
    if accept:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(said, "utf-8")
    assert golden.exists(), "look at what it makes, then run pytest --accept"
    assert said == golden.read_text("utf-8"), "if this is right, run pytest --accept"


def _told(path: Path, writer: str, found: Found) -> str:
    return "\n".join([f"== {writer}: {path.name}", *_lines(found), ""])


def _lines(found: Found) -> Iterator[str]:
    if found.form == "pages":
        yield from (
            f"{' ' * int(str(one.get('indent')))}{one.text}" for one in found.tree.iter("line")
        )
    else:
        yield from textwrap.wrap(found.words, 100, break_long_words=False, break_on_hyphens=False)
    yield from (f"[note] {note}" for note in found.notes)
    yield from (f"[heading {level}] {words}" for level, words in found.headings)
    yield from (f"[picture] {said}" for said in found.descriptions)
    yield from (f"[link] {words} -> {target[:60].rstrip()}" for words, target in found.links)


def test_the_table_of_formats_is_up_to_date() -> None:
    written = TABLE["PAGE"].read_text("utf-8")
    assert written == TABLE["page"](), "run scripts/formats_table.py"


@pytest.mark.parametrize("flavour", ["ua1", "2a"])
def test_verapdf_finds_no_fault_in_any_pdf(flavour: str, shelf: Shelf) -> None:
    paths = [
        path
        for writer in ("pdf", "large-print", "easy-read")
        for path in shelf.files(writer, ".pdf", held(writer))
    ]
    judged = validators.verapdf(paths, flavour)
    assert len(judged) == len(paths) > len(features())
    assert {path.name: said for path, said in judged.items() if said} == {}


def test_the_ooxml_validator_finds_no_fault_in_any_word_file(shelf: Shelf) -> None:
    paths = [
        path
        for writer in ("word", "large-print", "easy-read")
        for path in shelf.files(writer, ".docx", held(writer))
    ]
    assert len(paths) > len(features())
    with ThreadPoolExecutor(2) as pool:
        judged = dict(zip(paths, pool.map(validators.ooxml, paths), strict=True))
    assert {path.name: said for path, said in judged.items() if said} == {}


@pytest.mark.parametrize(("name", "writer"), pairs())
def test_our_own_checks_find_no_fault(name: str, writer: str, shelf: Shelf) -> None:
    found = check(shelf.folder(name, writer))
    assert [str(one) for one in found if one.severity is not Severity.INFO] == []


@every_feature
def test_axe_finds_no_fault_on_any_page_in_any_state(
    name: str, shelf: Shelf, browser: Browser
) -> None:
    paths = [*shelf.files("html", ".html", [name])]
    paths += shelf.files("easy-read", ".html", [name]) if name in held("easy-read") else []
    page = browser.new_page()
    try:
        for path in paths:
            page.goto(path.as_uri())
            assert faults(page) == [], path.name
    finally:
        page.close()
