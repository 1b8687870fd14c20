"""axe in Chromium: the judge of web pages, asked in each state that people meet a page in."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from coprod_formats.diagnostics import Diagnostic, Position, error, warning
from coprod_formats.judging.judges import Said
from coprod_formats.judging.judges.places import BROWSERS, package, program
from coprod_formats.tools import run_with_kin

GRAVE = {"critical", "serious"}


def version() -> str:
    """The version of the package that holds axe."""
    package("playwright")
    program(*BROWSERS)
    return f"in axe-playwright-python {package('axe_playwright_python')[1]}"


def judge(paths: Sequence[Path], seconds: float) -> Said:
    """What axe finds on each page; what it cannot decide is a warning, for people to look at."""
    browsing = [sys.executable, "-m", "coprod_formats.judging.judges.browsing"]
    said = json.loads(run_with_kin([*browsing, *map(str, paths)], seconds))
    return {path: list(_said(path, said[str(path)])) for path in paths}


def _said(path: Path, found: Sequence[Mapping[str, str]]) -> Iterator[Diagnostic]:
    for one in found:
        undecided = one["verdict"] == "incomplete"
        speak = error if one["impact"] in GRAVE and not undecided else warning
        doubt = "axe cannot decide: " if undecided else ""
        words = f"{doubt}{one['said'] or one['rule']} ({one['place']}, {one['state']})"
        yield speak(f"axe-{one['rule']}", words, Position(path.name, 1))
