"""Inlines of a document as Typst markup."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import assert_never
from urllib.parse import quote

from coprod_formats.document import (
    Abbreviation,
    Block,
    Code,
    Emphasis,
    Foreign,
    Image,
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
from coprod_formats.languages import right_to_left
from coprod_formats.typesetting.literals import string, words
from coprod_formats.typesetting.scripts import CHINESE, face
from coprod_formats.walking import inlines as every_inline


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: how many em fit on its line, and how notes are set there."""

    room: float
    page: float  # how many em fit on a line of the page
    blocks: Callable[[tuple[Block, ...], Place], str]  # sets the bodies of notes
    notes_follow: bool = False  # whether only their marks stand here
    careful: bool = False  # whether pages are set again, without what Typst may have tripped over

    def narrower(self, by: float) -> Place:
        """The same place with less room on its lines."""
        return replace(self, room=self.room - by)

    def note(self, note: Note) -> str:
        """A note's mark and, unless the notes follow, its body, which has the page's room."""
        if self.notes_follow:
            return f"#mark({note.number})"
        whole = replace(self, room=self.page)
        return f"#note({note.number})[{self.blocks(note.body, whole)}]"


def sentences(nodes: Iterable[Sentence], place: Place, displays: bool = False) -> str:
    """Sentences, each on a line of its own; displays stand apart only where that is allowed."""
    return "\n".join(sentence(node, place, displays) for node in nodes)


def sentence(node: Sentence, place: Place, displays: bool = False) -> str:
    """One sentence behind the position that it comes from."""
    origin = f"/*{quote(node.where.file)}:{node.where.line}:{node.where.column}*/"
    parts = (
        _formula(one, "true")
        if displays and isinstance(one, Math) and one.display
        else _inline(one, place)
        for one in node.inlines
    )
    return origin + "".join(parts)


def inlines(nodes: Iterable[Inline], place: Place) -> str:
    """Inlines in a row."""
    return "".join(_inline(node, place) for node in nodes)


def picture(image: Image, description: str | None) -> str:
    """The arguments that every picture takes: its file and its words, or none if decorative."""
    said = "none" if description is None else string(description)
    return f"{string(str(image.path.absolute()))}, {said}"


def language(tag: str) -> str:
    """The settings that put text into a language: its code, its region and nothing inherited."""
    code, *rest = tag.split("-")
    region = next((part for part in rest if len(part) == 2 and part.isalpha()), None)
    if region is None and "hant" in map(str.lower, rest):
        region = "TW"  # Typst knows the two ways of writing Chinese by the place alone
    first = "".join(f"{face}, " for face in faces_of(tag))
    first = f", font: ({first}..look.fonts)" if first else ""
    way = "ltr" if code.lower() in TURNED and not right_to_left(tag) else "auto"
    place = string(region) if region else "none"
    return f"lang: {string(code.lower())}, region: {place}, dir: {way}{first}"


def faces_of(tag: str) -> tuple[str, ...]:
    """The faces that come first in a language, as Typst takes them.

    Chinese faces have letters of their own for English words, which ours are better than.
    """
    if own := mirrored_face(tag):
        return (string(own),)
    if not (own := face(tag)):
        return ()
    most = f'(name: {string(LATIN)}, covers: regex("[0-9A-Za-z]"))'
    return (most, string(own)) if own in CHINESE else (string(own),)


TURNED = frozenset(["ks", "pa", "sd"])  # Typst knows them in Arabic letters alone
LATIN = "Atkinson Hyperlegible Next"


def mirrored_face(tag: str) -> str:
    """The face of a language that runs from right to left; its spaces too must be of that face.

    Typst starts new marked content with each face, and voices read such pieces from left to right.
    """
    if not right_to_left(tag):
        return ""
    return "Noto Sans Hebrew" if tag.lower()[:2] in {"he", "yi"} else "IBM Plex Sans Arabic"


def _inline(node: Inline, place: Place) -> str:
    match node:
        case Text(text):
            return words(text, place.room)
        case Link(within):
            icons = inlines((one for one in every_inline(within) if _decorative(one)), place)
            words_alone = inlines(_without_decorations(within), place)
            linked = f"#{_frame(node)}[{words_alone}];" if words_alone else ""
            return icons + linked if _decorative(within[0]) else linked + icons
        case Emphasis() | Script() | Statistic() | Foreign():
            return f"#{_frame(node)}[{inlines(node.inlines, place)}];"
        case Code(text):
            return f"#code[{words(text, place.room * TYPEWRITER)}];"
        case Abbreviation(short, expansion, first):
            return words(f"{short} ({expansion})" if first else short, place.room)
        case Picture(image, description):
            return f"#inline-picture({picture(image, description)});"
        case Math():
            return _formula(node, "false")
        case Note():
            return f"{place.note(node)};"
        case LineBreak():
            return "~#linebreak();"  # readers need a space, and lines lose plain ones at their end
        case _:
            assert_never(node)


def _formula(node: Math, display: str) -> str:
    return f"#formula({string(node.typst.strip('$ '))}, {string(node.description)}, {display});"


def _without_decorations(nodes: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """What a link may hold: a decoration is no part of a PDF's tags, so it stands beside."""
    kept = (node for node in nodes if not _decorative(node))
    return tuple(
        replace(node, inlines=_without_decorations(node.inlines))
        if isinstance(node, Emphasis | Script | Statistic | Foreign)
        else node
        for node in kept
    )


def _decorative(node: Inline) -> bool:
    return isinstance(node, Picture) and node.description is None


TYPEWRITER = 0.7  # the letters of code are broader, so that fewer fit on a line


def _frame(node: Emphasis | Script | Link | Statistic | Foreign) -> str:
    match node:
        case Emphasis(strong=strong):
            return "strong" if strong else "emph"
        case Script(raised=raised):
            return "super" if raised else "sub"
        case Link(target=target):
            where = f"label({string(target[1:])})" if target.startswith("#") else string(target)
            return f"link({where})"
        case Statistic():
            return "statistic"
        case Foreign(language=tag):
            return f"text({language(tag)})"
        case _:
            assert_never(node)
