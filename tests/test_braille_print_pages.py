"""Print pages in braille: the pages of the PDF are told in the text and at the heads of pages."""

import re
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree

from coprod_formats.braille.cells import to_ascii
from coprod_formats.braille.edition import Edition, Form, edition
from coprod_formats.braille.lines import Line
from coprod_formats.braille.profiles import PAGES
from coprod_formats.checks import check
from coprod_formats.derive.pagination import first_sentences
from coprod_formats.document import Document
from coprod_formats.proof import prove
from coprod_formats.typesetting.paged import page_texts
from coprod_formats.walking import plain, sentences
from coprod_formats.writers.base import Job
from coprod_formats.writers.braille import BrailleOptions, BrailleWriter
from tests import samples
from tests.extraction import squeeze
from tests.shelf import Shelf, document_names
from tests.test_braille import EXPECTED
from tests.validators.books import epubcheck

SUMMARY = "interactive-summary"
DIGITS = str.maketrans("JABCDEFGHI", "0123456789")
TURN = {"ukaaf": re.compile(r' +"3#([A-J]+)'), "bana": re.compile(r"-{30,}#([A-J]+)")}
profiles = pytest.mark.parametrize("profile", ["ukaaf", "bana"])


def paged(document: Document, every: int = 5) -> dict[str, int]:
    """Pages as if a new one began with every few sentences."""
    ids = [one.id for one in sentences(document.body)]
    return {"": 1, **{ident: page for page, ident in enumerate(ids[every::every], 2)}}


def made(document: Document, pages: dict[str, int], profile: str, volume: int = 100) -> Edition:
    return edition(document, Form(2, profile, "standard", volume, pages))


def told(made: Edition, profile: str) -> list[int]:
    return [int(found[1].translate(DIGITS)) for _, found in turns(made, profile)]


def turns(made: Edition, profile: str) -> Iterator[tuple[Line, re.Match[str]]]:
    for line in body(made, profile):
        if found := TURN[profile].fullmatch(to_ascii(line.cells)):
            yield line, found


def body(made: Edition, profile: str) -> list[Line]:
    """Every line but the heads and feet of pages."""
    end = -1 if profile == "bana" else None
    return [line for v in made.volumes for page in text_pages(v.pages) for line in page[1:end]]


def text_pages(pages: tuple[tuple[Line, ...], ...]) -> list[tuple[Line, ...]]:
    """The pages behind the title page and the contents, which have no print page."""
    numbered = r"#[A-J]+ .*#[A-J]+|.*(?<= )[A-Z]?#[A-J]+"
    first = next((n for n, page in enumerate(pages) if n and _has_print_number(page)), len(pages))
    assert all(re.fullmatch(numbered, to_ascii(page[0].cells)) for page in pages[first:])
    return list(pages[first:])


def _has_print_number(page: tuple[Line, ...]) -> bool:
    head = to_ascii(page[0].cells)
    below = re.fullmatch(r" *#[A-J]+", to_ascii(page[-1].cells))
    return bool(re.match(r"#[A-J]+ ", head) or (below and re.search(r"#[A-J]+$", head)))


@profiles
@pytest.mark.parametrize("name", document_names())
def test_print_pages_add_lines_and_take_nothing_away(name: str, profile: str, shelf: Shelf) -> None:
    document = shelf.document(name)
    without = made(document, {}, profile)
    whole = made(document, paged(document), profile)
    assert _cells(whole, profile) == _cells(without, profile)


def _cells(made: Edition, profile: str) -> str:
    """All cells of the text, without blanks, heads and turns of print pages."""
    end = -1 if profile == "bana" else None
    lines = [
        to_ascii(line.cells)
        for volume in made.volumes
        for page in volume.pages[min(volume.headings.values(), default=2) - 1 :]
        for line in page[1:end]
    ]
    kept = (line for line in lines if not TURN[profile].fullmatch(line))
    return "".join("".join(kept).split())


@profiles
@pytest.mark.parametrize("name", ["everything", "headings", "long-table", "lists", SUMMARY])
def test_every_print_page_is_told_once_in_order(name: str, profile: str, shelf: Shelf) -> None:
    document = shelf.document(name)
    whole = made(document, paged(document), profile)
    seen = told(whole, profile)
    if profile == "ukaaf":
        assert seen == sorted(paged(document).values())[1:]
    else:
        heads = {int(found) for found in _heads(whole) if found.isdigit()}
        assert sorted({*seen, *heads}) == sorted(paged(document).values())
        assert seen == sorted(seen)


def _heads(made: Edition) -> list[str]:
    """The print numbers at the right of the heads, with their letters."""
    heads = (to_ascii(page[0].cells) for v in made.volumes for page in text_pages(v.pages))
    found = (re.search(r"([A-Z]?)#([A-J]+)$", head) for head in heads)
    return [one[1].lower() + one[2].translate(DIGITS) for one in found if one]


@profiles
def test_behind_each_turn_stands_the_first_sentence_of_its_page(profile: str, shelf: Shelf) -> None:
    document = shelf.document(SUMMARY)
    pages = paged(document, 9)
    openings = {
        pages[one.id]: squeeze(plain(one.inlines))[:12]
        for one in sentences(document.body)
        if one.id in pages
    }
    whole = made(document, pages, profile)
    lines = [line for line in body(whole, profile) if line.cells]
    seen = 0
    for place, line in enumerate(lines):
        if found := TURN[profile].fullmatch(to_ascii(line.cells)):
            after = squeeze(" ".join(one.ink for one in lines[place + 1 : place + 3]))
            assert openings[int(found[1].translate(DIGITS))] in after
            seen += 1
    assert seen > 10


@profiles
@pytest.mark.parametrize("page", sorted(PAGES))
def test_no_turn_is_last_on_a_page_and_no_line_too_wide(
    profile: str, page: str, shelf: Shelf
) -> None:
    size = PAGES[page]
    for name in ("everything", SUMMARY):
        document = shelf.document(name)
        whole = edition(document, Form(2, profile, page, 40, paged(document, 3)))
        for lines in (one for volume in whole.volumes for one in volume.pages):
            assert len(lines) <= size.height
            assert all(len(line.cells) <= size.width for line in lines)
            filled = [line for line in lines if line.cells]
            text = filled[:-1] if profile == "bana" else filled
            assert len(text) < 2 or not re.fullmatch(r' +"3#[A-J]+', to_ascii(text[-1].cells))


def test_in_britain_the_head_names_the_print_page_of_the_last_line(shelf: Shelf) -> None:
    document = shelf.document(SUMMARY)
    whole = made(document, paged(document, 9), "ukaaf", 20)
    assert len(whole.volumes) > 1
    current = 1
    for page in (one for volume in whole.volumes for one in text_pages(volume.pages)):
        for line in page[1:]:
            if found := TURN["ukaaf"].fullmatch(to_ascii(line.cells)):
                current = int(found[1].translate(DIGITS))
        head = to_ascii(page[0].cells)
        assert int(head.partition(" ")[0][1:].translate(DIGITS)) == current
        assert re.fullmatch(r"#[A-J]+ {3,}\S.*\S {3,}#[A-J]+", head)


def test_in_america_the_head_counts_the_braille_pages_of_a_print_page(shelf: Shelf) -> None:
    document = shelf.document(SUMMARY)
    first, second = list(sentences(document.body))[0::200][:2]
    whole = made(document, {"": 1, first.id: 2, second.id: 3}, "bana", 20)
    assert len(whole.volumes) > 1
    heads = _heads(whole)
    at = next(n for n, one in enumerate(heads) if one.endswith("3"))
    assert heads[:4] == ["2", "a2", "b2", "c2"]
    assert heads[at : at + 3] in (["3", "a3", "b3"], ["a3", "b3", "c3"])


# Files


def write(document: Document, shelf: Shelf, folder: Path, **options: object) -> Path:
    writer = BrailleWriter()
    chosen = BrailleOptions.model_validate({"print-pages": True, **options})
    inputs = {need: shelf.folder(document.slug, need) for need in writer.needs(chosen)}
    writer.write(Job(document, chosen, inputs, folder))
    return folder


def test_the_pages_are_those_of_our_pdf(shelf: Shelf, tmp_path: Path) -> None:
    document = shelf.document(SUMMARY)
    folder = write(document, shelf, tmp_path)
    printed = first_sentences(document, page_texts(shelf.folder(SUMMARY, "pdf") / f"{SUMMARY}.pdf"))
    pages = sorted(printed.values())
    assert len(pages) > 5
    brf = (folder / f"{SUMMARY}.brf").read_text("ascii")
    assert [
        int(one.translate(DIGITS)) for one in re.findall(r'^ +"3#([A-J]+)$', brf, re.MULTILINE)
    ] == pages[1:]
    pef = etree.fromstring((folder / f"{SUMMARY}.pef").read_bytes())
    rows = [to_ascii(row.text or "") for row in pef.iter("{*}row")]
    assert sum(1 for row in rows if TURN["ukaaf"].fullmatch(row)) == len(pages) - 1
    assert check(folder) == []


@profiles
def test_the_proof_of_the_same_content_holds_with_print_pages(
    profile: str, shelf: Shelf, tmp_path: Path
) -> None:
    folder = write(shelf.document(SUMMARY), shelf, tmp_path, profile=profile)
    proved = prove(shelf.document(SUMMARY), folder)
    assert {path.suffix for path in proved} >= {".brf", ".pef", ".ebrl"}
    for path, tallies in proved.items():
        assert [one.losses for one in tallies if one.losses] == [], path.name


def test_an_ebraille_publication_has_page_breaks_and_a_list_of_them(
    shelf: Shelf, tmp_path: Path
) -> None:
    folder = write(shelf.document(SUMMARY), shelf, tmp_path)
    path = folder / f"{SUMMARY}.ebrl"
    with ZipFile(path) as archive:
        content = etree.fromstring(archive.read("ebraille/content.html"))
        index = etree.fromstring(archive.read("index.html"))
        package = archive.read("package.opf").decode()
    spans = content.iter("{*}span")
    breaks = [one.get("id") for one in spans if one.get("role") == "doc-pagebreak"]
    [listed] = [one for one in index.iter("{*}nav") if one.get("role") == "doc-pagelist"]
    links = [str(one.get("href")) for one in listed.iter("{*}a")]
    assert breaks[:2] == ["print-page-1", "print-page-2"]
    assert [link.partition("#")[2] for link in links] == breaks
    assert "pageBreakSource" in package
    assert "pageNavigation" in package
    [said] = epubcheck([path]).values()
    assert {one.partition(": ")[2] for one in said} == EXPECTED


def test_without_the_option_no_pdf_is_needed_and_no_page_is_told(shelf: Shelf) -> None:
    assert BrailleWriter().needs(BrailleOptions()) == ()
    folder = shelf.folder(SUMMARY, "braille")
    assert '"3#' not in (folder / f"{SUMMARY}.brf").read_text("ascii")
    with ZipFile(folder / f"{SUMMARY}.ebrl") as archive:
        assert b"pagebreak" not in archive.read("ebraille/content.html")


def test_a_document_of_one_page_tells_it_at_its_heads_alone() -> None:
    whole = made(samples.plainest(), {"": 1}, "ukaaf")
    assert told(whole, "ukaaf") == []
    assert to_ascii(whole.volumes[0].pages[-1][0].cells).startswith("#A ")
