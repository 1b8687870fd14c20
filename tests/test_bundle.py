"""Release bundles: what stops them, what they hold, and that equal ones are equal."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from playwright.sync_api import Browser

from coprod_formats.bundling.index import UNREAD
from tests.projects import SOURCE, Project

DATED = SOURCE.replace("lang: en-GB\n", "lang: en-GB\ndate: 2026-11-01\ncontact: us@example.org\n")
SETTINGS = "formats:\n  html:\n  epub:\nbundle:\n  name: small\n"
PAGES = ("index", "changes", "credits", "accessibility-statement", "accessibility-report")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project that is ready to be released."""
    project = Project(tmp_path)
    project.source("a", DATED)
    project.settings(SETTINGS)
    assert project.run("render", "all").code == 0
    return project


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of one bundle."""
    project = Project(tmp_path_factory.mktemp("released"))
    project.source("a", DATED)
    project.settings(SETTINGS)
    assert project.run("render", "all").code == 0
    assert project.run("bundle", "--quick").code == 0
    return project.folder / "outputs" / "bundle" / "small-2026-11-01"


def test_a_bundle_is_named_by_the_newest_date_and_lies_beside_its_zip(released: Path) -> None:
    assert released.is_dir()
    assert released.with_name("small-2026-11-01.zip").is_file()


def test_the_zip_holds_what_the_folder_holds(released: Path) -> None:
    with zipfile.ZipFile(released.with_name(f"{released.name}.zip")) as packed:
        inside = {name: packed.read(name) for name in packed.namelist()}
    folder = {
        f"{released.name}/{path.relative_to(released).as_posix()}": path.read_bytes()
        for path in released.rglob("*")
        if path.is_file()
    }
    assert inside == folder


def test_every_file_has_its_checksum_and_every_checksum_holds(released: Path) -> None:
    lines = (released / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    told = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    found = {
        path.relative_to(released).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in released.rglob("*")
        if path.is_file() and path.name != "SHA256SUMS"
    }
    assert told == found


def test_the_manifest_names_every_finished_file_with_its_digest(released: Path) -> None:
    told = json.loads((released / "manifest.json").read_text(encoding="utf-8"))
    files = [one for d in told["documents"] for f in d["formats"] for one in f["files"]]
    assert {"a/html/a.html", "a/epub/a.epub"} <= {one["name"] for one in files}
    for one in files:
        content = (released / one["name"]).read_bytes()
        assert one["sha256"] == hashlib.sha256(content).hexdigest()
        assert one["size"] == len(content)


def test_the_list_of_parts_is_valid_cyclonedx(released: Path) -> None:
    told = (released / "sbom.cdx.json").read_text(encoding="utf-8")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(told) is None
    names = {one["name"] for one in json.loads(told)["components"]}
    assert {"coprod-formats", "ebooklib", "pydantic"} <= names


def test_the_index_leads_to_files_that_are_there(released: Path, browser: Browser) -> None:
    page = browser.new_page()
    page.goto((released / "index.html").as_uri())
    targets = [one.get_attribute("href") or "" for one in page.locator("main a").all()]
    page.close()
    assert {"a/html/a.html", "a/epub/a.epub", "mailto:us@example.org"} <= set(targets)
    for target in targets:
        assert target.startswith("mailto:") or (released / target).exists(), target


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("width", "scheme"), [(1000, "light"), (320, "dark")])
def test_the_pages_pass_axe(
    released: Path, browser: Browser, name: str, width: int, scheme: str
) -> None:
    page = browser.new_page(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page.goto((released / f"{name}.html").as_uri())
    found = Axe().run(page).response
    broad = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    page.close()
    assert found["violations"] == []
    assert found["incomplete"] == []
    assert broad <= 0


def test_no_page_has_a_script(released: Path) -> None:
    for name in PAGES:
        assert "<script" not in (released / f"{name}.html").read_text(encoding="utf-8")


def test_equal_outputs_give_equal_bundles(project: Project) -> None:
    archive = project.folder / "outputs" / "bundle" / "small-2026-11-01.zip"
    assert project.run("bundle", "--quick").code == 0
    first = archive.read_bytes()
    assert project.run("bundle", "--quick", TZ="Asia/Tokyo", PYTHONHASHSEED="7").code == 0
    assert archive.read_bytes() == first


def test_what_was_never_made_is_refused(project: Project) -> None:
    project.settings(SETTINGS.replace("  epub:", "  epub:\n  word:"))
    ran = project.run("bundle", "--quick")
    assert ran.code == 1
    assert "a/word has not been made" in ran.err
    assert not (project.folder / "outputs" / "bundle").exists()


def test_what_its_source_has_left_behind_is_refused(project: Project) -> None:
    project.source("a", DATED.replace("Another one.", "Another two."))
    ran = project.run("bundle", "--quick")
    assert ran.code == 1
    assert "a/html is not what would be made now" in ran.err
    assert "a/epub is not what would be made now" in ran.err


def test_a_corrupted_file_is_refused(project: Project) -> None:
    book = project.output("a/epub", ".epub")
    book.write_bytes(book.read_bytes()[:-100])
    ran = project.run("bundle", "--quick")
    assert ran.code == 1
    assert "a/epub" in ran.err
    assert "a/html is not" not in ran.err


def test_a_signature_that_no_longer_holds_is_refused(project: Project) -> None:
    signed = ("sign", "html", "a", "--by", "Ann Jones", "--on", "2026-11-02")
    assert project.run(*signed).code == 0
    assert project.run("render", "all").code == 0
    assert project.run("bundle", "--quick").code == 0
    page = project.folder / "outputs" / "bundle" / "small-2026-11-01" / "index.html"
    assert "Ann Jones" in page.read_text(encoding="utf-8")
    project.source("a", DATED.replace("Another one.", "Another two."))
    assert project.run("render", "all").code == 0
    ran = project.run("bundle", "--quick")
    assert ran.code == 1
    assert "html was signed, and the text has changed since" in ran.err


def test_a_refused_release_leaves_the_earlier_one(project: Project) -> None:
    assert project.run("bundle", "--quick").code == 0
    archive = project.folder / "outputs" / "bundle" / "small-2026-11-01.zip"
    before = archive.read_bytes()
    project.source("a", DATED.replace("Another one.", "Another two."))
    assert project.run("bundle", "--quick").code == 1
    assert archive.read_bytes() == before


def test_the_changes_since_the_last_release_are_told_by_sentence(project: Project) -> None:
    assert project.run("bundle", "--quick", "--version", "1.9").code == 0
    project.source("a", DATED.replace("Another one.", "Another two."))
    assert project.run("render", "all").code == 0
    assert project.run("bundle", "--quick", "--version", "1.10").code == 0
    folder = project.folder / "outputs" / "bundle" / "small-1.10"
    told = (folder / "changes.html").read_text(encoding="utf-8")
    assert "Another one." in told
    assert "Another two." in told
    assert "One sentence." not in told
    index = (folder / "index.html").read_text("utf-8")
    assert '<a href="changes.html">1 sentence</a> changed since release 1.9.' in index


def test_an_earlier_zip_can_be_named(project: Project) -> None:
    assert project.run("bundle", "--quick", "--version", "1").code == 0
    earlier = project.folder / "outputs" / "bundle" / "small-1.zip"
    kept = project.folder / "kept.zip"
    earlier.rename(kept)
    assert project.run("bundle", "--quick", "--version", "0.5", "--since", kept).code == 0
    page = project.folder / "outputs" / "bundle" / "small-0.5" / "index.html"
    assert "No sentence has changed since release 1" in page.read_text(encoding="utf-8")


def test_what_is_no_bundle_cannot_be_compared_with(project: Project) -> None:
    other = project.folder / "other.zip"
    other.write_bytes(b"no zip")
    ran = project.run("bundle", "--quick", "--since", other)
    assert ran.code == 2
    assert "is not a bundle that can be compared with" in ran.err


def test_without_any_date_a_version_must_be_said(project: Project) -> None:
    project.source("a", SOURCE)
    assert project.run("render", "all").code == 0
    ran = project.run("bundle", "--quick")
    assert ran.code == 2
    assert "bundle --version" in ran.err


def test_bundles_are_not_taken_for_outputs_that_nobody_wants(project: Project) -> None:
    assert project.run("bundle", "--quick").code == 0
    assert "output-unwanted" not in project.run("check", "--quick", "--json").rules()


def test_no_document_may_be_called_bundle(project: Project) -> None:
    project.source("bundle")
    ran = project.run("render", "all")
    assert ran.code == 2
    assert "[source-name]" in ran.err


def test_easy_read_that_nobody_has_tested_waits_unless_drafts_are_allowed(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.source("a", DATED)
    project.settings("formats:\n  easy-read:\nbundle:\n  name: small\n")
    assert project.run("render", "all").code == 0
    refused = project.run("bundle", "--quick")
    assert refused.code == 1
    assert "a/easy-read is a draft that nobody has tested [bundle-draft]" in refused.err
    assert not (tmp_path / "outputs" / "bundle").exists()
    assert project.run("bundle", "--quick", "--allow-drafts").code == 0
    page = tmp_path / "outputs" / "bundle" / "small-2026-11-01" / "index.html"
    assert "the easy-read version of ‘A title’ has not been tested" in page.read_text("utf-8")


def test_the_index_of_several_documents_leads_to_each_and_tells_all_drafts_at_once(
    tmp_path: Path, browser: Browser
) -> None:
    project = Project(tmp_path)
    project.source("a", DATED)
    project.source("b", DATED.replace("A title", "Another <title>"))
    project.settings("formats:\n  easy-read:\nbundle:\n  name: small\n")
    assert project.run("render", "all").code == 0
    assert project.run("bundle", "--quick", "--allow-drafts").code == 0
    page = browser.new_page()
    page.goto((tmp_path / "outputs/bundle/small-2026-11-01/index.html").as_uri())
    titles = ["A title", "Another <title>"]
    assert page.locator(".note").count() == 1
    assert page.locator(".note li").all_inner_texts() == titles
    for title in titles:
        page.get_by_role("navigation").get_by_role("link", name=title, exact=True).click()
        assert page.locator(":target").inner_text() == title
    assert Axe().run(page).violations_count == 0
    page.close()


def test_the_index_says_of_braille_how_long_it_is_and_who_has_read_it(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.source("a", DATED + "\nA paragraph of words that go on.\n" * 1200)
    project.settings("formats:\n  braille: {volume-pages: 20}\nbundle:\n  name: small\n")
    assert project.run("render", "all").code == 0
    assert project.run("bundle", "--quick").code == 0
    folder = tmp_path / "outputs" / "bundle"
    said = (folder / "small-2026-11-01" / "index.html").read_text("utf-8")
    assert UNREAD in said
    first = tmp_path / "outputs/a/braille/a-volume-1.brf"
    pages = first.read_bytes().count(b"\f")
    assert (
        f'volume-1.brf">Braille (BRF 1)</a> <span class="quiet">{pages} pages of 40 cells by '
        in said
    )
    assert "Braille (BRF 2)" in said
    assert project.run("sign", "braille", "a", "--by", "Ann Lee").code == 0
    assert project.run("bundle", "--quick", "--version", "2").code == 0
    said = (folder / "small-2" / "index.html").read_text("utf-8")
    assert UNREAD not in said
    assert "Read by Ann Lee" in said


def test_fonts_are_called_by_their_names(released: Path) -> None:
    said = (released / "credits.html").read_text("utf-8")
    assert ">Atkinson Hyperlegible Next<" in said
    assert ">Noto Sans Symbols 2<" in said
