"""What a finished EPUB must hold to for its readers, epubcheck's and Ace's blind spots included."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from coprod_formats.checks.epub.found import Complaint
from coprod_formats.checks.epub.looks import about_looks
from coprod_formats.checks.epub.package import about_package
from coprod_formats.checks.epub.sound import about_sound
from coprod_formats.checks.epub.texts import about_texts
from coprod_formats.checks.epub.ways import about_ways
from coprod_formats.diagnostics import Diagnostic, Position, error, warning
from coprod_formats.epub.opened import UnreadableError, opened

RULES = (about_package, about_texts, about_ways, about_looks, about_sound)
# what the author wrote and not what we made of it: told, but no reason to hold the book back
FROM_THE_SOURCE = frozenset(["link-vague", "alt-filename"])


def check_epub(path: Path) -> Sequence[Diagnostic]:
    """Every complaint about one EPUB file."""
    try:
        book = opened(path)
    except UnreadableError as failure:
        where = Position(path.name, 1)
        return [error("epub-unreadable", f"the file cannot be read: {failure}", where)]
    found = sorted(complaint for rules in RULES for complaint in rules(book))
    return [_told(path, complaint) for complaint in dict.fromkeys(found)]


def _told(path: Path, complaint: Complaint) -> Diagnostic:
    tell = warning if complaint.rule in FROM_THE_SOURCE else error
    where = Position(f"{path.name}/{complaint.file}", complaint.line)
    return tell(f"epub-{complaint.rule}", complaint.message, where)
