"""Word files as other people make them: boxes, fields, changes and grids, and no word lost."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from coprod_formats.importing import Arrival, bring_in

SPACES = " ".join(
    f'xmlns:{name}="{address}"'
    for name, address in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "wpg": "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
STYLES = (
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Verz1"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/>'
    '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Ours"><w:name w:val="Council head"/>'
    '<w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    '<w:style w:type="character" w:styleId="Secret"><w:name w:val="Secret"/>'
    "<w:rPr><w:vanish/></w:rPr></w:style>"
)


def run(words: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def wrapped(name: str, inside: str) -> str:
    return f"<w:{name}>{inside}</w:{name}>"


def line(inside: str, settings: str = "") -> str:
    return f"<w:p><w:pPr>{settings}</w:pPr>{inside}</w:p>"


def cell(words: str, settings: str = "") -> str:
    return f"<w:tc><w:tcPr>{settings}</w:tcPr>{line(run(words))}</w:tc>"


def row(*cells: str, settings: str = "") -> str:
    return f"<w:tr><w:trPr>{settings}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str, columns: int = 0) -> str:
    grid = '<w:gridCol w:w="900"/>' * columns
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def drawn(inside: str) -> str:
    """A box as Word draws it, and once more for programs that know only the older way."""
    box = f"<w:txbxContent>{inside}</w:txbxContent>"
    new = f"<w:drawing><wp:anchor><a:graphic><wps:txbx>{box}</wps:txbx></a:graphic></wp:anchor>"
    choice = f'<mc:Choice Requires="wps">{new}</w:drawing></mc:Choice>'
    old = f"<mc:Fallback>{older(inside)}</mc:Fallback>"
    return f"<w:r><mc:AlternateContent>{choice}{old}</mc:AlternateContent></w:r>"


def older(inside: str) -> str:
    box = f"<w:txbxContent>{inside}</w:txbxContent>"
    return f"<w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict>"


def word_file(path: Path, body: str, space: str = "") -> Path:
    called = "footnoteReference" in body
    note = f'<w:footnote w:id="1">{line(run("Our own count."))}</w:footnote>'
    named = [("styles", STYLES), *([("footnotes", note)] if called else [])]
    parts = {f"word/{name}.xml": f"<w:{name} {SPACES}>{said}</w:{name}>" for name, said in named}
    parts["word/document.xml"] = (
        f"<w:document {space or SPACES}><w:body>{body}<w:sectPr/></w:body></w:document>"
    )
    rels = "".join(
        f'<Relationship Id="r{name}" Type="{OFFICE}/{name}" Target="{name}.xml"/>'
        for name, _ in named
    )
    head = f'<Relationships xmlns="{PACKAGE}/relationships">'
    parts["word/_rels/document.xml.rels"] = f"{head}{rels}</Relationships>"
    top = f'<Relationship Id="r" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
    parts["_rels/.rels"] = f"{head}{top}</Relationships>"
    parts["[Content_Types].xml"] = (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" '
        f'ContentType="application/xml"/><Override PartName="/word/document.xml" '
        f'ContentType="{MAIN}"/></Types>'
    )
    with zipfile.ZipFile(path, "w") as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return path


def brought(folder: Path, body: str, space: str = "") -> tuple[str, Arrival]:
    """The text that a Word file of this body becomes, without its front matter."""
    arrival = bring_in(word_file(folder / "file.docx", body, space), folder / "sources")
    return arrival.source.read_text(encoding="utf-8").split("\n---\n", 1)[1].strip(), arrival


HEADED = line(run("Aims"), '<w:pStyle w:val="Heading1"/>')
BOXED = line(run("In the box.")) + line(run("Also there."))
BELOW = run("below")
GROUP = "".join(
    f"<wps:wsp><wps:txbx><w:txbxContent>{line(run(words))}</w:txbxContent></wps:txbx></wps:wsp>"
    for words in ("First.", "Second.")
)
LOST_BY_PANDOC = {
    "a box": (
        run("Before ") + drawn(BOXED) + run("after."),
        "Before after.|In the box.|Also there.",
    ),
    "an older box": (
        run("Words.") + f"<w:r>{older(BOXED)}</w:r>",
        "Words.|In the box.|Also there.",
    ),
    "a box in a box": (
        run("One.") + drawn(line(run("Two.") + drawn(line(run("Three."))))),
        "One.|Two.|Three.",
    ),
    "a group of boxes": (
        run("Words.") + f"<w:r><w:drawing><wp:inline><wpg:wgp>{GROUP}</wpg:wgp></wp:inline>"
        "</w:drawing></w:r>",
        "Words.|First.|Second.",
    ),
    "a simple field": (
        run("See page ") + f'<w:fldSimple w:instr="PAGEREF x">{run("seven")}</w:fldSimple>',
        "See page seven",
    ),
    "marks of other programs": (
        wrapped("customXml", run("Marked ")) + wrapped("smartTag", wrapped("bdo", run("twice"))),
        "Marked twice",
    ),
    "a change in dispute": (
        f'<w14:conflictIns w:id="1" w:author="A">{run("Put in")}</w14:conflictIns>',
        "Put in",
    ),
    "a gloss": (
        wrapped("r", wrapped("ruby", wrapped("rt", run("above")) + wrapped("rubyBase", BELOW))),
        "below (above)",
    ),
    "a run with a drawing": (
        wrapped("r", "<w:t>Words</w:t>" + wrapped("pict", "<v:shape/>") + "<w:t> after</w:t>"),
        "Words after",
    ),
    "stops and returns": (
        run("left") + "<w:r><w:ptab/></w:r>" + run("right") + "<w:r><w:cr/></w:r>" + run("down"),
        "left right\\|down",
    ),
}


@pytest.mark.parametrize("kind", LOST_BY_PANDOC)
def test_no_word_is_lost_that_stands_in(kind: str, tmp_path: Path) -> None:
    body, wanted = LOST_BY_PANDOC[kind]
    text, arrival = brought(tmp_path, line(body))
    assert re.sub(r"\n+", "|", text) == wanted
    assert not arrival.diagnostics


def test_a_table_in_a_box_is_a_table(tmp_path: Path) -> None:
    grid = table(row(cell("Item"), cell("Cost")), row(cell("Soil"), cell("£12")))
    text, _ = brought(tmp_path, line(run("Holder") + drawn(grid)))
    assert text.startswith("Holder\n\n::: {.table")
    assert "| Soil | £12  |" in text


def test_words_that_no_page_shows_are_left_out_and_told(tmp_path: Path) -> None:
    hidden = run("hidden ", "<w:vanish/>") + run("secret ", '<w:rStyle w:val="Secret"/>')
    seen = run("plain ", '<w:rStyle w:val="Secret"/><w:vanish w:val="0"/>')
    text, arrival = brought(tmp_path, line(run("Seen ") + hidden + seen + run("end")))
    assert text == "Seen plain end"
    assert "words that the file hides" in arrival.told


def test_a_place_in_the_outline_makes_a_heading(tmp_path: Path) -> None:
    own = '<w:outlineLvl w:val="0"/>'
    clause = "A clause of the outline that ends as a sentence does."
    text, arrival = brought(
        tmp_path,
        line(run("Aims"), own)
        + line(run(clause), own)
        + line(run("Money"), '<w:pStyle w:val="Ours"/>')
        + line(run("Words."))
        + line(run("People"), own)
        + line(run("Words.")),
    )
    heads = [one for one in text.split("\n") if one.startswith("#")]
    assert heads == ["# Aims", "## Money", "# People"]
    assert clause in text.split("\n")
    assert "a line of the file's outline was made a heading" in arrival.told


def test_a_title_in_the_outline_is_the_title(tmp_path: Path) -> None:
    titled = line(run("Our plan"), '<w:pStyle w:val="Title"/>')
    text, arrival = brought(tmp_path, titled + HEADED + line(run("Words.")))
    assert 'title: "Our plan"' in arrival.source.read_text(encoding="utf-8")
    assert text == "# Aims\n\nWords."


def test_cells_beyond_the_grid_are_kept(tmp_path: Path) -> None:
    rows = [row(cell("Item"), cell("Cost")), row(cell("Soil"), cell("£12"))]
    text, _ = brought(tmp_path, table(*rows, columns=1))
    assert "| Soil | £12  |" in text


def test_a_row_that_begins_further_right_keeps_its_columns(tmp_path: Path) -> None:
    gap = '<w:gridBefore w:val="1"/>'
    text, _ = brought(
        tmp_path,
        table(
            row(cell("Item"), cell("Cost"), cell("Year")),
            row(cell("£12"), cell("2020"), settings=gap),
            columns=3,
        ),
    )
    cells = [one.strip() for one in text.split("\n")[3].strip("|").split("|")]
    assert cells == ["", "£12", "2020"]


def test_a_cell_that_goes_on_from_nothing_begins_there(tmp_path: Path) -> None:
    goes_on = "<w:vMerge/>"
    text, _ = brought(
        tmp_path,
        table(row(cell("Item", goes_on), cell("Cost")), row(cell("Soil"), cell("£12")), columns=2),
    )
    assert "| Item | Cost |" in text


def test_what_a_box_of_one_cell_holds_keeps_its_shape(tmp_path: Path) -> None:
    grid = table(row(cell("Item"), cell("Cost")), row(cell("Soil"), cell("£12")), columns=2)
    inside = HEADED + line(run("One.")) + line(run("Two.")) + grid
    box = f"<w:tc><w:tcPr/>{inside}</w:tc>"
    text, arrival = brought(tmp_path, table(row(box), columns=1) + line(run("After.")))
    assert text.split("\n\n")[:3] == ["# Aims", "One.", "Two."]
    assert "| Soil | £12  |" in text
    assert "one row or one column was made paragraphs" in arrival.told


def test_a_cell_that_reaches_down_a_single_column_is_said_once(tmp_path: Path) -> None:
    rows = [row(cell("Both", '<w:vMerge w:val="restart"/>')), row(cell("", "<w:vMerge/>"))]
    text, _ = brought(tmp_path, table(*rows, columns=1))
    assert text == "Both"


NOTE = '<w:r><w:footnoteReference w:id="1"/></w:r>'


def test_a_note_that_belongs_to_no_words_is_a_paragraph(tmp_path: Path) -> None:
    text, arrival = brought(tmp_path, line(run("Words.")) + line(NOTE))
    assert text == "Words.\n\nOur own count."
    assert not arrival.diagnostics


def test_words_that_share_a_run_with_a_note_are_kept(tmp_path: Path) -> None:
    both = '<w:t>Counted</w:t><w:footnoteReference w:id="1"/><w:t> twice</w:t>'
    text, _ = brought(tmp_path, line(wrapped("r", both)))
    assert text == "Counted[^1] twice\n\n[^1]: Our own count."


def test_a_note_to_the_title_is_kept(tmp_path: Path) -> None:
    titled = line(run("Our plan") + NOTE, '<w:pStyle w:val="Title"/>')
    text, _ = brought(tmp_path, titled + line(run("Words.")))
    assert text == "Our own count.\n\nWords."


def test_a_link_that_is_a_formula_alone_stays_a_formula(tmp_path: Path) -> None:
    field = "".join(
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>{inside}'
        for kind, inside in (
            ("begin", '<w:r><w:instrText>HYPERLINK "https://example.org/a"</w:instrText></w:r>'),
            ("separate", "<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>"),
            ("end", ""),
        )
    )
    text, arrival = brought(tmp_path, line(run("See ") + field))
    assert text.startswith("See [$a + b$]{alt=")
    assert {one.rule for one in arrival.diagnostics} == {"math-alt-todo"}
    assert "a link that is a formula alone: https://example.org/a" in arrival.told


def test_what_was_moved_or_taken_out_is_not_counted_as_lost(tmp_path: Path) -> None:
    here = f'<w:moveTo w:id="1" w:author="A">{run("Moved.")}</w:moveTo>'
    there = f'<w:moveFrom w:id="1" w:author="A">{run("Elsewhere.")}</w:moveFrom>'
    gone = '<w:del w:id="2" w:author="A"><w:r><w:delText>Gone.</w:delText></w:r></w:del>'
    text, arrival = brought(tmp_path, line(here) + line(there + gone + run("Stays.")))
    assert text == "Moved.\n\nStays."
    assert "Lost" not in arrival.told


def test_contents_by_their_style_are_left_out(tmp_path: Path) -> None:
    listed = line(run("Aims") + "<w:r><w:tab/></w:r>" + run("473"), '<w:pStyle w:val="Verz1"/>')
    text, arrival = brought(tmp_path, listed + HEADED + line(run("Words.")) + HEADED)
    assert text == "# Aims\n\nWords.\n\n# Aims"
    assert "the contents, which every format makes for itself" in arrival.told


def test_contents_are_left_out_and_not_counted_as_lost(tmp_path: Path) -> None:
    kind = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    inside = line(run("What stands here")) + line(run("Aims 473"))
    holder = f"<w:sdt><w:sdtPr>{kind}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"
    text, arrival = brought(tmp_path, holder + HEADED + line(run("Words.")) + HEADED)
    assert text == "# Aims\n\nWords.\n\n# Aims"
    assert "the contents, which every format makes for itself" in arrival.told
    assert "Lost" not in arrival.told


def test_a_document_inside_another_is_told_as_lost(tmp_path: Path) -> None:
    chunk = f'<w:altChunk xmlns:r="{OFFICE}" r:id="none"/>'
    _, arrival = brought(tmp_path, line(run("Words.")) + chunk)
    assert "another document inside this one" in arrival.told


def test_the_strict_kind_of_word_file_loses_nothing(tmp_path: Path) -> None:
    usual = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = SPACES.replace(usual, "http://purl.oclc.org/ooxml/wordprocessingml/main")
    text, _ = brought(tmp_path, line(run("Before ") + drawn(BOXED) + run("after.")), strict)
    assert text == "Before after.\n\nIn the box.\n\nAlso there."


def test_a_large_drawing_of_one_colour_is_no_bomb(tmp_path: Path) -> None:
    path = word_file(tmp_path / "file.docx", line(run("Words.")))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/media/image1.emf", bytes(11_000_000))
    assert bring_in(path, tmp_path / "sources").source.exists()
