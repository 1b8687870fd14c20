"""What Typst has tripped over, a small document each: its pages are whole, tagged and valid."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from lxml import etree

from coprod_formats.diagnostics import WriteError
from coprod_formats.document import (
    Block,
    Cell,
    Document,
    Figure,
    Foreign,
    FrontMatter,
    Inline,
    Link,
    Note,
    Picture,
    Table,
    Video,
)
from coprod_formats.proof.readers import tagged_pdf
from coprod_formats.proof.readers.found import squeeze
from coprod_formats.sheets import Sheet
from coprod_formats.themes import THEMES
from coprod_formats.typesetting import pdf
from coprod_formats.typesetting.compiling import compiled
from coprod_formats.typesetting.paged import overrun_pages
from coprod_formats.typesetting.sources import source
from coprod_formats.typesetting.tables import row_headers
from coprod_formats.typesetting.tagged import Finish, finish
from tests.laws import judge
from tests.samples import asset, everything, paragraph, svg, text, words
from tests.validators import verapdf

LARGE = THEMES["large"]
LINES = "of some length " * 9  # some four lines of large print
WIDE = "W" * 40  # too broad for a column, so that the table becomes records


def decorations(folder: Path) -> Document:
    """Lines that each begin with a decoration, so that pages do too, after notes with links."""
    icon = Picture(svg(folder, "icon", width=900), None)
    line: list[Inline] = [part for _ in range(9) for part in (icon, *text("w" * 20))]
    return told(*(paragraph(words(*line, note(number))) for number in range(1, 13)))


def records(_: Path) -> Document:
    """Records with short names, with a long one, with a note, and with short ones again."""
    rows = [[cell(f"{one} {number}") for one in "ABCD"] for number in range(1, 7)]
    rows[2][0] = cell(f"A 3 {LINES * 5}")
    rows[4][0] = cell("A 5", note(1))
    return told(table([cell(f"{one} {WIDE}") for one in "ABCD"], *rows))


def headers(_: Path) -> Document:
    """Headers and names that fill a page together, over rows that must go on to the next."""
    several = (words(LINES + WIDE),) * 5
    rows = [[several[:2], cell(""), several[1:], several] for _ in range(3)]
    return told(table([several, *[cell(f"{one} {WIDE}") for one in "BCD"]], *rows))


def broad(_: Path) -> Document:
    """A header of two columns that is longer than a page."""
    several = (words(LINES),) * 8
    return told(table([several, several], *([cell(one), cell("x")] for one in "ABC")))


def letters(_: Path) -> Document:
    """Letters with two marks, as in Vietnamese, and others that one face of ours lacks."""
    return told(paragraph("Tiếng Việt: ấầẫắằẵẾỀỄỐỒỖ, ǕǗǛǞǺȪȬ, ḔḖṌṎṐṒṸṺ, ĥŋōŵ."))


def landings(folder: Path) -> Document:
    """Links to what begins with a picture or with long words, over notes with other pictures."""
    icon = svg(folder, "icon")
    noted = Note("note-1", 1, (paragraph(words("See ", Picture(icon, "Another."))),))
    arabic = Foreign(text("مرحبا"), "ar")
    film = words("V" * 120, " ", "W" * 120, " ", arabic)
    return told(
        paragraph(words("One.", noted)),
        Figure("figure-1", icon, words("A figure.")),
        Video("film-1", asset(folder / "film.mp4", b"-"), film, None, None, (paragraph("Said."),)),
        *(paragraph(words(Link(text(f"To {to}"), f"#{to}"))) for to in ("figure-1", "film-1")),
    )


def repeated(_: Path) -> Document:
    """A record with a name so short that it stands again where the table is long over."""
    heads = [cell(f"{one} {WIDE}") for one in "ABCD"]
    return told(table(heads, [cell("x"), (), (), ()]), *map(paragraph, ("More.", "An x.")))


def everywhere(folder: Path) -> Document:
    """Everything that a document can hold."""
    return everything(folder)


def told(*body: Block) -> Document:
    return Document("trips", FrontMatter(title="Trips", language="en-GB"), body)


def table(head: Sequence[Cell], *rows: Sequence[Cell]) -> Table:
    return Table("table-1", (words("Caption."),), tuple(head), tuple(map(tuple, rows)), 1)


def cell(said: str, *more: Inline) -> Cell:
    return (words(said, *more),) if said else ()


def note(number: int) -> Note:
    within = words("See ", Link(text("there"), "https://example.org/"))
    return Note(f"note-{number}", number, (paragraph(within),))


TRIPS = {
    one.__name__: one
    for one in (decorations, records, headers, broad, letters, landings, repeated, everywhere)
}
TRIES = [(name, careful) for name in TRIPS for careful in (False, True)]
Pages = dict[tuple[str, bool], tuple[Document, Path]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """The pages of each document, as they are set first and as they are set with more care."""
    folder = tmp_path_factory.mktemp("trips")
    documents = {name: draw(folder) for name, draw in TRIPS.items()}
    paths = {(name, careful): folder / f"{name}-{careful}.pdf" for name, careful in TRIES}
    for (name, careful), path in paths.items():
        again(documents[name], path) if careful else pdf(documents[name], LARGE, path)
    return {key: (documents[key[0]], path) for key, path in paths.items()}


def again(document: Document, path: Path) -> None:
    """Set pages as they are set a second time."""
    said = source(document, LARGE, Sheet(), careful=True)
    finish(compiled(said)[0], Finish(row_headers(said), [], True), path)


@pytest.mark.parametrize(("name", "careful"), TRIES)
def test_nothing_of_the_pages_is_lost(name: str, careful: bool, made: Pages) -> None:
    document, path = made[name, careful]
    assert judge(document, tagged_pdf.read(path)) == []
    assert list(overrun_pages(path)) == []


def test_independent_judges_find_no_fault(made: Pages) -> None:
    paths = [path for _, path in made.values()]
    for flavour in ("ua1", "2a"):
        assert verapdf(paths, flavour) == {path: [] for path in paths}


@pytest.mark.parametrize("careful", [False, True])
def test_each_value_is_headed_by_its_record_and_its_row(careful: bool, made: Pages) -> None:
    tree = tagged_pdf.read(made["records", careful][1]).tree
    names = {str(one.get("ID")): _said(one) for one in tree.iter("TH")}
    values = list(tree.iter("TD"))
    assert len(values) == 3 * 6
    for at, value in enumerate(values):
        record, row = (names[each] for each in str(value.get("Headers")).split())
        assert record.startswith(f"A {at // 3 + 1}")
        assert row.split() == ["BCD"[at % 3], WIDE]
        assert _said(value).split() == ["BCD"[at % 3], str(at // 3 + 1)]


@pytest.mark.parametrize("careful", [False, True])
def test_a_header_of_any_length_heads_its_columns(careful: bool, made: Pages) -> None:
    tree = tagged_pdf.read(made["broad", careful][1]).tree
    heads = [one for one in tree.iter("TH") if one.get("Scope") == "Column"]
    assert [_said(one).split() for one in heads] == [(LINES * 8).split()] * 2
    for row in tree.iter("TR"):
        for value in row.iter("TD"):
            assert str(value.get("Headers")).split()[0] == heads[1].get("ID")


def _said(node: etree._Element) -> str:
    return squeeze("".join(map(str, node.itertext())))


def test_pages_that_cannot_be_set_at_all_are_told_of_once(tmp_path: Path) -> None:
    twice = told(*(paragraph(words("One.", Link(text("two"), "#nowhere"))) for _ in "AB"))
    with pytest.raises(WriteError) as refused:
        pdf(twice, LARGE, tmp_path / "page.pdf")
    assert len(refused.value.diagnostics) == 1
