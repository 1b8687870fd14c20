"""epubcheck: the judge of EPUB by its makers, the W3C; one Java process judges many books."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coprod_formats.diagnostics import Diagnostic, Position, error, warning
from coprod_formats.judging.judges import Said
from coprod_formats.judging.judges.places import java, ours, package
from coprod_formats.tools import run_with_kin

# eBraille 1.0 is younger than epubcheck 5.3, which does not know these properties of it
YOUNGER = {
    f'Undefined property: "a11y:{name}".'
    for name in (
        *("brailleCellType", "brailleSystem", "completeTranscription", "producer"),
        "tactileGraphics",
    )
}


@dataclass(frozen=True, slots=True)
class Complaint:
    """One message: how bad it is, its id, its words, and the place inside the book."""

    severity: str
    id: str
    message: str
    file: str
    line: int
    column: int


def version() -> str:
    """The version of epubcheck."""
    _started()
    return package("epubcheck")[1]


def judge(paths: Sequence[Path], seconds: float) -> Said:
    """Every error and warning, but for what is younger than epubcheck."""
    return {path: list(_said(path, said)) for path, said in complaints(paths, seconds).items()}


def complaints(paths: Sequence[Path], seconds: float) -> Mapping[Path, list[Complaint]]:
    """Every error and warning that epubcheck has of each book."""
    command = [*_started(), str(ours("Books.java")), *map(str, paths)]
    said = json.loads(run_with_kin(command, seconds).decode().splitlines()[-1])
    return {path: [Complaint(**one) for one in said[str(path)]] for path in paths}


def _said(path: Path, said: Sequence[Complaint]) -> Iterator[Diagnostic]:
    for one in said:
        if path.suffix == ".ebrl" and one.message in YOUNGER:
            continue
        inside = one.file.strip("/")
        whole = not inside or inside.endswith(path.name)  # with its path, where it is no zip file
        place = path.name if whole else f"{path.name}/{inside}"
        where = Position(place, max(1, one.line), max(1, one.column))
        speak = warning if one.severity == "WARNING" else error
        yield speak(f"epubcheck-{one.id}", one.message, where)


def class_path() -> tuple[Path, ...]:
    """The Java archives of epubcheck, which carry jing and the schemas of EPUB."""
    folder, _ = package("epubcheck")
    return (folder / "epubcheck.jar", *sorted(folder.glob("lib/*.jar")))


def _started() -> list[str]:
    return java(*class_path())
