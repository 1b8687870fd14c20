"""What a finished PDF must hold to for its readers, judged from the file alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from coprod_formats.diagnostics import Diagnostic, Position, error
from coprod_formats.typesetting.paged import DamagedError, overrun_pages
from coprod_formats.typesetting.tagged import Element, Tagged, UnreadableError, read


def check_pdf(path: Path) -> Sequence[Diagnostic]:
    """Every complaint about one PDF file."""
    where = Position(path.name, 1)
    try:
        said, edges = read(path), tuple(_about_edges(path))
    except (UnreadableError, DamagedError) as failure:
        return [error("pdf-unreadable", f"the file cannot be read: {failure}", where)]
    tags = _about_tags(said.root) if said.root else [("untagged", "the file has no tags")]
    found = (*_about_file(said), *tags, *edges)
    return [error(f"pdf-{rule}", message, where) for rule, message in found]


Complaints = Iterator[tuple[str, str]]


def _about_file(said: Tagged) -> Complaints:
    if not said.title:
        yield "title", "the file has no title"
    if not said.shows_title:
        yield "title-shown", "the window would show the file's name instead of its title"
    if not said.language:
        yield "language", "the file does not say its language"
    if not said.ua_part:
        yield "ua", "the file does not say that it holds to PDF/UA"
    for font in said.loose_fonts:
        yield "font", f"the font {font} is not in the file"


def _about_tags(root: Element) -> Complaints:
    for figure in root.every("Figure"):
        if not figure.alt.strip():
            yield "figure-alt", "a figure has no description"
    for table in root.every("Table"):
        if not any(table.every("TH")):
            yield "table-header", "a table has no header cells"
    yield from _about_headings(root)


def _about_headings(root: Element) -> Complaints:
    levels = [int(tag.kind[1]) for tag in root.every() if tag.kind in HEADINGS]
    if levels and levels[0] != 1:
        yield "heading-first", f"the first heading is at level {levels[0]}, not 1"
    if levels.count(1) > 1:
        yield "heading-title", f"there are {levels.count(1)} headings at level 1, the title's own"
    for before, level in pairwise(levels):
        if level > before + 1:
            yield "heading-skipped", f"a heading at level {level} follows one at level {before}"


HEADINGS = {f"H{level}" for level in range(1, 7)}


def _about_edges(path: Path) -> Complaints:
    over = [str(number) for number in overrun_pages(path)]
    if over:
        yield "edge", f"words run over the edge of page {', '.join(over[:5])}" + MORE[len(over) > 5]


MORE = {False: "", True: " and others"}
