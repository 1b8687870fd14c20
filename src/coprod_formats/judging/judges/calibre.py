"""calibre: the e-book library that most people use, asked to open a book and turn it over."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from coprod_formats.diagnostics import Diagnostic, Position, WriteError, error
from coprod_formats.judging.judges import Said
from coprod_formats.judging.judges.places import program
from coprod_formats.tools import run_with_kin

NAME = "ebook-convert"


def version() -> str:
    """The version of calibre."""
    said = run_with_kin([program(NAME), "--version"], 60).decode(errors="replace")
    return said.partition("(calibre ")[2].partition(")")[0] or "unknown"


def judge(paths: Sequence[Path], seconds: float) -> Said:
    """Whether calibre finds text in each book."""
    return {path: list(_said(path, seconds)) for path in paths}


def _said(path: Path, seconds: float) -> Iterator[Diagnostic]:
    where = Position(path.name, 1)
    with tempfile.TemporaryDirectory() as folder:
        turned = Path(folder) / "turned.epub"
        try:
            run_with_kin([program(NAME), str(path), str(turned)], seconds)
        except WriteError as failure:
            last = str(failure).strip().splitlines()[-1]
            yield error("calibre", f"calibre cannot open it: {last}", where)
            return
        if not text(turned):
            yield error("calibre", "calibre opens it, and finds no text", where)


def text(turned: Path) -> bytes:
    """All that calibre took over from a book."""
    with zipfile.ZipFile(turned) as book:
        return b"".join(book.read(n) for n in book.namelist() if n.endswith(("html", "htm")))
