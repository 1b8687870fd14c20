"""The laws of braille pages, for every profile and every size of page."""

import re
from collections.abc import Iterator
from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_formats.braille.cells import from_ascii, six_dots, to_ascii
from coprod_formats.braille.edition import Edition, Form, edition, style_of
from coprod_formats.braille.lines import EMPTY, Line, wrap
from coprod_formats.braille.paging import pour
from coprod_formats.braille.pieces import Heading, Piece
from coprod_formats.braille.profiles import PAGES, PROFILES, Indent
from coprod_formats.braille.translating import Brailled, Run, translate
from coprod_formats.braille.volumes import Volume
from coprod_formats.document import Document, Section, Table
from coprod_formats.walking import blocks
from tests.braille_laws import lost, told
from tests.extraction.braille import bare
from tests.shelf import Shelf, document_names
from tests.strategies import documents

FORMS = [
    Form(grade, profile, page, 20)
    for grade, profile, page in product((1, 2), sorted(PROFILES), sorted(PAGES))
]
every_form = pytest.mark.parametrize(
    "form", FORMS, ids=lambda form: " ".join(map(str, (form.grade, form.profile, form.page)))
)
DIGITS = str.maketrans("JABCDEFGHI", "0123456789")


def faults(made: Edition, form: Form) -> Iterator[str]:
    """Everything on the pages that breaks a law."""
    size, below = PAGES[form.page], PROFILES[form.profile].page_number_below
    for volume in made.volumes:
        for at, page in enumerate(volume.pages, 1):
            if len(page) > size.height:
                yield f"page {at} has {len(page)} lines"
            yield from (f"too wide: {x}" for x in page if len(x.cells) > size.width)
            yield from (f"not six dots: {x}" for x in page if not six_dots(x.cells))
            yield from (f"blank at the end: {x}" for x in page if x.cells.endswith("\u2800"))
            yield from _head(page, at, size.width, below=below)
            body = page[1:-1] if below else page[1:]
            if at > 1 and (not body or body[0] == EMPTY):
                yield f"page {at} begins with nothing"
        yield from _contents(volume, size.width, PROFILES[form.profile].leader)


def _head(page: tuple[Line, ...], at: int, width: int, *, below: bool) -> Iterator[str]:
    marked = to_ascii((page[-1] if below else page[0]).cells)
    words, _, mark = marked.rpartition(" ")
    if mark[1:].translate(DIGITS) != str(at) or len(marked) != width:
        yield f"page {at} has the mark {marked!r}"
    if at == 1 and words.strip():
        yield f"the first page has the head {words!r}"
    if not below and words.strip():
        left, right = len(words) - len(words.lstrip()), width - len(words.rstrip())
        if abs(left - right) > 1 or right < len(mark) + 3:
            yield f"page {at} has its head {words!r} out of the middle"


def _contents(volume: Volume, width: int, leader: str) -> Iterator[str]:
    """Every entry of the contents names the page on which its heading stands."""
    lines = [to_ascii(line.cells) for page in volume.pages for line in page]
    if not volume.headings:
        return
    first = min(volume.headings.values())
    front = [line for page in volume.pages[1 : first - 1] for line in page[1:]]
    told = [
        int(found[2].translate(DIGITS))
        for line in front
        if len(line.cells) == width
        and (found := re.search(r"( +| [-\"]+ )#([A-J]+)$", to_ascii(line.cells)))
        and line.tag != "Artifact"
    ]
    told = told[: len(volume.headings)]  # text before the first heading may end in a number too
    if told != list(volume.headings.values()):
        yield f"the contents say {told}, not {list(volume.headings.values())} of {len(lines)}"
    for line in front:
        if leader * 6 in to_ascii(line.cells) and not re.search(
            f" {re.escape(leader)}+ #[A-J]+$", to_ascii(line.cells)
        ):
            yield f"leaders stand badly in {to_ascii(line.cells)}"


@every_form
@pytest.mark.parametrize("name", document_names())
def test_every_page_holds_to_the_laws(form: Form, name: str, shelf: Shelf) -> None:
    made = edition(shelf.document(name), form)
    assert list(faults(made, form)) == []


@every_form
@pytest.mark.parametrize("name", document_names())
def test_every_cell_stands_in_its_turn(form: Form, name: str, shelf: Shelf) -> None:
    document = shelf.document(name)
    made = edition(document, form)
    foot = -1 if PROFILES[form.profile].page_number_below else None
    lines = (line for v in made.volumes for page in v.pages for line in page[1:foot])
    said = bare("".join(line.cells for line in lines))
    assert list(lost(said, told(document, style_of(document, form)))) == []


@pytest.mark.parametrize("name", ["everything", "headings", "key-findings", "interactive-summary"])
@every_form
def test_headings_stand_where_the_contents_say(form: Form, name: str, shelf: Shelf) -> None:
    document = shelf.document(name)
    for volume in edition(document, form).volumes:
        for ident, at in volume.headings.items():
            tags = {line.tag for line in volume.pages[at - 1]}
            found = [b for b in blocks(document.body) if getattr(b, "id", None) == ident]
            level = getattr(found[0], "level", 2) if found else 2
            assert f"H{level}" in tags, (ident, at)


@settings(max_examples=30, deadline=None)
@given(data=st.data())
def test_no_drawn_document_breaks_a_law(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.getbasetemp() / "braille-assets"
    folder.mkdir(exist_ok=True)
    document: Document = data.draw(documents(folder))
    form = data.draw(st.sampled_from(FORMS))
    assert list(faults(edition(document, form), form)) == []


def line() -> st.SearchStrategy[Line]:
    return st.builds(Line, st.text("\u2801\u2803", min_size=1, max_size=5))


def piece() -> st.SearchStrategy[Piece]:
    lines = st.lists(line(), min_size=1, max_size=12).map(tuple)
    flags = st.booleans()
    plain = st.builds(Piece, lines, flags, st.just(False), flags, flags)
    heads = st.builds(
        Piece,
        st.lists(line(), min_size=1, max_size=3).map(tuple),
        st.just(True),
        st.just(True),
        flags,
        flags,
        st.builds(Heading, st.text("abc", min_size=1), st.integers(0, 2)),
    )
    return st.one_of(plain, plain, heads)


@given(pieces=st.lists(piece(), max_size=25), height=st.integers(16, 26))
def test_pages_hold_all_lines_in_order(pieces: list[Piece], height: int) -> None:
    pages = pour(pieces, height)
    poured = [one for page in pages.bodies for one in page if one != EMPTY]
    assert poured == [one for piece in pieces for one in piece.lines]
    assert all(len(page) <= height for page in pages.bodies)
    assert list(pages.starts) == sorted(pages.starts)


@given(pieces=st.lists(piece(), min_size=1, max_size=25), height=st.integers(16, 26))
def test_no_heading_is_last_on_a_page(pieces: list[Piece], height: int) -> None:
    ends_plainly = [*pieces, Piece((Line("\u2801"),))]
    pages = pour(ends_plainly, height)
    for (one, at), (_, after) in pairwise(zip(ends_plainly, pages.starts, strict=True)):
        if one.with_next and _chain(ends_plainly, one) <= height - 4:
            assert at == after


def _chain(pieces: list[Piece], one: Piece) -> int:
    """The lines of all the headings that hold on to each other around one, and their blanks."""
    place = next(at for at, each in enumerate(pieces) if each is one)
    first = last = place
    while first and pieces[first - 1].with_next:
        first -= 1
    while pieces[last].with_next:
        last += 1
    return sum(len(each.lines) + 1 for each in pieces[first:last])


@given(pieces=st.lists(piece(), max_size=25), height=st.integers(16, 26))
def test_no_line_of_a_longer_paragraph_is_left_alone(pieces: list[Piece], height: int) -> None:
    rows = [(n, one) for n, piece in enumerate(pieces) for one in piece.lines]
    pages = pour(pieces, height)
    counts: dict[tuple[int, int], int] = {}
    flat = iter(rows)
    for number, page in enumerate(pages.bodies):
        for one in page:
            if one != EMPTY:
                owner, _ = next(flat)
                counts[owner, number] = counts.get((owner, number), 0) + 1
    for (owner, _), count in counts.items():
        assert count >= min(2, len(pieces[owner].lines))


@given(
    words=st.lists(st.text("abc-/_", min_size=1, max_size=70), min_size=1, max_size=8),
    first=st.integers(0, 40),
    runover=st.integers(0, 40),
    width=st.integers(20, 42),
)
def test_lines_hold_all_cells_and_are_never_too_wide(
    words: list[str], first: int, runover: int, width: int
) -> None:
    made = translate((Run(" ".join(words)),), "en-ueb-g2.ctb")
    lines = wrap(made, Indent(first, runover), width)
    assert all(0 < len(one.cells) <= width for one in lines)
    joined = "".join(one.cells for one in lines).replace("\u2800", "")
    assert joined == made.cells.replace("\u2800", "")
    assert "".join(one.ink for one in lines) == made.print


def cut(text: str, width: int) -> list[str]:
    cells = from_ascii(text.replace("|", ""))
    made = Brailled(text, cells, tuple(range(len(cells))))
    return [to_ascii(one.cells) for one in wrap(made, Indent(0, 0), width)]


def test_a_line_may_end_behind_a_hyphen_a_dash_and_a_slash() -> None:
    assert cut("AB CD-EF", 7) == ["AB CD-", "EF"]
    assert cut("AB CD,-EF", 8) == ["AB CD,-", "EF"]
    assert cut("AB CD_/EF", 8) == ["AB CD_/", "EF"]


def test_a_line_does_not_end_behind_a_minus_or_an_underscore() -> None:
    assert cut('AB CD"-EF', 8) == ["AB", 'CD"-EF']
    assert cut("AB CD.-EF", 8) == ["AB", "CD.-EF"]


def test_no_line_begins_with_a_hyphen() -> None:
    assert cut("ABCDEF-", 6) == ["ABCDEF", "-"] or cut("ABCDEF-", 6)[0] != "ABCDEF"
    assert cut("AA BBB-", 6) == ["AA", "BBB-"]


def test_a_wanted_new_line_is_made() -> None:
    made = translate((Run("one"), Run("\u2028"), Run("two")), "en-ueb-g1.ctb")
    assert [to_ascii(one.cells) for one in wrap(made, Indent(2, 0), 40)] == ["  ONE", "TWO"]


def pages(made: Edition) -> list[str]:
    return [to_ascii(line.cells) for v in made.volumes for page in v.pages for line in page]


def test_tables_that_fit_stand_in_columns_and_others_in_rows(shelf: Shelf) -> None:
    narrow = pages(edition(shelf.document("tables"), Form()))
    assert any(re.fullmatch(r'("3+ *)+', one) for one in narrow)
    document = shelf.document("broad-table")
    assert any(isinstance(block, Table) for block in blocks(document.body))
    broad = pages(edition(document, Form(page="a4")))
    assert any("@.<,! FOLL[+ TABLE" in one for one in broad)


def test_sections_begin_volumes(shelf: Shelf) -> None:
    made = edition(shelf.document("interactive-summary"), Form(1, page="a4", volume_pages=20))
    assert len(made.volumes) > 1
    starts = {
        block.id
        for block in shelf.document("interactive-summary").body
        if isinstance(block, Section)
    }
    for volume in made.volumes:
        assert len(volume.pages) <= 20
        assert next(iter(volume.headings)) in starts
        assert volume.pages[0][0].ink == "1"
