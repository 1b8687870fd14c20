"""The PDF writer, and what our own check finds in PDF files that have gone wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Name, Object, Pdf
from pydantic import ValidationError

from coprod_formats.checks.pdf import check_pdf
from coprod_formats.themes import ThemeName
from coprod_formats.typesetting import Paper
from coprod_formats.writers.base import Job
from coprod_formats.writers.pdf import PdfOptions, PdfWriter
from tests.samples import everything


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pdf")
    document = everything(tmp_path_factory.mktemp("pictures"))
    assert PdfWriter().write(Job(document, PdfOptions(), {}, folder)) == []
    return folder / "everything.pdf"


def test_the_writer_makes_one_file_named_after_the_document(good: Path) -> None:
    assert [path.name for path in good.parent.iterdir()] == ["everything.pdf"]


def test_a_good_file_has_no_complaint(good: Path) -> None:
    assert check_pdf(good) == []


def test_options_are_named_as_editors_write_them() -> None:
    said = {"theme": "cream", "paper": "letter", "text-size": 16, "sections-apart": True}
    options = PdfOptions.model_validate(said)
    assert options == PdfOptions(
        theme=ThemeName.CREAM, paper=Paper.LETTER, text_size=16, sections_apart=True
    )


@pytest.mark.parametrize("said", [{"text-size": 11}, {"theme": "loud"}, {"colour": "red"}])
def test_options_that_harm_readers_are_refused(said: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        PdfOptions.model_validate(said)


def tags(pdf: Pdf, kind: str) -> list[Object]:
    """Every tag of one kind."""
    return [
        each
        for each in pdf.objects
        if isinstance(each, pikepdf.Dictionary) and each.get("/S") == kind and "/P" in each
    ]


def untag(pdf: Pdf) -> None:
    del pdf.Root.StructTreeRoot


def forget_title(pdf: Pdf) -> None:
    with pdf.open_metadata() as metadata:
        del metadata["dc:title"]


def forget_ua(pdf: Pdf) -> None:
    with pdf.open_metadata() as metadata:
        del metadata["pdfuaid:part"]


def hide_title(pdf: Pdf) -> None:
    del pdf.Root.ViewerPreferences.DisplayDocTitle


def forget_language(pdf: Pdf) -> None:
    del pdf.Root.Lang


def forget_description(pdf: Pdf) -> None:
    tags(pdf, "/Figure")[0].Alt = pikepdf.String(" ")


def drop_title_heading(pdf: Pdf) -> None:
    tags(pdf, "/H1")[0].S = Name.P


def repeat_title_heading(pdf: Pdf) -> None:
    tags(pdf, "/H2")[1].S = Name.H1


def skip_heading(pdf: Pdf) -> None:
    for heading in tags(pdf, "/H3"):
        heading.S = Name.H4


def drop_headers(pdf: Pdf) -> None:
    for cell in tags(pdf, "/TH"):
        cell.S = Name.TD


def drop_font(pdf: Pdf) -> None:
    for each in pdf.objects:
        if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor":
            for key in ("/FontFile", "/FontFile2", "/FontFile3"):
                if key in each:
                    del each[key]
            return


def cut_page(pdf: Pdf) -> None:
    pdf.pages[0].MediaBox = pikepdf.Array([0, 0, 300, 842])


FAULTS: dict[str, Callable[[Pdf], None]] = {
    "pdf-untagged": untag,
    "pdf-title": forget_title,
    "pdf-title-shown": hide_title,
    "pdf-language": forget_language,
    "pdf-ua": forget_ua,
    "pdf-figure-alt": forget_description,
    "pdf-heading-first": drop_title_heading,
    "pdf-heading-title": repeat_title_heading,
    "pdf-heading-skipped": skip_heading,
    "pdf-table-header": drop_headers,
    "pdf-font": drop_font,
    "pdf-edge": cut_page,
}


@pytest.mark.parametrize("rule", FAULTS)
def test_each_fault_is_found(rule: str, good: Path, tmp_path: Path) -> None:
    with pikepdf.open(good) as pdf:
        FAULTS[rule](pdf)
        pdf.save(tmp_path / "bad.pdf")
    complaints = check_pdf(tmp_path / "bad.pdf")
    assert rule in {complaint.rule for complaint in complaints}
    assert {str(complaint.where) for complaint in complaints} == {"bad.pdf:1:1"}


def test_a_file_that_is_no_pdf_is_a_complaint(tmp_path: Path) -> None:
    (tmp_path / "bad.pdf").write_bytes(b"not a PDF at all")
    assert [complaint.rule for complaint in check_pdf(tmp_path / "bad.pdf")] == ["pdf-unreadable"]
