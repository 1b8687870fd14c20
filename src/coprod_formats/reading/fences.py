"""The rows of colons that open and close a block."""

from __future__ import annotations

import re

from coprod_formats.diagnostics import Position
from coprod_formats.pandoc import Node
from coprod_formats.reading.ledger import Ledger, Page


def fenced(page: Page, where: Position) -> bool:
    """Whether the block at this place was opened by colons."""
    return ":::" in _line(page, where.line)


def check_closed(ledger: Ledger, page: Page, node: Node, where: Position) -> None:
    """Complain of a fence that is never closed: it takes in all the rest, and nobody sees it."""
    end = node.end
    if not end or not fenced(page, where):
        return
    last = end[0] - 1 if end[1] == 1 else end[0]
    if not re.fullmatch(r"[\s>]*:{3,}\s*", _line(page, last)):
        message = "this ::: is opened and never closed"
        ledger.error("fence-open", message, where, "put ::: in a line of its own where it ends")


def _line(page: Page, number: int) -> str:
    return page.lines[number - 1] if number <= len(page.lines) else ""
