"""The Word writer: what it makes, and what people can choose."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from coprod_formats.sheets import Paper
from coprod_formats.themes import ThemeName
from coprod_formats.writers.base import Job
from coprod_formats.writers.word import WordOptions, WordWriter
from tests.docx_parts import STYLES, part, values
from tests.samples import empty, plainest


def test_the_writer_makes_one_file_named_after_the_document(tmp_path: Path) -> None:
    assert WordWriter().write(Job(plainest(), WordOptions(), {}, tmp_path)) == ()
    assert [path.name for path in tmp_path.iterdir()] == ["plainest.docx"]


def test_a_document_without_a_body_still_has_its_title(tmp_path: Path) -> None:
    WordWriter().write(Job(empty(), WordOptions(), {}, tmp_path))
    assert values(part(tmp_path / "empty.docx"), "//w:t/text()") == ["Nothing yet"]


def test_the_text_is_as_large_as_people_ask(tmp_path: Path) -> None:
    WordWriter().write(Job(plainest(), WordOptions(text_size=20), {}, tmp_path))
    root = part(tmp_path / "plainest.docx", STYLES)
    assert values(root, "//w:rPrDefault//w:sz/@w:val") == ["40"]


def test_options_are_named_as_editors_write_them() -> None:
    said = {"theme": "cream", "paper": "letter", "text-size": 16, "sections-apart": True}
    assert WordOptions.model_validate(said) == WordOptions(
        theme=ThemeName.CREAM, paper=Paper.LETTER, text_size=16, sections_apart=True
    )


@pytest.mark.parametrize("said", [{"text-size": 11}, {"theme": "loud"}, {"colour": "red"}])
def test_options_that_harm_readers_are_refused(said: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        WordOptions.model_validate(said)


def test_the_writer_needs_no_other_format() -> None:
    assert WordWriter().needs(WordOptions()) == ()
    assert all(tool.version() for tool in WordWriter().tools)
