"""The finished folder of a format that comes from another package: its files, and their words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from coprod_formats.document import Document
from coprod_formats.markup import text
from coprod_formats.preview.shown import Shown

MOST = 200_000  # bytes of a file that are shown as words


def listed(_document: Document, folder: Path, _title: str) -> Iterator[Shown]:
    """Each file with its size, and what stands in it where that is text."""
    files = [one for one in sorted(folder.rglob("*")) if one.is_file() and not one.is_symlink()]
    parts = "\n".join(_entry(one, str(one.relative_to(folder))) for one in files)
    yield Shown(f'<div class="listed">\n{parts}\n</div>')


def _entry(path: Path, name: str) -> str:
    heading = f"<h2>{text(name)}</h2>\n<p>{path.stat().st_size:,} bytes</p>"
    with path.open("rb") as opened:
        content = opened.read(MOST)
    try:
        words = content.decode("utf-8")
    except UnicodeDecodeError:
        return f"<section>\n{heading}\n</section>"
    shown = f'<pre tabindex="0">{text(words)}</pre>'
    return f"<section>\n{heading}\n{shown}\n</section>"
