"""Tactile drawings: what an author has had drawn for touch goes into eBraille, and nowhere else."""

from base64 import b64encode
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from coprod_formats.checks import check
from coprod_formats.checks.braille import check_ebrl
from coprod_formats.diagnostics import SourceError
from coprod_formats.document import Document
from coprod_formats.reading import read
from coprod_formats.writers.base import Job
from coprod_formats.writers.braille import BrailleOptions, BrailleWriter
from coprod_formats.writers.html import HtmlOptions, HtmlWriter
from tests.test_braille import EXPECTED
from tests.validators.books import epubcheck

HEAD = "---\ntitle: A plan\nlang: en-GB\n---\n\n"
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100" viewBox="0 0 100 100">'
    '<path d="{}" fill="none" stroke="#000" stroke-width="3"/></svg>'
)


@pytest.fixture
def plan(tmp_path: Path) -> Document:
    return source(tmp_path, '![The hall](hall.svg "Its doors"){tactile=hall-tactile.svg}')


def source(folder: Path, text: str) -> Document:
    (folder / "hall.svg").write_text(SVG.format("M0 0H90V90"))
    (folder / "hall-tactile.svg").write_text(SVG.format("M0 0L50 50"))
    (folder / "hall.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (folder / "plan.md").write_text(HEAD + text)
    return read(folder / "plan.md", folder).document


def braille(document: Document, folder: Path) -> Path:
    folder.mkdir()
    BrailleWriter().write(Job(document, BrailleOptions(), {}, folder))
    assert check(folder) == []
    return folder / "plan.ebrl"


def test_a_tactile_drawing_lies_in_the_ebraille_with_its_words(
    plan: Document, tmp_path: Path
) -> None:
    path = braille(plan, tmp_path / "made")
    with ZipFile(path) as book:
        [name] = [one for one in book.namelist() if one.endswith(".svg")]
        assert book.read(name) == (tmp_path / "hall-tactile.svg").read_bytes()
        content, package = (book.read(n).decode() for n in ("ebraille/content.html", "package.opf"))
    assert f'<img src="{name.removeprefix("ebraille/")}" alt="⠠⠮ ⠓⠁⠇⠇"/>' in content
    assert '"a11y:tactileGraphics">SVG<' in package
    [said] = epubcheck([path]).values()
    assert {one.partition(": ")[2] for one in said} == EXPECTED


def test_no_other_format_has_the_drawing(plan: Document, tmp_path: Path) -> None:
    folder = tmp_path / "page"
    folder.mkdir()
    HtmlWriter().write(Job(plan, HtmlOptions(downloads=()), {}, folder))
    page = (folder / "plan.html").read_bytes()
    assert b64encode((tmp_path / "hall.svg").read_bytes()) in page
    assert b64encode((tmp_path / "hall-tactile.svg").read_bytes()) not in page


def test_a_document_without_one_says_so(tmp_path: Path) -> None:
    path = braille(source(tmp_path, "![The hall](hall.svg)"), tmp_path / "made")
    with ZipFile(path) as book:
        assert b'"a11y:tactileGraphics">none<' in book.read("package.opf")


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("![The hall](hall.svg){tactile=nowhere.svg}", "image-missing"),
        ("![The hall](hall.svg){tactile=https://example.org/a.svg}", "image-outside"),
        ("![](hall.svg){.decorative tactile=hall-tactile.svg}", "image-caption"),
        ("![The hall](hall.svg){tactil=hall-tactile.svg}", "attribute-unknown"),
    ],
)
def test_a_drawing_that_cannot_be_used_is_told(text: str, rule: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError) as told:
        source(tmp_path, text)
    assert rule in {one.rule for one in told.value.diagnostics}


def test_a_photograph_is_no_tactile_drawing(tmp_path: Path) -> None:
    photo = Path(__file__).parent / "features" / "media" / "photo.jpg"
    (tmp_path / "photo.jpg").write_bytes(photo.read_bytes())
    with pytest.raises(SourceError, match="no SVG"):
        source(tmp_path, "![The hall](hall.svg){tactile=photo.jpg}")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'src="tactile/', b'src="elsewhere/'),
        ('alt="⠠⠮ '.encode(), b'alt="The '),
        (b'Graphics">SVG<', b'Graphics">none<'),
    ],
)
def test_each_fault_of_a_drawing_is_found(
    old: bytes, new: bytes, plan: Document, tmp_path: Path
) -> None:
    path, changed = braille(plan, tmp_path / "made"), tmp_path / "changed.ebrl"
    with ZipFile(path) as good, ZipFile(changed, "w") as bad:
        for name in good.namelist():
            kind = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
            bad.writestr(name, good.read(name).replace(old, new), kind)
    assert "ebrl-tactile" in {one.rule for one in check_ebrl(changed)}
