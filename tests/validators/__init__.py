"""The independent judges of what we make, asked as the product asks them, with short answers.

Each fails aloud where its program is missing, so that no test passes because nobody looked.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from coprod_formats.judging.judges import NotHereError, browsing, openxml
from coprod_formats.judging.judges import verapdf as pdf_judge
from coprod_formats.judging.judges.browsing import chromium
from coprod_formats.judging.judges.places import program

__all__ = ["NotHereError", "axe", "chromium", "ooxml", "program", "told", "verapdf"]

PATIENCE = 1200.0  # seconds; tests give many files at once


def verapdf(paths: Sequence[Path], flavour: str) -> dict[Path, list[str]]:
    """What veraPDF finds wrong in each PDF, by flavour: `ua1` (PDF/UA-1) or `2a` (PDF/A-2a)."""
    pdf_judge.version()
    return dict(pdf_judge.failures(paths, flavour, PATIENCE))


def ooxml(path: Path) -> list[str]:
    """What Microsoft's own validator finds wrong in a Word file."""
    return openxml.errors(path, PATIENCE)


def axe(page: Page) -> tuple[list[str], list[str]]:
    """What axe finds wrong on a page as it stands, and what it could not decide."""
    found = browsing.axe(page)
    return told(found["violations"]), told(found["incomplete"])


def told(results: Sequence[Mapping[str, Any]]) -> list[str]:
    """One line a place: the rule, the element, and what to mend."""
    return [f"{o['rule']}: {o['place']}: {o['said']}" for o in browsing.told(results)]
