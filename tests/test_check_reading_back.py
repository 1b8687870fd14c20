"""Finished braille read back into print: nearly every word is heard, and a lost page is noticed."""

from pathlib import Path
from shutil import copytree

import pytest

from coprod_formats.checks.reading_back import ReadBack, read_back
from tests.shelf import Shelf, document_names

SUMMARY = "interactive-summary"


@pytest.mark.parametrize("name", document_names())
def test_the_words_of_every_document_come_back(name: str, shelf: Shelf) -> None:
    heard = read_back(shelf.document(name), shelf.folder(name, "braille"))
    assert set(heard) == {".brf", ".pef", ".ebrl"}
    assert {suffix: one.lost for suffix, one in heard.items() if not one.enough} == {}


def test_of_the_summary_ninety_nine_words_in_a_hundred_come_back(shelf: Shelf) -> None:
    for one in read_back(shelf.document(SUMMARY), shelf.folder(SUMMARY, "braille")).values():
        assert one.words > 2000
        assert one.share >= 0.99


@pytest.mark.parametrize("suffix", [".brf", ".pef"])
def test_a_page_that_is_lost_is_noticed(suffix: str, shelf: Shelf, tmp_path: Path) -> None:
    folder = tmp_path / "braille"
    copytree(shelf.folder(SUMMARY, "braille"), folder)
    [path] = folder.glob(f"*{suffix}")
    end = "\f" if suffix == ".brf" else "</page>\n"
    pages = path.read_bytes().decode().split(end)
    del pages[7]
    path.write_bytes(end.join(pages).encode())
    heard = read_back(shelf.document(SUMMARY), folder)
    assert [kind for kind, one in heard.items() if not one.enough] == [suffix]
    assert heard[suffix].lost


def test_a_document_without_words_loses_none() -> None:
    assert ReadBack(0, ()).share == 1.0
    assert ReadBack(0, ()).enough


def test_a_short_text_may_lose_what_liblouis_loses_but_not_a_sentence() -> None:
    assert ReadBack(40, ("h", "st")).enough
    assert not ReadBack(40, ("four", "words", "are", "missing")).enough
