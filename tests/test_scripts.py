"""Documents in the languages that councils write in: their letters, in every file with pages."""

from __future__ import annotations

import subprocess
import unicodedata
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest

from coprod_formats.diagnostics import WriteError
from coprod_formats.document import Document, Emphasis, Foreign, FrontMatter, Paragraph, Text
from coprod_formats.proof.readers import tagged_pdf
from coprod_formats.proof.readers.found import squeeze
from coprod_formats.sheets import Sheet
from coprod_formats.themes import THEMES
from coprod_formats.typesetting import pdf
from coprod_formats.typesetting.compiling import drawn, fonts
from coprod_formats.typesetting.cover import cover
from coprod_formats.typesetting.literals import BREAK, fitted
from coprod_formats.typesetting.pixels import cover as book_cover
from coprod_formats.typesetting.scripts import SCRIPTS, face, families, folders, from_right
from coprod_formats.typesetting.sources import source
from tests.lettering import letters
from tests.samples import paragraph, words
from tests.validators import verapdf

# Of the first article of the Universal Declaration of Human Rights.
SAID = {
    "am": "የሰው ልጅ ሁሉ ሲወለድ ነጻና በክብርና በመብትም እኩልነት ያለው ነው።",
    "bn": "সমস্ত মানুষ স্বাধীনভাবে সমান মর্যাদা এবং অধিকার নিয়ে জন্মগ্রহণ করে।",
    "gu": "પ્રતિષ્ઠા અને અધિકારોની દૃષ્ટિએ સર્વ માનવો જન્મથી સ્વતંત્ર અને સમાન હોય છે.",
    "hi": "सभी मनुष्यों को गौरव और अधिकारों के मामले में जन्मजात स्वतन्त्रता प्राप्त है।",
    "hy": "Բոլոր մարդիկ ծնվում են ազատ ու հավասար իրենց արժանապատվությամբ։",
    "ja": "すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。",
    "ka": "ყველა ადამიანი იბადება თავისუფალი და თანასწორი თავისი ღირსებითა და უფლებებით.",
    "km": "មនុស្សទាំងអស់ កើតមកមានសេរីភាព និងសមភាព ក្នុងផ្នែកសេចក្ដីថ្លៃថ្នូរនិងសិទ្ធិ។",
    "kn": "ಎಲ್ಲಾ ಮಾನವರೂ ಸ್ವತಂತ್ರರಾಗಿಯೇ ಜನಿಸಿದ್ದಾರೆ.",
    "ko": "모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다.",
    "lo": "ມະນຸດທຸກຄົນເກີດມາມີກຽດສັກສີ ສິດທິ ເສລີພາບ ແລະຄວາມສະເໝີພາບເທົ່າທຽມກັນ",
    "ml": "മനുഷ്യരെല്ലാവരും തുല്യാവകാശങ്ങളോടും അന്തസ്സോടും ജനിച്ചിട്ടുള്ളവരാണ്.",
    "my": "လူတိုင်းသည် တူညီလွတ်လပ်သော ဂုဏ်သိက္ခာဖြင့် မွေးဖွားလာသူများ ဖြစ်သည်။",
    "ne": "सबै व्यक्तिहरू जन्मजात स्वतन्त्र हुन् ती सबैको समान अधिकार र महत्त्व छ।",
    "pa": "ਸਾਰਾ ਮਨੁੱਖੀ ਪਰਿਵਾਰ ਆਪਣੀ ਮਹਿਮਾ, ਸ਼ਾਨ ਅਤੇ ਹੱਕਾਂ ਦੇ ਪੱਖੋਂ ਜਨਮ ਤੋਂ ਹੀ ਆਜ਼ਾਦ ਹੈ।",
    "si": "සියලු මනුෂ්‍යයෝ නිදහස්ව උපත ලබා ඇත. ශ්‍රී ලංකාව.",
    "ta": "மனிதப் பிறிவியினர் சகலரும் சுதந்திரமாகவே பிறக்கின்றனர்.",
    "te": "ప్రతిపత్తిస్వత్వముల విషయమున మానవులెల్లరును జన్మతః స్వతంత్రులును సమానులును నగుదురు.",
    "th": "มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกันในเกียรติศักดิ์และสิทธิ",
    "ti": "ብመንጽር ክብርን መሰልን ኩሎም ሰባት እንትውለዱ ሓራን ማዕሪን እዮም።",
    "zh-Hans": "人人生而自由，在尊严和权利上一律平等。",
    "zh-Hant": "人人生而自由，在尊嚴和權利上一律平等。",
}
FACES = {"ja": "NotoSansCJKjp", "ko": "NotoSansCJKkr", "zh-Hans": "CJKsc", "zh-Hant": "CJKtc"}
every_language = pytest.mark.parametrize("tag", sorted(SAID))


def doubled(text: str) -> str:
    """Every word twice, with nothing between: what is the same must not be taken for one."""
    return " ".join(word + word for word in text.split())


def document(tag: str, *bodies: str) -> Document:
    return Document("page", FrontMatter("A page", tag), tuple(map(paragraph, bodies)))


def mixed() -> Document:
    """English, with a sentence in each language, and one more that is strong."""
    said = [
        Foreign((Text(text), Text(" "), Emphasis((Text(text),), strong=True)), tag)
        for tag, text in SAID.items()
    ]
    body = tuple(Paragraph((replace(words("x"), inlines=(one,)),)) for one in said)
    return Document("page", FrontMatter("A page", "en-GB"), body)


def made(document: Document, path: Path, theme: str = "clear") -> Path:
    assert pdf(document, THEMES[theme], path) == []
    return path


@every_language
@pytest.mark.parametrize("theme", sorted(THEMES))
def test_each_letter_is_read_once_and_in_its_order(tag: str, theme: str, tmp_path: Path) -> None:
    said = SAID[tag]
    path = made(document(tag, said, doubled(said)), tmp_path / "page.pdf", theme)
    assert tagged_pdf.read(path).words == squeeze(f"A page {said} {doubled(said)}")


@every_language
def test_words_that_do_not_say_their_language_are_read_too(tag: str, tmp_path: Path) -> None:
    path = made(document("en-GB", SAID[tag]), tmp_path / "page.pdf")
    assert tagged_pdf.read(path).words == squeeze(f"A page {SAID[tag]}")


@every_language
def test_words_and_strong_words_have_the_face_of_their_language(tag: str, tmp_path: Path) -> None:
    path = made(document(tag, SAID[tag]), tmp_path / "page.pdf")
    wanted = FACES.get(tag) or face(tag).replace(" ", "")
    used = {name for _, name in letters(path)}
    assert any(wanted in name for name in used), used


def test_poppler_reads_each_letter_once(tmp_path: Path) -> None:
    told = {}
    for tag, said in SAID.items():
        path = made(document(tag, said), tmp_path / f"{tag}.pdf")
        ran = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True)
        told[tag] = bare(said) in bare(ran.stdout.decode())
    assert all(told.values()), told


def bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())


def test_verapdf_finds_no_fault_in_any_script(tmp_path: Path) -> None:
    paths = [made(mixed(), tmp_path / f"{name}.pdf", name) for name in THEMES]
    paths += [
        made(document(tag, text, doubled(text)), tmp_path / f"{tag}.pdf")
        for tag, text in SAID.items()
    ]
    for flavour in ("ua1", "2a"):
        judged = verapdf(paths, flavour)
        assert {path.name: said for path, said in judged.items() if said} == {}
        assert len(judged) == len(paths)


def test_strong_words_are_heavier_in_every_script(tmp_path: Path) -> None:
    for tag, text in SAID.items():
        inks = []
        for strong in (False, True):
            said = Emphasis((Text(text),), strong=True) if strong else Text(text)
            body = (Paragraph((replace(words("x"), inlines=(said,)),)),)
            path = made(Document("page", FrontMatter("A", tag), body), tmp_path / "page.pdf")
            with pypdfium2.PdfDocument(path) as file:
                drawn_page = file[0].render(scale=2, grayscale=True)
                inks.append(sum(255 - one for one in bytes(drawn_page.buffer)))
        assert inks[1] > inks[0] * 1.02, tag


def test_panjabi_runs_from_the_left(tmp_path: Path) -> None:
    path = made(document("pa", "ਸਾਰਾ"), tmp_path / "page.pdf")
    with pypdfium2.PdfDocument(path) as file:
        found = file[0].get_textpage().search("ਸਾਰਾ").get_next()
        assert found
        left, *_ = file[0].get_textpage().get_charbox(found[0])
        assert left < file[0].get_width() / 3


def test_lines_without_spaces_end_between_words_on_the_page(tmp_path: Path) -> None:
    for tag in ("th", "km", "lo", "my", "ja", "zh-Hans", "zh-Hant"):
        long = "".join(SAID[tag].split()) * 12
        path = made(document(tag, long), tmp_path / f"{tag}.pdf", "clear")
        assert tagged_pdf.read(path).words == squeeze(f"A page {long}")
        with pypdfium2.PdfDocument(path) as file:
            page = file[0]
            shown = page.get_textpage()
            rights = [shown.get_rect(index)[2] for index in range(shown.count_rects())]
            assert max(rights) < page.get_width() - 30, tag


@pytest.mark.parametrize("tag", ["th", "km", "lo", "my", "ja", "zh-Hant", "ko"])
def test_words_of_scripts_without_spaces_are_not_torn(tag: str) -> None:
    long = "".join(SAID[tag].split()) * 5
    assert BREAK not in fitted(long, 10)


@pytest.mark.parametrize("tag", ["bn", "hi", "gu", "ta", "te", "kn", "ml", "si", "pa"])
def test_a_long_word_is_not_torn_within_a_letter(tag: str) -> None:
    word = "".join(one for one in SAID[tag] if one not in " .,।") * 3
    parts = fitted(word, 8).split(BREAK)
    assert len(parts) > 1
    for before, after in pairwise(parts):
        assert unicodedata.category(after[0])[0] != "M"
        assert unicodedata.combining(before[-1]) != 9  # a virama
        assert before[-1] != "\u200d"


def test_fonts_of_a_script_are_found_only_where_they_are_needed() -> None:
    plain = source(document("en-GB", "Homes for everyone: “ŵ”, é, 50 €."), THEMES["clear"], Sheet())
    assert len(fonts(plain)) == 1
    for one in SCRIPTS:
        (tag, *_) = one.languages
        shown = source(document(tag, "a"), THEMES["clear"], Sheet())
        assert [Path(folder).name for folder in fonts(shown)[1:]] == [one.folder]


@every_language
def test_letters_call_for_their_faces(tag: str) -> None:
    (folder,) = folders("".join(f'"{name}" ' for name in families(SAID[tag])))
    assert {path.suffix for path in Path(folder).iterdir()} <= {".ttf", ".ttc", ".txt"}
    assert face(tag) in families(SAID[tag])


def test_a_chinese_letter_has_the_form_of_its_language() -> None:
    assert face("zh") == face("zh-CN") == face("zh-Hans-HK") == "Noto Sans CJK SC"
    assert face("zh-TW") == face("zh-HK") == face("yue") == face("zh-Hant") == "Noto Sans CJK TC"
    assert face("ja") == "Noto Sans CJK JP"
    assert face("ko-KR") == "Noto Sans CJK KR"


def test_a_script_that_is_named_wins_over_the_language() -> None:
    assert face("pa-Arab") == face("en") == face("pa-Latn") == ""
    assert face("pa-Guru") == face("pa") == "Noto Sans Gurmukhi"
    assert face("sa-Beng") == "Noto Sans Bengali"


def test_english_words_among_chinese_ones_keep_the_face_of_the_page(tmp_path: Path) -> None:
    path = made(document("zh-Hans", "人人 Homes 自由"), tmp_path / "page.pdf")
    assert any("Atkinson" in name for _, name in letters(path))


@every_language
def test_covers_and_drawn_pages_show_every_script(tag: str) -> None:
    named = document(tag, SAID[tag])
    named = replace(named, front=replace(named.front, title=SAID[tag]))
    assert cover(named.front) != cover(replace(named.front, title="a"))
    assert book_cover(named, 54)
    assert drawn(source(named, THEMES["clear"], Sheet()))


def test_a_script_that_we_have_no_letters_for_is_still_told(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="no font of ours can show"):
        pdf(document("en-GB", "བོད"), THEMES["clear"], tmp_path / "page.pdf")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Plain words — with “signs”, 😀 and ﬁ.", None),
        ("A rare letter: \U00020000", "Noto Sans CJK SC"),
        ("ᱠ and ⴰ, then \u1cd0", "Noto Sans Devanagari"),
    ],
)
def test_only_letters_of_these_scripts_call_for_their_faces(text: str, first: str | None) -> None:
    assert next(iter(families(text)), None) == first


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("English, 中文 and (12)", False), ("one שלום", True), ("one سلام", True)],
)
def test_letters_from_right_to_left_are_seen(text: str, wanted: bool) -> None:
    assert from_right(text) is wanted
