"""Walks meet everything, once, in reading order."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_formats import document as tree
from coprod_formats.document import Document, Image, Note, Sentence
from coprod_formats.walking import blocks, images, inlines, notes, plain, sentences
from tests.samples import everything
from tests.strategies import documents


def whole(node: object) -> list[object]:
    """Every value in a tree, found without knowing what it is a tree of."""
    if isinstance(node, tuple):
        return [one for part in node for one in whole(part)]
    if not is_dataclass(node):
        return []
    return [node, *(one for f in fields(node) for one in whole(getattr(node, f.name)))]


def of_kind(body: object, kind: type) -> list[object]:
    return [one for one in whole(body) if isinstance(one, kind)]


def every_sentence(document: Document) -> list[Sentence]:
    noted = [one for note in notes(document.body) for one in sentences(note.body)]
    return [*sentences(document.body), *noted]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Document:
    return everything(tmp_path_factory.mktemp("sample"))


@pytest.mark.parametrize("kind", get_args(tree.Block))
def test_the_sample_holds_every_kind_of_block(kind: type, sample: Document) -> None:
    assert any(isinstance(one, kind) for one in blocks(sample.body))


@pytest.mark.parametrize("kind", get_args(tree.Inline))
def test_the_sample_holds_every_kind_of_inline(kind: type, sample: Document) -> None:
    met = [one for s in sentences(sample.body) for one in inlines(s.inlines)]
    assert any(isinstance(one, kind) for one in met)


def test_every_sentence_has_an_id_of_its_own(sample: Document) -> None:
    assert [i for i, n in Counter(one.id for one in every_sentence(sample)).items() if n > 1] == []


def test_notes_are_met_in_the_order_of_their_numbers(sample: Document) -> None:
    assert [note.number for note in notes(sample.body)] == [1, 2, 3]


def test_reading_order_is_that_of_the_page(sample: Document) -> None:
    said = [plain(one.inlines) for one in sentences(sample.body)]
    wanted = [
        "This document holds every kind of thing that a source can hold.",
        "People felt empowered",
        "Those who took part said so, with 100 stories.",
        "Here is the detail of the first finding.",
        "A bar chart of 573 surveys & 100 stories",
        "The sources of evidence.",
        "The chart has four bars.",
        "The evidence and its size.",
        "Amount",
        "Online survey",
        "573 answers",
        "The table says that the survey is the largest.",
        "Nicc sits at a table.",
    ]
    places = [said.index(one) for one in wanted]
    assert places == sorted(places)


def test_plain_words_tell_what_voices_tell() -> None:
    said = plain(
        (
            tree.Abbreviation("UCL", "University College London", first=True),
            tree.Text(" and "),
            tree.Abbreviation("UCL", "University College London"),
            tree.LineBreak(),
            tree.Emphasis((tree.Code("x"), tree.Script((tree.Text("2"),), raised=True))),
            tree.Note("note-1", 1, ()),
            tree.Math("y", "<math/>", "$y$", " why"),
            tree.Picture(Image("0" * 64, ".png"), None),
        )
    )
    assert said == "UCL (University College London) and UCL x2 why"


@settings(max_examples=30)
@given(data=st.data())
def test_walks_meet_everything_once(data: st.DataObject, tmp_path_factory: object) -> None:
    assert isinstance(tmp_path_factory, pytest.TempPathFactory)
    folder: Path = tmp_path_factory.getbasetemp() / "walking"
    folder.mkdir(exist_ok=True)
    drawn = data.draw(documents(folder))
    found = list(notes(drawn.body))
    assert len(of_kind(drawn.body, Note)) == len(found)
    assert sorted(one.id for one in every_sentence(drawn)) == sorted(
        one.id for one in of_kind(drawn.body, Sentence) if isinstance(one, Sentence)
    )
    assert len(of_kind(drawn.body, Image)) == len(list(images(drawn.body)))
