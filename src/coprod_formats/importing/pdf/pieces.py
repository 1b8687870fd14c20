"""What lies on a PDF page: words with their places and looks, drawings, pictures and links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

BULLET = re.compile(r"[•‣▪◦●○■□–—∙·➢➤✓✔❖*-]")
QUOTES = {"‘", "’"}
TIGHT = 0.12  # of a letter's size: less white parts no words
TIGHTEST = 0.03  # nor does less than this where the file says that white stands there


class Box(NamedTuple):
    """A rectangle in points, measured from the page's top left corner."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """How broad it is."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """How tall it is."""
        return self.bottom - self.top

    @property
    def area(self) -> float:
        """How much of the page it covers."""
        return max(0.0, self.width) * max(0.0, self.height)

    def holds(self, x: float, y: float, slack: float = 0.0) -> bool:
        """Whether a point lies inside."""
        return (
            self.left - slack <= x <= self.right + slack
            and self.top - slack <= y <= self.bottom + slack
        )

    def meets(self, other: Box, slack: float = 0.0) -> bool:
        """Whether the two overlap, or come as near as the slack."""
        return (
            self.left <= other.right + slack
            and other.left <= self.right + slack
            and self.top <= other.bottom + slack
            and other.top <= self.bottom + slack
        )


@dataclass(frozen=True, slots=True)
class Look:
    """How letters are set."""

    size: float
    bold: bool = False
    italic: bool = False
    typewriter: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """Letters without a space, in one look; ``glued`` to the word before if no space parts them."""

    text: str
    box: Box
    base: float  # the line that the letters stand on
    look: Look
    glued: bool = field(default=False, compare=False)
    mark: int = -1  # the number of the marked content that a structure tree may name
    artifact: bool = False  # said by the file itself to be a running head or the like
    link: str = ""
    raised: bool = field(default=False, compare=False)
    apart: bool = field(default=False, compare=False)  # the file has white before it
    formal: bool = field(default=False, compare=False)  # in letters that are for formulas alone

    @property
    def middle(self) -> tuple[float, float]:
        """The centre of its box."""
        return (self.box.left + self.box.right) / 2, (self.box.top + self.box.bottom) / 2


@dataclass(frozen=True, slots=True)
class Shape:
    """A drawn path or a picture: where it lies, and whether it is a picture of pixels."""

    box: Box
    picture: bool = False
    artifact: bool = False
    mark: int = -1
    strokes: int = 0  # of which a path is made
    rules: tuple[Box, ...] = ()  # its strokes, where all of many are level or upright

    @property
    def parts(self) -> tuple[Shape, ...]:
        """What it is made of: a grid that was drawn at one go is many rules."""
        return tuple(Shape(rule, strokes=2) for rule in self.rules) or (self,)


@dataclass(frozen=True, slots=True)
class Page:
    """One page, its words in the order in which the file holds them."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    shapes: tuple[Shape, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """Words that stand on one line of one column."""

    words: tuple[Word, ...]
    page: int

    @property
    def box(self) -> Box:
        """The box round all its words."""
        return around([word.box for word in self.words])

    @property
    def base(self) -> float:
        """The line that most of its letters stand on."""
        plain = [word for word in self.words if not word.raised] or list(self.words)
        return max(plain, key=lambda word: len(word.text)).base

    @property
    def text(self) -> str:
        """Its words with spaces."""
        return joined(self.words)

    @property
    def look(self) -> Look:
        """The look of most of its letters."""
        return commonest(self.words)


def around(boxes: Sequence[Box]) -> Box:
    """The smallest box that holds them all."""
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


def joined(words: Sequence[Word]) -> str:
    """The words as text."""
    made = "".join(word.text if word.glued else f" {word.text}" for word in words)
    return made.strip()


def commonest(words: Sequence[Word]) -> Look:
    """The look that most letters have."""
    counts: dict[Look, int] = {}
    for word in words:
        if not word.raised:
            counts[word.look] = counts.get(word.look, 0) + len(word.text)
    return max(counts, key=lambda look: counts[look]) if counts else words[0].look


def lines_of(words: Sequence[Word], page: int) -> list[Line]:
    """The lines of one column, from the top; marks that stand high or low join their line."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda one: (round(one.base, 1), one.box.left)):
        row = next((row for row in rows[-3:] if _level(row, word)), None)
        if row is None:
            rows.append([word])
        else:
            row.append(word)
    rows = _with_marks(rows)
    rows.sort(key=lambda row: max(row, key=lambda one: one.look.size).base)
    return [Line(tuple(_ordered(row)), page) for row in rows]


def _level(row: Sequence[Word], word: Word) -> bool:
    size = max(row[0].look.size, word.look.size)
    return abs(row[0].base - word.base) <= 0.18 * size


def _with_marks(rows: list[list[Word]]) -> list[list[Word]]:
    """Rows of small letters that hang high or low on a neighbour's words, joined with it."""
    made = list(rows)
    for row in rows:
        for word in list(row):
            home = next((other for other in made if other is not row and _hangs(other, word)), None)
            if home is not None:
                home.append(word)
                row.remove(word)
    return [row for row in made if row]


def _hangs(row: Sequence[Word], word: Word) -> bool:
    tall = max(row, key=lambda one: one.look.size, default=None)
    if tall is None:
        return False
    apart = abs(tall.base - word.base)
    if word.text in QUOTES:  # some makers draw a quotation mark as an accent of nothing
        return apart <= 0.3 * tall.look.size and _beside(row, word, tall.look.size)
    if word.look.size > 0.85 * tall.look.size:
        return False
    return apart <= 0.55 * tall.look.size and _beside(row, word, tall.look.size)


def _beside(row: Sequence[Word], word: Word, size: float) -> bool:
    reach = (0.5 if len(word.text) <= 3 else 0.35) * size  # a mark may stand off; words do not
    return any(
        -0.3 * size <= word.box.left - one.box.right <= reach
        or -0.3 * size <= one.box.left - word.box.right <= reach
        for one in row
    )


def _ordered(row: list[Word]) -> Iterator[Word]:
    """From left to right, each word told whether it hangs on the one before, or is raised."""
    row.sort(key=lambda one: (one.box.left, one.box.right))
    tall = max(row, key=lambda one: (one.look.size, len(one.text)))
    before: Word | None = None
    for word in row:
        raised = word.look.size <= 0.85 * tall.look.size and tall.base - word.base > (
            0.12 * tall.look.size
        )
        small = min(word.look.size, before.look.size) if before else 0.0
        gap = word.box.left - before.box.right if before else 1.0
        glued = before is not None and gap < (TIGHTEST if word.apart else TIGHT) * small
        before = replace(word, raised=raised, glued=glued)
        yield before
