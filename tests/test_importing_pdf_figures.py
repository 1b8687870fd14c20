"""Tables of figures on untagged pages, and lines of typewriter letters that are none."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tests.test_importing_pdf import body_of, paragraphs, source
from tests.test_importing_pdf_tables import read, rows_in

LEFT, ENDS = 72, (220, 270, 320, 370, 420, 470)
YEARS = ("2004", "2005", "2006", "2007", "2008", "2009")
FIGURES = (
    ("Reading", "11,062.6", "1,540.0", "9,522.6", "8,263.3", "1,071.6", "7,191.7"),
    ("Cardiff", "467.9", "69.1", "398.8", "380.2", "56.5", "323.7"),
    ("Dundee", "17.5", "2.6", "14.9", "17.2", "–", "14.7"),
    ("Lewes", "338.4", "40.1", "298.3", "264.0", "30.2", "233.8"),
    ("Newry", "9.8", "4.3", "5.5", "8.1", "3.7", "4.4"),
)


@pytest.fixture
def canvas(tmp_path: Path) -> Canvas:
    return Canvas(str(tmp_path / "made.pdf"), pagesize=A4)


def line(canvas: Canvas, y: float, cells: tuple[str, ...]) -> None:
    """A name, and figures that end below one another."""
    canvas.drawString(LEFT, y, cells[0])
    for end, cell in zip(ENDS, cells[1:], strict=True):
        canvas.drawRightString(end, y, cell)


def table(canvas: Canvas, y: float, *, dots: str = "") -> float:
    """A head and five rows; gives where they end."""
    canvas.setFont("Times-Roman", 9)
    line(canvas, y, ("Place", *YEARS))
    for number, (name, *cells) in enumerate(FIGURES, 1):
        line(canvas, y - 12 * number, (name + dots, *cells))
    return y - 12 * (len(FIGURES) + 1)


def test_figures_that_stand_in_columns_are_a_table_without_rules(
    canvas: Canvas, tmp_path: Path
) -> None:
    paragraphs(canvas, table(canvas, paragraphs(canvas, 760)) - 30)
    assert rows_in(read(canvas, tmp_path)) == [["Place", *YEARS], *map(list, FIGURES)]


def test_dots_that_lead_to_a_figure_are_not_read(canvas: Canvas, tmp_path: Path) -> None:
    paragraphs(canvas, table(canvas, paragraphs(canvas, 760), dots=" . . . . . . .") - 30)
    body = read(canvas, tmp_path)
    assert rows_in(body)[1:] == [*map(list, FIGURES)]
    assert ". ." not in body


def test_the_full_stop_before_a_mark_or_a_figure_is_read(canvas: Canvas, tmp_path: Path) -> None:
    y = paragraphs(canvas, 760)
    canvas.setFont("Courier", 11)
    canvas.drawString(72, y, "garden")
    canvas.setFont("Times-Roman", 11)
    canvas.drawString(72 + 6 * 6.6, y, ". 12 of us were there")
    canvas.setFont("Times-Roman", 6)
    canvas.drawString(72 + 6 * 6.6 + 96, y + 4, "3")
    assert "garden. 12 of us" in read(canvas, tmp_path)


def test_rules_above_and_below_do_not_make_one_row_of_all_figures(
    canvas: Canvas, tmp_path: Path
) -> None:
    top = paragraphs(canvas, 760)
    end = table(canvas, top)
    for y in (top + 12, top - 3, top - 12 * 3 - 3, end + 9):
        canvas.line(70, y, 475, y)
    for one, other in pairwise((70, 160, 321, 475)):  # borders of the head's groups
        canvas.line(one, top + 12, one, top - 3)
        canvas.line(other, top + 12, other, end + 9)
    paragraphs(canvas, end - 30)
    assert rows_in(read(canvas, tmp_path))[1:] == [*map(list, FIGURES)]


def test_a_name_above_several_columns_is_said_in_each(canvas: Canvas, tmp_path: Path) -> None:
    top = paragraphs(canvas, 760)
    canvas.setFont("Times-Roman", 9)
    canvas.drawCentredString(255, top, "Women")
    canvas.drawCentredString(405, top, "Men")
    paragraphs(canvas, table(canvas, top - 12) - 30)
    head = rows_in(read(canvas, tmp_path))[0]
    assert head == ["Place", *(f"Women {y}" for y in YEARS[:3]), *(f"Men {y}" for y in YEARS[3:])]


def test_a_name_of_two_lines_is_whole_in_its_row(canvas: Canvas, tmp_path: Path) -> None:
    y = table(canvas, paragraphs(canvas, 760))
    canvas.drawString(LEFT, y, "People who live in")
    line(canvas, y - 12, ("other places", *FIGURES[1][1:]))
    paragraphs(canvas, y - 50)
    assert rows_in(read(canvas, tmp_path))[-1][0] == "People who live in other places"


def test_the_sign_of_money_stands_with_its_figure(canvas: Canvas, tmp_path: Path) -> None:
    y = paragraphs(canvas, 760)
    canvas.setFont("Times-Roman", 9)
    for number in range(5):
        canvas.drawString(LEFT, y - 12 * number, f"Garden of {'abcde'[number]}")
        for left in (200, 300):
            canvas.drawString(left, y - 12 * number, "£")
            canvas.drawRightString(left + 60, y - 12 * number, f"1,{number}00")
    paragraphs(canvas, y - 90)
    assert rows_in(read(canvas, tmp_path))[-1] == ["Garden of e", "£ 1,400", "£ 1,400"]


def test_a_sentence_with_figures_is_no_table(canvas: Canvas, tmp_path: Path) -> None:
    canvas.setFont("Times-Roman", 11)
    for number in range(6):
        canvas.drawString(72, 760 - 14 * number, f"In 2009 we met {number} times with 30 to 45")
    assert not rows_in(read(canvas, tmp_path))


def test_a_listing_may_hold_signs_of_another_font(canvas: Canvas, tmp_path: Path) -> None:
    y = paragraphs(canvas, 760)
    for step, words in enumerate(("list the parts", "of all rooms", "and go home")):
        canvas.setFont("Times-Roman", 10)
        canvas.drawString(72, y - 12 * step, "¬")
        canvas.setFont("Courier", 10)
        canvas.drawString(84, y - 12 * step, words)
    paragraphs(canvas, y - 70)
    assert "¬ list the parts\n¬ of all rooms\n¬ and go home" in read(canvas, tmp_path)


def test_a_full_stop_does_not_make_a_typewritten_word_a_listing(
    canvas: Canvas, tmp_path: Path
) -> None:
    canvas.setFont("Times-Roman", 11)
    for number in range(5):
        y = 760 - 32 * number
        canvas.drawString(72, y, "Our words go on until the end of the line, and then comes the")
        canvas.setFont("Courier", 11)
        canvas.drawString(72, y - 14, "garden")
        canvas.setFont("Times-Roman", 11)
        canvas.drawString(72 + 6 * 6.6, y - 14, ".")
    body = read(canvas, tmp_path)
    assert "```" not in body
    assert "comes the garden." in body


def test_words_that_only_tell_of_the_next_page_are_left_out(canvas: Canvas, tmp_path: Path) -> None:
    for words in ("(continues on next page)", "(continued from previous page)"):
        top = 760.0
        while top > 110:
            top = paragraphs(canvas, top, 1)
        canvas.drawString(400, 60 if words.startswith("(continues") else 800, words)
        canvas.showPage()
    body = body_of(source(tmp_path / "made.pdf", canvas))
    assert "previous page" not in body
    assert "next page" not in body


def test_the_numbers_of_pages_are_left_out_wherever_they_stand(
    canvas: Canvas, tmp_path: Path
) -> None:
    for number in range(361, 366):
        paragraphs(canvas, 760, 12)
        canvas.drawString(480, 180, str(number))
        canvas.showPage()
    body = body_of(source(tmp_path / "made.pdf", canvas))
    assert not [number for number in range(361, 366) if str(number) in body]


def test_numbers_that_count_no_pages_are_kept(canvas: Canvas, tmp_path: Path) -> None:
    for number in (12, 90, 7, 45, 3):
        paragraphs(canvas, 760, 12)
        canvas.drawString(72, 180, f"{number}")
        canvas.showPage()
    lines = body_of(source(tmp_path / "made.pdf", canvas)).split("\n")
    assert [line for line in lines if line.isdigit()] == ["12", "90", "7", "45", "3"]
