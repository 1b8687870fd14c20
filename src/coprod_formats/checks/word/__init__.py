"""Rules for finished Word files: those of Microsoft's Accessibility Checker, and a few more."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from coprod_formats.checks.word import access, names
from coprod_formats.checks.word.contrast import pale
from coprod_formats.checks.word.opened import NotWordError, Opened, opened
from coprod_formats.diagnostics import Diagnostic, Position, Severity, error

__all__ = ["RULES", "Rule", "check_word"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: how much it matters, its name, and what it finds in a file."""

    severity: Severity
    name: str
    find: Callable[[Opened], Iterator[str]]
    hint: str = ""


def check_word(path: Path) -> Sequence[Diagnostic]:
    """Everything that a reader of this Word file could stumble over."""
    where = Position(path.name, 1)
    try:
        file = opened(path)
    except NotWordError as fault:
        return [error("word-broken", f"this is no Word file: {fault}", where)]
    return [
        Diagnostic(rule.severity, rule.name, message, where, rule.hint)
        for rule in RULES
        for message in rule.find(file)
    ]


ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO
RULES = (
    Rule(
        ERROR, "word-description", access.without_description, "describe it, or mark it decorative"
    ),
    Rule(ERROR, "word-header-row", access.without_header_row, "mark its first row as a header row"),
    Rule(ERROR, "word-protected", access.protected, "take the protection off"),
    Rule(ERROR, "word-control", access.untitled_controls, "give it a title in its properties"),
    Rule(ERROR, "word-picture-number", names.same_numbers),
    Rule(ERROR, "word-bookmark", names.same_bookmarks),
    Rule(ERROR, "word-link-target", names.dangling_links),
    Rule(ERROR, "word-relation", names.dangling_relations),
    Rule(ERROR, "word-style", names.unknown_styles),
    Rule(ERROR, "word-list", names.unknown_lists),
    Rule(ERROR, "word-title", names.untitled),
    Rule(ERROR, "word-language", names.without_language),
    Rule(WARNING, "word-merged", access.merged_cells, "give each fact a cell of its own"),
    Rule(WARNING, "word-nested", access.nested_tables, "set the inner table apart"),
    Rule(WARNING, "word-floating", access.floating_objects, "set it in line with the text"),
    Rule(WARNING, "word-contrast", pale, "choose colours at least 4.5:1 apart"),
    Rule(WARNING, "word-heading-level", access.skipped_headings),
    Rule(WARNING, "word-heading-empty", access.empty_headings),
    Rule(INFO, "word-headings", access.no_headings, "give its parts headings"),
    Rule(INFO, "word-blanks", access.repeated_blanks, "use styles to move words about"),
    Rule(INFO, "word-odd-description", access.odd_descriptions, "say what the picture shows"),
    Rule(INFO, "word-vague-link", access.vague_links, "say where the link leads"),
)
