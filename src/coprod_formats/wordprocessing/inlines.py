"""Words inside a line, from the document's kinds to pandoc's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from string import ascii_lowercase
from typing import assert_never

from coprod_formats import walking
from coprod_formats.document import (
    Abbreviation,
    Block,
    Code,
    Emphasis,
    Foreign,
    Inline,
    LineBreak,
    Link,
    Math,
    Note,
    Picture,
    Script,
    Sentence,
    Statistic,
    Text,
)
from coprod_formats.labels import Labels
from coprod_formats.languages import right_to_left
from coprod_formats.sheets import Sheet
from coprod_formats.themes import Theme
from coprod_formats.wordprocessing import nodes
from coprod_formats.wordprocessing.languages import regional
from coprod_formats.wordprocessing.nodes import Node
from coprod_formats.wordprocessing.pictures import fitted, named

Blocks = Callable[[Iterable[Block], "Look", str], list[Node]]


@dataclass(frozen=True, slots=True)
class Look:
    """What a node must know beside itself: the theme, our own words, how notes are written."""

    theme: Theme
    sheet: Sheet
    labels: Labels
    blocks: Blocks  # how a note's body is written
    marks: Mapping[str, str] = field(default_factory=dict)  # of notes inside the note at hand
    bare: bool = False  # in the list of contents: headings without their links and notes


def sentences(those: Iterable[Sentence], look: Look) -> list[Node]:
    """Sentences in a row, with one space between them."""
    made: list[Node] = []
    for sentence in those:
        made += [nodes.words(" ")] if made else []
        made += inlines(sentence.inlines, look)
    return made


def inlines(those: Iterable[Inline], look: Look) -> list[Node]:
    """Inlines in a row, neighbouring words joined."""
    return nodes.joined(_inline(one, look) for one in those)


def _inline(inline: Inline, look: Look) -> Node:
    match inline:
        case Text(text):
            return nodes.words(text)
        case Emphasis(inner, strong):
            kind = "Strong" if strong or look.theme.plain else "Emph"
            return nodes.wrapped(kind, inlines(inner, look))
        case Script(inner, raised):
            return nodes.wrapped("Superscript" if raised else "Subscript", inlines(inner, look))
        case Code(text):
            return nodes.code(text)
        case Link(inner, target):
            within = inlines(inner, look)
            return nodes.span(within) if look.bare else nodes.link(within, target)
        case Statistic(inner):
            return nodes.span(inlines(inner, look), custom_style="Statistic")
        case Abbreviation():
            return nodes.words(walking.plain((inline,)))
        case Foreign(inner, language):
            side = "rtl" if right_to_left(language) else "ltr"
            return nodes.span(inlines(inner, look), lang=regional(language), dir=side)
        case Picture(image, description):
            return nodes.image(
                description or "", named(image), *fitted(image, look.theme, look.sheet)
            )
        case Math(tex=tex, display=display):
            return nodes.math(tex, display)
        case Note():
            return nodes.words("") if look.bare else _note(inline, look)
        case LineBreak():
            return nodes.line_break()
        case _:
            assert_never(inline)


def _note(note: Note, look: Look) -> Node:
    """Word has no notes inside notes: inner ones follow their outer one, marked by letters."""
    if note.id in look.marks:
        return _mark(look.marks[note.id])
    inner = tuple(walking.notes(note.body))
    marks = {one.id: ascii_lowercase[i % 26] * (1 + i // 26) for i, one in enumerate(inner)}
    within = replace(look, marks=marks)
    body = look.blocks(note.body, within, "")
    after = (
        led([_mark(marks[one.id]), nodes.words(" ")], look.blocks(one.body, within, ""))
        for one in inner
    )
    return nodes.wrapped("Note", [*body, *chain.from_iterable(after)])


def _mark(letter: str) -> Node:
    return nodes.wrapped("Superscript", [nodes.words(f"({letter})")])


def led(lead: list[Node], body: list[Node], style: str = "") -> list[Node]:
    """Blocks whose first paragraph begins with the lead; where there is none, one that holds it."""
    first = body[0] if body else None
    match first:
        case {"t": "Para", "c": content}:
            return [nodes.paragraph([*lead, *content]), *body[1:]]
        case {"t": "Div", "c": [where, [{"t": "Para", "c": content}]]}:
            whole = {"t": "Div", "c": [where, [nodes.paragraph([*lead, *content])]]}
            return [whole, *body[1:]]
        case _:
            return [nodes.paragraph(lead, style), *body]
