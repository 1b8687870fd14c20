"""What a finished format must pass before it is published: a checker for each kind of file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from coprod_formats.diagnostics import Diagnostic, Position, error

Check = Callable[[Path], Sequence[Diagnostic]]

BY_SUFFIX = {
    ".zip": "coprod_formats.checks.daisy:check_daisy",
    ".azw3": "coprod_formats.checks.kindle:check_kindle",
    ".brf": "coprod_formats.checks.braille:check_brf",
    ".docx": "coprod_formats.checks.word:check_word",
    ".ebrl": "coprod_formats.checks.braille:check_ebrl",
    ".epub": "coprod_formats.checks.epub:check_epub",
    ".html": "coprod_formats.checks.page:check_page",
    ".mobi": "coprod_formats.checks.kindle:check_kindle",
    ".pdf": "coprod_formats.checks.pdf:check_pdf",
    ".pef": "coprod_formats.checks.braille:check_pef",
}

# Files of some formats are held to more than others of their kind.
BY_ENDING = {
    "-easy-read.docx": "coprod_formats.checks.easy_read:check_easy_word",
    "-easy-read.html": "coprod_formats.checks.easy_read:check_easy_page",
    "-easy-read.pdf": "coprod_formats.checks.easy_read:check_easy_pdf",
}


def check(folder: Path) -> Sequence[Diagnostic]:
    """Run every checker that knows a file of a finished folder."""
    return [
        complaint
        for path in sorted(folder.rglob("*"))
        if knows(path)
        for complaint in check_file(path)
    ]


def knows(path: Path) -> bool:
    """Whether there is a checker for files of this kind."""
    return path.suffix in BY_SUFFIX


def check_file(path: Path) -> Sequence[Diagnostic]:
    """What the checker of its kind says of one file."""
    special = (address for end, address in BY_ENDING.items() if path.name.endswith(end))
    try:
        return _find(next(special, BY_SUFFIX[path.suffix]))(path)
    except Exception as failure:  # noqa: BLE001 - a damaged file breaks readers in any way
        why = f"{type(failure).__name__}: {failure}"
        message = f"the file cannot be read: {why}"
        return [error("file-unreadable", message, Position(path.name, 1))]


def _find(address: str) -> Check:
    module, _, name = address.partition(":")
    found: Check = getattr(import_module(module), name)
    return found
