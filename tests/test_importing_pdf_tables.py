"""Tables of untagged PDF pages: grids drawn at one go, heads without rules, words of full lines."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from coprod_formats.importing.pdf.pieces import Box
from coprod_formats.importing.pdf.strokes import Stroke, rules_of
from tests.test_importing_pdf import body_of, paragraphs, source

MATHS = resources.files("coprod_formats") / "data/fonts/NotoSansMath-Regular.ttf"
ROWS = (("Month", "Women", "Men"), ("May", "12", "9"), ("June", "14", "11"), ("July", "8", "7"))


@pytest.fixture
def canvas(tmp_path: Path) -> Canvas:
    return Canvas(str(tmp_path / "made.pdf"), pagesize=A4)


def read(canvas: Canvas, tmp_path: Path) -> str:
    return body_of(source(tmp_path / "made.pdf", canvas))


def rows_in(body: str) -> list[list[str]]:
    """The cells of all pipe tables, their lines of dashes left out."""
    lines = [line for line in body.split("\n") if line.startswith("|") and "--" not in line]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_a_grid_that_is_drawn_at_one_go_is_a_table(canvas: Canvas, tmp_path: Path) -> None:
    top = paragraphs(canvas, 760)
    across, down = (72, 200, 300, 400), [top - 20 * step for step in range(5)]
    grid = canvas.beginPath()
    for x in across:
        grid.moveTo(x, down[0])
        grid.lineTo(x, down[-1])
    for y in down:
        grid.moveTo(across[0], y)
        grid.lineTo(across[-1], y)
    canvas.drawPath(grid)
    for row, y in zip(ROWS, down, strict=False):
        for words, x in zip(row, across, strict=False):
            canvas.drawString(x + 4, y - 14, words)
    paragraphs(canvas, down[-1] - 30)
    assert rows_in(read(canvas, tmp_path)) == [list(row) for row in ROWS]


def test_a_bold_line_of_columns_heads_a_table_of_one_row(canvas: Canvas, tmp_path: Path) -> None:
    top = paragraphs(canvas, 760)
    canvas.setFont("Times-Bold", 11)
    canvas.drawString(100, top, "Place")
    canvas.drawString(280, top, "What is there")
    canvas.setFont("Times-Roman", 11)
    canvas.drawString(100, top - 16, "garden")
    canvas.drawString(280, top - 16, "One old tree")
    paragraphs(canvas, top - 60)
    body = read(canvas, tmp_path)
    assert rows_in(body) == [["Place", "What is there"], ["garden", "One old tree"]]
    assert "#" not in body


LONG = ("garden", ("Trees that the whole street", "looks after together"))


def row(canvas: Canvas, y: float, first: str, lines: tuple[str, ...]) -> float:
    """A row of two cells, the second of some lines; gives the height of the next."""
    canvas.drawString(100, y, first)
    for line in lines:
        canvas.drawString(280, y, line)
        y -= 13
    return y - 5


def table(canvas: Canvas, y: float, rows: int = 5) -> float:
    """A table with a bold head and some rows, without rules."""
    canvas.setFont("Times-Bold", 11)
    y = row(canvas, y, "Place", ("What is there",))
    canvas.setFont("Times-Roman", 11)
    for number in range(rows):
        y = row(canvas, y, f"place {number}", (f"Thing {number}",))
    return y


def test_the_last_row_of_a_table_may_stand_on_the_next_page(canvas: Canvas, tmp_path: Path) -> None:
    table(canvas, paragraphs(canvas, 760))
    canvas.showPage()
    canvas.setFont("Times-Roman", 11)
    paragraphs(canvas, row(canvas, 760, *LONG) - 10)
    assert rows_in(read(canvas, tmp_path))[-2:] == [
        ["place 4", "Thing 4"],
        [LONG[0], " ".join(LONG[1])],
    ]


def test_text_that_follows_a_table_overleaf_is_no_row_of_it(canvas: Canvas, tmp_path: Path) -> None:
    table(canvas, paragraphs(canvas, 760))
    canvas.showPage()
    paragraphs(canvas, 760)
    assert rows_in(read(canvas, tmp_path))[-1] == ["place 4", "Thing 4"]


@pytest.mark.parametrize("gap", [30, 13])
def test_the_last_row_below_the_last_rule_may_have_several_lines(
    canvas: Canvas, tmp_path: Path, gap: int
) -> None:
    y = paragraphs(canvas, 760)
    for number in range(4):
        canvas.line(96, y + 12, 480, y + 12)
        y = row(canvas, y, f"place {number}", (f"Thing {number}",))
    canvas.line(96, y + 12, 480, y + 12)
    y = row(canvas, y, *LONG) + 5
    if gap == 13:  # text goes on right below, so that this is no row
        canvas.drawString(100, y, "and on it goes as before")
    paragraphs(canvas, y - 30)
    last = rows_in(read(canvas, tmp_path))[-1]
    assert last == ([LONG[0], " ".join(LONG[1])] if gap == 30 else ["place 3", "Thing 3"])


def test_two_columns_that_begin_with_headings_are_no_table(canvas: Canvas, tmp_path: Path) -> None:
    for left, head in ((60, "Our garden"), (320, "Our money")):
        canvas.setFont("Times-Bold", 11)
        canvas.drawString(left, 760, head)
        canvas.setFont("Times-Roman", 11)
        for number in range(8):
            canvas.drawString(
                left, 744 - 14 * number, f"{head} was on our minds for {number} weeks,"
            )
    body = read(canvas, tmp_path)
    assert not rows_in(body)
    assert body.index("Our garden was on our minds for 7 weeks") < body.index("Our money was")


def test_a_tight_line_parts_its_words_where_the_file_has_white(
    canvas: Canvas, tmp_path: Path
) -> None:
    top = paragraphs(canvas, 760)
    canvas.setFont("Times-Roman", 11)
    words = canvas.beginText(72, top)
    words.setWordSpace(-1.7)
    words.textLine("One of these words stands near the next.")
    canvas.drawText(words)
    assert "One of these words stands near the next." in read(canvas, tmp_path)


@pytest.mark.parametrize(
    "strokes",
    [
        [Stroke((0, 0), moves=True), Stroke((50, 0)), Stroke((90, 40))],
        [Stroke((0, 0), moves=True), Stroke((50, 0), bends=True)],
    ],
    ids=("leans", "bends"),
)
def test_a_path_that_leans_or_bends_has_no_rules(strokes: list[Stroke]) -> None:
    assert rules_of(strokes) == []


def test_a_closed_path_goes_back_to_its_beginning() -> None:
    strokes = [
        Stroke((0, 0), moves=True),
        Stroke((50, 0)),
        Stroke((50, 20)),
        Stroke((0, 20), closes=True),
    ]
    assert rules_of(strokes)[-1] == Box(0, 0, 0, 20)
    assert len(rules_of(strokes)) == 4


def test_a_page_with_formulas_is_named_in_the_report(canvas: Canvas, tmp_path: Path) -> None:
    pdfmetrics.registerFont(TTFont("maths", str(MATHS)))
    paragraphs(canvas, 760)
    canvas.showPage()
    top = paragraphs(canvas, 760)
    canvas.setFont("maths", 11)
    canvas.drawString(150, top, "E = m c + \N{SQUARE ROOT} p")
    paragraphs(canvas, top - 30)
    read(canvas, tmp_path)
    report = (tmp_path / "sources/made.import.txt").read_text(encoding="utf-8")
    assert re.search(r"page 2: a line with formulas came in as running words", report)
    assert "page 1: a line with" not in report


def test_the_borders_of_narrow_cells_are_rules_together(canvas: Canvas, tmp_path: Path) -> None:
    top = paragraphs(canvas, 760) - 20
    across = (72, 160, 196, 232)
    for row, y in zip(ROWS, (top - 18 * step for step in range(4)), strict=True):
        canvas.setFont("Times-Bold" if row is ROWS[0] else "Times-Roman", 8)
        for words, left, right in zip(row, across, across[1:], strict=False):
            canvas.drawString(left + 2, y - 12, words)
            canvas.rect(left, y - 16, right - left, 0.6, stroke=0, fill=1)
    canvas.setFont("Times-Italic", 8)
    canvas.drawString(72, top + 2, "Table 1: who came, month by month")
    paragraphs(canvas, top - 110)
    body = read(canvas, tmp_path)
    assert rows_in(body) == [list(row) for row in ROWS]
    assert 'caption="Table 1: who came, month by month"' in body


def test_a_figure_in_a_cell_is_no_mark_of_a_note(canvas: Canvas, tmp_path: Path) -> None:
    top = paragraphs(canvas, 760)
    for step, row in enumerate((("Place", "Years"), ("Ward 1", "2021"), ("Ward 2", "2022"))):
        canvas.drawString(76, top - 14 - 20 * step, row[0])
        canvas.drawString(204, top - 14 - 20 * step, row[1])
    canvas.grid((72, 200, 300), [top - 20 * step for step in range(4)])
    paragraphs(canvas, top - 90)
    canvas.setFont("Times-Roman", 8)
    canvas.drawString(72, 90, "1")
    canvas.drawString(80, 90, "It has a tree and a gate.")
    assert ["Ward 1", "2021"] in rows_in(read(canvas, tmp_path))


def test_a_large_first_letter_belongs_to_its_word(canvas: Canvas, tmp_path: Path) -> None:
    paragraphs(canvas, 780, 1)
    canvas.setFont("Times-Roman", 40)
    canvas.drawString(72, 650, "T")
    canvas.setFont("Times-Roman", 11)
    lines = ("he garden was open to all of us,", "and to all who came by, and", "to the birds.")
    for step, words in enumerate(lines):
        canvas.drawString(98, 677 - 13.5 * step, words)
    paragraphs(canvas, 600)
    body = read(canvas, tmp_path)
    assert "The garden was open to all of us, and to all who came by, and to the birds." in body
