"""Easy read: what its edition is made of, and what holds of its PDF, Word file and page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser

from coprod_formats.checks import check, check_file
from coprod_formats.derive.easy_read import easy_read
from coprod_formats.derive.easy_read_words import BY_LANGUAGE
from coprod_formats.document import (
    Credit,
    Definitions,
    Document,
    EasyRead,
    EasySection,
    FrontMatter,
    Idea,
    Section,
)
from coprod_formats.labels import labels
from coprod_formats.sheets import Paper, Sheet
from coprod_formats.themes import EASY_READ
from coprod_formats.typesetting import pdf
from coprod_formats.typesetting.compiling import compiled
from coprod_formats.typesetting.ideas import standings
from coprod_formats.typesetting.paged import page_texts, smallest_letters
from coprod_formats.typesetting.sources import source
from coprod_formats.walking import blocks, plain, sentences
from coprod_formats.writers.base import Job
from coprod_formats.writers.easy_read import EasyReadOptions, EasyReadWriter
from tests import samples
from tests.projects import Project
from tests.samples import words
from tests.shelf import PROJECT, Shelf
from tests.states import faults

SUMMARY = "interactive-summary"
FRONT = FrontMatter("A title", "en-GB", contact="someone@example.org")


def document(folder: Path, easy: EasyRead) -> Document:
    return replace(samples.everything(folder), front=FRONT, easy_read=easy)


def said(made: Document) -> list[str]:
    return [plain(one.inlines) for one in sentences(made.body)]


def headings(made: Document) -> list[tuple[int, str]]:
    found = (one for one in blocks(made.body) if isinstance(one, Section))
    return [(one.level, plain(one.title.inlines)) for one in found]


@pytest.fixture
def sample(tmp_path: Path) -> EasyRead:
    made = samples.everything(tmp_path).easy_read
    assert made is not None
    return made


def test_the_edition_has_the_sections_that_say_something(tmp_path: Path, sample: EasyRead) -> None:
    assert headings(easy_read(document(tmp_path, sample))) == [
        (2, "What is good"),
        (3, "People feel strong"),
        (3, "Nobody wrote this"),
        (2, "At the end"),
        (2, "Hard words"),
        (2, "About this easy read"),
    ]


def test_a_section_that_nobody_wrote_says_so(tmp_path: Path, sample: EasyRead) -> None:
    made = said(easy_read(document(tmp_path, sample)))
    assert made.count("No easy read yet") == 1
    assert made.index("No easy read yet") == made.index("Nobody wrote this") + 2


def test_a_document_without_easy_read_has_an_edition_that_says_so(tmp_path: Path) -> None:
    made = easy_read(replace(samples.everything(tmp_path), easy_read=None))
    assert "No easy read yet" in said(made)
    assert made.front.stamp == "DRAFT"


def test_a_hard_word_is_explained_where_it_comes_first_and_at_the_end(
    tmp_path: Path, sample: EasyRead
) -> None:
    made = easy_read(document(tmp_path, sample))
    beside = [[plain(one.inlines) for one in idea.explained] for idea in ideas(made)]
    assert [one for one in beside if one] == [["Power: Being able to <act>."]]
    (listed,) = (one for one in blocks(made.body) if isinstance(one, Definitions))
    assert [plain(one.term.inlines) for one in listed.items] == ["Power"]


def ideas(made: Document) -> Iterator[Idea]:
    return (one for one in blocks(made.body) if isinstance(one, Idea))


@pytest.mark.parametrize("language", sorted(BY_LANGUAGE))
def test_a_draft_says_so_in_its_title_and_on_every_page(language: str, tmp_path: Path) -> None:
    front = replace(FRONT, language=language)
    stamp = BY_LANGUAGE[language].stamp
    made = easy_read(Document("a", front, (), EasyRead("draft", (), tested_by="Ann")))
    assert (made.front.title, made.front.stamp) == (
        f"{stamp}{labels(language).colon} A title",
        stamp,
    )
    path = tmp_path / "a-easy-read.pdf"
    pdf(made, EASY_READ, path)
    assert all(stamp in text for text in page_texts(path))
    assert not any("Ann" in text for text in said(made))


@pytest.mark.parametrize("status", ["draft", "checked"])
def test_what_was_not_tested_never_says_that_it_was(status: str) -> None:
    easy = EasyRead(status, (), "Ann", date(2026, 1, 2))  # type: ignore[arg-type]
    made = said(easy_read(Document("a", FRONT, (), easy)))
    assert any("Nobody has tested it" in one for one in made)
    assert not [one for one in made if "Ann" in one or "was tested" in one]


def test_what_was_tested_names_who_tested_it() -> None:
    easy = EasyRead("tested", (), "The Friday Group", date(2026, 10, 5))
    made = easy_read(Document("a", FRONT, (), easy))
    assert (made.front.title, made.front.stamp) == ("A title", "")
    told = said(made)
    at = told.index("This easy read was tested by:")
    assert told[at + 1 : at + 3] == ["The Friday Group.", "They tested it on 5 October 2026."]


def test_every_credit_is_given_once(tmp_path: Path, sample: EasyRead) -> None:
    made = said(easy_read(document(tmp_path, sample)))
    at = made.index("Where the pictures come from:")
    assert made[at + 1 :] == ["Ann & Co (CC BY 4.0)", "coprod-formats (CC0 1.0)"]


def test_the_contact_is_given_where_no_idea_gives_it(tmp_path: Path, sample: EasyRead) -> None:
    assert said(easy_read(document(tmp_path, sample))).count("someone@example.org") == 1
    bare = EasyRead("draft", ())
    assert said(easy_read(document(tmp_path, bare))).count("someone@example.org") == 1


@pytest.mark.parametrize("paper", [Paper.A4, Paper.LETTER])
@pytest.mark.parametrize("size", [16, 20, 24, 28])
def test_no_idea_is_split_at_any_text_size(
    size: int, paper: Paper, shelf: Shelf, tmp_path: Path
) -> None:
    edition = easy_read(shelf.document(SUMMARY))
    path = tmp_path / "a-easy-read.pdf"
    pdf(edition, EASY_READ.sized(size), path, Sheet(paper, sections_apart=True))
    found = standings(path)
    assert len(found) == len(list(ideas(edition)))
    assert {len(one.pages) for one in found} == {1}
    assert min(smallest_letters(path)) == size
    assert not re.search(r"co-[\s\u200b]", " ".join(page_texts(path)))
    assert [one for one in check_file(path) if one.rule.startswith("pdf-")] == []


def part(folder: Path, lines: int, count: int, below: int = 0) -> Document:
    """An edition with one part of so many ideas, and some more under a heading in it."""
    star = samples.svg(folder, "star", width=200)
    said = tuple(words(f"Line {number} of this idea.") for number in range(lines))
    several = tuple(Idea(star, words(f"Star {number}"), said) for number in range(count + below))
    inner = (samples.section("more", "More", *several[count:], level=3),) if below else ()
    body = samples.section("part", "A part", *several[:count], *inner)
    return Document("a", FRONT, (body,))


@pytest.mark.parametrize("size", [16, 18, 20, 24, 28])
@pytest.mark.parametrize("below", [0, 1])
def test_no_page_is_turned_for_one_idea_alone(size: int, below: int, tmp_path: Path) -> None:
    for count in range(3, 9):
        path = tmp_path / f"{count}.pdf"
        look = EASY_READ.sized(size)
        pdf(part(tmp_path, 2, count, below), look, path, Sheet(sections_apart=True))
        (*_, before, last) = standings(path)
        assert before.pages == last.pages
        assert [one for one in check_file(path) if one.rule.startswith("pdf-")] == []


def test_ideas_that_fill_a_page_stand_on_their_own(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    pdf(part(tmp_path, 12, 3, 1), EASY_READ, path, Sheet(sections_apart=True))
    found = standings(path)
    assert len(found) == 4
    assert len({page for one in found for page in one.pages}) == 4


def test_no_last_line_of_an_idea_holds_one_short_word(tmp_path: Path) -> None:
    said = words("Co-production is a good way to do things.")
    idea = Idea(samples.svg(tmp_path, "star"), words("A star"), (said,))
    path = tmp_path / "a.pdf"
    pdf(Document("a", FRONT, (idea,)), EASY_READ, path)
    lines = [line.split() for page in page_texts(path) for line in page.splitlines()]
    ends = [line for line in lines if line and line[-1] == "things."]
    assert ends
    assert min(map(len, ends)) > 1


SOURCES = sorted(path.stem for path in (PROJECT / "sources").glob("*.md"))
every_source = pytest.mark.parametrize("slug", SOURCES)


@every_source
def test_our_own_easy_read_is_short_enough(slug: str, shelf: Shelf) -> None:
    folder = shelf.folder(slug, "easy-read")
    assert check(folder) == []
    assert len(page_texts(folder / f"{slug}-easy-read.pdf")) <= 24


@every_source
def test_our_own_documents_have_easy_read_for_every_section(slug: str, shelf: Shelf) -> None:
    easy = shelf.document(slug).easy_read
    assert easy is not None
    assert [one.section for one in easy.sections if one.missing] == []
    assert easy.status == "draft"


def test_axe_finds_no_fault_on_the_page_in_any_state(shelf: Shelf, browser: Browser) -> None:
    path = shelf.folder(SUMMARY, "easy-read") / f"{SUMMARY}-easy-read.html"
    page = browser.new_page()
    try:
        page.goto(path.as_uri())
        assert faults(page) == []
    finally:
        page.close()


@pytest.mark.parametrize(("width", "beside"), [(320, False), (470, False), (490, True)])
def test_pictures_stand_above_the_words_on_a_small_screen(
    width: int, beside: bool, shelf: Shelf, browser: Browser
) -> None:
    path = shelf.folder(SUMMARY, "easy-read") / f"{SUMMARY}-easy-read.html"
    page = browser.new_page(viewport={"width": width, "height": 800})
    try:
        page.goto(path.as_uri())
        places = page.evaluate(
            "[...document.querySelectorAll('.idea')].map(one => [...one.children]"
            ".map(half => half.getBoundingClientRect()).map(box => [box.left, box.bottom]))"
        )
        assert all((picture[0] < lines[0]) == beside for picture, lines in places)
        assert beside or all(picture[1] < lines[1] for picture, lines in places)
    finally:
        page.close()


def test_no_short_word_is_cut_at_its_hyphen(shelf: Shelf, browser: Browser) -> None:
    path = shelf.folder(SUMMARY, "easy-read") / f"{SUMMARY}-easy-read.html"
    page = browser.new_page(viewport={"width": 320, "height": 800})
    try:
        page.goto(path.as_uri())
        lines = page.evaluate(
            "[...document.querySelectorAll('.whole')].map(one => one.getClientRects().length)"
        )
        assert len(lines) > 20
        assert set(lines) == {1}
        assert page.evaluate("document.documentElement.scrollWidth") == 320
    finally:
        page.close()


def written(folder: Path, easy: EasyRead, **options: object) -> Path:
    made = folder / "made"
    made.mkdir()
    wanted = EasyReadOptions.model_validate(options)
    EasyReadWriter().write(Job(document(folder, easy), wanted, {}, made))
    return made


def test_pictures_stand_on_the_side_that_is_asked_for(tmp_path: Path, sample: EasyRead) -> None:
    made = written(tmp_path, sample, **{"picture-side": "right"})
    page = (made / "everything-easy-read.html").read_text(encoding="utf-8")
    assert page.index("Welcome here.") < page.index('alt="Hello"')
    with ZipFile(made / "everything-easy-read.docx") as file:
        text = file.read("word/document.xml").decode()
    assert text.index("Welcome here.") < text.index('descr="Hello"')
    assert check(made) == []


def test_every_idea_of_the_word_file_stays_on_one_page(tmp_path: Path, sample: EasyRead) -> None:
    made = written(tmp_path, sample)
    with ZipFile(made / "everything-easy-read.docx") as file:
        text = file.read("word/document.xml").decode()
    rows = re.findall(r"<w:tr>.*?</w:tr>|<w:tr .*?</w:tr>", text, re.DOTALL)
    assert len(rows) == len(list(ideas(easy_read(document(tmp_path, sample)))))
    assert all("<w:cantSplit/>" in row for row in rows)
    for table in re.findall(r"<w:tbl>.*?</w:tbl>", text, re.DOTALL):
        own = re.findall(r"<w:tr>.*?</w:tr>|<w:tr .*?</w:tr>", table, re.DOTALL)
        assert ["<w:keepNext/>" in row for row in own[-2:]] == [True, False][-len(own) :]
    assert "<w:tbl>" in text
    cells = re.findall(r"<w:tc>.*?</w:tc>", text, re.DOTALL)
    assert len(cells) == 2 * len(rows)
    assert not [one for one in cells if "Heading" in one]


@pytest.fixture
def file(tmp_path: Path, sample: EasyRead) -> Path:
    return written(tmp_path, sample) / "everything-easy-read.pdf"


def rules(path: Path) -> set[str]:
    return {one.rule for one in check_file(path)}


def test_small_letters_are_found(file: Path, tmp_path: Path, sample: EasyRead) -> None:
    pdf(easy_read(document(tmp_path, sample)), replace(EASY_READ.sized(16), small=12), file)
    assert rules(file) == {"easy-read-size"}


def test_an_idea_that_is_split_is_found(file: Path, tmp_path: Path, sample: EasyRead) -> None:
    lines = tuple(words(f"Line {number} of many.") for number in range(40))
    long = Idea(samples.svg(tmp_path, "long"), words("A long one"), lines)
    easy = replace(sample, sections=(EasySection("", None, 1, (long,)),))
    text = source(easy_read(document(tmp_path, easy)), EASY_READ, Sheet())
    made, _ = compiled(text.replace("breakable: false,\n  above: 1.35em", "above: 1.35em"))
    file.write_bytes(made)
    assert "easy-read-split" in rules(file)


def test_too_many_pages_and_words_are_found(file: Path, tmp_path: Path, sample: EasyRead) -> None:
    star = samples.svg(tmp_path, "star")
    line = "This is one of very many lines that say much the same."
    many = tuple(Idea(star, words(f"Star {n}"), (words(f"{line} {n}"),)) for n in range(160))
    easy = replace(sample, sections=(EasySection("", None, 1, many),))
    pdf(easy_read(document(tmp_path, easy)), EASY_READ, file)
    assert rules(file) == {"easy-read-pages", "easy-read-length"}


def test_pages_without_their_number_are_found(file: Path, tmp_path: Path, sample: EasyRead) -> None:
    text = source(easy_read(document(tmp_path, sample)), EASY_READ, Sheet())
    made, _ = compiled(text.replace("#before#counter(page).display()#between", "#before"))
    file.write_bytes(made)
    assert "easy-read-page-number" in rules(file)


@pytest.mark.parametrize(
    ("part", "old", "new", "rule"),
    [
        ("word/document.xml", "<w:cantSplit/>", "", "easy-read-split"),
        ("word/styles.xml", '<w:sz w:val="36"', '<w:sz w:val="30"', "easy-read-size"),
        ("word/footer1.xml", "NUMPAGES", "PAGE", "easy-read-page-number"),
    ],
)
def test_faults_of_the_word_file_are_found(
    part: str, old: str, new: str, rule: str, file: Path
) -> None:
    path = file.with_suffix(".docx")
    with ZipFile(path) as zipped:
        parts = {name: zipped.read(name) for name in zipped.namelist()}
    assert old.encode() in parts[part]
    parts[part] = parts[part].replace(old.encode(), new.encode())
    with ZipFile(path, "w") as zipped:
        for name, content in parts.items():
            zipped.writestr(name, content)
    assert rules(path) == {rule}


def test_a_page_in_small_letters_is_found(file: Path) -> None:
    path = file.with_suffix(".html")
    page = path.read_text(encoding="utf-8")
    assert rules(path) == set()
    path.write_text(page.replace("--base: 150%", "--base: 120%"), encoding="utf-8")
    assert rules(path) == {"easy-read-size"}


SOURCE = """---
title: A
lang: en-GB
---

# First

One sentence.

::: easy-read
![Two people](pic:people) We met.
:::
"""


def test_each_text_is_made_anew_only_for_its_own_edits(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.source("a", SOURCE)

    def states() -> dict[str, str]:
        ran = project.run("render", "html", "easy-read", "--json", "--executor", "serial")
        assert ran.code == 0, ran.err
        return ran.states()

    assert states() == {"a/html": "built", "a/easy-read": "built"}
    project.source("a", SOURCE.replace("We met.", "We talked."))
    assert states() == {"a/html": "cached", "a/easy-read": "built"}
    project.source("a", SOURCE.replace("We met.", "We talked.").replace("One", "A"))
    assert states() == {"a/html": "built", "a/easy-read": "cached"}


def test_a_credit_without_a_licence_is_given_as_it_is() -> None:
    (row, *_) = ideas(easy_read(Document("a", FRONT, ())))
    shown = EasySection("", None, 1, (replace(row, credit=Credit("Ann", "")),))
    assert "Ann" in said(easy_read(Document("a", FRONT, (), EasyRead("draft", (shown,)))))
