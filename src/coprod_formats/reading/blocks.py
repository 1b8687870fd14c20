"""Pandoc's blocks to ours, with a complaint for all that has no home in the document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import InitVar, dataclass, field, replace
from pathlib import Path
from typing import Any

from coprod_formats.diagnostics import CoprodError, Position
from coprod_formats.document import (
    Block,
    Break,
    CodeBlock,
    Definition,
    Definitions,
    Item,
    Listing,
    Paragraph,
    Passage,
    Quote,
    Sentence,
)
from coprod_formats.pandoc import PLAIN, Node
from coprod_formats.reading import attributes, fences, files, notes, raw, tables
from coprod_formats.reading.figures import figure, video
from coprod_formats.reading.headings import KEY_FINDING, heading, key_finding
from coprod_formats.reading.ledger import Ledger, Page
from coprod_formats.reading.leftovers import check_code, check_leftovers
from coprod_formats.reading.outline import Heading, nested
from coprod_formats.reading.shapes import attributed, lone_pictures, ticked
from coprod_formats.reading.surroundings import Surroundings
from coprod_formats.reading.survey import Survey, set_aside, survey
from coprod_formats.reading.text import text

DEEPEST = 25
STYLES = {
    "LowerAlpha": "a",
    "UpperAlpha": "A",
    "LowerRoman": "i",
    "UpperRoman": "I",
}


@dataclass(slots=True)
class Reader:
    """Reads the blocks of one page; it knows what it stands inside of at each moment."""

    ledger: Ledger
    page: Page
    survey: Survey
    around: Surroundings = field(init=False)
    inside: InitVar[str] = ""
    depth: int = 0

    def __post_init__(self, inside: str) -> None:
        """Begin inside nothing, or inside what the page belongs to."""
        self.around = Surroundings(self.ledger, self.page, self._note, inside)

    def body(self, nodes: Sequence[Node], where: Position) -> tuple[Block, ...]:
        """Blocks with what follows each heading gathered into its section."""
        if self.depth > DEEPEST:
            message = "too many things stand inside one another here"
            hint = "use fewer quotations or lists inside one another"
            self.ledger.error("nesting", message, where, hint)
            return (Break(where),)  # so that nothing around it is told to be empty
        self.depth += 1
        flat = [block for node in nodes for block in self._block(node, where)]
        self.depth -= 1
        return nested(flat)

    @contextmanager
    def _within(self, inside: str, **changes: Any) -> Iterator[None]:
        outer = self.around
        self.around = replace(outer, inside=inside, **changes)
        yield
        self.around = outer

    def _note(self, nodes: Sequence[Node], where: Position) -> tuple[Block, ...]:
        with self._within("a note", expand=False):
            return self.body(nodes, where)

    def _longer(self, name: str, where: Position) -> tuple[Block, ...]:
        """The longer description of a picture or a table, where there is one."""
        node = self.survey.longer.get(name)
        if node is None or not name:
            return ()
        self.survey.claimed.add(name)
        with self._within("a longer description"):
            return self.body(node.content, self.page.place(node, where))

    def _transcript(self, target: str, where: Position) -> tuple[Block, ...]:
        path = files.transcript(self.ledger, self.page, target, where) if target else None
        if path is None:
            return ()
        shown = str(Path(self.page.shown).parent / target)
        try:
            written = text(path, shown)
            page = Page(path, shown, tuple(written.split("\n")))
            return read_page(self.ledger, page, written, TRANSCRIPT)
        except CoprodError as refusal:
            self.ledger.complaints.extend(refusal.diagnostics)
            return ()

    def _block(self, node: Node, around: Position) -> Iterator[Block | Heading]:
        where = self.page.place(node, around)
        content = node.content
        match node.kind:
            case "Para" | "Plain":
                yield from self._paragraph(content, where)
            case "Header":
                yield from heading(self.around, node, where)
            case "Div":
                yield from self._div(node, where)
            case "BulletList":
                yield from self._listing(content, "", 1, where)
            case "OrderedList":
                (start, style, _), items = content
                yield from self._listing(items, STYLES.get(style.kind, "1"), start, where)
            case "DefinitionList":
                yield from self._definitions(content, where)
            case "BlockQuote":
                yield from self._quote(content, where)
            case "CodeBlock":
                own = node.attributes
                attributes.check(self.ledger, own, where, "code", classes=own.classes)
                check_code(self.ledger, self.page, node, where)
                if content.strip():
                    yield CodeBlock(content, where)
            case "Table":
                yield from tables.bare(self.around, node, where)
            case "HorizontalRule":
                yield Break(where)
            case "RawBlock":
                form, markup = content
                raw.refuse(self.ledger, form, markup, where)
            case kind:
                message = f"{kind} has no place in a document of many formats"
                self.ledger.error("block-unknown", message, where, "write it as paragraphs")

    def _paragraph(self, nodes: Sequence[Node], where: Position) -> Iterator[Block]:
        pictures = lone_pictures(nodes)
        for picture in pictures:
            yield from self._picture(picture, self.page.place(picture, where))
        if not pictures:
            sentences = self.around.line(where).sentences(nodes)
            if sentences:
                yield Paragraph(sentences, sentences[0].where)

    def _picture(self, node: Node, where: Position) -> Iterator[Block]:
        own = node.attributes
        if "video" not in own.classes:
            yield from figure(self.around, node, where, self._longer(own.id, where))
        elif self.around.inside == TRANSCRIPT:
            message = "a transcript cannot hold a video"
            self.ledger.error("video-place", message, where, "put it into the source itself")
        else:
            transcript = self._transcript(own.pairs.get("transcript", ""), where)
            yield from video(self.around, node, where, transcript)

    def _div(self, node: Node, where: Position) -> Iterator[Block | Heading]:
        own = node.attributes
        if node.attributes is PLAIN:
            yield from (one for inner in node.content for one in self._block(inner, where))
            return
        fences.check_closed(self.ledger, self.page, node, where)
        language = attributes.language(self.ledger, own, where)
        with self._within(self.around.inside, language=language or self.around.language):
            made = list(self._classed(node, where))
        if language and made:
            yield Passage(nested(made), language, where)
        else:
            yield from made

    def _classed(self, node: Node, where: Position) -> Iterator[Block | Heading]:
        own = node.attributes
        match own.classes:
            case ("key-finding",):
                fences.allow(self.ledger, node, where, "a key finding", "lang", named=True)
                yield from self._key_finding(node, where)
            case ("long-description",):
                fences.allow(self.ledger, node, where, "a longer description", "for")
            case ("table",):
                fences.allow(self.ledger, node, where, "a table", *TABLE, named=True)
                longer = self._longer(own.id, where)
                yield from tables.fenced(self.around, node, where, longer)
            case () if "lang" in own.pairs:
                fences.allow(self.ledger, node, where, "a passage", "lang")
                yield from (one for inner in node.content for one in self._block(inner, where))
            case _:
                fences.refuse(self.ledger, self.page, node, where, self.around.inside)

    def _key_finding(self, node: Node, where: Position) -> Iterator[Block]:
        if self.around.inside:
            message = f"a key finding cannot stand in {self.around.inside}"
            self.ledger.error("key-finding-place", message, where, "put it outside")
            return
        flat: list[Block | Heading] = []
        with self._within(KEY_FINDING):
            for inner in node.content:
                flat.extend(self._block(inner, where))
        yield from key_finding(self.around, node.attributes.id, flat, where)

    def _listing(
        self, items: list[list[Node]], numbering: str, start: int, where: Position
    ) -> Iterator[Block]:
        if self._is_rule(where):
            yield Break(where)
            return
        made: list[Item] = []
        for item in items:
            done, nodes = ticked(item) if not numbering else (None, item)
            place = self.page.place(item[0], where) if item else where
            with self._within("a list"):
                body = self.body(nodes, place)
            if not body:
                message = "an entry of this list is empty"
                self.ledger.error("list-empty", message, place, "write its words, or take it out")
            made.append(Item(body, done))
        yield Listing(tuple(made), numbering, start, where)

    def _is_rule(self, where: Position) -> bool:
        """Whether the list is no list but a line of spaced stars, which pandoc takes for one."""
        line = self.page.lines[where.line - 1] if where.line <= len(self.page.lines) else ""
        return bool(re.fullmatch(r"[\s>]*([*-])(?:\s*\1){2,}\s*", line))

    def _definitions(
        self, items: list[tuple[list[Node], list[list[Node]]]], where: Position
    ) -> Iterator[Block]:
        made: list[Definition] = []
        for term, bodies in items:
            place = self.page.place(term[0], where) if term else where
            words = self.around.line(place, expand=False).sentence(term)
            with self._within("a definition"):
                meanings = tuple(filter(None, (self.body(one, place) for one in bodies)))
            if words is None or not meanings:
                message = "a term and its meaning belong together, and one is missing"
                self.ledger.error("definition-empty", message, place, "write both")
            else:
                made.append(Definition(words, meanings))
        yield Definitions(tuple(made), where)

    def _quote(self, nodes: list[Node], where: Position) -> Iterator[Block]:
        with self._within("a quotation"):
            nodes, named = attributed(nodes)
            body = self.body(nodes, where)
            source: tuple[Sentence, ...] = ()
            if named:
                source = self.around.line(self.page.place(named[0], where)).sentences(named)
        if not body:
            message = "this quotation is empty"
            self.ledger.error("quote-empty", message, where, "write its words, or take it out")
            return
        yield Quote(body, source, where)


def read_page(ledger: Ledger, page: Page, written: str, inside: str = "") -> tuple[Block, ...]:
    """The blocks of one page's text; complaints go into the ledger."""
    circles = notes.circles(page.lines, page.shown)
    if circles:
        ledger.complaints.extend(circles)
        return ()
    nodes = ledger.parse(written)
    check_leftovers(ledger, page, nodes)
    nodes, aside = set_aside(nodes)
    if not inside:
        ledger.aside = aside
    looked = survey(ledger, page, nodes)
    start = Position(page.shown, 1)
    body = Reader(ledger, page, looked, inside).body(nodes, start)
    for name in looked.longer.keys() - looked.claimed:
        where = page.place(looked.longer[name], start)
        message = f"there is no picture or table called #{name}"
        hint = f"write {{#{name}}} right after the picture that this describes"
        ledger.error("long-description", message, where, hint)
    return body


TABLE = ("caption", "row-headers", "lang")
TRANSCRIPT = "a transcript"
