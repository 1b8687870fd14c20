"""Documents by the thousand, each obeying what the reader promises to every writer.

Ids are unique, sentences have words and no outer spaces, levels are not skipped, tables are
as wide as their header, notes are numbered in reading order, pictures are real files.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import TypeVar, get_args

from hypothesis import strategies as st

from coprod_formats.document import (
    Abbreviation,
    Block,
    Break,
    Cell,
    Code,
    CodeBlock,
    Definition,
    Definitions,
    Document,
    EasyRead,
    EasyReadStatus,
    EasySection,
    Emphasis,
    Figure,
    Foreign,
    FrontMatter,
    HardWord,
    Idea,
    Image,
    Inline,
    Item,
    KeyFinding,
    LineBreak,
    Link,
    Listing,
    Note,
    Paragraph,
    Passage,
    Picture,
    Quote,
    Script,
    Section,
    Sentence,
    Statistic,
    Table,
    Text,
    Video,
)
from coprod_formats.walking import plain
from tests import samples

T = TypeVar("T")
Draw = Callable[[st.SearchStrategy[T]], T]

LETTERS = "abcdeghilmnoprstuwyABCDEGILMNOPRSTUWY"
ACCENTED = "áâäçéèêëîïôöûüŵŷŴŶßñøåæœÉÀ"
DIGITS = "0123456789"
GREEK, CYRILLIC = "αβγδλμπσωΔΩ", "абвгджзиклмня"
TWO_PART = ("e\u0301", "w\u0302", "Y\u0302", "o\u0308", "n\u0303")  # letters with combining marks
SIGNS = "&<>\"'#$*_`\\@[]{}~^=/-+|%!?:;,.()£€§©…–—“”‘’«»·×°"
SYMBOLS = "✓★→≤≠☺😀🎉"
TRAPS = (
    *("#set page()", "#let x = 1", "$x^2$", "*bold*", "_under_", "`code`", "@ref", "<label>"),
    *("//", "/*", "*/", "--", "---", "~", "\\", "\\\\", "\\u{41}", "\\textbf{x}", "%s", "{0}"),
    *("&amp;", "&#65;", "<b>", "</w:t>", "<!--", "-->", "]]>", "<?xml", "<script>", "{{x}}"),
    *("1.", "12.", "a)", "-", "+", "=", "==", "/", "- x", ": y", "http://a.b/c?d=e&f", "w@x.org"),
    *("[x](y)", "![z](q)", "[^1]", "^[n]", "::: div", "|a|b|", "“x”", "'tis", "…", "C:\\dir\\n"),
)
ARABIC = ("مرحبا", "بكم", "العمل", "معا", "على", "قدم", "المساواة", "شكرا", "الناس", "تحت")
LANGUAGES = ("cy", "fr", "el", "de")


@cache
def word() -> st.SearchStrategy[str]:
    """A word: plain mostly, but now and then of any script, with marks, or a trap for a writer."""
    alphabet = LETTERS * 4 + ACCENTED + DIGITS + GREEK + CYRILLIC + SIGNS
    return st.one_of(
        st.text(LETTERS, min_size=1, max_size=9),
        st.text(alphabet, min_size=1, max_size=9),
        st.sampled_from(TWO_PART),
        st.sampled_from(TRAPS),
        st.sampled_from(SYMBOLS),
        st.integers(0, 10**6).map("{:,}".format),
        st.text(LETTERS, min_size=40, max_size=60),
    )


@cache
def phrase(longest: int = 6) -> st.SearchStrategy[str]:
    """A few words with one space between; it holds at least one letter or digit."""
    several = st.lists(word(), min_size=1, max_size=longest).map(" ".join)
    return several.filter(lambda said: any(map(str.isalnum, said)))


@st.composite
def documents(draw: Draw[object], folder: Path) -> Document:
    """A whole document; its pictures are drawn into the folder once."""
    pen = Pen(draw, _files(folder))
    front = FrontMatter(
        title=pen.of(phrase()),
        language=pen.of(st.sampled_from(("en-GB", "cy-GB", "fr-FR"))),
        subtitle=pen.of(st.just("") | phrase()),
        creators=tuple(pen.of(st.lists(phrase(3), max_size=2))),
        publisher=pen.of(st.just("") | phrase(3)),
        date=pen.of(st.none() | st.dates(date(1990, 1, 1), date(2099, 12, 31))),
        rights=pen.of(st.just("") | phrase()),
        description=pen.of(st.just("") | phrase()),
        contact=pen.of(st.sampled_from(("", "someone@example.org"))),
    )
    return Document("drawn", front, pen.body(level=2, depth=2), pen.easy_read())


@dataclass(frozen=True)
class Files:
    """Real files for drawn documents to point at."""

    images: tuple[Image, ...]
    films: Video


def _files(folder: Path) -> Files:
    images = (
        samples.svg(folder, "one"),
        samples.svg(folder, "two", "#aa3300", 900),
        samples.raster(folder, "three.png"),
        samples.raster(folder, "four.jpg"),
    )
    film = samples.asset(folder / "film.mp4", samples.FILM.read_bytes())
    captions = samples.asset(folder / "film.vtt", samples.CAPTIONS.encode())
    return Files(images, Video("", film, samples.words("-"), captions, images[2], ()))


@dataclass
class Pen:
    """Draws a document from its first word to its last, so that its numbers run in order."""

    draw: Draw[object]
    files: Files
    said: Counter[str] = field(default_factory=Counter)
    ids: list[str] = field(default_factory=list)
    notes: int = 0
    in_note: bool = False

    def of(self, strategy: st.SearchStrategy[T]) -> T:
        """One value of a strategy."""
        drawn: T = self.draw(strategy)  # type: ignore[assignment]
        return drawn

    def chance(self, one_in: int) -> bool:
        """Whether a rare thing happens; it shrinks to no."""
        return self.of(st.integers(0, one_in - 1)) == one_in - 1

    def times(self, most: int, least: int = 1) -> range:
        """How often to do something."""
        return range(self.of(st.integers(least, most)))

    def name(self, kind: str) -> str:
        """An id that nothing else has."""
        self.ids.append(f"{kind}-{len(self.ids) + 1}")
        return self.ids[-1]

    # Inlines

    def text(self, longest: int = 4) -> tuple[Inline, ...]:
        return (Text(self.of(phrase(longest))),)

    def sentence(self, quiet: bool = False) -> Sentence:
        """A sentence; a quiet one, such as a heading, holds no pictures, notes or breaks."""
        parts: list[Inline] = [*self.text()]
        for _ in self.times(2, least=0):
            spaced = " " if self.of(st.booleans()) or isinstance(parts[-1], Script) else ""
            parts += [Text(spaced), self.inline(quiet), *self.text()]
        if not (quiet or self.in_note) and self.chance(6):
            parts.append(self.note())
        return self.worded(_merged(parts))

    def worded(self, inlines: tuple[Inline, ...]) -> Sentence:
        """A sentence whose id is made of its words."""
        digest = hashlib.sha256(plain(inlines).encode()).hexdigest()[:10]
        self.said[digest] += 1
        again = f"-{self.said[digest]}" if self.said[digest] > 1 else ""
        return Sentence(f"s{digest}{again}", inlines)

    def inline(self, quiet: bool) -> Inline:
        kinds: list[Callable[[], Inline]] = [
            lambda: Emphasis(self.text(), self.of(st.booleans())),
            lambda: Emphasis((Emphasis(self.text(2)), *self.text(2)), strong=True),
            lambda: Script(self.text(1), self.of(st.booleans())),
            lambda: Code(self.of(phrase(3))),
            lambda: Foreign(self.text(), self.of(st.sampled_from(LANGUAGES))),
            self.abbreviation,
            self.arabic,
        ]
        if not quiet:
            kinds += [self.link, lambda: Statistic(self.text(3)), self.picture, LineBreak]
        return self.of(st.sampled_from(kinds))()

    def arabic(self) -> Foreign:
        said = self.of(st.lists(st.sampled_from(ARABIC), min_size=1, max_size=4))
        return Foreign((Text(" ".join(said)),), "ar")

    def abbreviation(self) -> Abbreviation:
        short = self.of(st.text("ABCDEFG", min_size=2, max_size=4))
        return Abbreviation(short, self.of(phrase(3)), self.of(st.booleans()))

    def link(self) -> Link:
        outside = st.sampled_from(
            (
                "https://example.org/",
                "https://example.org/a(b)?c=d&e=%20#f",
                "mailto:a.b@example.org",
            )
        )
        inside = st.sampled_from([f"#{one}" for one in self.ids] or ["https://example.net/"])
        return Link(self.text(), self.of(outside | inside))

    def picture(self) -> Picture:
        return Picture(self.image(), self.of(st.none() | phrase(4)))

    def image(self) -> Image:
        return self.of(st.sampled_from(self.files.images))

    def note(self) -> Note:
        self.notes += 1
        number, self.in_note = self.notes, True
        body = tuple(self.paragraph() for _ in self.times(2))
        self.in_note = False
        return Note(f"note-{number}", number, body)

    # Blocks

    def sentences(self, most: int = 3, least: int = 1) -> tuple[Sentence, ...]:
        return tuple(self.sentence() for _ in self.times(most, least))

    def paragraph(self) -> Paragraph:
        return Paragraph(self.sentences())

    def body(self, level: int, depth: int) -> tuple[Block, ...]:
        """Blocks with sections under them; ``level`` is that of the next heading."""
        made = [self.block(level, depth) for _ in self.times(3)]
        if level <= 6:
            made += [self.section(level, depth) for _ in self.times(2, least=0) if depth]
        return tuple(made)

    def section(self, level: int, depth: int) -> Section:
        return Section(
            self.name("part"), self.sentence(quiet=True), level, self.body(level + 1, depth - 1)
        )

    def block(self, level: int, depth: int) -> Block:
        kinds: list[Callable[[], Block]] = [
            self.paragraph,
            self.figure,
            self.table,
            lambda: CodeBlock("\n".join(self.of(phrase()) for _ in self.times(3))),
            Break,
            self.video,
            self.idea,
        ]
        if depth:
            kinds += [
                lambda: self.listing(depth),
                self.definitions,
                lambda: Quote(self.flow(depth), self.sentences(1, least=0)),
                lambda: Passage(self.flow(depth), self.of(st.sampled_from(LANGUAGES))),
            ]
        if depth and level <= 6:
            kinds.append(lambda: self.finding(level, depth))
        return self.of(st.sampled_from(kinds))()

    def flow(self, depth: int) -> tuple[Block, ...]:
        """Blocks without headings, as they stand in items, quotations and notes."""
        first: tuple[Block, ...] = (self.paragraph(),)
        return first + tuple(self.block(7, depth - 1) for _ in self.times(2, least=0))

    def listing(self, depth: int) -> Listing:
        boxes = self.of(st.booleans())
        items = tuple(
            Item(self.flow(depth), self.of(st.booleans()) if boxes else None) for _ in self.times(3)
        )
        numbering = "" if boxes else self.of(st.sampled_from(("", "1", "a", "A", "i", "I")))
        return Listing(items, numbering, self.of(st.integers(1, 20)) if numbering else 1)

    def definitions(self) -> Definitions:
        return Definitions(
            tuple(
                Definition(
                    self.sentence(quiet=True), tuple((self.paragraph(),) for _ in self.times(2))
                )
                for _ in self.times(2)
            )
        )

    def finding(self, level: int, depth: int) -> KeyFinding:
        name, title, summary = self.name("finding"), self.sentence(quiet=True), self.paragraph()
        return KeyFinding(name, title, level, summary, self.body(level + 1, depth - 1))

    def figure(self) -> Figure:
        said = self.of(st.none() | phrase())
        if said is None:
            return Figure(self.name("figure"), self.image(), None)
        return Figure(
            self.name("figure"),
            self.image(),
            self.worded((Text(said),)),
            self.sentences(2, least=0),
            tuple(self.paragraph() for _ in self.times(1, least=0)),
        )

    def easy_read(self) -> EasyRead | None:
        """Short lines beside pictures, under headings of two levels."""
        if self.chance(8):
            return None
        self.in_note = True  # easy read has no notes
        sections = tuple(self.easy_section(place) for place in self.times(4))
        self.in_note = False
        status = self.of(st.sampled_from(get_args(EasyReadStatus)))
        return EasyRead(status, sections, "Ann" if status == "tested" else "", date(2026, 1, 2))

    def easy_section(self, place: int) -> EasySection:
        title, level = self.worded(self.text()), 3 if place and self.of(st.booleans()) else 2
        ideas = tuple(self.idea() for _ in self.times(3, least=0))
        return EasySection(self.name("easy"), title, level, ideas)

    def idea(self) -> Idea:
        lines = tuple(self.worded(self.text(8)) for _ in self.times(3))
        marked = self.of(st.booleans())
        hard = (HardWord("x", self.of(phrase(2)), self.of(phrase(6))),) if marked else ()
        return Idea(self.image(), self.worded(self.text()), lines, hard)

    def table(self) -> Table:
        width = self.of(st.integers(1, 4))
        caption = self.sentences(1, least=0)
        header = tuple((self.sentence(quiet=True),) for _ in range(width))
        rows = tuple(tuple(self.cell() for _ in range(width)) for _ in self.times(3))
        sides = st.sampled_from(("left", "right", "center", ""))
        return Table(
            self.name("table"),
            caption,
            header,
            rows,
            self.of(st.integers(0, min(1, width - 1))),
            tuple(self.of(sides) for _ in range(width)),
            tuple(self.paragraph() for _ in self.times(1, least=0)),
        )

    def cell(self) -> Cell:
        return self.sentences(2, least=0)

    def video(self) -> Video:
        film = self.files.films
        whole = self.of(st.booleans())
        return Video(
            self.name("video"),
            film.file,
            self.sentence(quiet=True),
            film.captions if whole else None,
            film.poster if whole else None,
            tuple(self.paragraph() for _ in self.times(2)),
        )


def _merged(parts: list[Inline]) -> tuple[Inline, ...]:
    """Neighbouring texts as one, none empty, no double space: as the reader leaves them."""
    made: list[Inline] = []
    for part in parts:
        if isinstance(part, Text) and made and isinstance(made[-1], Text):
            made[-1] = Text(made[-1].text + part.text)
        elif part != Text(""):
            made.append(part)
    return tuple(made)
