"""Words from right to left in a tagged PDF, put into the order in which voices are to read them.

Typst tags the pieces of a line from left to right, as they meet the eye, and calls a sign of
several letters by its first letter first, though everything around it stands from its end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from unicodedata import bidirectional

import pikepdf
from pikepdf import Array, Dictionary, Matrix, Name, Object

from coprod_formats.languages import right_to_left

SAID = re.compile(rb"(?m)^(<[0-9A-Fa-f]+> *)<((?:[0-9A-Fa-f]{4})+)>")
MIRRORED, IN_LINE = {"R", "AL"}, {"/Span", "/Link", "/Strong", "/Em", "/Code", "/Lbl", "/Reference"}
LINE = 1.0  # points by which the pieces of one line may stand higher or lower


@dataclass(frozen=True, slots=True)
class Piece:
    """One marked piece of a page: its letters, and where it begins."""

    letters: str
    left: float
    base: float

    @property
    def way(self) -> str:
        """Which way it runs: "R", "L" (numbers too), or nothing for signs alone."""
        ways = {bidirectional(one) for one in self.letters}
        return "R" if ways & MIRRORED else "L" if ways & {"L", "EN", "AN"} else ""


def set_in_order(pdf: pikepdf.Pdf) -> None:
    """Let ligatures say their letters as all others stand, and tags go on as people read."""
    turned = [_turn(pdf, font) for font in pdf.objects if _named(font)]
    if not any(turned):
        return
    pieces: dict[tuple[tuple[int, int], int], Piece] = {}
    for page in pdf.pages:
        found = _Stream(page).pieces()
        pieces.update({(page.obj.objgen, number): one for number, one in found.items()})
    base = right_to_left(str(pdf.Root.get("/Lang", "")))
    _order(pdf.Root.StructTreeRoot, base, None, pieces)


def _named(one: Object) -> bool:
    return isinstance(one, Dictionary) and "/ToUnicode" in one


def _turn(pdf: pikepdf.Pdf, font: Object) -> bool:
    """Turn the letters of a font's ligatures; whether it has letters of such a script."""
    said = font.ToUnicode.read_bytes()
    words = [_utf16(one[2]) for one in SAID.finditer(said)]
    if not any(bidirectional(letter) in MIRRORED for word in words for letter in word):
        return False
    font.ToUnicode = pdf.make_stream(SAID.sub(_turned, said))
    return True


def _turned(entry: re.Match[bytes]) -> bytes:
    letters = _utf16(entry[2])
    if not any(bidirectional(one) in MIRRORED for one in letters):
        return entry[0]
    return entry[1] + b"<" + letters[::-1].encode("utf-16-be").hex().upper().encode() + b">"


def _utf16(code: bytes) -> str:
    return bytes.fromhex(code.decode()).decode("utf-16-be")


class _Stream:
    """Follows one page's content, to find its marked pieces."""

    def __init__(self, page: pikepdf.Page) -> None:
        self.page = page
        fonts = page.Resources.get("/Font", Dictionary())
        self.fonts = {name: _letters(font) for name, font in fonts.items() if _named(font)}
        self.font: dict[int, str] = {}
        self.at, self.kept, self.line = Matrix(), list[Matrix](), Matrix()
        self.marks: list[int | None] = []

    def pieces(self) -> dict[int, Piece]:
        """Each piece by its number (MCID)."""
        made: dict[int, Piece] = {}
        for one in pikepdf.parse_content_stream(self.page):
            operands, operator = list(one.operands), str(one.operator)
            self._step(operands, operator)
            if operator in {"Tj", "TJ"}:
                self._show(operands[0], made)
        return made

    def _show(self, shown: Object, made: dict[int, Piece]) -> None:
        number = next((one for one in reversed(self.marks) if one is not None), None)
        if number is None:
            return
        place = self.line @ self.at
        before = made.get(number, Piece("", place.e, place.f))
        letters = before.letters + "".join(self._said(shown))
        made[number] = Piece(letters, min(before.left, place.e), before.base)

    def _said(self, shown: Object) -> Iterator[str]:
        for part in shown if isinstance(shown, Array) else [shown]:
            if isinstance(part, pikepdf.String):
                codes = bytes(part)
                yield from (
                    self.font.get(int.from_bytes(codes[at : at + 2]), "")
                    for at in range(0, len(codes), 2)
                )

    def _step(self, operands: list[Object], operator: str) -> None:
        match operator:
            case "q":
                self.kept.append(self.at)
            case "Q":
                self.at = self.kept.pop()
            case "cm":
                self.at = Matrix(*map(float, operands)) @ self.at
            case "BT":
                self.line = Matrix()
            case "Tm":
                self.line = Matrix(*map(float, operands))
            case "Td" | "TD":
                self.line = Matrix().translated(*map(float, operands)) @ self.line
            case "Tf":
                self.font = self.fonts.get(str(operands[0]), {})
            case "BMC":
                self.marks.append(None)
            case "BDC":
                self.marks.append(_number(operands[1], self.page))
            case "EMC":
                self.marks.pop()
            case _:
                pass


def _letters(font: Object) -> dict[int, str]:
    said = SAID.finditer(font.ToUnicode.read_bytes())
    return {int(one[1].strip(b"<> "), 16): _utf16(one[2]) for one in said}


def _number(said: Object, page: pikepdf.Page) -> int | None:
    own = page.Resources.Properties[str(said)] if isinstance(said, Name) else said
    return int(own.MCID) if "/MCID" in own else None


def _order(
    tag: Object,
    base: bool,
    page: Object | None,
    pieces: dict[tuple[tuple[int, int], int], Piece],
) -> None:
    """Put the pieces inside one tag, and inside those in it, into their order."""
    waiting = [(tag, base, page)]
    while waiting:
        tag, base, page = waiting.pop()
        if "/Lang" in tag and str(tag.get("/S")) not in IN_LINE:
            base = right_to_left(str(tag.Lang))
        page = tag.get("/Pg", page)
        held = tag.get("/K")
        kids = list(held) if isinstance(held, Array) else [] if held is None else [held]
        waiting += [(one, base, page) for one in kids if _is_tag(one)]
        made = _kids(kids, base, [_piece(one, page, pieces) for one in kids])
        if isinstance(held, Array) and made != list(range(len(kids))):
            tag.K = Array([kids[at] for at in made])


def _is_tag(one: object) -> bool:
    return isinstance(one, Dictionary) and "/S" in one


def _piece(
    kid: Object, page: Object | None, pieces: dict[tuple[tuple[int, int], int], Piece]
) -> Piece | None:
    if isinstance(kid, Dictionary):
        if "/MCID" not in kid:
            return None
        page, kid = kid.get("/Pg", page), kid.MCID
    return None if page is None else pieces.get((page.objgen, int(kid)))


def _kids(kids: Sequence[Object], base: bool, pieces: Sequence[Piece | None]) -> list[int]:
    """The places of the kids in their order of reading: each line by itself."""
    made: list[int] = []
    line: list[int] = []
    for at, piece in enumerate([*pieces, None]):
        last = pieces[line[-1]] if line else None
        goes_on = piece and last and abs(piece.base - last.base) < LINE and piece.left >= last.left
        if line and not goes_on:
            made += [line[one] for one in ordered([_way(pieces[one]) for one in line], base)]
            line = []
        if piece:
            line.append(at)
        elif at < len(kids):
            made.append(at)
    return made


def _way(piece: Piece | None) -> str:
    return piece.way if piece else ""


def ordered(ways: Sequence[str], base: bool) -> list[int]:
    """The places of a line's pieces, from left to right, in the order in which they are read.

    A line runs from the right where ``base`` is true; what runs the other way keeps together,
    with the signs and spaces inside it.
    """
    other = "L" if base else "R"
    places = list(range(len(ways)))[:: -1 if base else 1]
    made: list[int] = []
    while places:
        count = _stretch([ways[at] for at in places], other)
        made += places[:count][::-1] if count else places[:1]
        places = places[count or 1 :]
    return made


def _stretch(ways: Sequence[str], other: str) -> int:
    """How many pieces from here on run the other way, with the signs between them."""
    if ways[0] != other:
        return 0
    count = 1
    for at, way in enumerate(ways):
        if way == other:
            count = at + 1
        elif way:
            break
    return count
