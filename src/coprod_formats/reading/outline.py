"""Headings to sections, and whether their levels make an outline that can be walked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coprod_formats.diagnostics import Position
from coprod_formats.document import Block, KeyFinding, Passage, Section, Sentence
from coprod_formats.reading.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading before its section is gathered; its level is the source's."""

    id: str
    level: int
    title: Sentence
    where: Position


def nested(flat: Sequence[Block | Heading]) -> tuple[Block, ...]:
    """The blocks with what follows each heading gathered into its section."""
    top: list[Block] = []
    open_: list[tuple[Heading, list[Block]]] = []

    def close(level: int) -> None:
        """End each section that a heading of this level ends."""
        while open_ and open_[-1][0].level >= level:
            heading, body = open_.pop()
            into = open_[-1][1] if open_ else top
            into.append(
                Section(heading.id, heading.title, heading.level + 1, tuple(body), heading.where)
            )

    for one in flat:
        if isinstance(one, Heading):
            close(one.level)
            open_.append((one, []))
            continue
        if isinstance(one, Passage) and one.body and isinstance(one.body[0], Section):
            close(one.body[0].level - 1)
        (open_[-1][1] if open_ else top).append(one)
    close(0)
    return tuple(top)


def check_levels(ledger: Ledger, body: Sequence[Block], above: int = 1) -> None:
    """Complain of each heading that skips a level, or stands too high for where it is."""
    for block in body:
        match block:
            case Section(level=level) | KeyFinding(level=level):
                _check(ledger, block, level, above)
                check_levels(ledger, block.body, level)
            case Passage(body=inner):
                check_levels(ledger, inner, above)
            case _:
                pass


def _check(ledger: Ledger, block: Section | KeyFinding, level: int, above: int) -> None:
    signs = "#" * above
    if level > above + 1:
        message = f"this heading skips a level: {'#' * (level - 1)} where {signs} comes next"
        ledger.error("heading-skip", message, _title_place(block), f"write {signs}")
    elif level <= above:
        message = f"this heading stands inside one of {'#' * (above - 1)}, and is not below it"
        ledger.error("heading-level", message, _title_place(block), f"write {signs}")


def _title_place(block: Section | KeyFinding) -> Position:
    title = block.title.where
    return Position(title.file, title.line, 1) if isinstance(block, KeyFinding) else block.where
