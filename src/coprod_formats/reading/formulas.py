"""Formulas: read as TeX, set for every format, and said in words by their author."""

from __future__ import annotations

from coprod_formats.diagnostics import Position
from coprod_formats.document import Math
from coprod_formats.pandoc import Node
from coprod_formats.reading.ledger import Ledger


def formula(ledger: Ledger, node: Node, words: str, where: Position) -> Math | None:
    """A formula with its words; a complaint, and nothing, where nobody has written them."""
    kind, tex = node.content
    display = kind.kind == "DisplayMath"
    if words.startswith("TODO"):
        message = "the words of this formula are still to be written"
        ledger.error("math-alt-todo", message, where, 'write them: alt="a squared"')
        return None
    if not words:
        message = "this formula has no description in words"
        hint = f'write [${tex}$]{{alt="…"}}; for a plain dollar sign write \\$'
        ledger.error("math-alt", message, where, hint)
        return None
    mathml, typst = ledger.formulas.get((tex, display), ("", ""))
    if not (mathml and typst):
        message = f"the formula {tex} is not TeX that we can read"
        ledger.error("math-tex", message, where, "check its brackets and its commands")
    return Math(tex, mathml, typst, words, display)
