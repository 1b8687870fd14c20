"""What people paste, photograph and copy together: it becomes every format, or is told in words."""

from __future__ import annotations

import io
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree
from PIL import Image as Pillow

from coprod_formats import writers
from coprod_formats.checks.easy_read import check_easy_pdf
from coprod_formats.derive.easy_read import easy_read
from coprod_formats.diagnostics import Severity, WriteError
from coprod_formats.document import Document, Foreign, FrontMatter, Idea, Link, Text
from coprod_formats.importing.pictures import Gallery
from coprod_formats.importing.report import Report
from coprod_formats.judging.judges.axe import _said
from coprod_formats.proof import by_touch
from coprod_formats.proof.readers.cells import Heard
from coprod_formats.themes import EASY_READ, THEMES
from coprod_formats.typesetting import pdf
from coprod_formats.typesetting.cover import cover
from coprod_formats.walking import blocks as every_block
from coprod_formats.walking import inlines, sentences
from coprod_formats.writers.base import Job
from tests.drafts import blocks, complaints, reading
from tests.samples import paragraph

SIDEWAYS = 6  # of the eight ways in which a photograph may lie


def photograph(mode: str = "RGB", lies: int = 0, order: str = "II") -> bytes:
    """A small JPEG picture as a camera, or a printer's program, would store it."""
    told = Pillow.Exif()
    if lies:
        told.endian = "<" if order == "II" else ">"
        told[0x0112] = lies
    made = io.BytesIO()
    Pillow.new(mode, (30, 20)).save(made, "JPEG", exif=told)
    return made.getvalue()


@pytest.mark.parametrize(
    ("raw", "rules"),
    [
        (photograph("CMYK"), {"image-colours"}),
        (photograph(lies=SIDEWAYS), {"image-turned"}),
        (photograph(lies=SIDEWAYS, order="MM"), {"image-turned"}),
        (photograph(lies=1), set()),
        (photograph("L"), set()),
    ],
)
def test_a_picture_that_formats_would_show_otherwise_is_told(
    raw: bytes, rules: set[str], tmp_path: Path
) -> None:
    (tmp_path / "photo.jpg").write_bytes(raw)
    assert {one.rule for one in complaints(tmp_path, "![A hall](photo.jpg)")} == rules


BEYOND = (  # one entry, and after it what looks like one that says "on its side"
    b"II*\0\x08\0\0\0\x01\0" + bytes(12) + b"\x12\x01\x03\0\x01\0\0\0\x06\0\0\0"
)


@pytest.mark.parametrize(
    "tiff", [b"", b"II*\0", b"MM\0*\xff\xff\xff\xff", b"II*\0\x08\0\0\0\x05", BEYOND]
)
def test_a_camera_that_says_half_a_thing_says_nothing(tiff: bytes, tmp_path: Path) -> None:
    whole, told = photograph(), b"Exif\0\0" + tiff
    part = b"\xff\xe1" + (len(told) + 2).to_bytes(2, "big") + told
    (tmp_path / "photo.jpg").write_bytes(whole[:2] + part + whole[2:])
    assert complaints(tmp_path, "![A hall](photo.jpg)") == ()


@pytest.mark.parametrize(
    ("raw", "shape"),
    [
        (photograph("CMYK"), (30, 20)),
        (photograph(lies=SIDEWAYS), (20, 30)),
    ],
)
def test_a_picture_that_is_brought_in_is_set_right(raw: bytes, shape: tuple[int, int]) -> None:
    gallery = Gallery("report", {"a.jpg": raw}, Report("a.docx"))
    assert gallery.place("a.jpg") == "report/a.png"
    with Pillow.open(io.BytesIO(gallery.stored["a.png"])) as made:
        assert (made.size, made.mode) == (shape, "RGBA")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("IMG/A.SVG", "img/a.svg"),
        (r"img\\a.svg", "img/a.svg"),
        ("./Img/../img/A.svg", "./img/../img/a.svg"),
    ],
)
def test_a_name_that_one_system_takes_for_another_is_told(
    written: str, meant: str, tmp_path: Path
) -> None:
    (told,) = complaints(tmp_path, f"![A cat]({written})")
    assert (told.rule, told.hint) == ("image-missing", f"did you mean {meant}?")


def test_what_may_not_stand_in_an_address_is_written_as_browsers_write_it(tmp_path: Path) -> None:
    made = blocks(tmp_path, "See [our plan](<https://e.org/ä b?q=100%&r=%20|x>) for it.")
    (link,) = (o for s in sentences(made) for o in inlines(s.inlines) if isinstance(o, Link))
    assert link.target == "https://e.org/ä%20b?q=100%25&r=%20%7Cx"


def test_the_signs_of_one_font_are_told_where_they_stand(tmp_path: Path) -> None:
    (told,) = complaints(tmp_path, "\uf0b7 Pasted from a word processor")
    assert (told.rule, told.where and told.where.line) == ("source-character", 6)
    assert "U+F0B7" in told.message
    assert "hyphen" in told.hint


def test_an_address_of_a_thousand_letters_does_not_hide_what_is_said_of_it(tmp_path: Path) -> None:
    from coprod_formats.linting import judge
    from coprod_formats.reading import attempt
    from tests.drafts import draft

    address = f"https://e.org/{'path/' * 200}"
    body = f"Read {address} today. Or [{address}]({address})."
    told = judge(attempt(draft(tmp_path, body), tmp_path))
    said = [f"{one.message}{one.hint}" for one in told if one.rule == "link-bare"]
    assert len(said) == 2
    assert max(map(len, said)) < 300


def test_a_heading_may_hold_a_link_in_ebraille(tmp_path: Path) -> None:
    made = reading(tmp_path, "# See [our *plan*](https://e.org/plan)\n\nIt is here.").document
    one = writers.find("braille")
    one.write(Job(made, one.options(), {}, tmp_path))
    with ZipFile(next(tmp_path.glob("*.ebrl"))) as book:
        contents = etree.fromstring(book.read("index.html"))
        text = etree.fromstring(book.read("ebraille/content.html"))
    led = [str(one.get("href")) for one in contents.iter("{*}a")]
    assert led
    assert all(target.startswith("ebraille/content.html") for target in led)
    assert [str(one.get("href")) for one in text.iter("{*}a")] == ["https://e.org/plan"]


@pytest.mark.parametrize("language", ["ar", "he", "fa", "ur", "zh-CN", "pl"])
def test_a_document_of_any_language_has_a_cover(language: str) -> None:
    front = FrontMatter(title="مرحبا שלום A", language=language, creators=("Ann",))
    assert cover(front).startswith(b"\x89PNG")


@pytest.mark.parametrize("language", ["ar", "pl"])
def test_easy_read_says_our_words_in_the_language_that_they_are_in(
    language: str, tmp_path: Path
) -> None:
    title = "مرحبا بكم" if language == "ar" else "Witamy"
    made = easy_read(Document("a", FrontMatter(title=title, language=language), ()))
    rows = [one for one in every_block(made.body) if isinstance(one, Idea)]
    marked = {type(line.inlines[0]) for row in rows for line in row.lines}
    assert {Foreign, Text} <= marked  # our words, and what the document says
    first = rows[1].lines
    assert first[0].inlines == (Foreign((Text("This is the easy read of:"),), "en"),)
    assert first[1].inlines == (Text(f"{title}."),)
    path = tmp_path / "a-easy-read.pdf"
    pdf(made, EASY_READ, path)
    assert [one for one in check_easy_pdf(path) if one.severity is Severity.ERROR] == []


def test_a_letter_that_only_our_title_has_is_told_without_a_place(tmp_path: Path) -> None:
    made = easy_read(Document("a", FrontMatter(title="ཀ", language="en-GB"), ()))
    with pytest.raises(WriteError) as failure:
        pdf(made, EASY_READ, tmp_path / "a.pdf")
    assert {(one.rule, one.where) for one in failure.value.diagnostics} == {("glyph", None)}


def test_letters_that_no_font_has_are_told_once_a_sentence(tmp_path: Path) -> None:
    front = FrontMatter(title="Notes", language="en-GB")
    with pytest.raises(WriteError) as failure:
        pdf(
            Document("a", front, (paragraph("It says ཀཁགངཅཆཇ."),)),
            THEMES["clear"],
            tmp_path / "a",
        )
    (told,) = failure.value.diagnostics
    assert told.message.count("U+") == 3
    assert told.message.endswith("and 4 more: ངཅཆཇ")


def test_one_doubt_of_many_cells_is_told_once() -> None:
    doubt = {"verdict": "incomplete", "impact": "serious", "rule": "color-contrast", "said": "Look"}
    cells = [{**doubt, "place": f"#s{number}", "state": "as it opens"} for number in range(300)]
    fault = {**cells[0], "verdict": "violations"}
    told = list(_said(Path("a.html"), [*cells, fault, {**fault, "place": "#x"}]))
    assert [one.severity for one in told] == [Severity.WARNING, Severity.ERROR, Severity.ERROR]
    assert "#s0, as it opens, and 299 more places" in told[0].message


def test_the_mark_of_a_note_behind_a_number_is_no_part_of_it(tmp_path: Path) -> None:
    """liblouis reads ``2026.`` and the mark of note 2 back as ``2026.²``."""
    said = "We began in 2026.[^a] We end in 2031.[^b]\n\n[^a]: One.\n\n[^b]: Two."
    made = reading(tmp_path, said).document
    heard = Heard(("A test", "We began in 2026.² We end in 2031.³", "Notes 1. One. 2. Two."), ())
    told = by_touch.tallies(made, heard, "")
    assert [loss.what for tally in told for loss in tally.losses] == []
