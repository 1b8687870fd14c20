"""Whether somebody who cannot see a picture is told what it shows."""

from __future__ import annotations

from coprod_formats.diagnostics import Position
from coprod_formats.reading.cutting import visible
from coprod_formats.reading.ledger import Ledger


def check_description(
    ledger: Ledger, target: str, words: str, decorative: bool, where: Position
) -> None:
    """Complain of a picture with no description, one still to be written, or one too many."""
    if decorative and words:
        message = "this picture is said to be decorative, and has a description"
        ledger.error("image-alt", message, where, "keep the one or the other")
    elif not decorative and not visible(words):
        message = f"picture {target} has no description"
        hint = "write what it shows between the square brackets, or {.decorative} after the picture"
        ledger.error("image-alt", message, where, hint)
    elif not decorative and words.startswith("TODO"):
        message = f"the description of picture {target} is still to be written"
        hint = "look at the picture, and write what it shows between the square brackets"
        ledger.error("image-alt-todo", message, where, hint)
