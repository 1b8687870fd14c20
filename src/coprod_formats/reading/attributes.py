"""Which classes and settings may stand in braces, and what to say of the others."""

from __future__ import annotations

from coprod_formats.diagnostics import Position, closest
from coprod_formats.pandoc import Attributes
from coprod_formats.reading.front import language_tag
from coprod_formats.reading.ledger import Ledger

ELSEWHERE = {  # what people write in the wrong place, and the right one
    "width": "every format sizes pictures itself; take the width out",
    "height": "every format sizes pictures itself; take the height out",
    "style": "every format has its own style; take it out",
    "underline": "use *emphasis* or **strong emphasis** instead",
    "hard": "hard words are marked inside ::: easy-read only",
}


def check(  # noqa: PLR0913 - what is allowed is told by name
    ledger: Ledger,
    attributes: Attributes,
    where: Position,
    what: str,
    *,
    classes: tuple[str, ...] = (),
    settings: tuple[str, ...] = (),
    named: bool = False,
) -> None:
    """Complain of each class, setting and id that has no meaning on this kind of thing."""
    for one in attributes.classes:
        if one not in classes:
            known = [f".{name}" for name in classes]
            hint = ELSEWHERE.get(one) or (closest(f".{one}", known) if known else "take it out")
            ledger.error("class-unknown", f"{what} knows no class .{one}", where, hint)
    for name in attributes.pairs:
        if name not in settings:
            hint = ELSEWHERE.get(name) or (closest(name, settings) if settings else "take it out")
            ledger.error("attribute-unknown", f"{what} knows no setting {name}=", where, hint)
    if attributes.id and not named:
        message = f"{what} cannot have the name #{attributes.id}"
        hint = "give the name to the heading above it, and link to that"
        ledger.error("id-place", message, where, hint)


def language(ledger: Ledger, attributes: Attributes, where: Position) -> str:
    """The language that ``lang=`` names, or nothing."""
    tag = attributes.pairs.get("lang")
    if tag is None:
        return ""
    try:
        return language_tag(tag)
    except ValueError as refusal:
        message, _, hint = str(refusal).partition("; ")
        ledger.error("language-tag", message, where, hint)
        return ledger.front.language
