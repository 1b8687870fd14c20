"""Each rule of the page's check finds the fault that was put there, and nothing in a sound page."""

from __future__ import annotations

from pathlib import Path

import pytest

from coprod_formats.checks.page import check_page
from coprod_formats.diagnostics import Severity
from tests.shelf import Shelf

SOUND = """<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'"/>
<title>A page</title>
<style>button { min-height: 44px; } .menu a { text-decoration: none; }</style>
</head>
<body>
<a href="#main">Skip to the main content</a>
<main id="main">
<h1>A page</h1>
<h2 id="part">A part</h2>
<p>Words and <a href="#part">a link to the part</a>.</p>
<img src="data:image/png;base64,AA==" alt="A bar chart"/>
<table><tr><th scope="col">Year</th></tr><tr><td>2020</td></tr></table>
<details><summary>Read more: a part</summary><p>More words.</p></details>
<button type="button">Open all</button>
</main>
</body>
</html>
"""
# the rule, what stands in the sound page, and what stands there instead
FAULTS = (
    ("lang", ' lang="en-GB"', ""),
    ("title", "<title>A page</title>", "<title> </title>"),
    ("policy", "Content-Security-Policy", "refresh"),
    ("main", "main", "section"),
    ("title-heading", "<h1>A page</h1>", ""),
    ("title-heading", "<h1>A page</h1>", "<h1>A page</h1><h1>Another</h1>"),
    ("heading-empty", '<h2 id="part">A part</h2>', '<h2 id="part"> </h2>'),
    ("heading-order", '<h2 id="part">A part</h2>', '<h3 id="part">A part</h3>'),
    ("heading-in-summary", "<summary>", "<summary><h3>Heading</h3>"),
    ("id-duplicate", "<table>", '<table id="part">'),
    ("reference", "<table>", '<table aria-labelledby="nowhere">'),
    ("link-empty", "a link to the part", ""),
    ("link-vague", "a link to the part", "Click here"),
    ("link-vague", "a link to the part", "Read more…"),
    ("link-dangling", 'href="#part"', 'href="#nowhere"'),
    ("skip-link", '<a href="#main">Skip to the main content</a>', ""),
    ("skip-link", '<a href="#main">', '<a href="https://example.org/">'),
    ("alt-missing", ' alt="A bar chart"', ""),
    ("alt-filename", 'alt="A bar chart"', 'alt="chart-final.PNG"'),
    ("table-headers", '<th scope="col">Year</th>', "<td>Year</td>"),
    ("table-scope", ' scope="col"', ""),
    ("button-empty", "Open all", ""),
    ("button-repeated", "Read more: a part", "Open all"),
    ("capitals", "More words.", "MORE WORDS HERE."),
    ("external", "data:image/png;base64,AA==", "https://example.org/chart.png"),
    ("external", "data:image/png;base64,AA==", "nowhere.png"),
    ("external", "data:image/png;base64,AA==", "../chart.png"),
    ("external", "</head>", '<link rel="stylesheet" href="https://example.org/a.css"/></head>'),
    ("external", "</head>", '<script src="//example.org/a.js"></script></head>'),
    ("external", "<table>", '<iframe title="A"></iframe><table>'),
    ("external", "<style>", "<style>@import 'a.css';"),
    ("external", "<style>", "<style>body { background: url(https://example.org/a.png) }"),
    ("target-small", "min-height: 44px", "min-height: 20px"),
    ("target-small", "button { min-height: 44px; }", ""),
    ("justified", "<style>", "<style>p { text-align: justify; }"),
    ("uppercase", "<style>", "<style>h2 { text-transform: uppercase; }"),
    ("focus-hidden", "<style>", "<style>a:focus { outline: none; }"),
    ("link-undistinguished", "<style>", "<style>main a { text-decoration: none; }"),
    ("link-undistinguished", "<style>", "<style>a { color: red; text-decoration-line: none; }"),
)


def rules(page: str, folder: Path) -> set[str]:
    """The rules that a page breaks."""
    path = folder / "page.html"
    path.write_text(page, encoding="utf-8")
    return {found.rule for found in check_page(path)}


def test_a_sound_page_passes(tmp_path: Path) -> None:
    assert rules(SOUND, tmp_path) == set()


@pytest.mark.parametrize(("rule", "sound", "fault"), FAULTS)
def test_the_fault_that_was_put_there_is_found(
    rule: str, sound: str, fault: str, tmp_path: Path
) -> None:
    assert sound in SOUND
    assert f"page-{rule}" in rules(SOUND.replace(sound, fault), tmp_path)


def test_a_fault_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(SOUND.replace(' alt="A bar chart"', ""), encoding="utf-8")
    (found,) = check_page(path)
    assert str(found.where) == "page.html:14:1"


def test_a_film_may_lie_beside_the_page(tmp_path: Path) -> None:
    page = SOUND.replace("<table>", '<video src="film.mp4" controls="controls"></video><table>')
    assert rules(page, tmp_path) == {"page-external"}
    (tmp_path / "film.mp4").touch()
    assert rules(page, tmp_path) == set()


def test_faults_of_the_source_do_not_hold_the_page_back(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(SOUND.replace("a link to the part", "here"), encoding="utf-8")
    assert [found.severity for found in check_page(path)] == [Severity.WARNING]


@pytest.mark.parametrize("name", ["everything", "plainest", "empty", "interactive-summary"])
def test_our_pages_pass(name: str, shelf: Shelf) -> None:
    (page,) = shelf.folder(name, "html").glob("*.html")
    assert [str(found) for found in check_page(page)] == []
