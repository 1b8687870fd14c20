"""Each judge passes what is good, and catches a fault that was put there on purpose."""

import zipfile
from datetime import datetime
from pathlib import Path

import docx
import pikepdf
import pytest
import typst
from docx.oxml import OxmlElement
from playwright.sync_api import Browser

from coprod_formats.epub import book
from coprod_formats.judging.judges import NotHereError, places
from tests import samples
from tests.validators import axe, ooxml, verapdf
from tests.validators.books import ace, epubcheck

FAULTY = b'<img src="images/cover.png" id="a"/><p id="a">Twice.</p></section>'
GOOD_PAGE = '<!doctype html><html lang="en"><title>A page</title><main><h1>A page</h1></main>'


@pytest.fixture(scope="module")
def pdf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small PDF that holds to PDF/UA-1 and PDF/A-2a."""
    folder = tmp_path_factory.mktemp("pdf")
    source = folder / "good.typ"
    source.write_text(
        '#set document(title: "Good", date: datetime(year: 2026, month: 1, day: 1))\n= Good\nText.',
        encoding="utf-8",
    )
    made = folder / "good.pdf"
    typst.compile(str(source), output=str(made), pdf_standards=["ua-1", "a-2a"])
    return made


def broken(pdf: Path, entry: str) -> Path:
    """The same PDF without one entry of its catalogue."""
    copy = pdf.with_name(f"without-{entry.strip('/')}.pdf")
    with pikepdf.open(pdf) as opened:
        del opened.Root[entry]
        opened.save(copy)
    return copy


@pytest.mark.parametrize("flavour", ["ua1", "2a"])
def test_verapdf_passes_the_good_and_fails_the_untagged_in_one_run(pdf: Path, flavour: str) -> None:
    untagged = broken(pdf, "/MarkInfo")
    verdicts = verapdf([pdf, untagged], flavour)
    assert verdicts[pdf] == []
    assert verdicts[untagged]


def test_verapdf_tells_what_is_no_pdf_at_all(tmp_path: Path) -> None:
    letter = tmp_path / "letter.pdf"
    letter.write_text("Dear reader", encoding="utf-8")
    assert verapdf([letter], "ua1")[letter]


def test_verapdf_fails_aloud_without_java(pdf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(pdf.parent))
    with pytest.raises(NotHereError, match="java is missing"):
        verapdf([pdf], "ua1")


def word_file(path: Path, *, faulty: bool) -> Path:
    """A Word file, with properties in the wrong place if it is to be faulty."""
    document = docx.Document()
    document.core_properties.created = datetime(2026, 1, 1)  # noqa: DTZ001 - Word keeps no zone
    paragraph = document.add_paragraph("Text")
    if faulty:
        paragraph._p.append(OxmlElement("w:pPr"))
    document.save(str(path))
    return path


def test_ooxml_passes_a_good_word_file(tmp_path: Path) -> None:
    assert ooxml(word_file(tmp_path / "good.docx", faulty=False)) == []


def test_ooxml_tells_where_the_fault_is(tmp_path: Path) -> None:
    (error,) = ooxml(word_file(tmp_path / "bad.docx", faulty=True))
    assert "/word/document.xml" in error


def test_ooxml_tells_what_is_no_word_file_at_all(tmp_path: Path) -> None:
    letter = tmp_path / "letter.docx"
    letter.write_text("Dear reader", encoding="utf-8")
    assert ooxml(letter)


def test_ooxml_fails_aloud_when_it_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(places, "CHECKOUT", tmp_path)
    with pytest.raises(NotHereError):
        ooxml(tmp_path / "any.docx")


def test_axe_passes_a_good_page(browser: Browser) -> None:
    with browser.new_page() as page:
        page.set_content(GOOD_PAGE)
        assert axe(page) == ([], [])


def test_axe_tells_of_a_picture_without_a_description(browser: Browser) -> None:
    with browser.new_page() as page:
        page.set_content(GOOD_PAGE.replace("</main>", '<img src="data:,"></main>'))
        violations, _ = axe(page)
    assert [line.partition(":")[0] for line in violations] == ["image-alt"]


def test_axe_tells_what_it_could_not_decide(browser: Browser) -> None:
    with browser.new_page() as page:
        page.set_content(
            GOOD_PAGE + '<p style="background: linear-gradient(#000, #fff); color: #777">Text</p>'
        )
        _, undecided = axe(page)
    assert [line.partition(":")[0] for line in undecided] == ["color-contrast"]


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A good book, and the same one with an id twice and a picture that nobody has described."""
    folder = tmp_path_factory.mktemp("books")
    good, bad = folder / "good.epub", folder / "bad.epub"
    book(samples.plainest(), good)
    with zipfile.ZipFile(good) as opened, zipfile.ZipFile(bad, "w") as made:
        for name in opened.namelist():
            content = opened.read(name)
            if name.endswith("title.xhtml"):
                content = content.replace(b"</section>", FAULTY)
            made.writestr(name, content)
    return good, bad


def test_epubcheck_passes_a_good_book_and_fails_a_bad_one_in_one_run(
    books: tuple[Path, Path],
) -> None:
    good, bad = books
    verdicts = epubcheck(books)
    assert verdicts[good] == []
    assert any("Duplicate" in line for line in verdicts[bad])


def test_epubcheck_tells_what_is_no_book_at_all(tmp_path: Path) -> None:
    letter = tmp_path / "letter.epub"
    letter.write_text("Dear reader", encoding="utf-8")
    assert epubcheck([letter])[letter]


def test_ace_passes_a_good_book_and_fails_a_bad_one_in_one_run(
    books: tuple[Path, Path], tmp_path: Path
) -> None:
    good, bad = books
    verdicts = ace(books, tmp_path)
    assert verdicts[good] == []
    assert any("image-alt" in line for line in verdicts[bad])


def test_ace_fails_aloud_when_it_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(places, "CHECKOUT", tmp_path)
    with pytest.raises(NotHereError, match="@daisy/ace-core is missing"):
        ace([tmp_path / "any.epub"], tmp_path)
