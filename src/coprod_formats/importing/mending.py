"""Pandoc's tree to one that our reader takes: what has no home there finds one, or is told lost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from coprod_formats.importing import signs, tables, tree
from coprod_formats.importing.brought import Brought
from coprod_formats.importing.bullets import listed
from coprod_formats.importing.headings import outlined
from coprod_formats.importing.inlines import Lines
from coprod_formats.importing.pictures import Gallery
from coprod_formats.importing.places import linked, settle
from coprod_formats.importing.report import Report
from coprod_formats.importing.tree import Node, Nodes

DEEPEST = 20  # things inside one another; our reader stops a little below
DASHES = ("—", "–", "―")


def mended(brought: Brought, language: str, gallery: Gallery, report: Report) -> Nodes:
    """The blocks as our dialect can say them."""
    places = settle(brought.blocks)
    mender = _Mender(report)
    mender.lines = Lines(language, gallery, report, mender.note)
    blocks = mender.body(brought.blocks)
    blocks = outlined(blocks, brought.told, report)
    return linked(blocks, places, report)


@dataclass(slots=True)
class _Mender:
    report: Report
    lines: Lines = field(init=False)
    inside: str = ""  # a list, a quotation or a note, where a heading cannot stand
    depth: int = 0
    opens: bool = False  # whether it stands in what opens for detail

    def body(self, blocks: Sequence[Node]) -> Nodes:
        """Blocks, each mended; what stands too deep stands no deeper than what it is in."""
        if self.depth == DEEPEST:
            self.report.lost("lists and quotations inside too many others: their words are kept")
            said = tables.flat(list(blocks))
            return list(self._paragraph("Para", said)) if said else []
        self.depth += 1
        parted = listed(blocks, self.report)
        made = [one for block in parted for one in self._block(block)]
        self.depth -= 1
        return made

    def note(self, blocks: Nodes) -> Nodes:
        """The blocks of a note, each mended."""
        return self._within("a note", blocks)

    def _within(self, inside: str, blocks: Sequence[Node]) -> Nodes:
        outer, self.inside = self.inside, inside
        made = self.body(blocks)
        self.inside = outer
        return made

    def _block(self, block: Node) -> Iterator[Node]:
        kind, content = block["t"], _content(block)
        match kind:
            case "Para" | "Plain":
                yield from self._paragraph(kind, content)
            case "Header":
                yield from self._heading(content)
            case "BulletList":
                yield from self._items(content, None)
            case "OrderedList":
                yield from self._items(content[1], content[0])
            case "DefinitionList":
                yield from self._definitions(content)
            case "BlockQuote":
                inner = self._within("a quotation", content)
                if inner:
                    yield tree.node("BlockQuote", inner)
            case "Table":
                yield from self._table(block)
            case "Figure":
                yield from self._figure(content)
            case "Div":
                yield from self._div(content)
            case "LineBlock":
                lines = [self.lines.line(one) for one in content]
                broken = [n for one in lines for n in (*one, {"t": "LineBreak"})]
                yield from self._paragraph("Para", tree.trimmed(broken))
            case "CodeBlock":
                if content[1].strip():
                    yield tree.node("CodeBlock", [tree.attributes("", ["text"]), content[1]])
            case "HorizontalRule":
                if not self.inside:
                    yield block
            case "RawBlock":
                self._tell_raw(content)

    def _tell_raw(self, content: list[str]) -> None:
        form, markup = content
        if not re.fullmatch(r"\s*(?:<!--.*?-->\s*)*", markup, re.DOTALL):
            self.report.lost(f"raw {form}: {' '.join(markup.split())[:80]}")

    def _paragraph(self, kind: str, inlines: Nodes) -> Iterator[Node]:
        made = tree.trimmed(self.lines.line(inlines))
        if not tree.plain(made, notes=True) and not any(n["t"] == "Image" for n in made):
            return
        if not _worded(made):
            yield from (block for one in made if one["t"] == "Note" for block in one["c"])
            return
        yield tree.node(kind, made)

    def _heading(self, content: list[Any]) -> Iterator[Node]:
        level, (name, _, _), inlines = content
        made = tree.trimmed(self.lines.line(tables.trimmed_breaks(inlines)))
        pictures = [one for one in made if one["t"] == "Image"]
        made = tree.trimmed([one for one in made if one["t"] != "Image"])
        made = tables.unbolded(made)
        if made and self.inside:
            yield tree.paragraph([tree.node("Strong", made)])
        elif made:
            yield tree.heading(level, made, name)
        for picture in pictures:
            yield tree.paragraph([picture])

    def _items(self, items: list[Nodes], numbers: list[Any] | None) -> Iterator[Node]:
        made = [one for item in items if (one := self._within("a list", item))]
        if not made:
            return
        if numbers is None:
            yield tree.node("BulletList", made)
            return
        start, style, _ = numbers
        known = style["t"] in {"LowerAlpha", "UpperAlpha", "LowerRoman", "UpperRoman"}
        kind = style["t"] if known else "Decimal"
        yield tree.node("OrderedList", [[start, {"t": kind}, {"t": "Period"}], made])

    def _definitions(self, items: list[Any]) -> Iterator[Node]:
        made = []
        for term, bodies in items:
            words = tree.trimmed(self.lines.line(term))
            meanings = [one for body in bodies if (one := self._within("a definition", body))]
            if words and meanings:
                made.append([words, meanings])
            elif words:
                yield tree.paragraph([tree.node("Strong", words)])
            else:
                for one in meanings:
                    yield from one
        if made:
            yield tree.node("DefinitionList", made)

    def _table(self, block: Node) -> Iterator[Node]:
        cells = tables.arranging(block["c"])
        if cells is not None:
            yield from self._arranged(tables.flat(block["c"][1][1]), cells)
            return
        table = self.lines.table(block["c"])
        yield from tables.mended(table, self.lines.language, self.report)

    def _arranged(self, caption: Nodes, cells: list[Nodes]) -> Iterator[Node]:
        """What stood in a table to be in its place on a page, as it would stand without."""
        if cells:
            what = "a table of one row or one column was made paragraphs"
            self.report.guessed(what, words=tree.plain(cells[0], notes=True)[:60])
        said = [tree.paragraph(caption)] if caption else []
        for one in [*self.body(said), *(one for cell in cells for one in self.body(cell))]:
            yield tree.paragraph(one["c"]) if one["t"] == "Plain" else one

    def _figure(self, content: list[Any]) -> Iterator[Node]:
        _, (_, caption), inner = content
        said = signs.harmless(tree.plain(caption, notes=True))
        blocks = self.body(inner)
        pictures = [one for one in tree.walk(blocks) if one["t"] == "Image"]
        if len(pictures) == 1 and _alone(blocks):
            picture = pictures[0]
            if said and said != tree.plain(picture["c"][1]):
                picture["c"][2][1] = said
            yield tree.paragraph([picture])
            return
        if any(one["t"] == "Div" and "table" in one["c"][0][1] for one in blocks) and said:
            for one in blocks:
                if one["t"] == "Div" and "table" in one["c"][0][1]:
                    one["c"][0][2] = [["caption", said], *one["c"][0][2]]
            caption = []
        below = [tree.paragraph(one["c"]) if one["t"] == "Plain" else one for one in caption]
        below = self.body(below)
        quoted = len(blocks) == 1 and blocks[0]["t"] == "BlockQuote"
        if quoted and said.startswith(DASHES):  # who said it
            yield tree.node("BlockQuote", [*blocks[0]["c"], *below])
            return
        yield from blocks
        yield from below

    def _div(self, content: list[Any]) -> Iterator[Node]:
        braces, inner = content
        if "key-finding" in braces[1] and not self.inside and not self.opens:
            yield from self._finding(inner, braces[0])
            return
        language = self.lines.foreign(braces)
        made = self.body(inner)
        if language and made and not any(one["t"] == "Header" for one in made):
            yield tree.node("Div", [tree.attributes("", [], {"lang": language}), made])
        else:
            yield from made

    def _finding(self, inner: Nodes, name: str) -> Iterator[Node]:
        """What opens for detail, where its shape allows; else a strong line and what follows."""
        head, *rest = inner or [tree.paragraph([])]
        self.opens = True
        made = self.body(rest)
        self.opens = False
        words = tree.plain(head.get("c"))
        said = self.lines.line(tables.flat([head]))
        if words and _summed_up(made) and not _has_heading(made):
            self.report.guessed("what could be opened was made a key finding", words=words)
            level = int(head["c"][0]) if head["t"] == "Header" else 1
            braces = tree.attributes(name, ["key-finding"])
            yield tree.node("Div", [braces, [tree.heading(level, said), *made]])
            return
        if words:
            yield tree.paragraph([tree.node("Strong", said)])
        yield from made


def _summed_up(blocks: Nodes) -> bool:
    """Whether a paragraph of words comes first; pictures alone are figures."""
    starts = bool(blocks) and blocks[0]["t"] == "Para"
    return starts and any(one["t"] not in {"Image", *tree.BLANK} for one in blocks[0]["c"])


def _worded(inlines: Nodes) -> bool:
    """Whether there are words or pictures that the notes belong to."""
    return bool(tree.plain(inlines)) or any(one["t"] == "Image" for one in tree.walk(inlines))


def _has_heading(blocks: Nodes) -> bool:
    return any(one["t"] == "Header" for one in blocks)


def _content(node: Node) -> Any:
    return node.get("c")


def _alone(blocks: Nodes) -> bool:
    """Whether there is one paragraph, and nothing in it but pictures."""
    return (
        len(blocks) == 1
        and blocks[0]["t"] in {"Para", "Plain"}
        and all(one["t"] in {"Image", *tree.BLANK} for one in blocks[0]["c"])
    )
