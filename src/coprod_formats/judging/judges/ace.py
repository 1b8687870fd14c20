"""Ace by DAISY: the judge of accessible EPUB; one browser judges many books."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from coprod_formats.diagnostics import Diagnostic, Position, error, warning
from coprod_formats.judging.judges import Said
from coprod_formats.judging.judges.places import BROWSERS, node, npm_part, ours, program
from coprod_formats.tools import run_with_kin

GRAVE = {"critical", "serious"}


def version() -> str:
    """The version of Ace."""
    node()
    program(*BROWSERS)
    said = json.loads((npm_part("@daisy/ace-core") / "package.json").read_bytes())
    return str(said["version"])


def judge(paths: Sequence[Path], seconds: float) -> Said:
    """What Ace finds in each book; a serious barrier is an error, a smaller one a warning."""
    with tempfile.TemporaryDirectory() as folder:
        found = assertions(paths, Path(folder), seconds)
    return {path: list(_said(path, said)) for path, said in found.items()}


def assertions(
    paths: Sequence[Path], folder: Path, seconds: float
) -> Mapping[Path, list[Mapping[str, Any]]]:
    """Ace's own words about each book; its reports are left in a folder."""
    parts = npm_part("@daisy/ace-core").parents[1]
    settled = {
        "NODE_PATH": str(parts),
        "PUPPETEER_EXECUTABLE_PATH": program(*BROWSERS),
        "ACE_TIMEOUT_INITIAL": "60000",
    }
    command = [node(), str(ours("ace.js")), str(folder), *(str(path.resolve()) for path in paths)]
    run_with_kin(command, seconds, settled)
    return {path: _read(folder / str(number)) for number, path in enumerate(paths)}


def _read(folder: Path) -> list[Mapping[str, Any]]:
    said = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    return [
        {
            "file": file["earl:testSubject"]["url"],
            "impact": one["earl:test"]["earl:impact"],
            "title": one["earl:test"]["dct:title"],
            "said": one["earl:result"].get("dct:description", ""),
            "html": one["earl:result"].get("html", ""),
        }
        for file in said["assertions"]
        for one in file.get("assertions", ())
    ]


def _said(path: Path, said: Sequence[Mapping[str, Any]]) -> Iterator[Diagnostic]:
    for one in said:
        where = Position(f"{path.name}/{one['file']}", 1)
        speak = error if one["impact"] in GRAVE else warning
        words = " ".join(str(one["said"]).split()) or one["title"]
        here = f", at {one['html'][:160]}" if one["html"] else ""
        yield speak(f"ace-{one['title']}", f"{words}{here}", where)
