"""What readers of our PDF pages can rely on, whatever a document says and in every theme."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_formats.diagnostics import Position, WriteError
from coprod_formats.document import (
    Block,
    CodeBlock,
    Definition,
    Definitions,
    Document,
    Emphasis,
    Figure,
    Foreign,
    FrontMatter,
    Inline,
    Item,
    KeyFinding,
    Link,
    Listing,
    Math,
    Note,
    Paragraph,
    Passage,
    Picture,
    Quote,
    Section,
    Sentence,
    Table,
    Text,
    Video,
)
from coprod_formats.proof.readers import tagged_pdf
from coprod_formats.proof.readers.found import Found, elements, squeeze
from coprod_formats.themes import THEMES
from coprod_formats.typesetting import Paper, Sheet, pdf
from coprod_formats.typesetting.compiling import LONG, compiled, fonts
from coprod_formats.typesetting.literals import string
from coprod_formats.typesetting.press import press
from coprod_formats.typesetting.sources import source
from coprod_formats.typesetting.tagged import Element, read
from coprod_formats.walking import blocks, inlines, notes, sentences
from tests.lettering import boxes, letters
from tests.samples import asset, everything, paragraph, raster, section, svg, text, words
from tests.validators import verapdf

SCRATCH = Path(tempfile.mkdtemp())
PLAIN = [theme.name for theme in THEMES.values() if theme.plain]
MILLIMETRE = 72 / 25.4


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Document:
    return everything(tmp_path_factory.mktemp("pictures"))


@pytest.fixture(scope="module")
def made(document: Document, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    for name, theme in THEMES.items():
        assert pdf(document, theme, folder / f"{name}.pdf") == []
    return {name: folder / f"{name}.pdf" for name in THEMES}


@pytest.fixture(scope="module")
def found(made: dict[str, Path]) -> Found:
    return tagged_pdf.read(made["clear"])


@pytest.fixture(scope="module")
def root(made: dict[str, Path]) -> Element:
    tags = read(made["clear"]).root
    assert tags is not None
    return tags


def titled(*body: Block, subtitle: str = "", rights: str = "") -> Document:
    return Document("page", FrontMatter("A page", "en-GB", subtitle, rights=rights), body)


def every_inline(document: Document) -> Iterator[Inline]:
    bodies = (document.body, *(note.body for note in notes(document.body)))
    for sentence in (one for body in bodies for one in sentences(body)):
        yield from inlines(sentence.inlines)


def every_block(document: Document) -> list[Block]:
    bodies = (document.body, *(note.body for note in notes(document.body)))
    return [block for body in bodies for block in blocks(body)]


# Tags


def test_headings_are_the_documents_with_the_title_as_the_first(
    document: Document, found: Found
) -> None:
    wanted = [
        (block.level, "".join(map(_said, block.title.inlines)))
        for block in blocks(document.body)
        if isinstance(block, Section | KeyFinding)
    ]
    assert list(found.headings) == [(1, document.front.title), *wanted]


def _said(inline: Inline) -> str:
    match inline:
        case Text(said):
            return said
        case Emphasis(inner) | Foreign(inner):
            return "".join(map(_said, inner))
        case _:
            raise AssertionError(inline)


def test_every_list_table_and_note_is_tagged_as_one(document: Document, root: Element) -> None:
    kinds = Counter(tag.kind for tag in root.every())
    here = every_block(document)
    lists = sum(type(block).__name__ in {"Listing", "Definitions"} for block in here)
    assert kinds["L"] == lists
    assert kinds["LI"] == sum(len(b.items) for b in here if hasattr(b, "items"))
    assert kinds["Table"] == sum(isinstance(block, Table) for block in here)
    assert kinds["Note"] == len(list(notes(document.body)))
    assert kinds["BlockQuote"] == sum(type(block).__name__ == "Quote" for block in here)
    assert kinds["Code"] == sum(type(block).__name__ == "CodeBlock" for block in here)


def test_every_picture_has_its_description_and_decoration_none(
    document: Document, root: Element
) -> None:
    alts = [tag.alt for tag in root.every("Figure")]
    figures = [block for block in every_block(document) if isinstance(block, Figure)]
    pictures = [one for one in every_inline(document) if isinstance(one, Picture)]
    wanted = [
        *("".join(map(_said, f.description.inlines)) for f in figures if f.description),
        *(picture.description for picture in pictures if picture.description),
    ]
    assert sorted(alts) == sorted(wanted)
    assert any(f.description is None for f in figures)
    assert any(p.description is None for p in pictures)


def test_formulas_are_said_in_words(document: Document, root: Element) -> None:
    wanted = [one.description for one in every_inline(document) if isinstance(one, Math)]
    assert [tag.alt for tag in root.every("Formula")] == wanted


def test_a_caption_follows_its_figure(root: Element) -> None:
    pairs = [
        [child.kind for child in tag.children]
        for tag in root.every("Div")
        if any(tag.every("Caption"))
    ]
    assert pairs
    assert all(pair == ["Figure", "Caption"] for pair in pairs)


def test_links_lead_where_the_document_says(document: Document, found: Found) -> None:
    wanted = [one.target for one in every_inline(document) if isinstance(one, Link)]
    contact = f"mailto:{document.front.contact}"
    outside = [target for _, target in found.links if not target.startswith("#")]
    assert outside == [contact, *(target for target in wanted if not target.startswith("#"))]
    assert len(found.links) == len(wanted) + 1


def test_table_headers_have_their_scope(document: Document, root: Element) -> None:
    tables = [block for block in every_block(document) if isinstance(block, Table)]
    for block, tag in zip(tables, root.every("Table"), strict=True):
        scopes = Counter(head.scope for head in tag.every("TH"))
        assert scopes["Column"] == len(block.header)
        assert scopes["Row"] == len(block.rows) * block.row_headers
    assert any(table.row_headers for table in tables)


def test_words_in_other_languages_say_so(document: Document, found: Found) -> None:
    runs = [one for one in every_inline(document) if isinstance(one, Foreign)]
    passages = [one for one in every_block(document) if isinstance(one, Passage)]
    assert runs
    assert passages
    said = {str(one.get("Lang")) for one in elements(found.tree, "//run[@Lang]")}
    assert {run.language.partition("-")[0] for run in runs} <= said
    tags = {str(one.get("Lang")) for one in elements(found.tree, "//P[@Lang]")}
    assert {passage.language for passage in passages} <= tags


def test_the_file_tells_its_title_language_and_date(made: dict[str, Path]) -> None:
    said = read(made["clear"])
    assert (said.title, said.shows_title) == ("Every kind of thing: “quotes”, R&D <and> more", True)
    assert (said.language, said.ua_part, said.loose_fonts) == ("en-GB", "1", ())
    with pypdfium2.PdfDocument(made["clear"]) as file:
        facts = file.get_metadata_dict()
    assert facts["Author"] == "Co-Production Collective, Ann Jones & partners"
    assert facts["Subject"] == "A sample that holds every kind of block and inline."
    assert facts["CreationDate"] == facts["ModDate"] == "D:20261101000000Z"


def test_a_document_without_a_date_has_none_in_its_file(tmp_path: Path) -> None:
    pdf(titled(paragraph("Words.")), THEMES["clear"], tmp_path / "page.pdf")
    with pypdfium2.PdfDocument(tmp_path / "page.pdf") as file:
        facts = file.get_metadata_dict(skip_empty=True)
    assert not {"CreationDate", "ModDate"} & set(facts)
    assert b"xmp:CreateDate" not in (tmp_path / "page.pdf").read_bytes()


def test_bookmarks_are_the_headings(made: dict[str, Path], found: Found) -> None:
    with pypdfium2.PdfDocument(made["clear"]) as file:
        marks = [(mark.level + 1, squeeze(mark.get_title())) for mark in file.get_toc()]
    assert marks == list(found.headings)


def test_independent_judges_find_no_fault_in_any_theme(
    made: dict[str, Path], hard: list[Path]
) -> None:
    files = [*made.values(), *hard]
    for flavour in ("ua1", "2a"):
        assert verapdf(files, flavour) == {file: [] for file in files}


def test_a_list_of_contents_takes_the_words_of_headings_alone(tmp_path: Path) -> None:
    star = Picture(raster(tmp_path, "star.png", (24, 24)), "Star")
    dot = Picture(raster(tmp_path, "dot.png", (16, 16)), None)
    note = Note("note-1", 1, (paragraph("A note's body."),))
    odd = words("Odd ", star, dot, Link(text("link"), "#part-1"), _formula(display=True), note)
    rest = (section(f"part-{count}", f"Part {count}", paragraph("Words.")) for count in range(6))
    path = tmp_path / "page.pdf"
    assert pdf(titled(section("odd", odd, paragraph("Words.")), *rest), THEMES["clear"], path) == []
    root = read(path).root
    assert root is not None
    for kind in ("Figure", "Formula", "Note"):
        assert len(list(root.every(kind))) == 1
        assert not [tag for toc in root.every("TOC") for tag in toc.every(kind)]
    with pypdfium2.PdfDocument(path) as file:
        assert [mark.get_title() for mark in file.get_toc()][:3] == [
            "A page",
            "Odd Starlinkx over y",
            "Part 0",
        ]


def _formula(display: bool) -> Math:
    return Math("x/y", "<math/>", "$ x / y $", "x over y", display)


def test_a_formula_stands_apart_only_where_lines_can_be_parted(tmp_path: Path) -> None:
    display = _formula(display=True)
    body = (
        paragraph(words("Before ", display, " after.")),
        paragraph(words(Emphasis((Text("Stressed "), display)))),
        Listing((Item((paragraph(words("In an item ", display)),)),)),
        Quote((paragraph(words("In a quotation ", display)),), (words(display),)),
        Definitions((Definition(words(display), ((paragraph(words(display)),),)),)),
        Table("t", (words(display),), ((words(display),),), (((words(display),),),)),
    )
    assert pdf(titled(*body), THEMES["large"], tmp_path / "page.pdf") == []
    root = read(tmp_path / "page.pdf").root
    assert root is not None
    assert [tag.alt for tag in root.every("Formula")] == ["x over y"] * 10


def test_a_decoration_inside_a_link_stands_beside_it(tmp_path: Path) -> None:
    dot = Picture(raster(tmp_path, "dot.png", (16, 16)), None)
    inside = Link((dot, Text("the "), Emphasis((Text("page"), dot))), "https://example.org/")
    body = paragraph(words("Read ", inside, " and ", Link((dot,), "https://example.org/b"), "it."))
    assert pdf(titled(body), THEMES["clear"], tmp_path / "page.pdf") == []
    found = tagged_pdf.read(tmp_path / "page.pdf")
    assert found.links == (("the page", "https://example.org/"),)


def test_notes_of_a_frame_follow_it_and_lead_back(tmp_path: Path) -> None:
    def noted(number: int) -> Paragraph:
        note = Note(f"note-{number}", number, (paragraph(f"Body {number}."),))
        return paragraph(words(f"Claim {number}.", note))

    body = (
        noted(1),
        Listing((Item((noted(2),)), Item((noted(3), Listing((Item((noted(4),)),)))))),
        KeyFinding("finding", words("Finding"), 2, noted(5), (noted(6),)),
        noted(7),
    )
    assert pdf(titled(*body), THEMES["giant"], tmp_path / "page.pdf") == []
    root, found = read(tmp_path / "page.pdf").root, tagged_pdf.read(tmp_path / "page.pdf")
    assert root is not None
    assert [re.sub(r"^\d+ ?", "", note) for note in found.notes] == [
        f"Body {n}." for n in range(1, 8)
    ]
    assert not [tag for kind in ("L", "LI") for tag in root.every(kind) for _ in tag.every("Note")]


@pytest.mark.parametrize("before", range(40, 49))
def test_no_line_is_lost_where_a_list_and_its_notes_break_over_pages(
    before: int, tmp_path: Path
) -> None:
    """With notes inside the list, Typst 0.15 loses lines where 43, 44 or 45 words go before."""
    number = count(1000000)

    def said(length: int) -> str:
        return " ".join(f"w{next(number)}w" for _ in range(length))

    first, last = (Note(f"n-{n}", n, (paragraph(said(n * 80 - 70)),)) for n in (1, 2))
    item = paragraph(words(said(46) + " ", first, " " + said(13) + " ", last))
    body = (paragraph(said(before)), Listing((Item((item,)),)))
    pdf(titled(*body), THEMES["giant"], tmp_path / "page.pdf")
    with pypdfium2.PdfDocument(tmp_path / "page.pdf") as file:
        shown = " ".join(page.get_textpage().get_text_bounded() for page in file)
    seen = Counter(re.findall(r"w(\d{7})w", shown))
    assert seen == Counter(str(one) for one in range(1000000, next(number)))


def test_links_may_lead_to_anything_that_has_a_name(tmp_path: Path) -> None:
    picture = svg(tmp_path, "drawing")
    film = asset(tmp_path / "film.mp4", b"film")
    body = (
        paragraph(*(words(Link(text(name), f"#{name}")) for name in NAMES)),
        Figure("figure", picture, words("A drawing")),
        Figure("decoration", picture, None),
        replace(table(2, 1), id="bare-table", caption=()),
        replace(table(2, 1), id="table"),
        Video("film", film, words("A film"), None, None, (paragraph("Words."),)),
        KeyFinding("finding", words("A finding"), 2, paragraph("Words."), ()),
        section("part", "A part", paragraph("Words.")),
    )
    assert pdf(titled(*body), THEMES["clear"], tmp_path / "page.pdf") == []
    links = tagged_pdf.read(tmp_path / "page.pdf").links
    assert [said for said, _ in links] == NAMES
    assert all(target.startswith("#") and target != "#nowhere" for _, target in links)


NAMES = ["figure", "decoration", "bare-table", "table", "film", "finding", "part"]


# Pages


@pytest.mark.parametrize("name", THEMES)
def test_nothing_is_smaller_than_the_theme_allows(name: str, made: dict[str, Path]) -> None:
    sizes = Counter(size for size, _ in letters(made[name]))
    assert min(sizes) >= THEMES[name].small - 0.05
    assert sizes.most_common(1)[0][0] == pytest.approx(THEMES[name].size, abs=0.05)


@pytest.mark.parametrize("name", PLAIN)
def test_large_print_has_no_slanted_letters(name: str, made: dict[str, Path]) -> None:
    faces = {face for _, face in letters(made[name])}
    assert faces
    assert not [face for face in faces if "Italic" in face or "Oblique" in face]


def test_italics_show_emphasis_elsewhere(made: dict[str, Path]) -> None:
    assert any("Italic" in face for _, face in letters(made["clear"]))


@pytest.mark.parametrize("name", THEMES)
def test_all_words_stand_inside_the_margins(name: str, made: dict[str, Path]) -> None:
    margin = THEMES[name].margin * MILLIMETRE
    space = 0.3 * THEMES[name].size  # the one after a line's last word, which nobody sees
    with pypdfium2.PdfDocument(made[name]) as file:
        for page in file:
            width, height = page.get_size()
            assert (width, height) == pytest.approx((595.3, 841.9), abs=0.1)
            for left, low, right, high in boxes(page):
                assert left >= margin - 2
                assert right <= width - margin + space
                assert 10 < low < high < height - margin / 2


# Hard documents

TOWN = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
ADDRESS = "https://example.org/a/very/long/path-with-many-parts/" + "and_more.and.more/" * 12


def cells(row: int, columns: int, said: str) -> tuple[tuple[Sentence, ...], ...]:
    return tuple((words(f"{said} {row}.{column}"),) for column in range(columns))


def table(columns: int, rows: int, said: str = "value", heads: int = 1) -> Table:
    body = tuple(cells(row, columns, said) for row in range(1, rows + 1))
    name = f"table-{columns}-{said[:9]}"
    return Table(name, (words("A caption."),), cells(0, columns, "Header"), body, heads)


def hard_document() -> Document:
    longest = Section(
        "long-title",
        words("H" * 120, " ", ADDRESS),
        2,
        (section("deeper", "W" * 400, paragraph("Words."), level=3),),
    )
    body: tuple[Block, ...] = (
        paragraph("W" * 5000, "m" * 200),
        paragraph(words(TOWN, " ", Link(text(ADDRESS), ADDRESS), " ", Emphasis(text(TOWN * 3)))),
        longest,
        *(table(columns, 2) for columns in (1, 3, 8, 300)),
        table(3, 3, "W" * 60, heads=2),
        table(5, 2, TOWN),
        table(2, 1, " ".join(["many words go on"] * 400)),
        Listing(tuple(Item((paragraph("Z" * 100), table(4, 2, TOWN))) for _ in range(2)), "i", 98),
        Quote((paragraph("K" * 200),), (words("L" * 200),)),
        CodeBlock("y" * 400 + "\n\tz " + "ab " * 200),
        Definitions((Definition(words("D" * 200), ((paragraph("E" * 200),),)),)),
        KeyFinding("finding", words("F" * 200), 2, paragraph("G" * 200), (table(6, 2, "some"),)),
        paragraph(words("A note.", Note("n", 1, (paragraph("N" * 300), table(5, 2, "noted"))))),
        Passage((paragraph("شكرا" * 60),), "ar"),
    )
    front = FrontMatter("T" * 300, "en-GB", "S" * 200, ("C" * 200,), rights="R" * 300)
    return Document("hard", front, body)


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("hard")
    wanted = [("clear", Paper.A5), ("large", Paper.LETTER), ("giant", Paper.A4)]
    for name, paper in wanted:
        assert pdf(hard_document(), THEMES[name], folder / f"{name}.pdf", Sheet(paper)) == []
    return [folder / f"{name}.pdf" for name, _ in wanted]


def test_words_and_tables_of_any_breadth_stay_on_the_page(hard: list[Path]) -> None:
    for path in hard:
        with pypdfium2.PdfDocument(path) as file:
            for number, page in enumerate(file, start=1):
                width, height = page.get_size()
                for left, low, right, high in boxes(page):
                    assert 0 < left < right < width - 10, (path.name, number)
                    assert 0 < low < high < height, (path.name, number)


def test_a_broad_word_is_whole_for_those_who_listen(hard: list[Path]) -> None:
    for path in hard:
        said = tagged_pdf.read(path).words.split()
        assert {"W" * 5000, "m" * 200, TOWN, ADDRESS, "T" * 300} <= set(said)


def test_a_table_too_broad_for_the_page_becomes_records(hard: list[Path]) -> None:
    broad = next(
        one for one in hard_document().body if isinstance(one, Table) and len(one.header) == 300
    )
    for path in hard:
        tags = read(path).root
        assert tags is not None
        tables = list(tags.every("Table"))
        assert len(tables) == sum(isinstance(b, Table) for b in every_block(hard_document()))
        records = max(tables, key=lambda tag: len(list(tag.every("TR"))))
        assert len(list(records.every("TR"))) == 1 + len(broad.rows) * 300
        said = tagged_pdf.read(path).words
        assert "Header 0.299 value 1.299" in said
        assert "Header 0.1 value 2.1" in said


def test_a_small_table_is_never_parted(tmp_path: Path) -> None:
    lines = [paragraph(f"Line {number}.") for number in range(24)]
    for before in range(18, 24):
        pdf(titled(*lines[:before], table(2, 4)), THEMES["clear"], tmp_path / "page.pdf")
        with pypdfium2.PdfDocument(tmp_path / "page.pdf") as file:
            pages = [page.get_textpage().get_text_bounded() for page in file]
        assert sum("value" in page for page in pages) == 1


# Words

FIT = st.text(
    st.characters(
        max_codepoint=0x24F,
        exclude_categories=["Cc", "Cf", "Zl", "Zp"],
        exclude_characters="\u01c0\u01c1\u01c2\u01c3",
    ),
    min_size=1,
)
CODE = st.lists(
    st.sampled_from(
        (
            *'#"\\*_`$[]{}@~=-+/;',
            "<x>",
            "//",
            "/*",
            "*/",
            "#panic()",
            "\\u{41}",
            "...",
            "- ",
            "= ",
            '"; #panic(); "',
            "#grid-table(9",
            "1. ",
        )
    ),
    min_size=1,
).map("".join)


@settings(max_examples=60)
@given(st.lists((FIT | CODE).filter(str.strip), min_size=1, max_size=6))
def test_any_text_appears_just_as_it_stands(texts: list[str]) -> None:
    shown = [squeeze(said) for said in texts]
    path = SCRATCH / "literal.pdf"
    lines = map(paragraph, texts)
    end: tuple[Block, ...] = (CodeBlock(texts[0]), table(1, 1, texts[0][:20]))
    assert pdf(titled(*lines, *end, rights=texts[0]), THEMES["large"], path) == []
    said = tagged_pdf.read(path).words
    assert said.startswith(" ".join(["A page", *shown]))
    assert said.endswith(shown[0])


@given(st.text())
def test_no_text_ends_its_literal(said: str) -> None:
    literal = string(said)
    assert re.fullmatch(r'"(?:[^"\\\n]|\\[\\"])*"', literal)


def test_a_letter_that_no_font_has_is_named_at_its_line(tmp_path: Path) -> None:
    place = Position("sources/an odd*name.md", 7, 3)
    lines = (words("Here it is."), replace(words("A ཀ and a བ."), where=place))
    with pytest.raises(WriteError) as failure:
        pdf(titled(Paragraph(lines)), THEMES["clear"], tmp_path / "page.pdf")
    (told,) = failure.value.diagnostics
    assert str(told).partition("\n")[0] == (
        "sources/an odd*name.md:7:3: error: no font of ours can show"
        " ཀ (U+0F40 TIBETAN LETTER KA), བ (U+0F56 TIBETAN LETTER BA) [glyph]"
    )
    assert not (tmp_path / "page.pdf").exists()


def test_a_private_character_is_named_at_its_line(tmp_path: Path) -> None:
    line = replace(words("A logo: \ue000"), where=Position("sources/page.md", 4))
    with pytest.raises(WriteError, match=r"page\.md:4:1: error: U\+E000 is a private character"):
        pdf(titled(Paragraph((line,))), THEMES["clear"], tmp_path / "page.pdf")


def long_document(*last: Block) -> Document:
    """More than may be set in this process, since Typst keeps the memory that it has used."""
    body = [paragraph(f"Sentence {number} of many is plain. " * 40) for number in range(300)]
    return titled(*body, *last)


def test_a_long_document_costs_this_process_little_memory(tmp_path: Path) -> None:
    program = (
        "import resource, sys\n"
        "from pathlib import Path\n"
        "from coprod_formats.themes import THEMES\n"
        "from coprod_formats.typesetting import pdf\n"
        "from tests.test_typesetting import long_document\n"
        "document = long_document()\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "pdf(document, THEMES['clear'], Path(sys.argv[1]))\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)\n"
    )
    page = tmp_path / "page.pdf"
    done = subprocess.run(
        [sys.executable, "-c", program, page], capture_output=True, text=True, check=True
    )
    grown = int(done.stdout) * (1 if sys.platform == "darwin" else 1024)
    assert grown < 30e6, "Typst alone takes some 150 MB for so many pages"
    assert tagged_pdf.read(page).words.count("Sentence 299 of many is plain.") == 40


def test_a_long_document_has_the_complaints_of_a_short_one(tmp_path: Path) -> None:
    line = replace(words("A ཀ."), where=Position("sources/page.md", 7, 3))
    with pytest.raises(WriteError, match=r"page\.md:7:3: error: no font of ours can show ཀ"):
        pdf(long_document(Paragraph((line,))), THEMES["clear"], tmp_path / "page.pdf")


def test_pages_are_the_same_from_this_process_and_another() -> None:
    text = source(long_document(), THEMES["clear"], Sheet())
    apart, said = compiled(text)
    assert len(text) > LONG
    assert apart == press(text.encode(), fonts(text)).pages
    assert said == []


def test_large_print_never_ends_a_line_inside_a_word(tmp_path: Path) -> None:
    said = " ".join(f"{'x' * count} self-addressed," for count in range(1, 40))
    pdf(titled(paragraph(said)), THEMES["large"], tmp_path / "page.pdf")
    with pypdfium2.PdfDocument(tmp_path / "page.pdf") as file:
        shown = "\n".join(page.get_textpage().get_text_bounded() for page in file)
    lines = [line.strip() for line in shown.splitlines()]
    assert sum("self-addressed," in line for line in lines) > 20
    assert not [line for line in lines if line.endswith("self-") or line.startswith(",")]
    assert squeeze(said) in tagged_pdf.read(tmp_path / "page.pdf").words


# What people can choose


def test_a_contents_list_stands_in_documents_with_more_than_a_few_headings(tmp_path: Path) -> None:
    for headings, listed in ((5, False), (6, True)):
        body = (section(f"s{n}", f"Part {n}", paragraph("Words.")) for n in range(headings))
        pdf(titled(*body), THEMES["clear"], tmp_path / "page.pdf")
        root = read(tmp_path / "page.pdf").root
        assert root is not None
        assert len(list(root.every("TOCI"))) == (headings if listed else 0)


def test_each_main_section_can_begin_on_a_new_page(tmp_path: Path) -> None:
    body = tuple(section(f"s{n}", f"Part {n}", paragraph("Words.")) for n in range(3))
    pdf(titled(*body), THEMES["clear"], tmp_path / "page.pdf", Sheet(sections_apart=True))
    with pypdfium2.PdfDocument(tmp_path / "page.pdf") as file:
        pages = [page.get_textpage().get_text_bounded() for page in file]
    assert [f"Part {n}" in page for n, page in enumerate(pages[1:])] == [True] * 3
    assert "Page 2 of 4" in pages[1]


def test_a_long_document_has_a_title_page(tmp_path: Path) -> None:
    body = tuple(section(f"s{n}", f"Part {n}", paragraph("Many words. " * 500)) for n in range(7))
    pdf(titled(*body, subtitle="All of it"), THEMES["clear"], tmp_path / "page.pdf")
    with pypdfium2.PdfDocument(tmp_path / "page.pdf") as file:
        first, second = (file[n].get_textpage().get_text_bounded() for n in (0, 1))
    assert re.fullmatch(r"A page All of it Page 1 of \d+", " ".join(first.split()))
    assert second.startswith("Contents")


@pytest.mark.parametrize("size", [12, 16, 20])
def test_another_size_scales_the_whole_page(size: int, tmp_path: Path) -> None:
    look = THEMES["clear"].sized(size)
    body = section("part", "Part", paragraph(words("Words.", Note("n", 1, (paragraph("Note."),)))))
    pdf(titled(body), look, tmp_path / "page.pdf")
    sizes = {letter for letter, _ in letters(tmp_path / "page.pdf")}
    assert min(sizes) >= 12
    assert size in sizes


def test_pages_speak_the_documents_language(tmp_path: Path) -> None:
    welsh = Document("cy", FrontMatter("Tudalen", "cy"), (paragraph("Mae pawb yn gyfartal."),))
    pdf(welsh, THEMES["clear"], tmp_path / "cy.pdf")
    with pypdfium2.PdfDocument(tmp_path / "cy.pdf") as file:
        assert "Tudalen 1 o 1" in file[0].get_textpage().get_text_bounded()
    assert read(tmp_path / "cy.pdf").language == "cy"


# Equal bytes


def test_places_in_the_source_and_paths_of_pictures_change_nothing(
    document: Document, made: dict[str, Path], tmp_path: Path
) -> None:
    moved = everything(tmp_path)
    first, *rest = moved.body
    assert isinstance(first, Paragraph)
    lower = tuple(replace(one, where=Position("b.md", 9, 9)) for one in first.sentences)
    pdf(replace(moved, body=(Paragraph(lower), *rest)), THEMES["clear"], tmp_path / "page.pdf")
    assert source(moved, THEMES["clear"], Sheet()) != source(document, THEMES["clear"], Sheet())
    assert (tmp_path / "page.pdf").read_bytes() == made["clear"].read_bytes()


MAKE = """
import sys
from pathlib import Path
from coprod_formats.themes import THEMES
from coprod_formats.typesetting import pdf
from tests.lettering import boxes, letters
from tests.samples import everything
pdf(everything(Path(sys.argv[1])), THEMES["large"], Path(sys.argv[1], "page.pdf"))
"""


@pytest.mark.parametrize(
    "setting",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland", "LC_ALL": "C"},
        {
            "PYTHONHASHSEED": "2",
            "TZ": "America/Lima",
            "LC_ALL": "C.UTF-8",
            "SOURCE_DATE_EPOCH": "9",
        },
    ],
)
def test_equal_documents_have_equal_bytes_in_any_process(
    setting: dict[str, str], made: dict[str, Path], tmp_path: Path
) -> None:
    here = Path(__file__).parents[1]
    command = [sys.executable, "-c", MAKE, str(tmp_path)]
    subprocess.run(command, check=True, env=os.environ | setting, cwd=here)
    assert (tmp_path / "page.pdf").read_bytes() == made["large"].read_bytes()
