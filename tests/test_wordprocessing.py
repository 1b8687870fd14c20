"""What Word files hold of a document, read back by python-docx, mammoth and lxml."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

import docx as python_docx
import mammoth
import pytest
from docx.document import Document as WordFile

from coprod_formats.document import (
    Abbreviation,
    CodeBlock,
    Document,
    Emphasis,
    Figure,
    Foreign,
    Item,
    Link,
    Listing,
    Note,
    Passage,
    Statistic,
    Table,
    Text,
)
from tests.docx_parts import (
    BODY,
    FOOTNOTES,
    STYLES,
    document,
    found,
    made,
    part,
    said,
    texts,
    values,
)
from tests.samples import everything, paragraph, raster, section, svg, text, words
from tests.validators import ooxml


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Document:
    return everything(tmp_path_factory.mktemp("pictures"))


@pytest.fixture(scope="module")
def path(sample: Document, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(sample, tmp_path_factory.mktemp("word") / "everything.docx")


@pytest.fixture(scope="module")
def word(path: Path) -> WordFile:
    return python_docx.Document(str(path))


@pytest.fixture(scope="module")
def page(path: Path) -> str:
    with path.open("rb") as file:
        return str(mammoth.convert_to_html(file).value)


def named(word: WordFile, style: str) -> list[str]:
    """The words of each paragraph of a style."""
    return [one.text for one in word.paragraphs if one.style and one.style.name == style]


def test_the_title_and_what_belongs_to_it_stand_first(word: WordFile) -> None:
    shown = [one.text for one in word.paragraphs[:6]]
    assert shown == [
        "Every kind of thing: “quotes”, R&D <and> more",
        "A sample for tests",
        "Co-Production Collective, Ann Jones & partners",
        "University College London",
        "1 November 2026",
        "coproduction@ucl.ac.uk",
    ]


def test_headings_are_headings_of_their_level(word: WordFile) -> None:
    levels = [
        (one.style.name, one.text)
        for one in word.paragraphs
        if one.style and str(one.style.name).startswith("Heading")
    ]
    assert levels[:6] == [
        ("Heading 2", "Words of every kind, in one paragraph or two"),
        ("Heading 2", "Lists, quotations and code"),
        ("Heading 3", "A heading at the third level"),
        ("Heading 4", "A heading at the fourth level"),
        ("Heading 2", "Key findings"),
        ("Heading 3", "People felt empowered"),
    ]


def test_a_title_is_the_first_level_of_the_outline(path: Path) -> None:
    style = "//w:style[@w:styleId='Title']//w:outlineLvl/@w:val"
    assert values(part(path, STYLES), style) == ["0"]


def test_styles_are_named_after_what_they_are_for(word: WordFile) -> None:
    assert named(word, "Key Finding") == [
        "Those who took part said so, with 100 stories.",
        "It does not fix everything.",
    ]
    assert named(word, "Quotation")[0] == "We were heard. Nobody had asked us before."
    assert named(word, "Quotation Source")[0] == "— A storyteller, in a community report"
    assert named(word, "Table Caption") == ["The evidence and its size. Four sources gave it."]
    assert named(word, "Definition Term")[:2] == ["Equal", "Partner"]
    assert named(word, "Rights") == ["Free to copy, share and change"]


def test_statistics_are_of_a_style_of_their_own(path: Path) -> None:
    assert "573 surveys" in texts(part(path), "//w:r[w:rPr/w:rStyle/@w:val='Statistic']")


def test_abbreviations_say_once_what_they_stand_for(word: WordFile) -> None:
    line = next(one.text for one in word.paragraphs if "paid for it" in one.text)
    assert "UCL (University College London) paid for it, and UCL is glad." in line


def test_tick_boxes_are_words(word: WordFile) -> None:
    ticked = [one for one in named(word, "List Bullet") if one.startswith(("Done", "To do"))]
    assert ticked == ["Done: Write the summary.", "To do: Send it to everyone."]


def test_lists_are_lists(page: str) -> None:
    assert "<li>A bullet with a list:<ul><li>An inner bullet.</li>" in page
    assert "<ol><li>The innermost bullet.</li></ol>" in page


def test_lists_start_where_they_say_and_count_as_they_say(path: Path) -> None:
    assert numbering(path, "The list starts at the third step.") == ("decimal", "3")
    assert numbering(path, "A letter can number a thing.") == ("lowerLetter", "1")
    assert numbering(path, "A bullet of one sentence.") == ("bullet", "1")


def numbering(path: Path, words: str) -> tuple[str, str]:
    """How the list that begins with these words counts, and from where."""
    paragraph = next(one for one in found(part(path), "//w:p") if said(one) == words)
    number = values(paragraph, "w:pPr/w:numPr/w:numId/@w:val")[0]
    lists = part(path, "word/numbering.xml")
    kind = values(lists, f"//w:num[@w:numId='{number}']/w:abstractNumId/@w:val")[0]
    level = found(lists, f"//w:abstractNum[@w:abstractNumId='{kind}']/w:lvl[@w:ilvl='0']")[0]
    forced = values(lists, f"//w:num[@w:numId='{number}']//w:startOverride/@w:val")
    starts = forced or values(level, "w:start/@w:val") or ["1"]
    return values(level, "w:numFmt/@w:val")[0], starts[0]


def test_later_paragraphs_of_an_item_stand_in_without_a_bullet(path: Path) -> None:
    later = next(one for one in found(part(path), "//w:p") if said(one) == "This is its second.")
    assert found(later, "w:pPr/w:numPr") == []
    assert values(later, "w:pPr/w:ind/@w:left") == ["448"]


def test_every_item_has_its_bullet_whatever_it_begins_with(tmp_path: Path) -> None:
    cell = (words("A cell."),)
    starts = (
        Figure("only", raster(tmp_path, "one.png"), words("A hall")),
        CodeBlock("code()"),
        Table("table", (), (cell,), ((cell,),)),
        Listing((Item((paragraph("Inner."),)),)),
    )
    items = tuple(Item((one, paragraph("Its second."))) for one in starts)
    root = part(made(document(Listing((*items, Item(())))), tmp_path / "list.docx"))
    outer = "//w:p[w:pPr/w:numPr/w:ilvl/@w:val='0']/w:pPr/w:pStyle/@w:val"
    assert values(root, outer) == ["Figure", "SourceCode", *["ListBullet"] * 3]
    assert texts(root, "//w:body/w:p[not(w:pPr/w:numPr)]")[1:] == ["Its second."] * 4


def test_lists_are_no_deeper_than_word_counts(tmp_path: Path) -> None:
    listing = Listing((Item((paragraph("Innermost."), paragraph("Its second."))),))
    for _ in range(12):
        listing = Listing((Item((paragraph("Outer."), listing)),))
    file = made(document(listing), tmp_path / "deep.docx")
    assert max(map(int, values(part(file), "//w:ilvl/@w:val"))) == 8
    assert ooxml(file) == []


def test_a_note_that_ends_in_a_table_ends_in_a_paragraph(tmp_path: Path) -> None:
    cell = (words("A cell."),)
    note = Note("note-1", 1, (Table("table", (), (cell,), ((cell,),)),))
    file = made(document(paragraph(words("See.", note))), tmp_path / "table.docx")
    shown = found(part(file, FOOTNOTES), "//w:footnote[not(@w:type)]/*[self::w:p or self::w:tbl]")
    assert [one.tag.rpartition("}")[2] for one in shown] == ["p", "tbl", "p"]


def test_notes_are_footnotes_in_their_order(path: Path) -> None:
    notes = found(part(path, FOOTNOTES), "//w:footnote[not(@w:type)]")
    assert [said(one).strip() for one in notes] == [
        "The note bears it out.",
        "It has two paragraphs. This is a link to the inlines.The second one is short.",
        "Most stories were about health.",
    ]
    marks = values(part(path), "//w:footnoteReference/@w:id")
    assert marks == [values(one, "@w:id")[0] for one in notes]


def test_notes_within_notes_follow_their_outer_note(tmp_path: Path) -> None:
    inner = Note("note-2", 2, (paragraph("The inner one."),))
    outer = Note("note-1", 1, (paragraph(words("The outer one", inner, " goes on.")),))
    file = made(document(paragraph(words("Text.", outer))), tmp_path / "notes.docx")
    notes = found(part(file, FOOTNOTES), "//w:footnote[not(@w:type)]/w:p")
    assert [said(one).strip() for one in notes] == [
        "The outer one(a) goes on.",
        "(a) The inner one.",
    ]


def test_links_lead_where_they_say(path: Path) -> None:
    root, relations = part(path), part(path, "word/_rels/document.xml.rels")
    targets = {one.get("Id"): one.get("Target") for one in relations}
    outside = {
        said(one): targets[values(one, "@r:id")[0]] for one in found(root, "//w:hyperlink[@r:id]")
    }
    assert outside["our team"] == "mailto:coproduction@ucl.ac.uk"
    assert outside["an example page with a query"] == "https://example.org/a?b=1&c=%20d#e"
    places = set(values(root, "//w:bookmarkStart/@w:name"))
    assert set(values(root, "//w:hyperlink/@w:anchor")) <= places


def test_whatever_stands_in_a_link_looks_like_a_link(tmp_path: Path) -> None:
    link = Link((Statistic(text("12 links")), Text(" and more")), "https://example.org/")
    root = part(made(document(paragraph(words(link))), tmp_path / "link.docx"))
    assert set(values(root, "//w:hyperlink//w:rStyle/@w:val")) == {"Hyperlink"}


def test_tables_have_header_rows_and_row_headers(path: Path, word: WordFile) -> None:
    table = word.tables[0]
    assert [cell.text for cell in table.rows[0].cells] == ["Evidence", "Amount", "Remarks on it"]
    root = found(part(path), "//w:tbl")[0]
    assert len(found(root, "w:tr[1]/w:trPr/w:tblHeader")) == 1
    assert values(root, "w:tblPr/w:tblLook/@w:firstColumn") == ["1"]
    assert values(root, "w:tr[2]/w:tc[1]//w:pStyle/@w:val") == ["TableHeading"]
    assert values(root, "w:tr[2]/w:tc[2]//w:pStyle/@w:val") == ["TableText"]
    assert values(found(part(path), "//w:tbl")[1], "w:tblPr/w:tblLook/@w:firstColumn") == ["0"]


def test_rows_stay_whole_and_short_tables_on_one_page(path: Path) -> None:
    table = found(part(path), "//w:tbl")[0]
    rows = found(table, "w:tr")
    assert len(found(table, "w:tr/w:trPr/w:cantSplit")) == len(rows)
    assert len(found(table, "w:tr[position() < last()]//w:keepNext")) == 3 * (len(rows) - 1)
    assert found(table, "w:tr[last()]//w:keepNext") == []


def test_a_table_too_wide_for_the_page_becomes_records(tmp_path: Path) -> None:
    header = tuple((words(f"Column {n}"),) for n in range(70))
    rows = tuple(tuple((words(f"Row {r} cell {n}"),) for n in range(70)) for r in range(2))
    file = python_docx.Document(
        str(made(document(Table("wide", (), header, rows)), tmp_path / "wide.docx"))
    )
    shown = [one.text for one in file.paragraphs]
    assert file.tables == []
    assert shown[1].startswith("Column 0; Column 1; Column 2;")
    assert shown[2:4] == ["Column 0: Row 0 cell 0", "Column 1: Row 0 cell 1"]
    assert shown[-1] == "Column 69: Row 1 cell 69"


def test_pictures_say_the_same_in_both_places(path: Path) -> None:
    root = part(path)
    outer, inner = values(root, "//wp:docPr/@descr"), values(root, "//pic:cNvPr/@descr")
    assert outer == inner
    assert "A bar chart of 573 surveys & 100 stories" in outer
    assert not [one for one in outer if re.search(r"\.(png|svg|jpe?g)", one)]


def test_pictures_without_words_are_marked_as_decoration(path: Path) -> None:
    root = part(path)
    silent = found(root, "//wp:docPr[@descr='']")
    marked = found(root, "//wp:docPr[a:extLst/a:ext/adec:decorative/@val='1']")
    assert silent == marked
    assert len(silent) == 3  # a dot, a line, and a poster that the words above it describe


def test_pictures_have_numbers_of_their_own(path: Path) -> None:
    numbers = values(part(path), "//wp:docPr/@id")
    assert numbers == [str(n + 1) for n in range(len(numbers))]


def test_drawings_are_kept_as_lines_and_as_pixels(path: Path) -> None:
    relations = part(path, "word/_rels/document.xml.rels")
    targets = {one.get("Id"): str(one.get("Target")) for one in relations}
    drawings = found(part(path), "//a:blip[.//asvg:svgBlip]")
    assert len(drawings) == 4
    with ZipFile(path) as file:
        for blip in drawings:
            pixels = file.read(f"word/{targets[values(blip, '@r:embed')[0]]}")
            lines = file.read(f"word/{targets[values(blip, './/asvg:svgBlip/@r:embed')[0]]}")
            assert pixels.startswith(b"\x89PNG")
            assert lines.startswith(b"<svg")


def test_pixels_of_drawings_are_fine_enough_for_paper(path: Path) -> None:
    root = part(path)
    relations = part(path, "word/_rels/document.xml.rels")
    targets = {one.get("Id"): str(one.get("Target")) for one in relations}
    picture = found(root, "//wp:inline[.//asvg:svgBlip]")[0]
    inches = int(values(picture, "wp:extent/@cx")[0]) / 914400
    with ZipFile(path) as file:
        pixels = file.read(f"word/{targets[values(picture, './/a:blip/@r:embed')[0]]}")
    assert int.from_bytes(pixels[16:20], "big") / inches == pytest.approx(220, abs=2)


def test_pictures_fit_the_page_and_keep_their_shape(tmp_path: Path) -> None:
    shapes = {"wide.png": (4000, 100), "tall.png": (100, 4000), "small.png": (96, 48)}
    figures = [
        Figure(name, raster(tmp_path, name, size), words("A shape"))
        for name, size in shapes.items()
    ]
    root = part(made(document(*figures), tmp_path / "shapes.docx"))
    sizes = [
        tuple(int(number) / 914400 for number in values(one, "@cx | @cy"))
        for one in found(root, "//wp:extent")
    ]
    for (width, height), (across, down) in zip(sizes, shapes.values(), strict=True):
        assert width <= 6.6
        assert height <= 7.0
        assert width / height == pytest.approx(across / down, rel=0.02)


def test_pictures_in_notes_come_with_their_notes(tmp_path: Path) -> None:
    figure = Figure("noted", svg(tmp_path, "noted"), words("A blue bar"))
    note = Note("note-1", 1, (figure,))
    file = made(document(paragraph(words("See.", note))), tmp_path / "noted.docx")
    asked = values(part(file, FOOTNOTES), "//a:blip/@r:embed | //asvg:svgBlip/@r:embed")
    known = {one.get("Id") for one in part(file, "word/_rels/footnotes.xml.rels")}
    assert len(asked) == 2
    assert set(asked) <= known


def test_captions_stay_with_their_pictures(path: Path) -> None:
    root = part(path)
    captions = "//w:p[w:pPr/w:pStyle/@w:val='ImageCaption']"
    above = f"{captions}/preceding-sibling::w:p[1]/w:pPr/w:pStyle/@w:val"
    assert values(root, above) == ["CaptionedFigure"] * len(found(root, captions))
    style = "//w:style[@w:styleId='CaptionedFigure']//w:keepNext"
    assert len(found(part(path, STYLES), style)) == 1


def test_long_descriptions_follow_what_they_describe(word: WordFile) -> None:
    lines = [one.text for one in word.paragraphs]
    caption = lines.index("The sources of evidence. They agree with each other.")
    assert lines[caption + 1 : caption + 4] == [
        "Longer description",
        "The chart has four bars. The longest shows 573 surveys.",
        "Nine projects stand last.",
    ]


def test_films_are_a_title_a_poster_and_a_transcript(word: WordFile) -> None:
    lines = [one.text for one in word.paragraphs]
    film = lines.index("Video: Two people tell how the work began")
    assert lines[film + 1 : film + 4] == [
        "",
        "Transcript",
        "Nicc sits at a table. Isaac says hello.",
    ]


def test_other_languages_are_told_as_word_knows_them(path: Path) -> None:
    root = part(path)
    spoken = {said(one): one for one in found(root, "//w:r[w:rPr/w:lang]")}
    assert values(spoken["Croeso i bawb, ŵy a thŷ"], "w:rPr/w:lang/@w:val") == ["cy-GB"]
    assert values(spoken["bienvenue à tous"], "w:rPr/w:lang/@w:val") == ["fr-FR"]
    arabic = spoken["مرحبا بكم"]
    assert values(arabic, "w:rPr/w:lang/@w:bidi") == ["ar-SA"]
    assert len(found(arabic, "w:rPr/w:rtl")) == 1
    assert texts(root, "//w:p[w:pPr/w:bidi]") == ["العمل معا على قدم المساواة."]


def test_a_document_from_right_to_left_runs_from_right_to_left(tmp_path: Path) -> None:
    welcome = paragraph(words("مرحبا ", Foreign(text("and welcome"), "en"), "."))
    file = made(document(welcome, language="ar"), tmp_path / "arabic.docx")
    root = part(file)
    assert len(found(root, "//w:p[w:pPr/w:bidi]")) == len(found(root, "//w:p"))
    assert texts(root, "//w:r[not(w:rPr/w:rtl)]") == ["and welcome"]
    assert len(found(root, "//w:sectPr/w:bidi")) == 1


def test_chinese_is_told_as_east_asian(tmp_path: Path) -> None:
    file = made(document(Passage((paragraph("你好。"),), "zh")), tmp_path / "chinese.docx")
    assert values(part(file), "//w:lang/@w:eastAsia") == ["zh-CN"]


def test_formulas_are_formulas(path: Path) -> None:
    root = part(path)
    assert len(found(root, "//m:oMath")) == 2
    assert len(found(root, "//m:oMathPara//m:f")) == 1
    assert set(values(root, "//m:r/w:rPr/w:sz/@w:val")) == {"28"}


def test_a_break_is_the_border_of_a_paragraph(path: Path) -> None:
    assert len(found(part(path), "//w:p[w:pPr/w:pStyle/@w:val='Break']")) == 1
    style = "//w:style[@w:styleId='Break']//w:pBdr/w:bottom"
    assert len(found(part(path, STYLES), style)) == 1
    assert found(part(path), "//w:pict") == []


def test_code_keeps_its_lines(path: Path) -> None:
    lines = found(part(path), "//w:p[w:pPr/w:pStyle/@w:val='SourceCode']")[1]
    assert len(found(lines, ".//w:br")) == 3
    assert said(lines) == 'for story in stories:    read(story)  # <all> of "them" & moreend'


def test_contents_are_filled_linked_and_known_to_word(path: Path) -> None:
    root = part(path)
    frame = found(root, "//w:sdt[w:sdtPr/w:docPartObj]")[0]
    lines = found(frame, ".//w:p[starts-with(w:pPr/w:pStyle/@w:val, 'TOC')]")
    assert said(lines[0]) == "Contents"
    assert said(lines[1]) == "Words of every kind, in one paragraph or two"
    assert len(found(frame, ".//w:hyperlink[@w:anchor]")) == len(lines) - 1
    assert values(frame, ".//w:fldChar/@w:fldCharType") == ["begin", "separate", "end"]
    assert values(frame, ".//w:sdtPr/w:alias/@w:val") == ["Contents"]


def test_contents_hold_no_links_or_notes_of_headings(tmp_path: Path) -> None:
    note = Note("note-1", 1, (paragraph("A note."),))
    title = words("A ", Link(text("linked"), "https://example.org/"), " title", note)
    sections = [section("first", title, paragraph("Words."))]
    sections += [section(f"part-{n}", f"Part {n}", paragraph("More.")) for n in range(6)]
    frame = found(part(made(document(*sections), tmp_path / "toc.docx")), "//w:sdt")[0]
    assert texts(frame, ".//w:hyperlink")[0] == "A linked title"
    assert found(frame, ".//w:hyperlink//w:hyperlink | .//w:footnoteReference") == []
    assert found(frame, ".//w:hyperlink[@r:id]") == []


def test_a_short_document_has_no_contents(tmp_path: Path) -> None:
    body = section("one", "One", paragraph("Words."))
    assert found(part(made(document(body), tmp_path / "short.docx")), "//w:sdt") == []


def test_the_footer_counts_pages(path: Path) -> None:
    footer = part(path, "word/footer1.xml")
    assert said(footer) == "Page 1 of 1"
    assert values(footer, "//w:fldSimple/@w:instr") == [" PAGE ", " NUMPAGES "]


def test_the_file_says_what_the_front_matter_says(word: WordFile) -> None:
    told = word.core_properties
    assert told.title == "Every kind of thing: “quotes”, R&D <and> more"
    assert told.author == "Co-Production Collective; Ann Jones & partners"
    assert told.subject == "A sample for tests"
    assert told.language == "en-GB"
    assert told.comments == "A sample that holds every kind of block and inline."
    assert str(told.created) == "2026-11-01 00:00:00+00:00"
    assert told.modified == told.created


def test_a_document_without_a_date_has_none(tmp_path: Path) -> None:
    core = part(made(document(paragraph("Words.")), tmp_path / "none.docx"), "docProps/core.xml")
    assert found(core, "//dcterms:created | //dcterms:modified") == []


def test_emphasis_within_emphasis_is_said_once(tmp_path: Path) -> None:
    twice = Emphasis((Text("so "), Emphasis(text("very"), strong=True)), strong=True)
    root = part(made(document(paragraph(words(twice))), tmp_path / "twice.docx"))
    assert [len(found(one, "w:b")) for one in found(root, "//w:rPr")] == [1, 1]


def test_neighbouring_words_make_one_run(tmp_path: Path) -> None:
    short = Abbreviation("UCL", "University College London", first=True)
    body = paragraph(words("One ", short, " here."), "Two.")
    root = part(made(document(body), tmp_path / "runs.docx"))
    assert texts(root, "//w:p[2]/w:r") == ["One UCL (University College London) here. Two."]


def test_equal_documents_have_equal_bytes_anywhere(
    sample: Document, path: Path, tmp_path: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    again = made(sample, tmp_path / "elsewhere" / "other.docx")
    assert again.read_bytes() == path.read_bytes()


def test_nothing_inside_is_dated_by_the_clock(path: Path) -> None:
    with ZipFile(path) as file:
        assert {one.date_time for one in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert file.namelist()[0] == "[Content_Types].xml"


def test_no_part_is_empty_or_names_a_path(path: Path) -> None:
    with ZipFile(path) as file:
        assert "word/comments.xml" not in file.namelist()
        for name in file.namelist():
            assert str(path.parent).encode() not in file.read(name), name


def test_nothing_but_the_file_is_left_behind(path: Path) -> None:
    assert [one.name for one in path.parent.iterdir()] == ["everything.docx"]


def test_mammoth_reads_the_words_in_their_order(page: str) -> None:
    shown = re.sub(r"<[^>]+>", " ", page)
    turns = ["It is made by hand", "573 surveys", "The fourth step follows", "We were heard"]
    turns += ["Those who took part", "Online survey", "Transcript", "Croeso i bawb"]
    places = [shown.index(one) for one in turns]
    assert places == sorted(places)


def test_code_and_odd_letters_stand_as_they_are(tmp_path: Path) -> None:
    odd = "& < > \" ' # $ * _ ` \\ @ [ ] { } ~ ^ \u2011 😀 ]]> <w:p/>"
    file = made(document(paragraph(odd), CodeBlock(odd)), tmp_path / "odd.docx")
    assert texts(part(file, BODY), "//w:p")[1:] == [odd, odd]
