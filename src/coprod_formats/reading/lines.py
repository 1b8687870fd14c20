"""Pandoc's inlines to ours: the words of one paragraph, heading, caption or cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from coprod_formats.diagnostics import Position
from coprod_formats.document import (
    Block,
    Code,
    Emphasis,
    Foreign,
    Inline,
    LineBreak,
    Link,
    Note,
    Picture,
    Script,
    Sentence,
    Statistic,
    Text,
)
from coprod_formats.pandoc import Node
from coprod_formats.reading import attributes, files, links
from coprod_formats.reading.cutting import Run, cut, visible
from coprod_formats.reading.descriptions import check_description
from coprod_formats.reading.formulas import formula
from coprod_formats.reading.ledger import Ledger, Page
from coprod_formats.reading.shapes import SPACES, trimmed
from coprod_formats.reading.strays import check_strays
from coprod_formats.reading.typography import smart
from coprod_formats.reading.wrappings import unwrapped
from coprod_formats.walking import plain

DEEPEST = 25
TURNED = re.compile(r"(?<=[^\s(\[{“‘])“(?=$|[\s.,;:!?)\]])")
STRUCK = "say in words what changed: readers who listen cannot hear a line through it"
NO_HOME = {
    "Strikeout": ("struck-out", "words that are struck out", STRUCK),
    "Underline": ("inline-unknown", "underlined words", "use *emphasis* or **strong emphasis**"),
    "SmallCaps": ("inline-unknown", "small capitals", "write the words plainly"),
}

Body = Callable[[list[Node], Position], tuple[Block, ...]]


@dataclass(slots=True)
class Line:
    """Reads one run of inlines, and keeps what is needed to cut it into sentences."""

    ledger: Ledger
    page: Page
    where: Position
    body: Body
    expand: bool
    language: str
    run: Run = field(default_factory=Run)
    depth: int = 0
    alt: str = ""

    def sentences(self, nodes: Sequence[Node]) -> tuple[Sentence, ...]:
        """The run cut into sentences."""
        inlines = self._checked(nodes)
        return cut(inlines, self.run, self.ledger.sentence, self._place)

    def sentence(self, nodes: Sequence[Node]) -> Sentence | None:
        """The whole run as one sentence, or nothing where there are no words."""
        inlines = self._checked(nodes)
        made = cut(inlines, self.run, self.ledger.sentence, self._place, whole=True)
        return made[0] if made else None

    def words(self, nodes: Sequence[Node]) -> str:
        """The words alone, for descriptions."""
        for node in nodes:
            self._check_plain(node)
        self._checked(nodes)
        return " ".join(self.run.words.split())

    def _check_plain(self, node: Node) -> None:
        if node.kind in {"Note", "Image"}:
            message = "a description is plain words: no notes or pictures inside"
            where = self.page.place(node, self.where)
            self.ledger.error("image-alt", message, where, "put them after the picture")

    def _checked(self, nodes: Sequence[Node]) -> tuple[Inline, ...]:
        inlines = self.inlines(nodes)
        words = self.run.words
        if not visible(words) and any(isinstance(one, Note | Picture) for one in inlines):
            message = "a note or a decoration stands here without words"
            self.ledger.error("words-missing", message, self.where, "write the words it belongs to")
        check_strays(self.ledger, self.run, self.where, self._place)
        return inlines

    def _place(self, offset: int) -> Position:
        """Where the word at this offset of the run stands."""
        found = self.run.origin(offset)
        if found is None:
            return self.where
        node, start = found
        place = self.page.place(node, self.where)
        shift = offset - start if node.kind == "Str" else 0
        return Position(place.file, place.line, place.column + shift)

    def inlines(self, nodes: Sequence[Node]) -> tuple[Inline, ...]:
        """The nodes as inlines, with neighbouring words in one piece."""
        made: list[Inline] = []
        words: list[str] = []
        run, start = self.run, self.run.length
        for node in unwrapped(self.ledger, self.page, nodes, self.language, self.where):
            if node.kind == "Str":
                run.origins.append((start, node))
                words.append(node.content)
                start += len(node.content)
            elif node.kind in SPACES:
                if not words or words[-1] != " ":
                    words.append(" ")
                    start += 1
            else:
                made.extend(self._text(words))
                words = []
                run.origins.append((run.length, node))
                made.extend(self._inline(node))
                start = run.length
        made.extend(self._text(words))
        return tuple(made)

    def _text(self, words: list[str]) -> Iterator[Inline]:
        if not words:
            return
        text = "".join(words)
        if text[0] == " " and self.run.ends_in_space:
            text = text[1:]
        if "“" in text:
            text = TURNED.sub("”", text)
        before = "".join(self.run.plain[-8:])[-80:]
        for inline in self.ledger.abbreviations.mark(text, before, self.expand):
            own = inline.text if isinstance(inline, Text) else getattr(inline, "short", "")
            self.run.add(own, whole=not isinstance(inline, Text))
            yield inline

    def _inline(self, node: Node) -> Iterator[Inline]:
        where = self.page.place(node, self.where)
        if self.depth > DEEPEST:
            message = "too many things stand inside one another here"
            self.ledger.error("nesting", message, where, "stress fewer words inside others")
            return
        match node.kind:
            case "Emph" | "Strong":
                inner = self._inside(node.content)
                if inner:
                    yield Emphasis(inner, strong=node.kind == "Strong")
            case "Superscript" | "Subscript":
                raised = node.kind == "Superscript"
                yield from self._atom(node.content, lambda inner: Script(inner, raised))
            case "Code":
                attributes.check(
                    self.ledger, node.attributes, where, "code", classes=node.attributes.classes
                )
                yield from self._leaf(node.content, Code)
            case "Link":
                yield from self._link(node, where)
            case "Image":
                yield from self._picture(node, where)
            case "Math":
                yield from self._formula(node, where)
            case "Span":
                yield from self._span(node, where)
            case "Note":
                yield self._note(node, where)
            case "LineBreak":
                self.run.breaks.append(self.run.length)
                self.run.add(" ")
                yield LineBreak()
            case kind:
                rule, what, hint = NO_HOME.get(kind, ("inline-unknown", f"{kind}", ""))
                self.ledger.error(rule, f"{what} cannot be shown in every format", where, hint)

    def _inside(self, nodes: Sequence[Node]) -> tuple[Inline, ...]:
        self.depth += 1
        made = self.inlines(nodes)
        self.depth -= 1
        return made

    def _atom(
        self, nodes: Sequence[Node], make: Callable[[tuple[Inline, ...]], Inline]
    ) -> Iterator[Inline]:
        """Something that is never cut; spaces at its edges are set outside it."""
        inner, before, after = trimmed(nodes)
        if before:
            yield from self._text([" "])
        with self.run.kept_whole():
            made = self._inside(inner)
        if made:
            yield make(made)
        if after:
            yield from self._text([" "])

    def _leaf(self, words: str, make: Callable[[str], Inline]) -> Iterator[Inline]:
        one_line = " ".join(words.split()) if words.strip() != words or "\n" in words else words
        if one_line:
            self.run.add(one_line, whole=True)
            yield make(one_line)

    def _link(self, node: Node, where: Position) -> Iterator[Inline]:
        inner, (target, title) = node.content
        attributes.check(self.ledger, node.attributes, where, "a link", settings=("lang",))
        if title:
            message = f'the words "{title}" show in no format: readers cannot point at a link'
            self.ledger.error("link-title", message, where, "put them into the sentence")
        reached = links.judge(self.ledger, target, where)
        made = tuple(self._atom(inner, lambda inlines: Link(inlines, reached)))
        if not visible(plain(made)):
            self.ledger.error("link-words", "this link has no words", where, f"[words]({target})")
        yield from self._foreign(made, node, where)

    def _foreign(self, made: tuple[Inline, ...], node: Node, where: Position) -> Iterator[Inline]:
        tag = attributes.language(self.ledger, node.attributes, where)
        if tag and made:
            yield Foreign(made, tag)
        else:
            yield from made

    def _picture(self, node: Node, where: Position) -> Iterator[Inline]:
        _, (target, caption) = node.content
        if "video" in node.attributes.classes:
            message = "a video stands alone in its paragraph"
            self.ledger.error("video-place", message, where, "put empty lines around it")
            return
        attributes.check(
            self.ledger, node.attributes, where, "a picture in a line", classes=("decorative",)
        )
        if caption:
            message = "a picture inside a line cannot have a caption"
            self.ledger.error("image-caption", message, where, "put empty lines around the picture")
        words = described(self, node, where)
        image = files.image(self.ledger, self.page, target, where)
        self.run.add(words or "", whole=bool(words))
        if image is not None:
            yield Picture(image, words)

    def _span(self, node: Node, where: Position) -> Iterator[Inline]:
        own = node.attributes
        attributes.check(
            self.ledger, own, where, "a span", classes=("stat",), settings=("lang", "alt")
        )
        if "alt" in own.pairs:
            yield from self._described_formula(node, where)
            return
        outer = self.language
        self.language = attributes.language(self.ledger, own, where) or outer
        if "stat" in own.classes:
            made = tuple(self._atom(node.content, Statistic))
        else:
            made = self._inside(node.content)
        self.language = outer
        if not visible(plain(made)):
            message = "these braces stand alone, and nothing takes what they say"
            hint = "put them right after the thing they belong to, with no space between"
            self.ledger.error("attribute-stray", message, where, hint)
        yield from self._foreign(made, node, where)

    def _formula(self, node: Node, where: Position) -> Iterator[Inline]:
        words = smart(self.alt, self.language)
        made = formula(self.ledger, node, words, where)
        if made:
            self.run.add(words, whole=True)
            yield made

    def _described_formula(self, node: Node, where: Position) -> Iterator[Inline]:
        inner = unwrapped(self.ledger, self.page, node.content, self.language, self.where)
        kinds = [one.kind for one in inner if one.kind not in SPACES]
        if kinds != ["Math"]:
            message = "alt= describes a formula, and this is not one formula alone"
            self.ledger.error("math-alt", message, where, 'write [$a^2$]{alt="a squared"}')
            return
        self.alt = node.attributes.pairs["alt"]
        yield from self._atom(node.content, lambda inner: inner[0])
        self.alt = ""

    def _note(self, node: Node, where: Position) -> Inline:
        self.ledger.notes += 1
        number = self.ledger.notes
        name = self.ledger.name(f"note-{number}")
        return Note(name, number, self.body(node.content, where))


def described(line: Line, node: Node, where: Position) -> str | None:
    """A picture's description; ``None`` for a decoration, and a complaint if there is neither."""
    inner, (target, _) = node.content
    own = Line(line.ledger, line.page, where, line.body, False, line.language)
    words = own.words(inner)
    decorative = "decorative" in node.attributes.classes
    check_description(line.ledger, target, words, decorative, where)
    return None if decorative else words
