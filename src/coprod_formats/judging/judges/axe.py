"""axe in Chromium: the judge of web pages, asked in each state that people meet a page in."""

from __future__ import annotations

import json
import sys
from collections import Counter
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
    """Each fault with its place; one doubt of many places, such as the cells of a table, once."""
    doubts = Counter(_doubt(one) for one in found)
    told: set[tuple[str, ...]] = set()
    for one in found:
        undecided = one["verdict"] == "incomplete"
        if undecided and _doubt(one) in told:
            continue
        told.add(_doubt(one))
        more = doubts[_doubt(one)] - 1 if undecided else 0
        place = f"{one['place']}, {one['state']}{f', and {more} more places' if more else ''}"
        speak = error if one["impact"] in GRAVE and not undecided else warning
        doubt = "axe cannot decide: " if undecided else ""
        words = f"{doubt}{one['said'] or one['rule']} ({place})"
        yield speak(f"axe-{one['rule']}", words, Position(path.name, 1))


def _doubt(one: Mapping[str, str]) -> tuple[str, ...]:
    return one["verdict"], one["rule"], one["said"]
