"""Our readers of finished files see what stands there, and miss what does not."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import mammoth
import pytest

from coprod_formats.document import Document, Figure, KeyFinding, Link, Note, Section, Table
from coprod_formats.proof.seeking import missing
from coprod_formats.proof.wanted import told
from coprod_formats.walking import blocks, notes
from tests import samples
from tests.extraction import carries_text, extract
from tests.laws import judge
from tests.shelf import Shelf

FORMATS = ("word", "pdf", "large-print", "html")


def test_an_unknown_kind_of_file_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "book.xyz").write_text("words")
    with pytest.raises(AssertionError, match=r"no reader.*book\.xyz"):
        carries_text(tmp_path)
    with pytest.raises(KeyError):
        extract(tmp_path / "book.xyz")


def test_an_empty_folder_is_a_failure(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="nothing to open"):
        carries_text(tmp_path)


def changed(document: Document, at: int, section: Section) -> Document:
    body = (*document.body[:at], section, *document.body[at + 1 :])
    return replace(document, body=body)


def faults(document: Document) -> dict[str, Document]:
    """The sample with more in it than the finished files hold, in one way each."""
    names = [one.id if isinstance(one, Section) else "" for one in document.body]
    figures = document.body[names.index("figures")]
    tables = document.body[names.index("tables")]
    inlines = document.body[names.index("inlines")]
    assert isinstance(figures, Section)
    assert isinstance(tables, Section)
    assert isinstance(inlines, Section)
    chart = figures.body[0]
    assert isinstance(chart, Figure)
    described = replace(chart, description=samples.words("A drawing of something else"))
    swapped = replace(tables, body=tables.body[::-1])
    noted = samples.paragraph(
        samples.words("More.", Note("note-9", 9, (samples.paragraph("A lost note."),)))
    )
    linked = samples.paragraph(
        samples.words("Read ", Link(samples.text("our team"), "https://example.org/lost"))
    )
    more = samples.paragraph("A sentence that no file holds.")
    return {
        "words lost": replace(document, body=(*document.body, more)),
        "out of its turn": changed(document, names.index("tables"), swapped),
        "descriptions lost": changed(
            document, names.index("figures"), replace(figures, body=(described, *figures.body[1:]))
        ),
        "headings lost": changed(document, names.index("tables"), replace(tables, level=3)),
        "notes lost": changed(
            document, names.index("inlines"), replace(inlines, body=(*inlines.body, noted))
        ),
        "links lost": replace(document, body=(*document.body, linked)),
        "numbers lost": replace(
            document, body=(*document.body, samples.paragraph("There were 31,415 of them."))
        ),
        "right-to-left": replace(document, body=(*document.body, samples.paragraph("شكرا لكم"))),
    }


@pytest.mark.parametrize("writer", FORMATS)
def test_each_law_finds_its_planted_fault(writer: str, shelf: Shelf) -> None:
    sample = shelf.document("everything")
    for path in carries_text(shelf.folder("everything", writer)):
        found = shelf.reading(path)
        for complaint, document in faults(sample).items():
            said = judge(document, found)
            assert any(complaint in one for one in said), (path.name, complaint, said)


@pytest.mark.parametrize("writer", FORMATS)
def test_what_readers_count_is_what_the_document_holds(writer: str, shelf: Shelf) -> None:
    sample = shelf.document("everything")
    headed = [one for one in blocks(sample.body) if isinstance(one, Section | KeyFinding)]
    tables = [one for one in blocks(sample.body) if isinstance(one, Table)]
    for path in carries_text(shelf.folder("everything", writer)):
        found = shelf.reading(path)
        assert len(found.headings) >= 1 + len(headed)
        assert len(found.notes) == len(list(notes(sample.body)))
        kind = {".pdf": "//Table", ".docx": "//w:tbl", ".html": "//table"}[path.suffix]
        made = found.tree.xpath(kind, namespaces=found.namespaces or None)
        assert isinstance(made, list)
        # Word sets ideas beside their pictures in a table without lines
        assert len(made) == len(tables) + (path.suffix == ".docx")


@pytest.mark.parametrize("name", ["interactive-summary", "tables", "nested-lists", "quotations"])
def test_mammoth_reads_the_same_words_in_the_same_order(
    name: str, shelf: Shelf, tmp_path: Path
) -> None:
    (path,) = shelf.files("word", ".docx", [name])
    with path.open("rb") as file:
        read = mammoth.convert_to_html(file).value
    page = tmp_path / "second-opinion.html"
    unmarked = re.sub(r"<sup>.*?</sup>", "", read)
    page.write_text(f"<meta charset='utf-8'><body>{unmarked}</body>", "utf-8")
    assert missing(extract(page).words, told(shelf.document(name))) == []
