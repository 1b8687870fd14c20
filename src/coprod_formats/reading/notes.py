"""Footnotes as the source defines them, for the faults that pandoc passes over in silence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from coprod_formats.diagnostics import Diagnostic, Position, error

DEFINED = re.compile(r"[ >]{0,12}\[\^([^\]\s]+)\]:")
USED = re.compile(r"\[\^([^\]\s]+)\]")


@dataclass(frozen=True, slots=True)
class Defined:
    """One note's definition: its label, its line, and the labels that its body uses."""

    label: str
    line: int
    uses: list[str] = field(default_factory=list)


def definitions(lines: Sequence[str]) -> list[Defined]:
    """Every note that the source defines, in order."""
    found: list[Defined] = []
    inside = blank = False
    for number, line in enumerate(lines, 1):
        opened = DEFINED.match(line)
        if opened:
            found.append(Defined(opened[1].casefold(), number))
            inside = True
        elif blank and line[:1].strip():
            inside = False  # an empty line and then a line at the margin end a note
        if inside and "[^" in line:
            own = opened.end() if opened else 0
            found[-1].uses.extend(one[1].casefold() for one in USED.finditer(line, own))
        blank = not line.strip()
    return found


def circles(lines: Sequence[str], shown: str) -> list[Diagnostic]:
    """Complaints about notes that lead back to themselves, which pandoc would follow for ever."""
    defined: dict[str, Defined] = {}
    for one in definitions(lines):  # of two with one label, pandoc may follow either
        if one.label in defined:
            defined[one.label].uses.extend(one.uses)
        else:
            defined[one.label] = one
    return [
        error(
            "note-circle",
            f"note [^{one.label}] leads back to itself",
            Position(shown, one.line),
            "take the note's mark out of the note",
        )
        for one in defined.values()
        if one.label in _reached(one, defined)
    ]


def unused(
    lines: Sequence[str], shown: str, code: Sequence[tuple[int, int]]
) -> Iterator[Diagnostic]:
    """Complaints about notes that nothing leads to, and labels that stand for two notes."""
    if not any("[^" in line for line in lines):
        return
    uses = Counter(
        found[1].casefold()
        for line in lines
        for found in USED.finditer(line)
        if not (DEFINED.match(line) and found.start() <= line.index("[^"))
    )
    seen: set[str] = set()
    for one in definitions(lines):
        if any(start <= one.line < end for start, end in code):
            continue
        where = Position(shown, one.line)
        if one.label in seen:
            message = f"[^{one.label}] stands for another note already"
            yield error("note-twice", message, where, "give this note a label of its own")
        elif not uses[one.label]:
            message = f"nothing leads to the note [^{one.label}]"
            hint = f"write [^{one.label}] where it belongs, or take the note out"
            yield error("note-unused", message, where, hint)
        seen.add(one.label)


def _reached(start: Defined, defined: dict[str, Defined]) -> set[str]:
    reached: set[str] = set()
    waiting = list(start.uses)
    while waiting:
        label = waiting.pop()
        if label not in reached and label in defined:
            reached.add(label)
            waiting.extend(defined[label].uses)
    return reached
