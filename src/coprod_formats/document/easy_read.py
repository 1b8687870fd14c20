"""Easy read: a text of its own, which stands beside the full one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from coprod_formats.diagnostics import Position
from coprod_formats.document.blocks import NOWHERE, Idea, Sentence


@dataclass(frozen=True, slots=True)
class EasySection:
    """What easy read says of one section or key finding of the full text."""

    section: str  # the id in the full text; "" for what stands before the first heading
    title: Sentence | None
    level: int
    ideas: tuple[Idea, ...] = ()
    omitted: bool = False  # left out by its author
    bare: bool = False  # the full section has no words of its own, only sections below it
    where: Position = field(default=NOWHERE, compare=False, repr=False)  # the block's, or heading's

    @property
    def missing(self) -> bool:
        """Whether somebody still has to write it."""
        return not (self.ideas or self.omitted or self.bare)


EasyReadStatus = Literal["draft", "checked", "tested"]


@dataclass(frozen=True, slots=True)
class EasyRead:
    """The easy-read text, its sections in the order of the full text, and who has tried it."""

    status: EasyReadStatus  # the one that outputs show
    sections: tuple[EasySection, ...]
    tested_by: str = ""
    tested_on: date | None = None
    where: Position = field(default=NOWHERE, compare=False, repr=False)  # in the front matter
