"""Bringing documents in: other dialects, other kinds of files, and files that mean harm."""

from __future__ import annotations

import base64
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
import typst
from docx import Document as WordDocument
from PIL import Image as Raster

from coprod_formats.diagnostics import CoprodError
from coprod_formats.importing import Arrival, bring_in
from coprod_formats.sources import discover
from tests.drafts import png

FIXTURES = Path(__file__).parent / "importing"
TODO = {"image-alt-todo", "math-alt-todo"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Our own files of other kinds, with the pictures that they name."""
    for path in FIXTURES.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "plan.png").write_bytes(png(40, 30))
    Raster.new("RGB", (40, 30), "red").save(tmp_path / "plan.gif")
    page = tmp_path / "page.html"
    inside = base64.b64encode(png(8, 6)).decode()
    page.write_text(page.read_text("utf-8").replace("PNG", inside), "utf-8")
    return tmp_path


def brought(folder: Path, name: str, *, force: bool = False) -> tuple[str, Arrival]:
    """The source that import makes of a file, and what it says of it."""
    arrival = bring_in(folder / name, folder / "sources", force=force)
    return arrival.source.read_text(encoding="utf-8"), arrival


def errors(arrival: Arrival) -> set[str]:
    return {one.rule for one in arrival.diagnostics if one.severity == "error"}


def refused(path: Path) -> str:
    """Why a file is not brought in, in one line with its rule."""
    with pytest.raises(CoprodError) as failure:
        bring_in(path, path.parent / "sources")
    assert not (path.parent / "sources").exists()
    (one,) = failure.value.diagnostics
    assert one.hint or one.rule == "import-missing"
    return f"{one.message} [{one.rule}]"


def test_markdown_with_raw_html_becomes_our_dialect(folder: Path) -> None:
    source, arrival = brought(folder, "github.md")
    assert errors(arrival) <= TODO
    assert 'title: "Our meeting notes"' in source
    assert (
        "H~2~O and the room was 20 m^2^.\\\nWe met on (struck out: Monday) Tuesday.[^1]" in source
    )
    assert "[^1]: The room was *taken* on Monday." in source
    assert "::: {.key-finding}\n## Who was there\n\nTwelve people came." in source
    assert "![A plan of the room](github/plan.png)" in source
    assert "| Day    | Numbers | Numbers |" in source or "| Day | Numbers | Numbers |" in source
    assert source.count("Monday |") + source.count("Monday  |") >= 1
    assert "- [x] Book the room" in source or "- \\[x\\] Book the room" in source
    assert "(mailto:ann@example.org)" in source or "<ann@example.org>" in source
    assert "<script" not in source
    assert "alert" not in source


def test_cells_that_reach_over_rows_are_said_in_each(folder: Path) -> None:
    source, _ = brought(folder, "github.md")
    rows = [line for line in source.split("\n") if line.startswith("| Monday")]
    assert [[cell.strip() for cell in row.strip("|").split("|")] for row in rows] == [
        ["Monday", "12", "13"],
        ["Monday", "14", "15"],
    ]


def test_the_report_tells_what_was_lost_and_guessed(folder: Path) -> None:
    _, arrival = brought(folder, "github.md")
    lost, guessed = arrival.told.split("Lost:")[1].split("Guessed")
    for words in ("youtube", "https://example.org/map.png", "other.md", "tags", "TOC"):
        assert words in lost
    assert "struck out" in guessed
    assert "scripts: they were not run" in arrival.told
    assert arrival.told == arrival.report.read_text(encoding="utf-8")


def test_the_report_is_no_source(folder: Path) -> None:
    brought(folder, "github.md")
    found = discover(folder, "sources/**/*.md")
    assert [one.slug for one in found.sources] == ["github"]


def test_pandocs_markdown_becomes_our_dialect(folder: Path) -> None:
    source, arrival = brought(folder, "pandoc.md")
    assert errors(arrival) <= TODO
    for words in ("small capitals", "A note in the line", "What it means", "An example", "hello"):
        assert words in source
    assert '::: {.table row-headers="1"}' not in source
    assert "| 12 " in source
    assert "\n## Too deep" in source
    assert "![A picture](pandoc/plan.png)" in source
    assert 'alt="TODO' in source


def test_a_web_page_loses_its_furniture_and_nothing_else(folder: Path) -> None:
    source, arrival = brought(folder, "page.html")
    assert errors(arrival) <= TODO
    assert "lang: cy" in source
    assert 'title: "Croeso i bawb"' in source
    assert "# Pennod un" in source
    assert "Mae **pawb** yma.[^1]" in source
    assert "[^1]: Nodyn ar y gwaelod." in source
    assert "[Hello there]{lang=" in source
    assert "![Llun o ardd](page/" in source
    assert "![Siart](page/drawing-1.svg)" in source
    for gone in ("Dewislen", "Hafan", "Hawlfraint", "cudd", "javascript", "example.org"):
        assert gone not in source
    assert "https://example.org/film" in arrival.told
    assert "never fetched" in arrival.told


def word_file(path: Path) -> Path:
    """A Word file with a skipped level, a table without a header, and a picture."""
    document = WordDocument()
    document.add_heading("The plan", 1)
    document.add_heading("First steps", 3)
    document.add_paragraph("We begin in spring.")
    document.add_paragraph("One", style="List Bullet")
    document.add_paragraph("Two", style="List Bullet")
    document.add_heading("Money", 2)
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip(table._cells, ("Item", "Cost", "Soil", "£12"), strict=True):
        cell.text = words
    document.add_picture(BytesIO(png(60, 40)))
    document.save(str(path))
    return path


def test_a_word_file_has_its_levels_mended_and_its_pictures_beside_it(tmp_path: Path) -> None:
    source, arrival = brought(tmp_path, word_file(tmp_path / "Our Plan.docx").name)
    assert arrival.source.name == "our-plan.md"
    assert errors(arrival) == {"image-alt-todo"}
    heads = [line for line in source.split("\n") if line.startswith("#")]
    assert heads == ["# First steps", "# Money"]
    assert 'title: "The plan"' in source
    assert "| Soil | £12  |" in source
    assert "![TODO: say what this picture shows](our-plan/" in source
    assert len(list((tmp_path / "sources" / "our-plan").iterdir())) == 1


def garden(folder: Path, *, tags: bool) -> Path:
    """The garden report as a PDF of two columns, with its tags or as most designers leave it."""
    made = folder / "garden.pdf"
    typst.compile(folder / "report.typ", output=made)
    if tags:
        return made
    with pikepdf.open(made, allow_overwriting_input=True) as pdf:
        for name in ("/StructTreeRoot", "/MarkInfo", "/Outlines"):
            if name in pdf.Root:
                del pdf.Root[name]
        for page in pdf.pages:
            marks = {"BDC", "BMC", "EMC"}
            plain = [one for one in pikepdf.parse_content_stream(page) if str(one[1]) not in marks]
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(plain))
        pdf.save(made)
    return made


@pytest.mark.parametrize("tags", [False, True])
def test_a_pdf_of_two_columns_is_read_in_order(folder: Path, tags: bool) -> None:
    source, arrival = brought(folder, garden(folder, tags=tags).name)
    assert errors(arrival) <= TODO
    heads = [line for line in source.split("\n") if line.startswith("#")]
    assert heads == [
        "# How we began",
        "## What we needed",
        "# What we grew",
        "# What comes next",
        "## Thanks",
    ]
    assert 'title: "The garden report"' in source
    first = "Extraordinary responsibilities notwithstanding, everybody contributed enthusiastically"
    assert f"{first} throughout.[^1] The self-governing group met weekly" in source
    assert "[^1]: They came on Tuesdays, whatever the weather." in source
    assert "[the council's garden office](https://example.org/garden)" in source
    assert (
        "1.  Spades, which we borrowed from the neighbours across the road.\n2.  Seeds." in source
    )
    assert "- Beans\n- Peas" in source
    assert "running head" not in source.replace("A running head", "running head").lower()
    assert "that **beans** grew best, and that *peas* did not" in source
    rows = [line.strip("|").split("|") for line in source.split("\n") if line.startswith("| ")]
    assert [[cell.strip() for cell in row] for row in rows] == [
        ["Plant", "Rows", "Harvest"],
        ["Beans", "12", "A great many kilograms of beans, all summer"],
        ["Peas", "7", "Few"],
    ]
    assert source.rstrip().split("\n\n")[-2] == "Thank you to all who came."


def test_a_drawing_in_a_pdf_becomes_a_picture_that_waits_for_its_words(folder: Path) -> None:
    source, arrival = brought(folder, garden(folder, tags=False).name)
    assert "![TODO: say what this picture shows](garden/page-" in source
    assert errors(arrival) == {"image-alt-todo"}
    assert "a picture needs its description" in arrival.told


def test_equal_files_give_equal_sources(folder: Path) -> None:
    path = garden(folder, tags=False)
    first, _ = brought(folder, path.name)
    again, _ = brought(folder, path.name, force=True)
    assert first == again


def test_nothing_is_written_over_unless_it_is_asked_for(folder: Path) -> None:
    brought(folder, "github.md")
    source = folder / "sources" / "github.md"
    source.write_text("mine", encoding="utf-8")
    with pytest.raises(CoprodError, match="import-exists"):
        brought(folder, "github.md")
    assert source.read_text(encoding="utf-8") == "mine"
    brought(folder, "github.md", force=True)
    assert "Our meeting notes" in source.read_text(encoding="utf-8")
    assert not list((folder / "sources").glob(".import-*"))


def zipped(path: Path, parts: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, raw in parts.items():
            package.writestr(name, raw)


def bomb(path: Path) -> None:
    zipped(path, {"word/document.xml": bytes(40_000_000)})


def entities(path: Path) -> None:
    text = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'
    zipped(path, {"word/document.xml": text})


def locked_pdf(path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(path, encryption=pikepdf.Encryption(owner="a", user="b"))


def scanned(path: Path) -> None:
    Raster.new("RGB", (200, 200), "grey").save(path, "PDF")


def cut_short(path: Path) -> None:
    word_file(path)
    path.write_bytes(path.read_bytes()[:2000])


def written(raw: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(raw)


@pytest.mark.parametrize(
    ("name", "make", "rule"),
    [
        ("bomb.docx", bomb, "import-bomb"),
        ("laughs.docx", entities, "import-bomb"),
        ("locked.pdf", locked_pdf, "import-locked"),
        ("scanned.pdf", scanned, "import-scanned"),
        ("short.docx", cut_short, "import-broken"),
        ("broken.pdf", written(b"%PDF-1.7\nnothing"), "import-broken"),
        ("other.docx", written(b"just words\n"), "import-suffix"),
        ("old.doc", written(b"\xd0\xcf\x11\xe0" + bytes(600)), "import-kind"),
        ("picture.md", written(b"\x89PNG\r\n\x1a\n"), "import-kind"),
        ("bytes.md", written(b"a\x00b"), "import-kind"),
        ("empty.md", written(b" \n"), "import-empty"),
        ("empty.html", written(b"<html><body><script>x</script></body></html>"), "import-empty"),
        ("archive.epub", lambda path: zipped(path, {"a.txt": b"x"}), "import-kind"),
        (
            "book.epub",
            lambda path: zipped(path, {"META-INF/container.xml": b"<x/>"}),
            "import-broken",
        ),
        ("page.docx", lambda path: zipped(path, {"word/document.xml": b"<x"}), "import-broken"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_way_out(
    tmp_path: Path, name: str, make: Callable[[Path], object], rule: str
) -> None:
    make(tmp_path / name)
    assert rule in refused(tmp_path / name)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    assert "there is no file" in refused(tmp_path / "nothing.pdf")


def test_a_wrong_name_does_not_hide_what_a_file_is(folder: Path) -> None:
    garden(folder, tags=True).rename(folder / "garden.docx")
    _, arrival = brought(folder, "garden.docx")
    assert "its name ends in .docx, but it is PDF" in arrival.told


def test_macros_are_left_behind_and_told(tmp_path: Path) -> None:
    path = word_file(tmp_path / "macros.docx")
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("word/vbaProject.bin", b"macro")
    _, arrival = brought(tmp_path, path.name)
    assert "macros: they were not run" in arrival.told


def test_a_path_out_of_a_package_or_a_page_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "secret.png").write_bytes(png())
    (tmp_path / "in").mkdir()
    page = tmp_path / "in" / "page.html"
    page.write_text('<html><p>Words.<img src="../secret.png" alt="x"></p></html>', encoding="utf-8")
    arrival = bring_in(page, tmp_path / "sources")
    assert "secret" not in arrival.source.read_text(encoding="utf-8")
    assert not (tmp_path / "sources" / "page").exists()


def test_what_opens_with_a_picture_is_no_key_finding(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png())
    page = '<html><body><details><summary>Look</summary><p><img src="a.png" alt="A cat"></p>'
    (tmp_path / "page.html").write_text(f"{page}<p>Words.</p></details>", encoding="utf-8")
    source, arrival = brought(tmp_path, "page.html")
    assert errors(arrival) == set()
    assert "**Look**\n\n![A cat](page/a.png)\n\nWords." in source


def test_a_link_around_a_picture_is_told_as_lost(folder: Path) -> None:
    page = folder / "linked.md"
    page.write_text("Words.\n\n[![A plan](plan.png)](https://example.org/plan)\n", "utf-8")
    source, arrival = brought(folder, page.name)
    assert "![A plan](linked/plan.png)" in source
    assert "a link around a picture: https://example.org/plan" in arrival.told
