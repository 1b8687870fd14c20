"""PDF pages read by their looks: what untagged files of many makers do, drawn small."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from coprod_formats.diagnostics import CoprodError
from coprod_formats.importing import apart, bring_in
from coprod_formats.importing.pdf.bidi import leftward, logical
from coprod_formats.importing.pdf.pieces import Box, Look, Word, joined
from coprod_formats.importing.report import Report
from tests.shelf import Shelf
from tests.test_importing_trips import told

BODY = "Our neighbours met every week to say what they had seen, and to plan what comes next."


def source(path: Path, canvas: Canvas) -> str:
    """What import makes of the pages that were drawn."""
    canvas.save()
    return bring_in(path, path.parent / "sources", "made").source.read_text(encoding="utf-8")


def paragraphs(canvas: Canvas, top: float, count: int = 3, left: float = 72) -> float:
    """So many paragraphs of two lines; gives where they end."""
    canvas.setFont("Times-Roman", 11)
    half = len(BODY) // 2
    cut = BODY.index(" ", half)
    for number in range(count):
        canvas.drawString(left, top, f"{number + 1} times. {BODY[:cut]}")
        canvas.drawString(left, top - 14, BODY[cut + 1 :])
        top -= 42
    return top


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "made.pdf"


def drawn(path: Path) -> Canvas:
    return Canvas(str(path), pagesize=A4)


def body_of(text: str) -> str:
    return text.split("\n---\n", 1)[1]


def test_a_running_head_that_says_each_section_is_left_out(path: Path) -> None:
    canvas = drawn(path)
    for name in ("Gardens", "Money", "People", "Weather", "Tools"):
        canvas.setFont("Times-Italic", 11)
        canvas.drawString(72, 800, f"Chapter about {name}")
        paragraphs(canvas, 740)
        canvas.showPage()
    text = source(path, canvas)
    assert "Chapter about" not in text
    assert text.count("3 times.") == 5


def test_a_list_of_contents_is_left_out_and_told(path: Path) -> None:
    canvas = drawn(path)
    canvas.setFont("Times-Bold", 20)
    canvas.drawString(72, 760, "Contents")
    canvas.setFont("Times-Roman", 11)
    for number, name in enumerate(("Gardens", "Money", "People", "Weather")):
        canvas.drawString(
            72, 720 - 16 * number, f"{number + 1} {name} . . . . . . . . . . {number + 2}"
        )
    canvas.showPage()
    for number, name in enumerate(("Gardens", "Money", "People", "Weather")):
        canvas.setFont("Times-Bold", 20)
        canvas.drawString(72, 760, f"{number + 1} {name}")
        paragraphs(canvas, 700)
        canvas.showPage()
    text = source(path, canvas)
    assert "Contents" not in text
    assert ". . ." not in text
    heads = [line for line in text.split("\n") if line.startswith("#")]
    assert heads == ["# 1 Gardens", "# 2 Money", "# 3 People", "# 4 Weather"]
    assert (
        "the contents, which every format" in (path.parent / "sources/made.import.txt").read_text()
    )


def test_a_chapter_with_its_number_above_it_is_one_heading(path: Path) -> None:
    canvas = drawn(path)
    for number, name in enumerate(("Gardens", "Money"), start=1):
        canvas.setFont("Times-Bold", 18)
        canvas.drawString(72, 760, f"Chapter {number}")
        canvas.setFont("Times-Bold", 22)
        canvas.drawString(72, 720, name)
        paragraphs(canvas, 660, 6)
        canvas.showPage()
        paragraphs(canvas, 760, 6)
        canvas.showPage()
    text = source(path, canvas)
    assert [line for line in text.split("\n") if line.startswith("#")] == [
        "# Chapter 1 Gardens",
        "# Chapter 2 Money",
    ]


def test_numbers_tell_how_deep_a_heading_is_however_many_there_are(path: Path) -> None:
    canvas = drawn(path)
    top = 760.0
    for heading in ("1 Tools", "1.1 Hammers", "1.1.99 Small ones", "1.1.100 Large ones", "2 Rooms"):
        canvas.setFont("Times-Bold", 14)
        canvas.drawString(72, top, heading)
        top = paragraphs(canvas, top - 20, 2) - 10
    text = source(path, canvas)
    assert 'title: "Made"' in text
    assert [line for line in text.split("\n") if line.startswith("#")] == [
        "# 1 Tools",
        "## 1.1 Hammers",
        "### 1.1.99 Small ones",
        "### 1.1.100 Large ones",
        "# 2 Rooms",
    ]


def test_a_long_heading_that_hangs_under_its_words_is_one(path: Path) -> None:
    canvas = drawn(path)
    canvas.setFont("Times-Bold", 24)
    canvas.drawString(72, 780, "A report")
    top = paragraphs(canvas, 740)
    canvas.setFont("Times-Bold", 14)
    canvas.drawString(72, top - 20, "2.1")
    canvas.drawString(100, top - 20, "Why we chose to meet in a garden, and what came")
    canvas.drawString(100, top - 37, "of it in the end")
    paragraphs(canvas, top - 80)
    text = source(path, canvas)
    assert "# 2.1 Why we chose to meet in a garden, and what came of it in the end\n" in text


def test_a_listing_keeps_its_lines_and_its_white(path: Path) -> None:
    canvas = drawn(path)
    top = paragraphs(canvas, 760)
    canvas.setFont("Courier", 9)
    for number, line in enumerate(("def plan(week):", "    return week + 1", "print(plan(3))")):
        canvas.drawString(72, top - 10 - 11 * number, line)
    paragraphs(canvas, top - 70)
    text = source(path, canvas)
    assert "def plan(week):\n    return week + 1\nprint(plan(3))\n" in text


def test_notes_that_follow_each_other_are_told_apart(path: Path) -> None:
    canvas = drawn(path)
    top = paragraphs(canvas, 760, 2)
    for word, mark in (("apples", "1"), ("pears", "2")):
        canvas.setFont("Times-Roman", 11)
        canvas.drawString(72, top, f"They brought {word}.")
        wide = canvas.stringWidth(f"They brought {word}.", "Times-Roman", 11)
        canvas.setFont("Times-Roman", 7)
        canvas.drawString(72 + wide, top + 4, mark)
        top -= 42
    for number, note in enumerate(("Red ones, mostly.", "Green ones, all of them.")):
        canvas.setFont("Times-Roman", 6)
        canvas.drawString(72, 121 - 11 * number, str(number + 1))
        canvas.setFont("Times-Roman", 9)
        canvas.drawString(76, 118 - 11 * number, note)
    text = source(path, canvas)
    assert "They brought apples.[^1]" in text
    assert "They brought pears.[^2]" in text
    assert "[^1]: Red ones, mostly.\n" in text
    assert "[^2]: Green ones, all of them.\n" in text


def test_two_tables_one_above_the_other_are_two_with_their_headers(path: Path) -> None:
    canvas = drawn(path)
    top = paragraphs(canvas, 760, 2)
    for what in ("Plant", "Tool"):
        canvas.setFont("Times-Bold", 11)
        canvas.drawString(72, top, what)
        canvas.drawString(300, top, "Number")
        for row in range(3):
            canvas.line(72, top - 4, 500, top - 4)
            top -= 17
            canvas.setFont("Times-Roman", 11)
            canvas.drawString(72, top, f"{what} {'abc'[row]}")
            canvas.drawString(300, top, str(row + 7))
        canvas.line(72, top - 4, 500, top - 4)
        top = paragraphs(canvas, top - 40, 1) - 10
    text = source(path, canvas)
    assert text.count("::: {.table") == 2
    for what in ("Plant", "Tool"):
        rows = [line for line in text.split("\n") if line.startswith(f"| {what}")]
        assert [[cell.strip() for cell in row.strip("|").split("|")] for row in rows] == [
            [what, "Number"],
            [f"{what} a", "7"],
            [f"{what} b", "8"],
            [f"{what} c", "9"],
        ]


def gridded(canvas: Canvas, top: float, middle: float, rows: list[tuple[str, str]]) -> float:
    """A table of two columns with a rule around each cell; gives where it ends."""
    canvas.setFont("Times-Roman", 11)
    edges = [top - 30 * number for number in range(len(rows) + 1)]
    for edge in edges:
        canvas.line(72, edge, 520, edge)
    for x in (72, middle, 520):
        canvas.line(x, edges[0], x, edges[-1])
    for (name, said), edge in zip(rows, edges[:-1], strict=True):
        canvas.drawString(76, edge - 12, name)
        canvas.drawString(middle + 4, edge - 12, said)
        canvas.drawString(middle + 4, edge - 24, said)
    return edges[-1]


def test_upright_rules_tell_rows_from_running_text(path: Path) -> None:
    canvas = drawn(path)
    top = paragraphs(canvas, 760)
    broad = "as long as a line can be that reaches from one side of the page to the other"
    drinks = [(name, f"{name} {broad}") for name in ("tea", "milk", "water")]
    end = gridded(canvas, top, 110, drinks)
    canvas.drawString(72, end - 14, "These are about the rooms:")
    rooms = [(name, f"{name} and all that is kept in it by us") for name in ("attic", "hall")]
    paragraphs(canvas, gridded(canvas, end - 22, 190, rooms) - 40)
    body = body_of(source(path, canvas))
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in body.split("\n")]
    for name, said in drinks + rooms:
        assert [name, f"{said} {said}"] in rows
    assert "\nThese are about the rooms:\n" in body
    assert body.count("::: {.table") == 2


def pages_of(count: int) -> bytes:
    """A file of so many pages that all show one text."""
    made = BytesIO()
    canvas = Canvas(made, pagesize=A4)
    paragraphs(canvas, 760)
    canvas.save()
    with pikepdf.open(made) as pdf:
        for _ in range(count - 1):
            pdf.pages.append(pdf.pages[0])
        written = BytesIO()
        pdf.save(written)
    return written.getvalue()


def refused(path: Path, seconds: float = 60, memory: int = apart.MEMORY) -> str:
    with pytest.raises(CoprodError) as failure:
        apart.bring(path, Report(path.name), seconds, memory)
    (one,) = failure.value.diagnostics
    assert one.hint
    return str(one)


def test_a_file_that_takes_too_long_is_refused(path: Path) -> None:
    path.write_bytes(pages_of(400))
    assert "was not read within 0.5 seconds [import-huge]" in refused(path, seconds=0.5)


def test_a_file_that_needs_too_much_memory_ends_its_reader_and_not_us(path: Path) -> None:
    path.write_bytes(pages_of(3))
    assert "[import-" in refused(path, memory=60_000_000)


def test_the_reader_says_why_a_file_is_refused(path: Path) -> None:
    path.write_bytes(b"%PDF-1.7\nnothing")
    assert "it cannot be read as a PDF [import-broken]" in refused(path)


def untagged(made: Path, folder: Path) -> Path:
    """A file without its tags and its outline, as most makers leave it."""
    bare = folder / "bare.pdf"
    with pikepdf.open(made) as pdf:
        for name in ("/StructTreeRoot", "/MarkInfo", "/Outlines"):
            if name in pdf.Root:
                del pdf.Root[name]
        for page in pdf.pages:
            marks = {"BDC", "BMC", "EMC"}
            plain = [one for one in pikepdf.parse_content_stream(page) if str(one[1]) not in marks]
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(plain))
        pdf.save(bare)
    return bare


def test_words_from_right_to_left_come_back_as_they_are_read(shelf: Shelf, tmp_path: Path) -> None:
    document = shelf.document("right-to-left")
    made = next(shelf.folder("right-to-left", "pdf").glob("*.pdf"))
    text = bring_in(untagged(made, tmp_path), tmp_path / "sources").source.read_text("utf-8")
    turned = [
        word for run in told(document) for word in re.findall(r"[^\W_]+", run) if leftward(word)
    ]
    assert turned
    assert [word for word in turned if word not in text] == []


def line_of(*drawn: str) -> list[Word]:
    """Words as they stand on a page, from left to right; one that begins with + is glued."""
    made: list[Word] = []
    left = 0.0
    for word in drawn:
        text = word.removeprefix("+")
        box = Box(left, 0, left + 5 * len(text), 10)
        made.append(Word(text, box, 10, Look(10), glued=text != word))
        left = box.right + 5
    return made


@pytest.mark.parametrize(
    ("drawn", "read"),
    [
        ((".", "+(", "+2026", "+)", "ריעה", "חוד"), "דוח העיר (2026)."),
        (("Ann", "Lee", "לע", "דמע", "ריעה", "שאר"), "ראש העיר עמד על Ann Lee"),
        (("We", "say", "םלוע", "םולש", "here."), "We say שלום עולם here."),
        (("12", "+,", "+(", "+3", "+)", "words"), "12,(3) words"),
        (("12.5%", "ךרעב"), "בערך 12.5%"),
    ],
)
def test_a_drawn_line_is_put_in_its_order(drawn: tuple[str, ...], read: str) -> None:
    assert joined(logical(line_of(*drawn))) == read
