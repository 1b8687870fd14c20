"""Ideas of easy read in finished PDF files: on which pages each of them stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Object


@dataclass(frozen=True, slots=True)
class Standing:
    """One idea: what its picture shows, and the pages that hold any part of it."""

    shows: str
    pages: frozenset[int]  # counted from 1


def standings(path: Path) -> list[Standing]:
    """Every idea of a file, in reading order."""
    with pikepdf.open(path) as pdf:
        numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        tree = pdf.Root.get("/StructTreeRoot")
        return [] if tree is None else list(_ideas(tree, numbers))


Numbers = dict[tuple[int, int], int]


def _ideas(element: Object, numbers: Numbers) -> Iterator[Standing]:
    for kid in _kids(element):
        if "/S" not in kid:
            continue
        figures = [
            part for part in _kids(kid) for part in _kids(part) if part.get("/S") == "/Figure"
        ]
        if kid.S == "/Div" and figures:
            yield Standing(str(figures[0].get("/Alt", "")), frozenset(_pages(kid, numbers)))
        else:
            yield from _ideas(kid, numbers)


def _pages(element: Object, numbers: Numbers) -> Iterator[int]:
    """The pages of every piece of content below; a piece may take its page from what it is in."""
    own = element.get("/Pg")
    held = element.get("/K")
    for kid in held if isinstance(held, Array) else (held,):
        if isinstance(kid, Dictionary):
            yield from (
                _pages(kid, numbers) if "/S" in kid else _number(kid.get("/Pg", own), numbers)
            )
        elif kid is not None:
            yield from _number(own, numbers)


def _number(page: Object | None, numbers: Numbers) -> Iterator[int]:
    if page is not None:
        yield numbers[page.objgen]


def _kids(element: Object) -> Iterator[Object]:
    held = element.get("/K") if isinstance(element, Dictionary) else None
    for kid in held if isinstance(held, Array) else (held,):
        if isinstance(kid, Dictionary):
            yield kid
