"""Lines that were entries, headings or rows where they came from, and run together here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from coprod_formats.diagnostics import Diagnostic, Position, error, warning
from coprod_formats.reading.rows import Row, Rows, neighbours

SIGN = re.compile(r"[•·‣◦▪▫●⁃➢➤❖∙]\s")
DASH, ROUND = re.compile(r"[–—]\s"), re.compile(r"o\s")
GLUED = re.compile(r"(\d{1,3}|[a-z])[.)](?=[^\W\d_]|\u00a0)")
NUMBER = re.compile(r"(\d{1,3}|[a-z])[.)]\s")
STUCK = re.compile(r"[-*](?=[^\W\d_])|[-*+]\u00a0")
BOX = re.compile(r"\[[ xX]?\]\s")
HEADING = re.compile(r"#{2,6}(?=[^\W_])|#{1,6}\u00a0")
PIPES = re.compile(r"\|.*\|\s*")
CONFLICT = re.compile(r"<{7} ")
PARTED = re.compile(r"[^\W\d_][-\u00ad]$")
SUSPENDED = re.compile(  # as in "short- and long-term"
    r"(?:and|or|to|nor|than|versus|vs|as|but|rather|und|oder|bis|bzw|et|ou|y|e|o|u|i|lub|oraz"
    r"|ac|a|ag|neu|nac)\b"
)
ENTRY = "this line begins like an entry of a list, and is read as running text"
WRITE = "begin each entry with a hyphen and a space, and leave an empty line above the list"
COUNT = "put a space after the number, and an empty line above the list"


def said(rows: Rows, shown: str, language: str) -> Iterator[Diagnostic]:
    """What is to be told of the lines of one paragraph or heading."""
    if rows.kind == "Cell" or not rows.rows:
        return
    if conflict := [row for row in rows.rows if CONFLICT.match(row.text)]:
        message = "two versions of the text stand here, as a program that joins them left them"
        hint = "keep one, and take out the lines of <<<<<<<, ======= and >>>>>>>"
        yield error("merge-open", message, _at(shown, conflict[0]), hint)
    elif rows.kind == "Header":
        yield from _underlined(rows.rows, shown)
    else:
        yield from _running(rows, shown, language)


def _running(rows: Rows, shown: str, language: str) -> Iterator[Diagnostic]:
    told: set[int] = set()
    for row, hint in _entries(rows, language):
        if row.line not in told and rows.said(row.line, row.column):
            told.add(row.line)
            yield warning("list-broken", ENTRY, _at(shown, row), hint)
    yield from _slips(rows, shown)
    yield from _tables(rows.rows, shown)


def _at(shown: str, row: Row, offset: int = 0) -> Position:
    return Position(shown, row.line, row.column + offset)


def _entries(rows: Rows, language: str) -> Iterator[tuple[Row, str]]:
    lines = rows.rows
    plain = [row for row in lines if not row.before.strip(" >\t")]  # a box may stand in an entry
    yield from ((row, WRITE) for row in lines if SIGN.match(row.text))
    yield from ((row, WRITE) for row in _several(lines, DASH, alone=False))
    yield from ((row, WRITE) for row in _several(lines, STUCK, alone=False))
    yield from ((row, "write - [ ] or - [x]") for row in _several(plain, BOX, alone=True))
    if language == "en":
        yield from ((row, WRITE) for row in _several(lines, ROUND, alone=True))
    yield from ((row, COUNT) for row in _counted(lines, GLUED))
    yield from ((row, COUNT) for row in _counted(lines[1:], NUMBER))


def _several(rows: Sequence[Row], sign: re.Pattern[str], *, alone: bool) -> Iterator[Row]:
    """Rows side by side that begin with a sign; the first of all even ``alone``."""
    if alone and rows and sign.match(rows[0].text):
        yield rows[0]
    for one, two in neighbours(rows):
        if sign.match(one.text) and sign.match(two.text):
            yield one
            yield two


def _counted(rows: Sequence[Row], number: re.Pattern[str]) -> Iterator[Row]:
    """Rows that begin with numbers or letters which follow one another."""
    marked = [(row, found[1]) for row in rows if (found := number.match(row.text))]
    for (one, first), (two, second) in pairwise(marked):
        if _follows(first, second):
            yield one
            yield two


def _follows(first: str, second: str) -> bool:
    if first.isdigit() and second.isdigit():
        return int(second) == int(first) + 1
    return not first.isdigit() and not second.isdigit() and ord(second) == ord(first) + 1


def _slips(rows: Rows, shown: str) -> Iterator[Diagnostic]:
    lines = rows.rows
    for row in lines:
        if HEADING.match(row.text) and rows.said(row.line, row.column):
            message = "this was to be a heading, and is read as running text"
            yield warning("heading-broken", message, _at(shown, row), "put a space after the #")
    for row in lines[1:-1]:
        if not row.text.strip():
            message = "this line looks empty and holds a space, so two paragraphs are read as one"
            yield warning("line-unseen", message, _at(shown, row), "empty the line")
    for one, two in neighbours(lines):
        at = one.text.rstrip()
        if PARTED.search(at) and two.text[:1].islower() and not SUSPENDED.match(two.text):
            place = _at(shown, one, len(at) - 1)
            if rows.said(one.line, place.column):
                message = "a word is parted at the end of this line, and is read as two"
                hint = "write the word in one piece, with or without its hyphen"
                yield warning("word-parted", message, place, hint)


def _tables(rows: Sequence[Row], shown: str) -> Iterator[Diagnostic]:
    for one, two in neighbours(rows):
        tabs = len(re.findall(r"\S\t+(?=\S)", one.text))
        columns = tabs and tabs == len(re.findall(r"\S\t+(?=\S)", two.text))
        entries = SIGN.match(one.text) or ROUND.match(one.text)
        if (columns and not entries) or (PIPES.fullmatch(one.text) and PIPES.fullmatch(two.text)):
            message = "these lines look like rows of a table, and are read as running text"
            hint = "write | between the cells, and a line of |---|---| under the first row"
            yield warning("table-lines", message, _at(shown, one), hint)
            return


def _underlined(rows: Sequence[Row], shown: str) -> Iterator[Diagnostic]:
    """A heading by accident: the text right above a line of hyphens."""
    words = rows[-1].text.rstrip()
    if len(rows) > 1 or words.endswith((".", ":", ";", ",")):
        message = "this text is read as a heading, since a line of hyphens or = stands right below"
        hint = "put an empty line between them, or write # and a space before a heading"
        yield warning("heading-underlined", message, _at(shown, rows[0]), hint)
