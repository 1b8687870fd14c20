"""Pages from right to left: what a voice says of them, and what other programs take out of them."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_formats.derive.narration import narrate
from coprod_formats.derive.storyboard import storyboard
from coprod_formats.document import Document, FrontMatter
from coprod_formats.proof.readers import tagged_pdf
from coprod_formats.themes import THEMES
from coprod_formats.typesetting import pdf
from coprod_formats.typesetting.mirrored import ordered, set_in_order
from coprod_formats.typesetting.slides import slides
from tests.samples import paragraph
from tests.validators import program

ARTICLE = {  # article 1 of the Universal Declaration of Human Rights
    "ar": (
        "يولد جميع الناس أحرارا متساوين في الكرامة والحقوق.",
        "وقد وهبوا عقلا وضميرا وعليهم أن يعامل بعضهم بعضا بروح الإخاء.",
    ),
    "he": (
        "כל בני אדם נולדו בני חורין ושווים בערכם ובזכויותיהם.",
        "כולם חוננו בתבונה ובמצפון, לפיכך חובה עליהם לנהוג איש ברעהו ברוח של אחווה.",
    ),
    "fa": ("تمام افراد بشر آزاد به دنیا می‌آیند و از لحاظ حیثیت و حقوق با هم برابرند.",),
    "ur": ("تمام انسان آزاد اور حقوق و عزت کے اعتبار سے برابر پیدا ہوئے ہیں۔",),
}
MIXED = "اللغات: العربية (English, 2026) والإنجليزية! في 1,234 أو UCL London، نعم."


def pages(folder: Path, language: str, *sentences: str) -> Path:
    """A PDF of one paragraph."""
    path = folder / "a.pdf"
    front = FrontMatter(title=sentences[0], language=language)
    pdf(Document("a", front, (paragraph(*sentences),)), THEMES["clear"], path)
    return path


@pytest.mark.parametrize("language", ARTICLE)
def test_a_voice_says_every_word_in_its_turn(language: str, tmp_path: Path) -> None:
    said = ARTICLE[language]
    words = tagged_pdf.read(pages(tmp_path, language, *said)).words
    assert words == " ".join([said[0], *said])


def test_numbers_and_names_keep_their_place_among_the_words(tmp_path: Path) -> None:
    assert tagged_pdf.read(pages(tmp_path, "ar", MIXED)).words == f"{MIXED} {MIXED}"


@pytest.mark.parametrize("language", ["ar", "he", "fa", "ur"])
def test_other_programs_take_the_right_words_out_of_the_pages(
    language: str, tmp_path: Path
) -> None:
    path = pages(tmp_path, language, *ARTICLE[language])
    with pypdfium2.PdfDocument(path) as opened:
        pdfium = "".join(page.get_textpage().get_text_range() for page in opened)
    poppler = subprocess.run(
        [program("pdftotext"), path, "-"], capture_output=True, text=True, check=True
    ).stdout
    words = {word.strip(".,") for one in ARTICLE[language] for word in one.split()}
    for found in (pdfium, poppler):
        assert [word for word in words if "\u200c" not in word and word not in found] == []


def test_pages_without_such_letters_are_left_as_they_are(tmp_path: Path) -> None:
    path = pages(tmp_path, "en-GB", "An office is first of all fine.")
    with pikepdf.open(path) as opened:
        before = [one.unparse() for one in opened.objects]
        set_in_order(opened)
        assert [one.unparse() for one in opened.objects] == before


ORDERS = [
    ("R", True, [0]),
    (["", "R"], True, [1, 0]),
    (["R", "L", "R"], True, [2, 1, 0]),
    (["R", "L", "", "L", "R"], True, [4, 1, 2, 3, 0]),
    (["", "L", "", "R"], True, [3, 2, 1, 0]),
    (["L", "R", "", "R", "L"], False, [0, 3, 2, 1, 4]),
    (["L", "", "L"], False, [0, 1, 2]),
]


@pytest.mark.parametrize(("ways", "base", "order"), ORDERS)
def test_pieces_of_a_line_are_said_as_they_are_read(
    ways: list[str], base: bool, order: list[int]
) -> None:
    assert ordered(ways, base) == order


@given(st.lists(st.sampled_from(["L", "R", ""])), st.booleans())
def test_no_piece_of_a_line_is_lost_or_said_twice(ways: list[str], base: bool) -> None:
    assert sorted(ordered(ways, base)) == list(range(len(ways)))


def ink(made: bytes) -> tuple[int, int]:
    """How much of a slide is inked on its left half, and how much on its right."""
    width, height = 1920, 1080
    rows = [made[at : at + width * 3] for at in range(0, width * height * 3, width * 3)]
    half = width * 3 // 2
    left = sum(one < DARK for row in rows for one in row[:half:3])
    return left, sum(one < DARK for row in rows for one in row[half::3])


DARK = 128


@pytest.mark.parametrize(("language", "words"), [("ar", "العربية"), ("en-GB", "Arabic")])
def test_a_slide_begins_at_the_side_where_its_lines_begin(language: str, words: str) -> None:
    front = FrontMatter(title="A", language=language)
    document = Document("a", front, (paragraph(words),))
    *_, last = slides(list(storyboard(document, narrate(document))))
    left, right = ink(last)
    assert (left < right) == (language == "ar")
