"""Kindle books: whole in the hands of programs that never saw ours."""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from coprod_formats.checks.kindle import about, check_kindle
from coprod_formats.diagnostics import CoprodError
from coprod_formats.document import Document, Foreign, Section, Text
from coprod_formats.epub import book
from coprod_formats.kindle import kindle
from coprod_formats.kindle.compression import compress, expand
from coprod_formats.kindle.headers import locale
from coprod_formats.kindle.indexes import Tag, index, texts
from coprod_formats.kindle.numbers import backward, base32, forward, read_backward, read_forward
from coprod_formats.kindle.reader import KindleBook, books
from coprod_formats.proof.readers.found import elements, squeeze
from coprod_formats.proof.wanted import settled
from coprod_formats.proof.wanted import told as everything_told
from coprod_formats.typesetting.pixels import THUMBNAIL, cover
from tests import samples
from tests.extraction.kindle import read_new, read_old, unpacked
from tests.laws import judge
from tests.shelf import Shelf
from tests.validators import program

CALIBRE = shutil.which("ebook-convert")
WHOLE = ("everything", "interactive-summary")
SCRIPTS = (
    *("معًا نعمل على معلومات ميسّرة", "日本語の文章です。", "gweithio gyda’n gilydd – ŵŷ"),
    "🙂👩🏽‍🦽🏴󠁧󠁢󠁷󠁬󠁳󠁿",
    *("£12.40 & <b> ‘x’ “y” … —", "naïve façade co-operate"),
)


def made(document: Document, folder: Path) -> tuple[Path, Path, Path]:
    """The EPUB, the MOBI and the AZW3 of a document."""
    epub, joint, alone = (folder / f"{document.slug}{end}" for end in (".epub", ".mobi", ".azw3"))
    book(document, epub)
    kindle(epub, joint, alone, cover(document, THUMBNAIL))
    return epub, joint, alone


def of(shelf: Shelf, name: str) -> tuple[Path, Path, Path]:
    """The same of a document on the shelf."""
    (epub,) = shelf.folder(name, "epub").glob("*.epub")
    folder = shelf.folder(name, "mobi")
    return epub, folder / f"{epub.stem}.mobi", folder / f"{epub.stem}.azw3"


def stress() -> Document:
    """Scripts of every width, again and again, so that letters fall across records."""
    chance = random.Random(3)  # noqa: S311 - no secret, only variety that can be repeated
    parts = []
    for number in range(1, 9):
        lines = [
            samples.words(
                Foreign((Text(" ".join(chance.choice(SCRIPTS) for _ in range(30))),), "ja"),
                f" #{number}.{at}",
            )
            for at in range(40)
        ]
        parts.append(samples.section(f"part-{number}", f"日本 {number}", samples.paragraph(*lines)))
    return Document("stress", samples.plainest().front, tuple(parts))


@pytest.fixture(scope="module")
def stressed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Document, Path, Path]:
    """The document of all scripts, and its two Kindle books."""
    document = stress()
    _, joint, alone = made(document, tmp_path_factory.mktemp("stress"))
    return document, joint, alone


def test_letters_that_fall_across_records_stay_whole(
    stressed: tuple[Document, Path, Path],
) -> None:
    document, joint, alone = stressed
    assert judge(document, read_old(joint)) == []
    assert judge(document, read_new(alone)) == []


def test_libmobi_gives_back_every_script(
    stressed: tuple[Document, Path, Path], tmp_path: Path
) -> None:
    document, joint, alone = stressed
    for number, (path, old) in enumerate(((joint, True), (joint, False), (alone, False))):
        words = squeeze(" ".join(mobitool(path, tmp_path / str(number), old=old)["words"]))
        for section in document.body:
            assert f"#{section.id.removeprefix('part-')}.39" in words  # type: ignore[union-attr]
        for script in SCRIPTS:
            assert squeeze(script) in words


def mobitool(path: Path, folder: Path, *, old: bool = False) -> dict[str, list[str]]:
    """What libmobi finds in a file: words, headings, descriptions, languages and contents."""
    folder.mkdir()
    way = ["-7"] if old else []
    ran = subprocess.run(
        [program("mobitool"), "-s", *way, "-o", folder, path], capture_output=True, check=True
    )
    assert b"rror" not in ran.stdout + ran.stderr
    pages = [
        etree.fromstring(file.read_bytes(), etree.HTMLParser(encoding="utf-8"))
        for file in sorted(folder.glob("*/part*.html"))
    ]
    contents = [etree.fromstring(one.read_bytes()) for one in folder.glob("*/*.ncx")]
    return {
        "words": ["".join(map(str, page.itertext())) for page in pages],
        "headings": [
            squeeze("".join(map(str, one.itertext())))
            for page in pages
            for one in elements(page, "//h1 | //h2 | //h3 | //h4 | //h5 | //h6")
        ],
        "descriptions": [str(one.get("alt")) for page in pages for one in elements(page, "//img")],
        "languages": [
            str(one.get("lang")) for page in pages for one in elements(page, "//*[@lang]")
        ],
        "headers": [str(one.get("scope")) for page in pages for one in elements(page, "//th")],
        "contents": [
            squeeze("".join(map(str, one.itertext())))
            for tree in contents
            for one in elements(tree, "//*[local-name()='navLabel']")
        ],
    }


@pytest.mark.parametrize("name", WHOLE)
def test_libmobi_gives_back_all_that_the_epub_holds(
    name: str, shelf: Shelf, tmp_path: Path
) -> None:
    epub, joint, alone = of(shelf, name)
    wanted = told(epub)
    for number, (path, old) in enumerate(((joint, True), (joint, False), (alone, False))):
        found = mobitool(path, tmp_path / str(number), old=old)
        for kind in ("headings", "languages", "headers", "contents"):
            lost = [one for one in wanted[kind] if one not in found[kind]]
            assert lost == [], (path.suffix, old, kind)
            assert len(found[kind]) >= len(wanted[kind]) or kind == "languages"
        shown = [one for one in found["descriptions"] if one != "None"]
        assert [one for one in wanted["descriptions"] if one not in shown] == []


def told(epub: Path) -> dict[str, list[str]]:
    """What an EPUB holds of headings, languages, table headers, contents and descriptions."""
    with zipfile.ZipFile(epub) as opened:
        names = [one for one in opened.namelist() if re.search(r"(title|chapter|notes).*html", one)]
        pages = [etree.fromstring(opened.read(name)) for name in names]
        nav = etree.fromstring(opened.read("EPUB/toc.ncx"))
    heads = " | ".join(f"//*[local-name()='h{rank}']" for rank in range(1, 7))
    label = "//*[local-name()='navMap']//*[local-name()='navLabel']"
    return {
        "headings": [
            squeeze("".join(map(str, one.itertext()))) for p in pages for one in elements(p, heads)
        ],
        "languages": [
            str(one.get("lang")) for p in pages for one in elements(p, "/*/*[2]//*[@lang]")
        ],
        "headers": [
            str(one.get("scope")) for p in pages for one in elements(p, "//*[local-name()='th']")
        ],
        "contents": [squeeze("".join(map(str, one.itertext()))) for one in elements(nav, label)],
        "descriptions": [
            str(one.get("alt")) for p in pages for one in elements(p, "//*[local-name()='img']")
        ],
    }


def long_book(folder: Path) -> Document:
    """A hundred thousand words with headings, pictures, tables, notes, links and languages."""
    sample = samples.everything(folder)
    kept = [one for one in sample.body if isinstance(one, Section)]
    kinds = ("figures", "tables", "languages", "structures")
    shown = [one for one in kept if one.id in kinds]
    assert len(shown) == len(kinds)
    sentence = "People who work together as equals change how {} things are done, every day. "
    parts = []
    for number in range(1, 121):
        text = samples.paragraph(*(sentence.format(number * 60 + at).strip() for at in range(55)))
        abroad = samples.paragraph(
            samples.words(Foreign((Text(f"Croeso i bawb, rhan {number}."),), "cy"))
        )
        told = shown[number % len(shown)].body
        name = "figures" if number == 1 else f"part-{number}"  # where the links of a table lead
        parts.append(samples.section(name, f"Part {number}", text, abroad, *told))
    return replace(sample, slug="long", body=tuple(parts))


def test_a_hundred_thousand_words_come_back_whole(tmp_path: Path) -> None:
    document = long_book(tmp_path)
    epub, joint, alone = made(document, tmp_path)
    assert sum(len(one.text.split()) for one in settled(everything_told(document))) > 100_000
    assert judge(document, read_old(joint)) == []
    assert judge(document, read_new(alone)) == []
    wanted = told(epub)
    for number, (path, old) in enumerate(((joint, True), (joint, False), (alone, False))):
        found = mobitool(path, tmp_path / str(number), old=old)
        for kind in ("headings", "languages", "headers", "contents", "descriptions"):
            assert len(wanted[kind]) > 29, kind
            lost = Counter(wanted[kind]) - Counter(found[kind])
            assert not lost or (kind == "languages" and set(lost) <= {"en-GB"}), (path, kind, lost)


@pytest.mark.parametrize("name", WHOLE)
def test_pictures_keep_every_byte(name: str, shelf: Shelf) -> None:
    epub, joint, alone = of(shelf, name)
    with zipfile.ZipFile(epub) as opened:
        wanted = {opened.read(one) for one in opened.namelist() if one.endswith((".png", ".jpg"))}
    for path in (joint, alone):
        with unpacked(path) as folder:
            found = {one.read_bytes() for one in folder.rglob("Images/*")}
        assert wanted <= found


def test_contents_are_nested_in_the_modern_half(shelf: Shelf) -> None:
    _, joint, _ = of(shelf, "everything")
    old, new = books(joint.read_bytes())
    flat, nested = (one.index(one.number(0xF4)) for one in (old, new))
    words = [flat.words[one.values[3][0]] for one in flat.entries]
    assert sorted(words) == sorted(nested.words[one.values[3][0]] for one in nested.entries)
    depths = [one.values.get(4, (0,))[0] for one in nested.entries]
    assert depths == sorted(depths)
    assert set(depths) == {0, 1}
    for one in nested.entries:
        if 21 in one.values:
            parent = nested.entries[one.values[21][0]]
            assert parent.values[22][0] <= nested.entries.index(one) <= parent.values[23][0]


def test_the_book_opens_where_the_text_begins(shelf: Shelf) -> None:
    _, joint, _ = of(shelf, "everything")
    old, _ = books(joint.read_bytes())
    start = int.from_bytes(old.statements[116][0], "big")
    assert old.text[start:].startswith(b"<h2>Words of every kind")


def test_the_library_shows_the_cover_and_the_language(shelf: Shelf) -> None:
    for path in of(shelf, "everything")[1:]:
        for one in books(path.read_bytes()):
            assert one.statements[524] == (b"en-GB",)
            assert one.number(0x5C) == 0x809
            assert {201, 202, 503, 100} <= one.statements.keys()


def test_numbers_of_languages_are_those_of_windows() -> None:
    assert [locale(tag) for tag in ("en-GB", "en", "cy-GB", "cy", "fr-FR", "ar", "xx")] == [
        *(0x809, 9, 0x452, 0x52, 0x40C, 1, 0)
    ]


def test_equal_books_have_equal_bytes(shelf: Shelf, tmp_path: Path) -> None:
    again = made(shelf.document("everything"), tmp_path)
    for first, second in zip(of(shelf, "everything"), again, strict=True):
        assert first.read_bytes() == second.read_bytes()


@pytest.mark.skipif(
    CALIBRE is None, reason="calibre is not installed: only libmobi and KindleUnpack have judged"
)
def test_calibre_opens_both(shelf: Shelf, tmp_path: Path) -> None:
    _, joint, alone = of(shelf, "everything")
    for path in (joint, alone):
        out = tmp_path / f"{path.suffix[1:]}.epub"
        subprocess.run([str(CALIBRE), path, out], check=True, capture_output=True)
        with zipfile.ZipFile(out) as opened:
            text = b"".join(opened.read(n) for n in opened.namelist() if n.endswith("html"))
        assert b"Every kind of thing" in text
        assert b"Words we use" in text


@given(st.binary(max_size=5000) | st.text("ab <>/p", max_size=4096).map(str.encode))
def test_what_is_compressed_comes_back(text: bytes) -> None:
    assert expand(compress(text)) == text


def test_text_becomes_about_half_as_long(shelf: Shelf) -> None:
    _, joint, _ = of(shelf, "interactive-summary")
    old, _ = books(joint.read_bytes())
    chunks = [old.text[at : at + 4096] for at in range(0, len(old.text), 4096)]
    assert sum(len(compress(one)) for one in chunks) < 0.6 * len(old.text)


@given(st.integers(0, 2**27))
def test_numbers_come_back(number: int) -> None:
    packed = forward(number)
    assert read_forward(packed + b"rest", 0) == (number, len(packed))
    assert read_backward(b"before" + backward(number)) == number
    assert int(base32(number), 32) == number


@given(st.lists(st.text(max_size=600), max_size=400))
def test_texts_of_indexes_are_found_at_their_places(words: list[str]) -> None:
    records, places = texts(words)
    for one in words:
        record, at = divmod(places[one], 0x10000)
        if one:
            size, start = read_forward(records[record], at)
            kept = records[record][start : start + size].decode()
            assert one.startswith(kept)
            assert kept


def test_long_indexes_take_several_records() -> None:
    entries = [(f"{number:010d}", {1: [number], 2: [7]}) for number in range(5000)]
    records = index((Tag(1, 1, 1), Tag(2, 1, 2)), entries)
    assert len(records) > 2
    zero = KindleBook(6, tuple(records), "", b"", {}, 0)
    found = zero.index(0).entries
    assert [one.values[1][0] for one in found] == list(range(5000))


# Faults


def replaced(path: Path, old: bytes, new: bytes, folder: Path) -> Path:
    """The same file with some bytes changed for as many others."""
    content = path.read_bytes()
    assert old in content
    assert len(old) == len(new)
    changed = folder / path.name
    changed.write_bytes(content.replace(old, new))
    return changed


def rules(path: Path) -> set[str]:
    """The rules that a file breaks."""
    return {one.rule for one in check_kindle(path)}


@pytest.mark.parametrize("name", ["everything", "plainest", "empty", "interactive-summary"])
def test_our_books_pass(name: str, shelf: Shelf) -> None:
    for path in of(shelf, name)[1:]:
        assert [str(one) for one in check_kindle(path)] == []


def test_a_half_alone_is_no_joint_file(shelf: Shelf, tmp_path: Path) -> None:
    _, _, alone = of(shelf, "plainest")
    shutil.copyfile(alone, tmp_path / "plainest.mobi")
    assert rules(tmp_path / "plainest.mobi") == {"kindle-versions"}


@pytest.mark.parametrize("content", [b"", b"Dear reader", bytes(60) + b"BOOKMOBI" + bytes(20)])
def test_what_is_no_kindle_book_is_told_as_such(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "letter.mobi"
    path.write_bytes(content)
    assert rules(path) == {"kindle-broken"}


def test_lost_pictures_indexes_and_flows_are_found(shelf: Shelf, tmp_path: Path) -> None:
    _, joint, alone = of(shelf, "everything")
    assert "kindle-picture" in rules(replaced(joint, b"\x89PNG", b"LOST", tmp_path))
    assert rules(replaced(joint, b"INDX", b"LOST", tmp_path)) == {"kindle-broken"}
    assert rules(replaced(joint, b"BOUNDARY", b"LOSTLOST", tmp_path)) == {"kindle-broken"}
    assert rules(replaced(alone, b"FDST", b"LOST", tmp_path)) == {"kindle-broken"}
    assert rules(replaced(alone, b"EXTH", b"LOST", tmp_path)) == {"kindle-broken"}


def edited(shelf: Shelf, folder: Path, pattern: bytes, instead: bytes) -> set[str]:
    """The rules that books break when their EPUB has other words in it."""
    epub, *_ = of(shelf, "everything")
    with zipfile.ZipFile(epub) as opened, zipfile.ZipFile(folder / "edited.epub", "w") as changed:
        for name in opened.namelist():
            content = opened.read(name)
            changed.writestr(name, re.sub(pattern, instead, content) if "html" in name else content)
    thumbnail = cover(shelf.document("everything"), THUMBNAIL)
    joint, alone = folder / "edited.mobi", folder / "edited.azw3"
    kindle(folder / "edited.epub", joint, alone, thumbnail)
    return rules(joint) | rules(alone)


def test_faults_of_the_text_are_found_in_it(shelf: Shelf, tmp_path: Path) -> None:
    assert edited(shelf, tmp_path, b"nothing at all", b"") == set()
    assert "kindle-table-headers" in edited(shelf, tmp_path, rb"(</?)th\b", rb"\1td")
    assert "kindle-headings" in edited(shelf, tmp_path, rb"(</?)h1\b", rb"\1p")


def test_places_that_lead_nowhere_are_found(shelf: Shelf) -> None:
    _, joint, _ = of(shelf, "everything")
    old, new = books(joint.read_bytes())
    faults = (
        (old, rb"filepos=\d{9}", b"filepos=000000009", "link"),
        (old, rb'recindex="00001"', b'recindex="00099"', "picture"),
        (old, b">", b"]", "contents"),
        (old, rb'alt="Star"', b'xlt="Star"', "alt-missing"),
        (new, b"off:000000000", b"off:000000001", "link"),
        (new, b"pos:fid:0003", b"pos:fid:00V3", "link"),
        (new, b"embed:0001", b"embed:00V1", "picture"),
        (new, b"flow:0001", b"flow:00V1", "flows"),
    )
    for one, pattern, instead, rule in faults:
        text = re.sub(pattern, instead, one.text)
        assert len(text) == len(one.text)
        assert text != one.text
        assert rule in {said for said, _ in about(replace(one, text=text))}, pattern
    cut = replace(new, text=new.text[:-1])
    assert "flows" in {said for said, _ in about(cut)}
    assert "language" in {said for said, _ in about(replace(new, statements={}))}
    assert "title" in {said for said, _ in about(replace(new, title=" "))}


def damaged(content: bytes, count: int) -> Iterator[bytes]:
    """The same file with a few bytes changed, or cut short, again and again."""
    chance = random.Random(11)  # noqa: S311 - no secret, only variety that can be repeated
    for _ in range(count):
        changed = bytearray(content)
        for _ in range(chance.randint(1, 30)):
            changed[chance.randrange(len(changed))] = chance.randrange(256)
        yield bytes(changed[: chance.choice((None, chance.randrange(len(changed))))])


def test_a_damaged_file_is_told_and_never_a_crash(shelf: Shelf, tmp_path: Path) -> None:
    _, joint, alone = of(shelf, "everything")
    for path in (joint, alone):
        content = path.read_bytes()
        for changed in damaged(content[:60_000], 150):
            (tmp_path / path.name).write_bytes(changed)
            check_kindle(tmp_path / path.name)


# EPUBs that are not as ours


def chewed(epub: Path, folder: Path) -> Iterator[Path]:
    """The same book with parts of its files changed, cut, doubled or left out."""
    chance = random.Random(5)  # noqa: S311 - no secret, only variety that can be repeated
    with zipfile.ZipFile(epub) as opened:
        files = {one: opened.read(one) for one in opened.namelist()}
    texts_ = [name for name in files if name.endswith((".xhtml", ".opf", ".svg", ".xml"))]
    for number in range(120):
        changed = dict(files)
        for _ in range(chance.randint(1, 3)):
            name = chance.choice(texts_)
            content = changed.get(name, b"")
            match chance.randrange(5):
                case 0:
                    changed.pop(name, None)
                case 1:
                    changed[name] = content[: chance.randrange(len(content) + 1)]
                case 2:
                    changed[name] = re.sub(rb'(href|src)="[^"]*"', rb'\1="../..//x#y"', content)
                case 3:
                    changed[name] = re.sub(rb'id="[^"]*"', b"", content)
                case _:
                    tag = chance.choice(
                        (b"table", b"img", b"ol", b"nav", b"h1", b"section", b"body")
                    )
                    changed[name] = re.sub(rb"<(/?)%s\b" % tag, rb"<\1bdo", content)
        path = folder / f"chewed-{number}.epub"
        with zipfile.ZipFile(path, "w") as made_:
            for name, content in changed.items():
                made_.writestr(name, content)
        yield path


def test_a_strange_epub_gives_a_diagnostic_or_a_valid_file(shelf: Shelf, tmp_path: Path) -> None:
    epub, *_ = of(shelf, "everything")
    thumbnail = cover(shelf.document("everything"), THUMBNAIL)
    whole = refused = 0
    for path in chewed(epub, tmp_path):
        joint, alone = path.with_suffix(".mobi"), path.with_suffix(".azw3")
        try:
            kindle(path, joint, alone, thumbnail)
        except CoprodError as refusal:
            assert refusal.diagnostics[0].rule.startswith("kindle-")  # noqa: PT017
            refused += 1
            continue
        faults = rules(joint) | rules(alone)
        assert "kindle-broken" not in faults
        assert not faults & {"kindle-link", "kindle-fragments", "kindle-flows", "kindle-picture"}
        whole += 1
    assert whole > 10
    assert refused > 10
