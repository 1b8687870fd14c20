"""Sentences and what stands in them, as XHTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import assert_never

from coprod_formats.document import (
    Abbreviation,
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
from coprod_formats.markup.flavour import Flavour
from coprod_formats.markup.tags import attributes, language, text, unparted

NUMBER = re.compile(r"[£€$]?\d[\d.,]*(?<=\d)%?")


def sentences(own: Iterable[Sentence], flavour: Flavour) -> str:
    """Sentences that follow each other, one space between them."""
    return " ".join([sentence(one, flavour) for one in own])


def sentence(node: Sentence, flavour: Flavour) -> str:
    """One sentence, under the id that its sound and its captions go by too."""
    words = inlines(node.inlines, flavour)
    shown = f'<span id="{node.id}">{words}</span>' if flavour.spans else words
    return f"{page_turn(node, flavour)}{shown}"


def page_turn(node: Sentence, flavour: Flavour) -> str:
    """Where a page of the printed edition begins, if one begins with this sentence."""
    return page_mark(flavour.pages[node.id]) if node.id in flavour.pages else ""


def page_mark(number: int) -> str:
    """Where a page of the printed edition begins."""
    named = attributes(id=f"page.{number}", role="doc-pagebreak", aria_label=str(number))
    return f"<span{named}></span>"


def inlines(nodes: Iterable[Inline], flavour: Flavour) -> str:
    """Every inline, in order."""
    return "".join([_inline(node, flavour) for node in nodes])


def unlinked(nodes: Iterable[Inline], flavour: Flavour) -> str:
    """The same words for a second place, without links, note marks, pictures or ids."""
    return inlines(_unlinked(nodes), flavour)


def _unlinked(nodes: Iterable[Inline]) -> Iterator[Inline]:
    for node in nodes:
        match node:
            case Link(inlines=inner) | Statistic(inlines=inner):
                yield from _unlinked(inner)
            case Note():
                continue
            case Picture(description=description):
                yield Text(description or "")
            case Emphasis(inlines=inner, strong=strong):
                yield Emphasis(tuple(_unlinked(inner)), strong)
            case Foreign(inlines=inner, language=tag):
                yield Foreign(tuple(_unlinked(inner)), tag)
            case _:
                yield node


def _inline(node: Inline, flavour: Flavour) -> str:
    match node:
        case Text(words):
            return unparted(words) if flavour.easy else text(words)
        case Emphasis(inner, strong):
            return _wrapped("strong" if strong else "em", inner, flavour)
        case Script(inner, raised):
            return _wrapped("sup" if raised else "sub", inner, flavour)
        case Code(words):
            return f"<code>{text(words)}</code>"
        case Link(inner, target):
            return f"<a{attributes(href=target)}>{inlines(inner, flavour)}</a>"
        case Statistic(inner):
            return _statistic(inner, flavour)
        case Abbreviation(short, expansion, first):
            return _abbreviation(short, expansion, first)
        case Foreign(inner, tag):
            return f"<span{language(tag)}>{inlines(inner, flavour)}</span>"
        case Picture():
            return _picture(node, flavour)
        case Math():
            return _math(node)
        case Note(name, number):
            return _mark(name, number, flavour)
        case LineBreak():
            return "<br/>"
        case _:
            assert_never(node)


def _wrapped(tag: str, inner: tuple[Inline, ...], flavour: Flavour) -> str:
    return f"<{tag}>{inlines(inner, flavour)}</{tag}>"


def _statistic(inner: tuple[Inline, ...], flavour: Flavour) -> str:
    words = inlines(inner, flavour)
    number = NUMBER.match(words)
    shown = f"<span>{number[0]}</span>{words[number.end() :]}" if number else words
    return f'<strong class="statistic">{shown}</strong>'


def _abbreviation(short: str, expansion: str, first: bool) -> str:
    if first:
        return f"<abbr>{text(short)}</abbr> ({text(expansion)})"
    return f"<abbr{attributes(title=expansion)}>{text(short)}</abbr>"


def _picture(node: Picture, flavour: Flavour) -> str:
    image = node.image
    size = attributes(width=image.width or None, height=image.height or None)
    named = attributes(class_="inline", src=flavour.address(image), alt=node.description or "")
    return f"<img{named}{size}/>"


def _math(node: Math) -> str:
    formula = node.mathml.replace("<math", f"<math{attributes(alttext=node.description)}", 1)
    if not node.display:
        return formula
    # a group that takes the focus, so that the keyboard can scroll a formula wider than the page
    named = attributes(class_="formula", role="group", tabindex=0, aria_label=node.description)
    return f"<span{named}>{formula}</span>"


def _mark(name: str, number: int, flavour: Flavour) -> str:
    named = attributes(
        id=f"{name}.mark",
        href=f"#{name}",
        role="doc-noteref",
        aria_label=flavour.labels.note.format(number=number),
    )
    return f'<sup class="mark"><a{named}>{number}</a></sup>'
