"""Notes of untagged PDF pages: however their marks are set, they stand where they are called."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pikepdf
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from coprod_formats.importing import bring_in
from tests.test_importing_pdf import body_of, paragraphs, source

FONT = resources.files("coprod_formats") / "data/fonts/NotoSans-Regular.ttf"


@pytest.fixture
def canvas(tmp_path: Path) -> Canvas:
    return Canvas(str(tmp_path / "made.pdf"), pagesize=A4)


def read(canvas: Canvas, tmp_path: Path) -> str:
    return body_of(source(tmp_path / "made.pdf", canvas))


def small(canvas: Canvas, left: float, base: float, mark: str, size: float = 7) -> float:
    """A mark in small letters above its line; gives where it ends."""
    canvas.setFont("Times-Roman", size)
    canvas.drawString(left, base + 4, mark)
    return left + canvas.stringWidth(mark, "Times-Roman", size)


def with_sevens(canvas: Canvas, tmp_path: Path) -> str:
    """What is made where the file says that its sign for "at" is a raised seven."""
    canvas.save()
    with pikepdf.open(tmp_path / "made.pdf", allow_overwriting_input=True) as file:
        for one in file.objects:
            if isinstance(one, pikepdf.Stream) and b"begincmap" in one.read_bytes():
                one.write(one.read_bytes().replace(b"<0040>", b"<2077>"))
        file.save(tmp_path / "made.pdf")
    made = bring_in(tmp_path / "made.pdf", tmp_path / "sources", "made")
    return body_of(made.source.read_text(encoding="utf-8"))


def test_a_mark_of_which_some_figures_are_raised_calls_its_note(
    canvas: Canvas, tmp_path: Path
) -> None:
    pdfmetrics.registerFont(TTFont("sup", str(FONT)))
    top = paragraphs(canvas, 760)
    canvas.setFont("sup", 11)
    canvas.drawString(72, top, "We met in a garden 1@ and in a hall.")
    paragraphs(canvas, top - 30)
    canvas.setFont("sup", 8)
    canvas.drawString(72, 90, "1@")
    after = 72 + canvas.stringWidth("1@", "sup", 8)
    canvas.drawString(after, 90, "It belongs to all of us.")
    body = with_sevens(canvas, tmp_path)
    assert "in a garden[^1] and in a hall." in body
    assert "[^1]: It belongs to all of us." in body


def test_a_level_figure_after_another_look_calls_its_level_note(
    canvas: Canvas, tmp_path: Path
) -> None:
    top = paragraphs(canvas, 760)
    canvas.setFont("Courier", 11)
    canvas.drawString(72, top, "plan.tar.gz")
    after = 72 + canvas.stringWidth("plan.tar.gz", "Courier", 11)
    canvas.setFont("Times-Roman", 11)
    canvas.drawString(after, top, "1")
    canvas.drawString(after + 9, top, "has our plans for the year, and what we said of them.")
    paragraphs(canvas, top - 30)
    canvas.setFont("Times-Roman", 8)
    canvas.drawString(72, 90, "1")
    canvas.drawString(76, 90, "For older years, ask one of us.")
    body = read(canvas, tmp_path)
    assert "plan.tar.gz[^1] has our plans" in body
    assert "[^1]: For older years, ask one of us." in body


def test_two_marks_side_by_side_call_two_notes(canvas: Canvas, tmp_path: Path) -> None:
    top = paragraphs(canvas, 760)
    canvas.drawString(72, top, "We met in a garden.")
    after = 72 + canvas.stringWidth("We met in a garden.", "Times-Roman", 11)
    small(canvas, after + 3, top, "1")
    small(canvas, after + 10, top, "2")
    paragraphs(canvas, top - 30)
    for base, mark, words in ((104, "1", "It is ours."), (90, "2", "It has a tree.")):
        small(canvas, 72, base - 1, mark, 6)
        canvas.setFont("Times-Roman", 8)
        canvas.drawString(78.5, base, words)
    body = read(canvas, tmp_path)
    assert "We met in a garden.[^1][^2]" in body.replace(" [^", "[^")
    assert "[^1]: It is ours." in body
    assert "[^2]: It has a tree." in body


def test_a_mark_alone_on_its_line_belongs_to_the_words_above(
    canvas: Canvas, tmp_path: Path
) -> None:
    top = paragraphs(canvas, 760)
    canvas.drawString(72, top, "We met in the garden that is for all of us and for nobody alone,")
    small(canvas, 72, top - 16, "1")
    paragraphs(canvas, top - 46)
    small(canvas, 72, 89, "1", 6)
    canvas.setFont("Times-Roman", 8)
    canvas.drawString(78, 90, "It has a tree.")
    body = read(canvas, tmp_path)
    assert "and for nobody alone,[^1]" in body
    assert "\n1\n" not in body


def test_a_note_keeps_its_second_paragraph(canvas: Canvas, tmp_path: Path) -> None:
    top = paragraphs(canvas, 760)
    canvas.drawString(72, top, "We met in a garden.")
    after = 72 + canvas.stringWidth("We met in a garden.", "Times-Roman", 11)
    small(canvas, after, top, "1")
    paragraphs(canvas, top - 30, 6)
    small(canvas, 72, 129, "1", 6)
    canvas.setFont("Times-Roman", 8)
    canvas.drawString(78, 130, "It has a tree.")
    canvas.drawString(72, 112, "The tree is old.")
    body = read(canvas, tmp_path)
    assert "[^1]: It has a tree. The tree is old." in body
    assert body.count("The tree is old.") == 1


def test_a_power_of_ten_is_no_mark(canvas: Canvas, tmp_path: Path) -> None:
    pdfmetrics.registerFont(TTFont("sup", str(FONT)))
    top = paragraphs(canvas, 760)
    canvas.setFont("sup", 11)
    canvas.drawString(72, top, "There are 10@ of them in a spoon of soil.")
    paragraphs(canvas, top - 30)
    assert "There are 10\N{SUPERSCRIPT SEVEN} of them" in with_sevens(canvas, tmp_path)
