"""The proof: a tagged PDF with the exact dots and, below each line of them, its print.

Each word of the print begins under the first cell of its own, or as near behind it as there is
room, so that whoever reads by eye can go from word to word.

Dots are 1.5 mm wide and 2.5 mm apart, cells 6 mm, lines 10 mm: the sizes of British embossers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO
from itertools import groupby

from reportlab import Version
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from coprod_formats.braille.cells import BLANK
from coprod_formats.braille.lines import ARTIFACT, Line
from coprod_formats.braille.profiles import Page
from coprod_formats.braille.volumes import Volume

PRODUCER = f"ReportLab {Version}"
_DOT, _APART, _CELL, _LINE = 1.5 * mm, 2.5 * mm, 6.0 * mm, 10.0 * mm
_MARGIN = 15.0 * mm
_INK = 8.5  # points
_RISE = 0.82  # the part of them that stands above the line: clear of all dots
_WORD = re.compile(f"[^{BLANK}]+")
_LEADER = re.compile(r"(.)\1\1+")  # leads the eye to a number, and has no print
_FACES = (
    *("NotoSans", "NotoSansSymbols", "NotoSansSymbols2", "NotoSansMath"),
    *("NotoSansHebrew", "IBMPlexSansArabic", "NotoEmoji"),
)


@dataclass(frozen=True, slots=True)
class Element:
    """One tag of the proof: what it is, its words, and its marks as (page, number) pairs."""

    tag: str
    marks: list[tuple[int, int]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    @property
    def drawn(self) -> bool:
        """Whether letters alone tell the words: all have a face, and run from left to right."""
        return all(
            one == " " or (_face(one) and unicodedata.bidirectional(one) not in {"R", "AL"})
            for one in "".join(self.words)
        )


@dataclass(frozen=True, slots=True)
class Proof:
    """A PDF with marked content, and the tags that want to be hung over it."""

    pdf: bytes
    elements: tuple[Element, ...]


def proof(volumes: Sequence[Volume], page: Page) -> Proof:
    """Every page of every volume, at its true size."""
    width, height = page.width * _CELL + 2 * _MARGIN, page.height * _LINE + 2 * _MARGIN
    target = BytesIO()
    _glyphs(_FACES[0])
    canvas = Canvas(
        target,
        (width, height),
        invariant=1,
        pageCompression=0,
        initialFontName=_FACES[0],  # type: ignore[arg-type]
    )
    elements: list[Element] = []
    pages = (lines for volume in volumes for lines in volume.pages)
    for number, lines in enumerate(pages):
        canvas.addLiteral(f"/Artifact BMC\n{_dots(lines, height)}\nEMC")
        _ink_page(canvas, (width, height), lines, number, elements)
        canvas.showPage()
    canvas.save()
    return Proof(target.getvalue(), tuple(elements))


def _dots(lines: Sequence[Line], height: float) -> str:
    """All dots of a page, each line of cells in a frame of its own."""
    rows = (
        f"q 1 0 0 1 {_MARGIN:.2f} {height - _MARGIN - row * _LINE:.2f} cm\n"
        f"{''.join(map(_cell, range(len(line.cells)), line.cells))}S Q"
        for row, line in enumerate(lines)
        if line.cells
    )
    return f"q 1 J {_DOT:.3f} w 0 G\n" + "\n".join(rows) + "\nQ"


@cache
def _cell(column: int, cell: str) -> str:
    """The dots of one cell: each is a line of no length with round ends."""
    places = (
        (column * _CELL + side * _APART, -down * _APART) for side, down in _PATTERN[ord(cell) & 63]
    )
    return "".join(f"{x:.2f} {y:.2f} m {x:.2f} {y:.2f} l\n" for x, y in places)


_PATTERN = tuple(
    tuple((dot // 3, dot % 3) for dot in range(6) if pattern >> dot & 1) for pattern in range(64)
)


def _ink_page(
    canvas: Canvas,
    size: tuple[float, float],
    lines: Sequence[Line],
    number: int,
    elements: list[Element],
) -> None:
    marks = 0
    for row, line in enumerate(lines):
        if not line.ink.strip():
            continue
        baseline = size[1] - _MARGIN - row * _LINE - 2 * _APART - _DOT / 2 - _RISE * _INK
        if line.tag == ARTIFACT:
            canvas.addLiteral("/Artifact BMC")
        else:
            if line.tag or not elements:
                elements.append(Element(line.tag or "P"))
            elements[-1].marks.append((number, marks))
            elements[-1].words.append(line.ink)
            canvas.addLiteral(f"/{elements[-1].tag} <</MCID {marks}>> BDC")
            marks += 1
        _ink(canvas, line, baseline, size[0] - _MARGIN)
        canvas.addLiteral("EMC")


def _ink(canvas: Canvas, line: Line, baseline: float, edge: float) -> None:
    """A line's print, drawn together where it is longer than the page is wide."""
    left = _MARGIN - _DOT / 2 + _CELL * (len(line.cells) - len(line.cells.lstrip(BLANK)))
    placed = _under(line, edge) or [(left, line.ink)]
    text = canvas.beginText()
    wide = _wide(line.ink)
    if len(placed) == 1 and wide > edge - left:
        text.setHorizScale(100 * (edge - left) / wide)
    for across, words in placed:
        text.setTextOrigin(across, baseline)
        for face, several in _in_faces(words):
            text.setFont(face, _INK)
            text.textOut(several)
    canvas.drawText(text)


def _under(line: Line, edge: float) -> list[tuple[float, str]]:
    """Where each word of the print stands; nothing where they are not those of the cells."""
    words = re.findall(r"[^ ]+ ?", line.ink)
    cells = [one.start() for one in _WORD.finditer(line.cells) if not _LEADER.fullmatch(one[0])]
    if len(words) != len(cells) or "".join(words) != line.ink:
        return []
    placed, free = [], 0.0
    for word, column in zip(words, cells, strict=True):
        across = max(_MARGIN - _DOT / 2 + _CELL * column, free)
        placed.append((across, word))
        free = across + _wide(word)
    return placed if free - _wide(" ") <= edge else []


@lru_cache(maxsize=10_000)
def _wide(words: str) -> float:
    return sum(
        float(pdfmetrics.stringWidth(several, face, _INK)) for face, several in _in_faces(words)
    )


def _in_faces(ink: str) -> Iterator[tuple[str, str]]:
    """The print in pieces that one face can write; signs that no face has are left out."""
    faces = {_face(one) for one in set(ink)}
    if len(faces) == 1 and (only := faces.pop()):
        yield only, ink
        return
    for face, several in groupby(ink, key=_face):
        if face:
            yield face, "".join(several)


@cache
def _face(character: str) -> str:
    """The first of our faces that has the character; nothing where none has it."""
    return next((name for name in _FACES if ord(character) in _glyphs(name)), "")


@cache
def _glyphs(name: str) -> frozenset[int]:
    font = TTFont(name, str(files("coprod_formats") / "data" / "fonts" / f"{name}-Regular.ttf"))
    pdfmetrics.registerFont(font)
    return frozenset(font.face.charToGlyph)
