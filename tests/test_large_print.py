"""Large print as people get it: a PDF and a Word file with the same words in large letters."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document as WordDocument
from pydantic import ValidationError

from coprod_formats.checks import check
from coprod_formats.document import Document
from coprod_formats.themes import ThemeName
from coprod_formats.writers.base import Job
from coprod_formats.writers.large_print import LargePrintOptions, LargePrintWriter
from tests.lettering import letters
from tests.samples import everything


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Document:
    return everything(tmp_path_factory.mktemp("pictures"))


def made(document: Document, folder: Path, options: LargePrintOptions) -> list[str]:
    folder.mkdir(exist_ok=True)
    assert LargePrintWriter().write(Job(document, options, {}, folder)) == []
    return sorted(path.name for path in folder.iterdir())


def test_large_print_is_a_pdf_and_a_word_file(document: Document, tmp_path: Path) -> None:
    names = made(document, tmp_path, LargePrintOptions())
    assert names == ["everything-large-print.docx", "everything-large-print.pdf"]
    assert check(tmp_path) == []


def test_the_word_file_can_be_left_out(document: Document, tmp_path: Path) -> None:
    names = made(document, tmp_path, LargePrintOptions(docx=False))
    assert names == ["everything-large-print.pdf"]


def test_both_files_have_letters_of_the_same_size(document: Document, tmp_path: Path) -> None:
    made(document, tmp_path, LargePrintOptions(text_size=22))
    word = WordDocument(str(tmp_path / "everything-large-print.docx"))
    assert word.styles.element.xpath("w:docDefaults//w:sz/@w:val") == ["44"]  # half points
    assert smallest(tmp_path / "everything-large-print.pdf") == pytest.approx(22, abs=0.05)


def smallest(path: Path) -> float:
    """The smallest size of any letter in a PDF."""
    return min(size for size, _ in letters(path))


def test_any_theme_is_set_large(document: Document, tmp_path: Path) -> None:
    made(document, tmp_path / "a", LargePrintOptions(theme=ThemeName.CREAM, docx=False))
    assert smallest(tmp_path / "a" / "everything-large-print.pdf") == pytest.approx(18, abs=0.05)


def test_small_print_is_refused() -> None:
    with pytest.raises(ValidationError):
        LargePrintOptions.model_validate({"text-size": 16})
