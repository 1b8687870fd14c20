"""Lists that somebody typed with signs come in as lists, and nothing else becomes one."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document as WordDocument

from coprod_formats.importing import bring_in


def brought(path: Path) -> tuple[str, str]:
    """The body that import makes of a file, and its report."""
    arrival = bring_in(path, path.parent / "sources")
    body = arrival.source.read_text(encoding="utf-8").split("---\n", 2)[2].strip()
    return body, "\n".join(p.read_text("utf-8") for p in (path.parent / "sources").glob("*.txt"))


LISTS = [
    ("We want:\n• Doors\n• Gardens\n", "We want:\n\n- Doors\n- Gardens"),
    ("• Doors\n\n• **Gardens**\n\nMore.", "- Doors\n- **Gardens**\n\nMore."),
    ("•Doors\n•Gardens", "- Doors\n- Gardens"),
    ("– Doors\n– Gardens\n", "- Doors\n- Gardens"),
    ("• Doors that\nare wide\n• Gardens", "- Doors that are wide\n- Gardens"),
]


@pytest.mark.parametrize(("text", "made"), LISTS)
def test_pasted_bullets_become_a_list_and_the_report_says_so(
    text: str, made: str, tmp_path: Path
) -> None:
    path = tmp_path / "notes.md"
    path.write_text(f"# Homes\n\n{text}", encoding="utf-8")
    body, report = brought(path)
    assert body.endswith(made)
    assert "sign of a list" in report


@pytest.mark.parametrize(
    "text",
    ["— Bonjour, dit-elle.", "Home • About • Help", "Doors\n– as said – are wide", "3 · 4", "•"],
)
def test_what_only_holds_such_a_sign_is_no_list(text: str, tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    path.write_text(f"# Homes\n\n{text}\n", encoding="utf-8")
    body, report = brought(path)
    assert "\n- " not in body
    assert "sign of a list" not in report


def test_bullets_typed_in_a_word_file_become_one_list(tmp_path: Path) -> None:
    made = WordDocument()
    made.add_heading("Homes", 1)
    for words in ("We want:", "•\tDoors", "•\tGardens", "That is all."):
        made.add_paragraph(words)
    path = tmp_path / "homes.docx"
    made.save(str(path))
    body, report = brought(path)
    assert body.endswith("We want:\n\n- Doors\n- Gardens\n\nThat is all.")
    assert "sign of a list" in report
