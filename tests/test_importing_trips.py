"""What comes back when our own formats are brought in: every word, and a source that reads."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeGuard

import pytest
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st

from coprod_formats import pandoc, writers
from coprod_formats.document import (
    Block,
    Document,
    Figure,
    KeyFinding,
    Link,
    Picture,
    Quote,
    Section,
    Sentence,
    Table,
    Video,
)
from coprod_formats.importing import bring_in, tree
from coprod_formats.importing.headings import LONGEST
from coprod_formats.proof import wanted
from coprod_formats.reading.source import attempt
from coprod_formats.walking import blocks, inlines, plain, sentences
from coprod_formats.writers.base import Job
from tests.shelf import Shelf
from tests.strategies import documents

SUFFIXES = {"word": ".docx", "html": ".html", "epub": ".epub", "pdf": ".pdf"}
FEATURES = (
    *("headings", "lists", "nested-lists", "tables", "notes", "links", "quotations"),
    "right-to-left",
)


def letters(text: str) -> str:
    """The letters and digits of a text, without what typography and markup do to the rest."""
    return "".join(re.findall(r"[^\W_]", unicodedata.normalize("NFC", text))).casefold()


def source_words(written: str) -> str:
    """The letters that a source shows: its text, its notes, and the captions of its pictures."""
    front, body = written.removeprefix("---").split("\n---\n", 1)
    blocks = pandoc.convert(body.encode(), pandoc.MARKDOWN)["blocks"]
    captions = [one["c"][2][1] for one in tree.walk(blocks) if one["t"] == "Image"]
    settings = [
        value for one in tree.walk(blocks) if one["t"] == "Div" for _, value in one["c"][0][2]
    ]
    return letters(" ".join([front, tree.plain(blocks, notes=True), *captions, *settings]))


def told(document: Document) -> Iterator[str]:
    """Every run of words of a document that a reader of any format meets in this order."""
    for block in blocks(document.body):
        if not isinstance(block, Video):
            yield from (words.text for words in wanted.settled(wanted.pieces((block,))))


def lost(document: Document, written: str) -> Counter[str]:
    """The words of a document that a source does not have."""
    had = Counter(
        w
        for run in told(document)
        for w in re.findall(r"[^\W_]+", unicodedata.normalize("NFC", run).casefold())
    )
    whole = source_words(written)
    return Counter({word: n for word, n in had.items() if letters(word) not in whole})


def brought(made: Path, folder: Path) -> tuple[str, list[str]]:
    """What import makes of a file: the source, and what a person must mend but for the TODOs."""
    arrival = bring_in(made, folder / "sources", "again", force=True)
    complaints = [
        str(one)
        for one in arrival.diagnostics
        if one.severity == "error" and not one.rule.endswith("-todo")
    ]
    return arrival.source.read_text(encoding="utf-8"), complaints


@pytest.mark.parametrize("name", FEATURES)
@pytest.mark.parametrize("writer", SUFFIXES)
def test_our_own_files_come_back_with_every_word(
    shelf: Shelf, name: str, writer: str, tmp_path: Path
) -> None:
    document = shelf.document(name)
    made = next(shelf.folder(name, writer).glob(f"*{SUFFIXES[writer]}"))
    written, complaints = brought(made, tmp_path)
    assert complaints == []
    assert lost(document, written) == Counter()


@pytest.mark.parametrize("writer", ["word", "html", "epub"])
@settings(max_examples=8, phases=[Phase.generate])
@given(data=st.data())
def test_a_drawn_document_comes_back_whole(data: st.DataObject, writer: str) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        document = replace(data.draw(documents(root / "assets")), easy_read=None)
        assume(len(list(told(document))) > 4)
        made = written_file(document, writer, root)
        written, complaints = brought(made, root)
        assert complaints == []
        assert list(missing(document, written, root / "sources" / "again.md")) == []


def missing(document: Document, written: str, source: Path) -> Iterator[str]:
    """What a document has and the source that came back does not have."""
    again = attempt(source, source.parent).document
    yield from (f"the word {word}" for word in lost(document, written))
    there = set(links(again.body))
    yield from (f"a link to {one}" for one in links(document.body) if one not in there)
    shown = [*descriptions(again.body), *(plain(one.inlines) for one in captions(again.body))]
    described = letters(" ".join(shown))
    for words in descriptions(document.body):
        if letters(words) not in described:
            yield f"the description {words}"
    outline = headings(document.body)
    heads = iter(headings(again.body))
    if all(len(words) < LONGEST // 2 for words, _ in outline):  # what is longer is a paragraph
        yield from (f"the heading {one}" for one in outline if one not in heads)


def headings(body: tuple[Block, ...]) -> list[tuple[str, int]]:
    """The headings of an outline, each with its level."""
    return [
        (letters(plain(one.title.inlines)), one.level)
        for one in blocks(body)
        if isinstance(one, Section | KeyFinding)
    ]


def links(body: tuple[Block, ...]) -> list[str]:
    """The addresses that the text leads to; captions are plain words in a source."""
    return [
        one.target
        for sentence in sentences(body)
        if sentence not in captions(body)
        for one in inlines(sentence.inlines)
        if isinstance(one, Link) and not one.target.startswith("#")
    ]


def captions(body: tuple[Block, ...]) -> set[Sentence]:
    return {
        sentence
        for one in blocks(body)
        if isinstance(one, Figure | Table | Video)
        for sentence in (one.caption if not isinstance(one, Video) else (one.description,))
    }


def descriptions(body: tuple[Block, ...]) -> list[str]:
    """What pictures show, for those who do not see them."""
    figures = [one.description for one in blocks(body) if isinstance(one, Figure)]
    said = [plain(one.inlines) for one in figures if one]
    pictures = [one for s in sentences(body) for one in inlines(s.inlines)]
    return said + [
        one.description for one in pictures if isinstance(one, Picture) and one.description
    ]


def written_file(document: Document, writer: str, root: Path) -> Path:
    """One format of a document."""
    folder = root / writer
    folder.mkdir()
    one = writers.find(writer)
    one.write(Job(document, one.options(), {}, folder))
    return next(folder.glob(f"*{SUFFIXES[writer]}"))


@pytest.mark.parametrize("writer", ["word", "html", "epub"])
def test_links_inside_a_document_lead_to_the_same_things(
    shelf: Shelf, writer: str, tmp_path: Path
) -> None:
    made = next(shelf.folder("links", writer).glob(f"*{SUFFIXES[writer]}"))
    _, complaints = brought(made, tmp_path)
    again = attempt(tmp_path / "sources" / "again.md", tmp_path).document
    named = {one.id: type(one) for one in blocks(again.body) if isinstance(one, NAMED)}
    inside = [
        named[one.target.removeprefix("#")]
        for sentence in sentences(again.body)
        for one in inlines(sentence.inlines)
        if isinstance(one, Link) and one.target.startswith("#")
    ]
    assert complaints == []
    assert inside == [Section, Figure, Table]


@pytest.mark.parametrize("writer", ["html", "epub"])
def test_the_words_of_formulas_come_back(shelf: Shelf, writer: str, tmp_path: Path) -> None:
    made = next(shelf.folder("maths", writer).glob(f"*{SUFFIXES[writer]}"))
    written, _ = brought(made, tmp_path)
    assert r'[$\frac{57}{100}$]{alt="57 out of 100"}' in written
    assert '[$$E = mc^2$$]{alt="E equals m c squared"}' in written
    assert "TODO" not in written


@pytest.mark.parametrize("writer", ["word", "html", "epub"])
def test_decorations_stay_decorations(shelf: Shelf, writer: str, tmp_path: Path) -> None:
    made = next(shelf.folder("decorations", writer).glob(f"*{SUFFIXES[writer]}"))
    written, _ = brought(made, tmp_path)
    assert "{.decorative}" in written
    assert "TODO" not in written


@pytest.mark.parametrize("writer", ["html", "epub"])
def test_who_said_a_quotation_stands_in_it(shelf: Shelf, writer: str, tmp_path: Path) -> None:
    made = next(shelf.folder("quotations", writer).glob(f"*{SUFFIXES[writer]}"))
    brought(made, tmp_path)
    again = attempt(tmp_path / "sources" / "again.md", tmp_path).document
    wanted = [one.source for one in blocks(shelf.document("quotations").body) if is_quote(one)]
    found = [one.source for one in blocks(again.body) if is_quote(one)]
    assert [words_of(one) for one in found] == [words_of(one) for one in wanted]


def is_quote(block: Block) -> TypeGuard[Quote]:
    return isinstance(block, Quote)


def words_of(source: tuple[Sentence, ...]) -> str:
    return letters(" ".join(plain(one.inlines) for one in source))


NAMED = Section | Figure | Table | KeyFinding


def test_a_decoration_in_a_longer_description_stays_one(tmp_path: Path) -> None:
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>'
    )
    (tmp_path / "one.svg").write_text(drawing, encoding="utf-8")
    page = tmp_path / "page.html"
    page.write_text(
        "<html lang='en'><title>Page</title><h1>Page</h1><figure><img src='one.svg' alt='A box'>"
        "<figcaption>Boxes</figcaption><details><summary>More</summary>"
        "<p>Said beside. <img src='one.svg' alt=''></p></details></figure></html>",
        encoding="utf-8",
    )
    written, _ = brought(page, tmp_path)
    assert "{.decorative}" in written
    assert "TODO" not in written
