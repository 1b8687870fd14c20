"""The rows of colons that open and close a block, and what may stand in their braces."""

from __future__ import annotations

import re

from coprod_formats.diagnostics import Position
from coprod_formats.pandoc import Node
from coprod_formats.reading import attributes
from coprod_formats.reading.ledger import Ledger, Page

CLASSES = ("key-finding", "long-description", "table", "easy-read")
SETTINGS = ("for", "caption", "row-headers", "lang")
ALERTS = {"note", "tip", "important", "warning", "caution"}


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


def allow(
    ledger: Ledger, node: Node, where: Position, what: str, *settings: str, named: bool = False
) -> None:
    """Complain of all in a fence's braces that has no meaning on this kind of thing."""
    own = node.attributes
    attributes.check(ledger, own, where, what, classes=CLASSES, settings=settings, named=named)


def refuse(ledger: Ledger, page: Page, node: Node, where: Position, inside: str) -> None:
    """Complain of a fence that is nothing we know, or that stands where it cannot."""
    match node.attributes.classes:
        case ():
            hint = "give the name to a heading, or write ::: {.class}"
            ledger.error("class-missing", "these braces say nothing here", where, hint)
        case ("easy-read",):
            message = f"easy read cannot stand in {inside or 'a passage'}"
            hint = "put it after the text that it says simply"
            ledger.error("easy-read-place", message, where, hint)
        case (only,) if only in ALERTS and not fenced(page, where):
            message = "this kind of box shows in few formats"
            hint = "take the [!…] line out, and begin the quotation with **Note.**"
            ledger.error("class-unknown", message, where, hint)
        case classes:
            allow(ledger, node, where, ":::", *SETTINGS, named=True)
            if len(classes) > 1:
                message = "only one class can stand here"
                ledger.error("class-unknown", message, where, "use two ::: blocks")


def _line(page: Page, number: int) -> str:
    return page.lines[number - 1] if number <= len(page.lines) else ""
