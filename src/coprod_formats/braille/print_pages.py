"""Print page numbers: where the pages of the printed edition begin, at heads and in the text.

UKAAF puts the number of the print page on which a braille page ends at the left of its top
line, and marks each new page by a line in the middle. BANA puts the number at the right, with
a letter where the print page goes on, and marks a new page by a line of dots 3-6, but not at
the top of a braille page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from coprod_formats.braille.cells import BLANK, from_ascii, number
from coprod_formats.braille.lines import ARTIFACT, Line
from coprod_formats.braille.profiles import Profile

Body = tuple[Line, ...]
SIGN = from_ascii('"3')  # the print page indicator of UKAAF
_FILL = from_ascii("-")


@dataclass(frozen=True, slots=True)
class Printed:
    """A page's lines, with its changes of print page drawn, and the print number of its head."""

    body: Body
    cells: str = ""
    ink: str = ""


def printed(bodies: Iterable[Body], profile: Profile, width: int) -> Iterator[Printed]:
    """Each braille page of the text, which begins on the first page of the print."""
    current, going_on = 1, -1
    for body in bodies:
        marks = [current, *(line.page for line in body if line.page)]
        if profile.print_number_right:
            top = body[0].page if body else 0
            current, going_on = (top, 0) if top else (current, going_on + 1)
            shown, letter, lines = current, _letter(going_on), body[bool(top) :]
        else:
            shown, letter, lines = marks[-1], "", body
        drawn = tuple(_drawn(line, profile, width) if line.page else line for line in lines)
        yield Printed(drawn, from_ascii(letter) + number(shown), f"{letter}{shown}")
        if marks[-1] != current:
            current, going_on = marks[-1], 0


def print_sign(page: int) -> str:
    """The number of a print page behind the sign that says so."""
    return SIGN + number(page)


def _letter(going_on: int) -> str:
    """Which braille page of one print page: none for the first, then a, b, c."""
    return chr(ord("a") + (going_on - 1) % 26) if going_on else ""


def _drawn(line: Line, profile: Profile, width: int) -> Line:
    mark = number(line.page)
    if profile.print_number_right:
        return Line(_FILL * (width - len(mark)) + mark, str(line.page), ARTIFACT)
    sign = print_sign(line.page)
    return Line(BLANK * ((width - len(sign)) // 2) + sign, str(line.page), ARTIFACT)
