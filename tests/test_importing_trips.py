"""What comes back when our own formats are brought in: every word, and a source that reads."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st

from coprod_formats import pandoc, writers
from coprod_formats.document import Block, Document, Math, Video
from coprod_formats.importing import bring_in, tree
from coprod_formats.proof import wanted
from coprod_formats.walking import blocks, inlines, sentences
from coprod_formats.writers.base import Job
from tests.shelf import Shelf
from tests.strategies import documents

SUFFIXES = {"word": ".docx", "html": ".html", "epub": ".epub", "pdf": ".pdf"}
FEATURES = ("headings", "lists", "nested-lists", "tables", "notes", "links", "quotations")


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


def has_formulas(body: tuple[Block, ...]) -> bool:
    return any(isinstance(i, Math) for s in sentences(body) for i in inlines(s.inlines))


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


@pytest.mark.parametrize("writer", ["word", "html"])
@settings(max_examples=4, phases=[Phase.generate])
@given(data=st.data())
def test_a_drawn_document_comes_back_and_no_word_is_lost_untold(
    data: st.DataObject, writer: str
) -> None:
    with TemporaryDirectory() as folder:
        root = Path(folder)
        document = replace(data.draw(documents(root / "assets")), easy_read=None)
        assume(len(list(told(document))) > 4)
        made = written_file(document, writer, root)
        written, complaints = brought(made, root)
        account = (root / "sources" / "again.import.txt").read_text(encoding="utf-8")
        if complaints:  # signs that divide a cell or look like a fence: a person is told of them
            return
        if not has_formulas(document.body) and lost(document, written):
            assert "Lost:" in account


def written_file(document: Document, writer: str, root: Path) -> Path:
    """One format of a document."""
    folder = root / writer
    folder.mkdir()
    one = writers.find(writer)
    one.write(Job(document, one.options(), {}, folder))
    return next(folder.glob(f"*{SUFFIXES[writer]}"))
