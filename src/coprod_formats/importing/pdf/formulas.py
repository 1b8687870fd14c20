"""Where formulas stood on untagged pages: their words run on, so that a person must look."""

from __future__ import annotations

import re
from collections.abc import Sequence

from coprod_formats.importing.pdf.bidi import read_as
from coprod_formats.importing.pdf.pieces import Line, Page, lines_of
from coprod_formats.importing.report import Report

SIGNS = re.compile("[\u2200-\u22ff\u2a00-\u2aff\U0001d400-\U0001d7ff√]")
FEWEST = 2  # words of a formula in a line; one may be a bullet, or a sign that text needs


def tell_formulas(pages: Sequence[Page], report: Report) -> None:
    """Name each page with formulas in the report, and where the first of them came to stand."""
    for page in pages:
        words = [word for word in page.words if not word.artifact]
        lines = [line for line in lines_of(words, page.number) if _is_formula(line)]
        if lines:
            what = "formulas came in as running words: their shape is lost, so write them as TeX"
            count = f"{len(lines)} lines with " if len(lines) > 1 else "a line with "
            report.lost(count + what, page.number, read_as(lines[0]))


def _is_formula(line: Line) -> bool:
    return sum(word.formal or bool(SIGNS.search(word.text)) for word in line.words) >= FEWEST
