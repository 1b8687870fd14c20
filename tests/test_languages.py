"""Welsh and French documents: every word that a format adds of itself is in their language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from zipfile import ZipFile

import mutagen
import pikepdf
import pypdfium2
import pytest
from lxml import etree, html

from coprod_formats import labels, writers
from coprod_formats.braille import words
from coprod_formats.braille.binding import louis
from coprod_formats.derive import easy_read_words, spoken_words
from coprod_formats.derive.narration import narrate
from coprod_formats.speech.voices import espeak
from tests.extraction.braille import brf_pages, pef_pages
from tests.shelf import FEATURES, Shelf

LANGUAGES = {"welsh": "cy", "french": "fr"}
SAID = frozenset(("alt", "title", "aria-label", "aria-description", "content", "descr", "label"))
SILENT = frozenset(("script", "style", "template"))
MACHINES = re.compile(
    r"(^|/)(styles|numbering|settings|theme\d*|fontTable|app|custom)\.xml$|\.rels$"
)
# Words that only English has, of our three languages; none stands in the two samples.
ENGLISH = re.compile(
    r"\b(the|this|that|these|of|and|with|from|for|which|your|are|was|has|have|been|read|"
    r"listen|play|show|open|close|chapter|contents|opening|speech|synthetic|untitled)\b",
    re.IGNORECASE,
)
every_writer = pytest.mark.parametrize("writer", writers.names())
every_sample = pytest.mark.parametrize("name", sorted(LANGUAGES))


def strings(path: Path) -> Iterator[str]:
    """Every string in a finished file that somebody may read, hear or feel."""
    match path.suffix:
        case ".html":
            yield from _marked(html.fromstring(path.read_bytes()))
        case ".docx" | ".epub" | ".zip" | ".ebrl":
            yield from _packed(path)
        case ".pdf":
            yield from _pdf(path)
        case ".mp3" | ".m4b" | ".mp4":
            tags = mutagen.File(path).tags
            pictures = re.compile("covr|APIC")
            yield from (str(tags[key]) for key in tags or () if not pictures.match(key))
        case ".brf" | ".pef":
            pages = brf_pages(path) if path.suffix == ".brf" else pef_pages(path)
            yield from (_print(line) for page in pages for line in page)
        case ".azw3" | ".mobi":
            yield from _book(path)
        case ".vtt" | ".srt" | ".txt":
            yield path.read_text("utf-8")
        case other:
            assert other == ".json", f"nobody looks into {path.name}"


def _marked(tree: etree._Element) -> Iterator[str]:
    for one in tree.iter("*"):
        local = str(one.tag).rpartition("}")[2]
        if local in SILENT:
            continue
        yield from (one.text or "", *(child.tail or "" for child in one))
        if local != "meta" or one.get("name") in {"description", "title"}:
            yield from (str(one.get(name, "")) for name in SAID)


def _packed(path: Path) -> Iterator[str]:
    with ZipFile(path) as archive:
        for name in archive.namelist():
            if re.search(r"\.(xml|x?html|opf|ncx|smil)$", name) and not MACHINES.search(name):
                found = _marked(etree.fromstring(archive.read(name)))
                yield from map(_print, found) if path.suffix == ".ebrl" else found


def _print(cells: str) -> str:
    if not re.search("[\u2800-\u28ff]", cells):
        return cells
    return louis().back_translate("en-ueb-g1.ctb", cells.replace(" ", "\u2800"))


def _pdf(path: Path) -> Iterator[str]:
    with pypdfium2.PdfDocument(path) as file:
        yield from (page.get_textpage().get_text_bounded() for page in file)
        yield from (one.get_title() for one in file.get_toc())
    with pikepdf.open(path) as file:
        told = file.docinfo.items()
        yield from (str(value) for key, value in told if key not in {"/Creator", "/Producer"})
        for one in file.objects:
            if isinstance(one, pikepdf.Dictionary) and "/S" in one:
                said = (one.get(key) for key in ("/Alt", "/E", "/ActualText"))
                yield from (str(words) for words in said if words is not None)


def _book(path: Path) -> Iterator[str]:
    from tests.extraction import kindle

    found = kindle.read_new(path) if path.suffix == ".azw3" else kindle.read_old(path)
    yield from _marked(found.tree)


def generated(language: str) -> dict[str, str]:
    """Our English words and, beside them, those of another language."""
    pairs: dict[str, str] = {}
    for table in (
        (labels.ENGLISH, labels.labels(language)),
        (spoken_words.ENGLISH, spoken_words.spoken_words(language)),
        (words.ENGLISH, words.words(language)),
        (easy_read_words.ENGLISH, easy_read_words.easy_read_words(language)),
    ):
        english, own = map(asdict, table)
        for key, said in english.items():
            pairs |= dict(zip(_several(said), _several(own[key]), strict=True))
    offers = import_module("coprod_formats.markup.offers")
    theirs = offers._TABLES[language]
    for key, said in offers._ENGLISH.items():
        pairs |= dict(zip(said, theirs[key], strict=True))
    return pairs


def _several(said: str | tuple[str, ...]) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else said


def leaks(text: str, language: str, document_words: str) -> Iterator[str]:
    """The English words of ours that stand in a text, but for those that are both."""
    pairs = generated(language)
    own = " ".join(pairs.values())
    for english in pairs:
        for piece in re.split(r"\{\w+\}", english):
            phrase = piece.strip(" .:,")
            bound = rf"(?<!\w){re.escape(phrase)}(?!\w)"
            known = re.search(bound, own) or re.search(bound, document_words)
            if len(phrase) > 3 and not known and re.search(bound, text):
                yield phrase


def files(folder: Path) -> list[Path]:
    """All files of a format but the author's own films and the editor's report."""
    found = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return [
        path
        for path in found
        if not path.name.endswith("-narration.txt") and not re.fullmatch("[0-9a-f]{16}", path.stem)
    ]


@every_sample
@every_writer
def test_no_english_word_of_ours_stands_in_another_language(
    name: str, writer: str, shelf: Shelf
) -> None:
    document_words = (FEATURES / f"{name}.md").read_text("utf-8")
    for path in files(shelf.folder(name, writer)):
        text = "\n".join(strings(path))
        assert len(text) > 50 or path.suffix in {".json", ".mp3"}, path.name
        assert list(leaks(text, LANGUAGES[name], document_words)) == [], path.name


@every_sample
@every_writer
def test_nothing_that_looks_english_is_added(name: str, writer: str, shelf: Shelf) -> None:
    for path in files(shelf.folder(name, writer)):
        text = f"{path.stem} " + "\n".join(strings(path))
        found = {match.group() for match in ENGLISH.finditer(_ours(text, name))}
        assert found == set(), path.name


def _ours(text: str, name: str) -> str:
    """A text without the names of formats and of their files, which are the same everywhere."""
    names = "|".join((*map(re.escape, writers.BUILT_IN), "eBraille", f"{name}-transcript"))
    return re.sub(rf"(?<!\w)(?:{names})(?!\w)", " ", text)


@pytest.mark.parametrize("language", sorted(LANGUAGES.values()))
def test_the_scan_finds_what_is_english(language: str) -> None:
    assert set(leaks("Longer description: 7", language, "")) == {"Longer description"}
    assert list(leaks("Longer descriptions", language, "")) == []
    assert list(leaks("Longer description", language, "Longer description")) == []


@pytest.mark.parametrize(("name", "others"), [("welsh", {"en", "fr"}), ("french", {"en", "cy"})])
def test_every_part_is_spoken_by_a_voice_of_its_language(
    name: str, others: set[str], shelf: Shelf
) -> None:
    parts = [part for one in narrate(shelf.document(name)) for part in one.parts]
    assert {part.language for part in parts} == {LANGUAGES[name], *others}
    assert {part.text for part in parts if part.language == "en"} == {
        "co-production",
        "Everyone is equal.",
    }
    assert [espeak.voice_of(one) for one in ("cy", "en", "fr")] == ["cel/cy", "gmw/en", "roa/fr"]


@every_sample
def test_no_word_is_divided_at_the_end_of_a_line(name: str, shelf: Shelf) -> None:
    for writer in ("pdf", "large-print", "html", "epub", "word"):
        for path in files(shelf.folder(name, writer)):
            text = "\n".join(strings(path))
            assert not re.search("[\u00ad\u0002\ufffe]", text), path.name
            assert b"hyphens: auto" not in path.read_bytes()
            if path.suffix == ".docx":
                with ZipFile(path) as archive:
                    settings = archive.read("word/settings.xml").decode()
                assert not re.search('autoHyphenation(?! w:val="(0|false)")', settings)
