"""Markup that was meant to say something and stands in the text as it is, because of a slip."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from coprod_formats.diagnostics import Position
from coprod_formats.pandoc import Node
from coprod_formats.reading.cutting import Run
from coprod_formats.reading.ledger import Ledger
from coprod_formats.reading.text import refused

TABLE = "table-broken"
STRAYS = (
    (
        re.compile(r"(?:^|(?<=\s)):{3,}.*"),
        "fence-broken",
        "a line of colons opens or closes nothing here",
        'write ::: {.class setting="value"} above, ::: below, and double quotes round values',
    ),
    (
        re.compile(r"\[\^[^\]\s]+\]"),
        "note-missing",
        "there is no note @",
        "add a line that starts with @: and the note's words",
    ),
    (
        re.compile(r"\^\["),
        "note-inline",
        "notes are not written inside the line",
        "write [^1] here, and a line [^1]: with the note's words below",
    ),
    (
        re.compile(r"\{(?:[.#][A-Za-z][^{}]*|[a-z-]+=[^{}]*)\}"),
        "attribute-stray",
        "@ stands in the text, because nothing takes it",
        "put it right after the thing it belongs to, with no space between",
    ),
    (
        re.compile(r"(?:\|\s*:?[-–—]+:?\s*){2,}\||\+[-–—=]{2,}\+"),
        TABLE,
        "this was to be a table, and stands in the text",
        "put an empty line before it, | between cells, and as many cells in line 2 as in line 1",
    ),
)

SIGNS = 3  # that make a fence, or begin a note


def check_strays(
    ledger: Ledger, run: Run, where: Position, place: Callable[[int], Position]
) -> None:
    """Complain of each slip in a run, and of characters that no text may hold."""
    named = refused(run.words)
    if named:  # by its number, such as &#1;, since the file itself is clean
        ledger.error("source-character", f"this line holds {named}", where, "take it out")
    for offset, rule, message, hint in stray(run.words):
        meant = rule != TABLE and _escaped(run, offset)  # dashes are shorter than their hyphens
        if not (run.guarded(offset) or meant):
            ledger.error(rule, message, place(offset), hint)


def _escaped(run: Run, offset: int) -> bool:
    """Whether a backslash or a character's name says that a sign here is meant as a word."""
    for at in range(offset, offset + SIGNS):
        node, start = run.origin(at) or (Node(""), 0)
        if node.kind == "Str" and start == at and node.start and node.end:
            (line, column), (end_line, end_column) = node.start, node.end
            if line == end_line and end_column - column > len(node.content):
                return True
    return False


def stray(words: str) -> Iterator[tuple[int, str, str, str]]:
    """Where each slip stands in the words, with its rule, what is wrong, and the way out."""
    fence = ":::" in words
    if not (fence or any(sign in words for sign in ("{", "[^", "^[", "|", "+"))):
        return
    for pattern, rule, message, hint in STRAYS[:1] if fence else STRAYS[1:]:
        for found in pattern.finditer(words):
            yield found.start(), rule, message.replace("@", found[0]), hint.replace("@", found[0])
