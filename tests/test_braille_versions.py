"""Whichever liblouis is installed, the pages are those that were accepted.

They were accepted with 3.24 and seen to be the same with 3.33. To see it with another version, run
this file with LD_LIBRARY_PATH and LOUIS_TABLEPATH set to where that version and its tables lie.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from coprod_formats.braille.cells import to_ascii
from coprod_formats.braille.edition import Form, edition, style_of
from coprod_formats.braille.runs import of_sentence
from coprod_formats.braille.translating import translate
from coprod_formats.document import Document
from coprod_formats.walking import plain, sentences
from tests.shelf import PROJECT, Shelf, features

GOLDEN = PROJECT / "tests" / "golden" / "braille"
FORMS = [Form(grade, profile) for grade, profile in product((2, 1), ("ukaaf", "bana"))]


def pages(document: Document) -> Iterator[str]:
    """Every page of a document's editions as ASCII braille, each under a line that names it."""
    for form in FORMS:
        for volume in edition(document, form).volumes:
            for number, page in enumerate(volume.pages, 1):
                yield f"== grade {form.grade}, {form.profile}, {volume.number}, {number}"
                yield from (to_ascii(line.cells).rstrip() for line in page)


@pytest.mark.parametrize("name", features())
def test_the_pages_are_those_that_were_accepted(name: str, shelf: Shelf, accept: bool) -> None:
    made = "\n".join(pages(shelf.document(name))) + "\n"
    golden = GOLDEN / f"{name}.txt"
    if accept:
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(made, "ascii")
    assert golden.exists(), "look at what it makes, then run pytest --accept"
    assert made == golden.read_text("ascii"), "if this is right, run pytest --accept"


def test_every_sentence_of_the_summary_has_the_cells_that_were_accepted(
    shelf: Shelf, accept: bool
) -> None:
    document = shelf.document("interactive-summary")
    style = style_of(document, Form())
    made = {
        plain(one.inlines): to_ascii(translate(of_sentence(one, style.voice), style.tables).cells)
        for one in sentences(document.body)
    }
    golden = GOLDEN / "interactive-summary.txt"
    if accept:
        golden.write_text("".join(f"{ink}\n{cells}\n" for ink, cells in made.items()), "utf-8")
    lines = golden.read_text("utf-8").splitlines()
    accepted = dict(zip(lines[::2], lines[1::2], strict=True))
    known = made.keys() & accepted.keys()
    assert len(known) > len(made) // 2, "the summary has other words now: run pytest --accept"
    assert {ink: made[ink] for ink in known} == {ink: accepted[ink] for ink in known}
