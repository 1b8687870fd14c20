"""The pages for people who read the docs: nothing in them leads nowhere or is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from coprod_formats import writers
from coprod_formats.cli.commands import group

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LARGEST = 150_000  # bytes of a picture, so that a page opens soon


def text(path: Path) -> str:
    """A page without its examples."""
    return re.sub(r"```.*?```|`[^`\n]*`", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


def anchors(path: Path) -> set[str]:
    """The names that links can lead to."""
    headings = re.findall(r"(?m)^#+ (.*)", path.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in headings}


def nowhere(page: Path) -> Iterator[str]:
    """The links of a page that lead nowhere."""
    for link in re.findall(r"\]\(([^)\s]+)\)", text(page)):
        if not link.startswith(("https:", "mailto:")):
            file, _, anchor = link.partition("#")
            target = page.parent / file if file else page
            lost = anchor and target.suffix == ".md" and anchor not in anchors(target)
            if not target.exists() or lost:
                yield link


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    assert list(nowhere(page)) == []


def test_every_room_stands_in_the_architecture() -> None:
    told = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = [path for path in (ROOT / "src" / "coprod_formats").iterdir() if path.name[0] != "_"]
    names = [path.stem for path in rooms if path.is_dir() or path.suffix == ".py"]
    assert names
    assert [name for name in names if not re.search(rf"`{name}[/`]", told)] == []


def test_readme_names_every_format_and_every_command() -> None:
    told = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in writers.BUILT_IN if f"| `{name}` |" not in told] == []
    assert [name for name in group.commands if f"coprod-formats {name}" not in told] == []


def test_pictures_of_the_docs_are_small() -> None:
    pictures = list((ROOT / "docs" / "img").iterdir())
    assert pictures
    assert [one.name for one in pictures if one.stat().st_size > LARGEST] == []
