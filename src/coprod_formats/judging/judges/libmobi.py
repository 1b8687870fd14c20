"""libmobi: a reader of Kindle books that is not ours."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from coprod_formats.diagnostics import Diagnostic, Position, WriteError, error
from coprod_formats.judging.judges import Said
from coprod_formats.judging.judges.places import program
from coprod_formats.tools import run_with_kin

NAME = "mobitool"


def version() -> str:
    """The version of libmobi, by its own words."""
    said = run_with_kin([program(NAME), "-v"], 60, content_with=(0, 1)).decode(errors="replace")
    return said.partition("libmobi: ")[2].split("\n")[0].strip() or "unknown"


def judge(paths: Sequence[Path], seconds: float) -> Said:
    """Whether each book can be taken apart, in both its halves where it has two."""
    return {path: list(_said(path, seconds)) for path in paths}


def _said(path: Path, seconds: float) -> Iterator[Diagnostic]:
    for half in ((), ("-7",)) if path.suffix == ".mobi" else ((),):
        with tempfile.TemporaryDirectory() as folder:
            command = [program(NAME), "-s", *half, "-o", folder, str(path)]
            try:
                said = run_with_kin(command, seconds)
            except WriteError as failure:
                said = str(failure).encode()
            wrong = [line for line in said.decode(errors="replace").splitlines() if _bad(line)]
            if wrong or not any(Path(folder).rglob("part*.html")):
                words = "; ".join(wrong) or "it found no text"
                yield error("libmobi", f"libmobi cannot open it: {words}", Position(path.name, 1))


def _bad(line: str) -> bool:
    return "rror" in line or "not supported" in line or "nvalid" in line
