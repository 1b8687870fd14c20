"""The easy-read text of a source: which section each block says, and its ideas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from coprod_formats.diagnostics import Position, closest
from coprod_formats.document import (
    Block,
    Break,
    Credit,
    EasyRead,
    EasySection,
    Figure,
    HardWord,
    Idea,
    Image,
    KeyFinding,
    Section,
    Sentence,
)
from coprod_formats.pandoc import PLAIN, Node, walk
from coprod_formats.picturebank import Bank, bank, near
from coprod_formats.reading import attributes, fences, files
from coprod_formats.reading.abbreviations import Abbreviations
from coprod_formats.reading.front import EasyReadSettings
from coprod_formats.reading.ledger import Ledger, Page
from coprod_formats.reading.lines import described
from coprod_formats.reading.shapes import SPACES
from coprod_formats.reading.surroundings import Surroundings
from coprod_formats.reading.typography import smart
from coprod_formats.walking import blocks
from coprod_formats.yamlfile import Tree, fit

SETTING = "easy-read"
SHOWN = "pic:"
PICTURE_FIRST = "begin the paragraph with ![what the picture shows](pic:name)"
REFUSED = {
    "Note": "a note",
    "Math": "a formula",
    "Code": "code",
    "Superscript": "a raised word",
    "Subscript": "a lowered word",
}


def easy_read(ledger: Ledger, page: Page, body: Sequence[Block], tree: Tree) -> EasyRead | None:
    """The easy-read text beside this full one, or ``None`` where nobody has begun it."""
    settings = _settings(ledger, tree)
    if settings is None and not ledger.aside:
        return None
    own = replace(ledger, abbreviations=Abbreviations(dict(ledger.front.abbreviations)))
    reader = _Reader(own, page, _meanings(ledger, settings))
    written = [(page.place(one, Position(page.shown, 1)), one) for one in ledger.aside]
    found = settings or EasyReadSettings.model_validate({})
    return EasyRead(
        found.status,
        tuple(_sections(reader, written, body)),
        found.tested_by or "",
        found.tested_on,
        tree.where(SETTING),
    )


def _settings(ledger: Ledger, tree: Tree) -> EasyReadSettings | None:
    if not isinstance(tree.value, dict) or SETTING not in tree.value:
        return None
    found, _ = fit(tree, EasyReadSettings, SETTING)  # the front matter told its complaints
    if found and found.status == "tested" and not (found.tested_by and found.tested_on):
        message = "an easy-read text is tested by somebody, on a day"
        hint = "add tested-by: and tested-on:, or write status: draft"
        ledger.error("easy-read-status", message, tree.where(SETTING), hint)
    return found


def _meanings(ledger: Ledger, settings: EasyReadSettings | None) -> dict[str, tuple[str, str]]:
    """Each term in small letters, as it is written and what it means; easy meanings come first."""
    language = ledger.front.language
    easy = settings.glossary.items() if settings else ()
    pairs = [*ledger.front.glossary, *((smart(k, language), smart(v, language)) for k, v in easy)]
    return {term.casefold(): (term, meaning) for term, meaning in pairs}


def _sections(
    reader: _Reader, aside: Sequence[tuple[Position, Node]], body: Sequence[Block]
) -> Iterator[EasySection]:
    """One for each section of the full text, with the ideas that stand before the next."""
    ledger = reader.ledger
    headed = [one for one in blocks(body) if isinstance(one, Section | KeyFinding)]
    left_out = {place.line for place, node in aside if node.kind == "Header"}
    omitted = _covered(body, left_out)
    starts = [one.title.where.line for one in headed] + [1_000_000_000]
    opening = EasySection("", None, 1, bare=not body or body[0] in headed)
    sections = [opening, *(_section(one, one.id in omitted) for one in headed)]
    for section, start, end in zip(sections, [0, *starts], starts, strict=False):
        own = [(place, node) for place, node in aside if start <= place.line < end]
        written = [(place, node) for place, node in own if node.kind == "Div"]
        ideas = tuple(idea for place, node in written for idea in reader.ideas(node, place))
        title = reader.title(written, section.title)
        if written and section.omitted:
            message = "this section is left out of easy read, and has an easy-read block"
            ledger.error("easy-read-omitted", message, written[0][0], "keep the one or the other")
        if section is not opening or written or not section.bare:
            where = written[0][0] if written else section.where
            yield replace(section, title=title, ideas=ideas, where=where)


def _covered(body: Sequence[Block], lines: set[int]) -> set[str]:
    """The ids of the sections whose headings stand in these lines, and of all below them."""
    marked = [
        one
        for one in blocks(body)
        if isinstance(one, Section | KeyFinding) and one.title.where.line in lines
    ]
    below = (two for one in marked for two in blocks(one.body))
    return {one.id for one in (*marked, *below) if isinstance(one, Section | KeyFinding)}


def _section(one: Section | KeyFinding, omitted: bool) -> EasySection:
    bare = isinstance(one, Section) and all(map(_silent, one.body))
    where = one.title.where
    return EasySection(one.id, one.title, one.level, omitted=omitted, bare=bare, where=where)


def _silent(block: Block) -> bool:
    """Whether a block says nothing in its section's own name."""
    decoration = isinstance(block, Figure) and not block.description
    return decoration or isinstance(block, Section | KeyFinding | Break)


@dataclass(slots=True)
class _Reader:
    """Reads the blocks of ideas; it opens the picture bank when the first picture is named."""

    ledger: Ledger
    page: Page
    meanings: Mapping[str, tuple[str, str]]
    around: Surroundings = field(init=False)
    pictures: Bank | None = None

    def __post_init__(self) -> None:
        self.around = Surroundings(self.ledger, self.page, lambda _nodes, _where: ())

    def ideas(self, block: Node, where: Position) -> Iterator[Idea]:
        """The ideas of one block, each a paragraph; a complaint for everything else."""
        attributes.check(
            self.ledger,
            block.attributes,
            where,
            "an easy-read block",
            classes=(SETTING,),
            settings=("title",),
        )
        fences.check_closed(self.ledger, self.page, block, where)
        if not block.content:
            self.ledger.error("easy-read-empty", "this block is empty", where, PICTURE_FIRST)
        for node in block.content:
            place = self.page.place(node, where)
            if node.kind in {"Para", "Plain"}:
                yield from self._idea(node.content, place)
            else:
                message = "an easy-read block holds short paragraphs, and nothing else"
                self.ledger.error("easy-read-block", message, place, PICTURE_FIRST)

    def title(
        self, written: Sequence[tuple[Position, Node]], full: Sentence | None
    ) -> Sentence | None:
        """The easier heading that a block gives its section, or that of the full text."""
        for place, node in written:
            words = " ".join(node.attributes.pairs.get("title", "").split())
            if words and full:
                return self.around.told(smart(words, self.ledger.front.language), place)
            if words:
                message = "there is no heading here that could be made easier"
                self.ledger.error("easy-read-title", message, place, "take title= out")
        return full

    def _idea(self, nodes: list[Node], where: Position) -> Iterator[Idea]:
        first, *rest = nodes
        if first.kind != "Image":
            self.ledger.error("easy-read-picture", "this idea has no picture", where, PICTURE_FIRST)
            return
        before = len(self.ledger.complaints)
        self._check(rest, where)
        clean = len(self.ledger.complaints) == before
        hard: list[HardWord] = []
        rest = [self._unmarked(node, hard, where) for node in rest]
        lines = tuple(self._lines(rest, where)) if clean else ()
        place = self.page.place(first, where)
        if clean and not lines:
            hint = "write what it says after the picture"
            self.ledger.error("easy-read-words", "this idea has no words", where, hint)
        words = described(self.around.line(place), first, place)
        if words is None:
            message = "a picture in easy read shows the idea, and is never a decoration"
            self.ledger.error("image-alt", message, place, "write what it shows")
        found = self._picture(first, place)
        if found and words and lines:
            description = self.around.told(words, place)
            yield Idea(found[0], description, lines, tuple(hard), found[1], where=where)

    def _check(self, nodes: Sequence[Node], where: Position) -> None:
        for node in walk(nodes):
            place = self.page.place(node, where)
            if node.kind == "Image":
                message = "an idea has one picture"
                hint = "put an empty line before this picture, to begin another idea"
                self.ledger.error("easy-read-picture", message, place, hint)
            elif node.kind == "Link" and node.content[1][0].startswith("#"):
                message = "the full text is not part of easy read, so nothing can lead there"
                self.ledger.error("easy-read-link", message, place, "leave the link out")
            elif node.kind in REFUSED:
                message = f"{REFUSED[node.kind]} has no place in easy read"
                self.ledger.error("easy-read-words", message, place, "say it in plain words")

    def _unmarked(self, node: Node, hard: list[HardWord], where: Position) -> Node:
        """The node with its hard words made strong; each is looked up in the glossary."""
        if node.kind != "Span" or "hard" not in node.attributes.classes:
            return node
        place = self.page.place(node, where)
        own = node.attributes
        attributes.check(
            self.ledger, own, place, "a hard word", classes=("hard",), settings=("word",)
        )
        parts = (one.content or " " for one in walk(node.content) if one.kind in {"Str", *SPACES})
        words = "".join(parts)
        known = self._meaning(own.pairs.get("word", words))
        if known:
            hard.append(HardWord(words, *known, place))
        else:
            message = f"the hard word {words!r} is not in the glossary"
            hint = closest(words, [term for term, _ in self.meanings.values()])
            way = hint if hint.startswith("did") else "explain it under glossary: in easy-read:"
            self.ledger.error("hard-word", message, place, way)
        return Node("Strong", node.content, PLAIN, node.place)

    def _meaning(self, words: str) -> tuple[str, str] | None:
        low = words.casefold()
        alike = (low, low.removesuffix("s"), low.removesuffix("es"))
        return next((self.meanings[one] for one in alike if one in self.meanings), None)

    def _lines(self, nodes: Sequence[Node], where: Position) -> Iterator[Sentence]:
        """Each line of the source as one sentence, for a line's end is a pause."""
        line: list[Node] = []
        for node in (*nodes, Node("SoftBreak")):
            if node.kind not in {"SoftBreak", "LineBreak"}:
                line.append(node)
                continue
            while line and line[0].kind in SPACES:
                del line[0]
            if line and (made := self.around.line(self._start(line, where)).sentence(line)):
                yield made
            line = []

    def _start(self, line: Sequence[Node], where: Position) -> Position:
        return next((self.page.place(one, where) for one in walk(line) if one.start), where)

    def _picture(self, node: Node, where: Position) -> tuple[Image, Credit | None] | None:
        _, (target, title) = node.content
        own = node.attributes
        if title:
            message = "a picture in easy read has no caption"
            self.ledger.error("image-caption", message, where, "put the words beside the picture")
        attributes.check(self.ledger, own, where, "a picture in easy read")
        if not target.startswith(SHOWN):
            image = files.image(self.ledger, self.page, target, where)
            return (image, None) if image else None
        known = self._bank()
        pictures, name = known.pictures, target.removeprefix(SHOWN)
        if name not in pictures:
            if not known.complaints:  # else the picture may be in the list that cannot be read
                message = f"there is no picture called {name}"
                self.ledger.error("picture-unknown", message, where, near(pictures, name))
            return None
        image = files.of_bank(self.ledger, pictures[name].path, target, where)
        return (image, pictures[name].credit) if image else None

    def _bank(self) -> Bank:
        if self.pictures is None:
            self.pictures = bank(self.ledger.project)
            self.ledger.complaints.extend(self.pictures.complaints)
        return self.pictures
