"""A braille edition as files: what is made, what is checked, and what is told when it cannot be."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pikepdf
import pypdfium2
import pytest

from coprod_formats.braille.binding import louis
from coprod_formats.braille.edition import Form, edition
from coprod_formats.braille.proof import proof
from coprod_formats.braille.tags import tag
from coprod_formats.checks import check
from coprod_formats.checks.braille import check_brf, check_ebrl, check_pef
from coprod_formats.diagnostics import Diagnostic, WriteError
from coprod_formats.document import Block, Document, KeyFinding, Passage, Section
from coprod_formats.writers.base import Job
from coprod_formats.writers.braille import BrailleOptions, BrailleWriter
from tests import samples
from tests.braille_laws import judge
from tests.extraction import extract
from tests.extraction.braille import brf_pages, pef_pages
from tests.shelf import PROJECT, Shelf, document_names
from tests.validators import verapdf
from tests.validators.books import epubcheck, jing

SUMMARY = "interactive-summary"
EXPECTED = {
    f'OPF-027: Undefined property: "a11y:{name}".'
    for name in (
        *("brailleCellType", "brailleSystem", "completeTranscription", "producer"),
        "tactileGraphics",
    )
}


def write(document: Document, folder: Path, **options: object) -> tuple[Diagnostic, ...]:
    folder.mkdir(parents=True, exist_ok=True)
    chosen = BrailleOptions.model_validate(options)
    return tuple(BrailleWriter().write(Job(document, chosen, {}, folder)))


@pytest.fixture(scope="module")
def long_document(shelf: Shelf) -> Document:
    """The summary as often as makes 35,000 words."""
    document = shelf.document(SUMMARY)
    body = tuple(_renamed(block, turn) for turn in range(23) for block in document.body)
    return replace(document, slug="long", body=body)


def _renamed(block: Block, turn: int) -> Block:
    if isinstance(block, Section | KeyFinding):
        inside = tuple(_renamed(one, turn) for one in block.body)
        return replace(block, id=f"{block.id}-{turn}", body=inside)
    return block


# Files


def test_brf_and_pef_and_the_proof_hold_the_same_cells(shelf: Shelf) -> None:
    folder = shelf.folder(SUMMARY, "braille")
    brf = brf_pages(folder / f"{SUMMARY}.brf")
    pef = pef_pages(folder / f"{SUMMARY}.pef")
    assert len(brf) > 15
    assert brf == pef
    dots = [list(_dots(page)) for page in pikepdf.open(folder / f"{SUMMARY}-proof.pdf").pages]
    assert [sum(map(_count, "".join(page))) for page in brf] == [len(each) for each in dots]
    assert _cells(dots[3], 25, 40) == [line.rstrip("\u2800") for line in brf[3]] + [""] * (
        25 - len(brf[3])
    )


def _count(cell: str) -> int:
    return (ord(cell) - 0x2800).bit_count()


def _dots(page: pikepdf.Page) -> Iterator[tuple[float, float]]:
    """Where each line of no length stands, in millimetres from the top left corner."""
    high = float(page.mediabox[3])
    before, frame = (0.0, 0.0), (0.0, 0.0)
    for one in pikepdf.parse_content_stream(page):
        name = str(one.operator)
        if name == "cm":
            frame = (float(str(one.operands[4])), float(str(one.operands[5])))
        if name in {"m", "l"}:
            place = (float(str(one.operands[0])), float(str(one.operands[1])))
            if name == "l" and place == before:
                x, y = frame[0] + place[0], frame[1] + place[1]
                yield x * 25.4 / 72, (high - y) * 25.4 / 72
            before = place


def _cells(dots: list[tuple[float, float]], rows: int, columns: int) -> list[str]:
    """Cells by a ruler: 6 mm by 10 mm, dots 2.5 mm apart, margins of 15 mm."""
    grid = [[0] * columns for _ in range(rows)]
    for x, y in dots:
        column, right = divmod(round((x - 15) / 0.5), 12)
        row, down = divmod(round((y - 15) / 0.5), 20)
        grid[row][column] |= 1 << (down // 5 + 3 * (right // 5))
    return ["".join(chr(0x2800 + one) for one in row).rstrip("\u2800") for row in grid]


def test_a_long_document_has_a_brf_for_each_volume(long_document: Document, tmp_path: Path) -> None:
    write(long_document, tmp_path / "long")
    files = sorted((tmp_path / "long").glob("*.brf"))
    assert len(files) > 2
    assert check(tmp_path / "long") == []
    for number, path in enumerate(files, 1):
        assert path.name == f"long-volume-{number}.brf"
        pages = brf_pages(path)
        assert 20 < len(pages) <= 100
        opening = louis().back_translate("en-ueb-g2.ctb", "\n".join(pages[0]))
        assert f"Volume {number} of {len(files)}" in opening
        assert "Contents" in louis().back_translate("en-ueb-g2.ctb", pages[1][1])


@pytest.mark.parametrize("page", ["standard", "rnib", "a4"])
@pytest.mark.parametrize("name", document_names())
def test_nothing_is_lost_in_grade_1_either(
    name: str, page: str, shelf: Shelf, tmp_path: Path
) -> None:
    document = shelf.document(name)
    write(document, tmp_path, grade=1, page=page)
    for path in sorted(tmp_path.iterdir()):
        assert not judge(document, extract(path), Form(1, page=page)), path.name


def test_text_without_headings_is_cut_into_volumes_too() -> None:
    sentence = "People who work together as equals can change the way things are done. " * 20
    body = tuple(samples.paragraph(f"{number}. {sentence}".strip()) for number in range(120))
    made = edition(replace(samples.plainest(), body=body), Form(volume_pages=40))
    assert len(made.volumes) > 2
    assert all(20 < len(volume.pages) <= 40 for volume in made.volumes)


def test_a_word_longer_than_a_page_is_carried_from_page_to_page() -> None:
    body = (samples.paragraph("Before.", "w" * 5000, "After."),)
    made = edition(replace(samples.plainest(), body=body), Form())
    cells = "".join(line.cells for page in made.volumes[0].pages[1:] for line in page[1:])
    assert cells.count("\u283a") == 5000


def test_the_edition_says_that_no_braille_reader_has_seen_it(shelf: Shelf) -> None:
    shelf.folder(SUMMARY, "braille")
    assert "braille-unread" in {one.rule for one in shelf.said[SUMMARY, "braille"]}


def test_text_that_is_not_english_is_uncontracted_and_told(shelf: Shelf) -> None:
    shelf.folder("french", "braille")
    assert "braille-language" in {one.rule for one in shelf.said["french", "braille"]}
    shelf.folder("foreign-words", "braille")
    rules = {one.rule for one in shelf.said["foreign-words", "braille"]}
    assert {"braille-welsh", "braille-code"} <= rules


def test_letters_of_no_known_script_are_an_error_where_they_are_a_text(tmp_path: Path) -> None:
    runes = "".join(map(chr, range(0x16A0, 0x16C0)))
    document = samples.plainest()
    passage = Passage((samples.paragraph(runes),), "non")
    with pytest.raises(WriteError, match="no braille of six dots"):
        write(replace(document, body=(passage,)), tmp_path)


# Judges


def test_epubcheck_says_only_what_it_does_not_know_of_ebraille(shelf: Shelf) -> None:
    names = ("everything", "plainest", "empty", "notes", "links", SUMMARY)
    paths = [shelf.folder(name, "braille") / f"{name}.ebrl" for name in names]
    for path, said in epubcheck(paths).items():
        assert {one.partition(": ")[2] for one in said} == EXPECTED, path.name
        assert len(said) == len(EXPECTED)


def test_verapdf_finds_nothing_wrong_in_the_proof(shelf: Shelf) -> None:
    names = ("everything", "empty", "signs", "right-to-left", SUMMARY)
    paths = [shelf.folder(name, "braille") / f"{name}-proof.pdf" for name in names]
    assert verapdf(paths, "ua1") == {path: [] for path in paths}


def test_jing_finds_each_pef_valid(shelf: Shelf) -> None:
    schema = PROJECT / "src/coprod_formats/data/braille/pef-2008-1.rng"
    paths = [
        shelf.folder(name, "braille") / f"{name}.pef" for name in ("everything", "empty", SUMMARY)
    ]
    assert jing(schema, paths) == ""
    assert "version" in jing(schema, [_changed(paths[0], b'"2008-1"', b'"2009"')])


def _changed(path: Path, old: bytes, new: bytes) -> Path:
    """A copy with the first of something changed."""
    content = path.read_bytes()
    assert old in content
    copy = path.parent.parent / f"changed-{path.name}"
    copy.write_bytes(content.replace(old, new, 1))
    return copy


@pytest.mark.parametrize("name", ["everything", "empty", SUMMARY])
def test_our_own_checks_are_content(name: str, shelf: Shelf) -> None:
    assert check(shelf.folder(name, "braille")) == []


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        (b"\f", b"", "brf-page-number"),
        (b"\r\n", b"\n", "brf-line-end"),
        (b"\r\n", b" \r\n", "brf-blank"),
        (b",", b"\xc3", "brf-character"),
        (b",", b"," * 42, "brf-size"),
        (b"\f", b"\f\f", "brf-page-empty"),
        (b"#B\r\n", b"#C\r\n", "brf-page-number"),
    ],
)
def test_each_fault_of_a_brf_is_found(old: bytes, new: bytes, rule: str, shelf: Shelf) -> None:
    path = shelf.folder(SUMMARY, "braille") / f"{SUMMARY}.brf"
    assert rule in {one.rule for one in check_brf(_changed(path, old, new))}


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        (b"</pef>", b"", "pef-xml"),
        (b"2008-1", b"2009-1", "pef-schema"),
        (b'cols="40"', b'cols="20"', "pef-cells"),
        (b'rows="25"', b'rows="3"', "pef-rows"),
        ("\u2801".encode(), "\u28ff".encode(), "pef-dots"),
        ("\u2801".encode(), b"a", "pef-schema"),
        (b"<dc:format>application/x-pef+xml</dc:format>", b"", "pef-schema"),
    ],
)
def test_each_fault_of_a_pef_is_found(old: bytes, new: bytes, rule: str, shelf: Shelf) -> None:
    path = shelf.folder(SUMMARY, "braille") / f"{SUMMARY}.pef"
    assert rule in {one.rule for one in check_pef(_changed(path, old, new))}


@pytest.mark.parametrize(
    ("part", "old", "new", "rule"),
    [
        ("mimetype", b"", b"", "ebrl-mimetype"),
        ("index.html", b"", b"", "ebrl-root"),
        ("package.opf", b"eBraille 1.0", b"eBraille 0.9", "ebrl-format"),
        ("package.opf", b"en-Brai-GB", b"en-GB", "ebrl-language"),
        ("package.opf", b"a11y:producer", b"a11y:maker", "ebrl-metadata"),
        ("ebraille/content.html", "\u2801".encode(), b"a", "ebrl-print"),
        ("ebraille/content.html", b"<body>", b"<body><script/>", "ebrl-element"),
        ("ebraille/content.html", b'href="#', b'href="#no', "ebrl-link"),
    ],
)
def test_each_fault_of_an_ebraille_publication_is_found(
    part: str, old: bytes, new: bytes, rule: str, shelf: Shelf, tmp_path: Path
) -> None:
    path = shelf.folder(SUMMARY, "braille") / f"{SUMMARY}.ebrl"
    changed = tmp_path / "changed.ebrl"
    with ZipFile(path) as good, ZipFile(changed, "w") as bad:
        for name in good.namelist():
            content = good.read(name)
            if name == part and not old:
                continue
            if name == part:
                assert old in content
                content = content.replace(old, new, 1)
            stored = ZIP_STORED if name == "mimetype" else ZIP_DEFLATED
            bad.writestr(name, content, stored)
    assert rule in {one.rule for one in check_ebrl(changed)}


def test_a_file_that_is_no_publication_is_told(tmp_path: Path) -> None:
    (tmp_path / "not.ebrl").write_bytes(b"words")
    assert [one.rule for one in check_ebrl(tmp_path / "not.ebrl")] == ["ebrl-zip"]


def test_each_word_of_the_proof_stands_under_its_cells_or_close_behind(tmp_path: Path) -> None:
    words = "Every word of this line begins under its cells, knowledge"
    made = edition(replace(samples.plainest(), body=(samples.paragraph(words),)), Form())
    tagged = tmp_path / "proof.pdf"
    tag(proof(made.volumes, made.page), "A title", "en-GB", tagged)
    (page,) = (lines for v in made.volumes for lines in v.pages if lines[-1].ink.endswith("edge"))
    with pypdfium2.PdfDocument(tagged) as opened:
        text = opened[len(opened) - 1].get_textpage()
        said = text.get_text_bounded()
        seen = 0
        for line in page[1:]:
            columns = [one.start() for one in re.finditer(r"[^\u2800]+", line.cells)]
            for word, column in zip(line.ink.split(), columns, strict=True):
                left = text.get_charbox(said.index(word))[0]
                cell = (15.0 - 0.75 + 6.0 * column) * 72 / 25.4
                assert -1 < left - cell < 12, word
                seen += 1
    assert seen == len(words.split())


def test_a_proof_of_no_volumes_has_no_tags() -> None:
    assert proof((), edition(samples.empty(), Form()).page).elements == ()
