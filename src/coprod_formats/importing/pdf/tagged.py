"""A PDF that has a structure tree to blocks, by what the tree says and not by where things lie."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from coprod_formats.importing import tree
from coprod_formats.importing.pdf.bidi import as_drawn
from coprod_formats.importing.pdf.drawings import Drawing
from coprod_formats.importing.pdf.elements import (
    BLOCK_LEVEL,
    GROUPS,
    HEADINGS,
    LINE_LEVEL,
    NOTES,
    cut_label,
    defines,
    goes_on,
    place_of,
    stretches,
)
from coprod_formats.importing.pdf.flow import Vocabulary, flowed, inlines
from coprod_formats.importing.pdf.pieces import Box, Line, Look, Page, Word, joined
from coprod_formats.importing.pdf.told import Leaf, Tag
from coprod_formats.importing.report import Report
from coprod_formats.importing.tree import Node, Nodes

ENOUGH = 0.9  # of a file's letters must stand in its tree, or the tree is not trusted
CALL = re.compile(r"\[?\d{1,3}\]?|[*†‡§]{1,3}")


@dataclass(slots=True)
class Builder:
    """Makes blocks of a structure tree."""

    pages: Sequence[Page]
    body: Look
    vocabulary: Vocabulary
    report: Report
    cut: Callable[[Drawing], str]
    words: dict[tuple[int, int], list[Word]] = field(default_factory=dict)
    shapes: dict[tuple[int, int], list[Box]] = field(default_factory=dict)
    notes: dict[str, list[Nodes]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        """Lay the words out by the numbers that the tree names them by."""
        for page in self.pages:
            for word in page.words:
                self.words.setdefault((page.number, word.mark), []).append(word)
            for shape in page.shapes:
                self.shapes.setdefault((page.number, shape.mark), []).append(shape.box)

    def trusted(self, root: Tag) -> bool:
        """Whether the tree names nearly all words, and says more than that they are there."""
        named = {(leaf.page, leaf.mark) for leaf in root.leaves()}
        shown = [w for page in self.pages for w in page.words if not w.artifact]
        total = sum(len(word.text) for word in shown)
        covered = sum(len(w.text) for key in named for w in self.words.get(key, ()))
        kinds = {tag.kind for tag in root.every()}
        telling = bool(kinds & (set(HEADINGS) | {"L", "Table"})) or len(self.pages) == 1
        return (
            bool(total)
            and covered >= ENOUGH * total
            and telling
            and bool(kinds & {"P", "L", "Table"})
        )

    def blocks(self, root: Tag) -> Nodes:
        """Everything in the order of the tree."""
        for tag in root.every():
            if tag.kind in NOTES:
                self._gather_note(tag)
        made = list(self._inside(root))
        made.extend(self._orphans())
        return made

    def _gather_note(self, tag: Tag) -> None:
        words = self._words(tag)
        if not words:
            return
        mark = words[0].text.rstrip(".)")
        self.notes[mark].append([tree.paragraph(inlines(words[1:], replace(words[-1].look)))])

    def _orphans(self) -> Iterator[Node]:
        for mark, bodies in self.notes.items():
            for body in bodies:
                self.report.guessed(
                    f"note {mark} has no mark in the text, and stands at the end",
                    words=tree.plain(body),
                )
                yield tree.paragraph([tree.node("Str", f"{mark}."), tree.SPACE, *body[0]["c"]])

    def _inside(self, tag: Tag) -> Iterator[Node]:
        """The blocks of a group; words that stand loose in it are paragraphs."""
        loose: list[Tag | Leaf] = []
        for child in tag.children:
            if isinstance(child, Leaf) or child.kind in LINE_LEVEL:
                loose.append(child)
                continue
            yield from self._loose(loose)
            loose = []
            yield from self._block(child)
        yield from self._loose(loose)

    def _loose(self, children: list[Tag | Leaf]) -> Iterator[Node]:
        inner = self._inlines(Tag("P", list(children)))
        if inner:
            yield tree.paragraph(inner)

    def _block(self, tag: Tag) -> Iterator[Node]:
        kind = tag.kind
        if kind in NOTES or kind == "Artifact":
            return
        if kind == "TOC":
            self.report.left_out("the contents, which every format makes for itself")
            return
        if kind in GROUPS:
            yield from self._inside(tag)
        elif kind in HEADINGS:
            words = self._words(tag)
            if words:
                level = 0 if kind == "Title" else HEADINGS[kind]
                yield tree.heading(max(1, level), self._noted(inlines(words)))
        elif kind == "L":
            yield from self._list(tag)
        elif kind == "Table":
            yield from self._table(tag)
        elif kind == "BlockQuote":
            yield tree.node("BlockQuote", list(self._inside(tag)))
        elif kind in {"Figure", "Formula"}:
            yield from self._figure(tag)
        elif any(isinstance(c, Tag) and c.kind in BLOCK_LEVEL for c in tag.children):
            yield from self._inside(tag)
        else:
            inner = self._inlines(tag)
            if inner:
                yield tree.paragraph(inner)

    def _words(self, tag: Tag) -> list[Word]:
        """The words of an element in the order of the tree, lines told apart, notes left out."""
        lines: list[Line] = []
        for leaf, inside in stretches(tag):
            words = self.words.get((leaf.page, leaf.mark), [])
            if inside:
                words = [replace(w, raised=bool(CALL.fullmatch(w.text))) for w in words]
            for word in words:
                self._lay(lines, word, leaf.page)
        return flowed([as_drawn(line) for line in lines], self.vocabulary)

    def _lay(self, lines: list[Line], word: Word, page: int) -> None:
        last = lines[-1] if lines else None
        if last is None or last.page != page or not goes_on(last, word):
            lines.append(Line((replace(word, glued=False),), page))
            return
        before = last.words[-1]
        size = max(before.look.size, word.look.size)
        gap = word.box.left - before.box.right
        small = word.look.size < 0.85 * size and before.base - word.base > 0.12 * size
        raised = word.raised or small
        glued = gap < 0.12 * min(before.look.size, word.look.size)
        lines[-1] = Line((*last.words, replace(word, glued=glued, raised=raised)), page)

    def _inlines(self, tag: Tag) -> Nodes:
        words = self._words(tag)
        usual = Look(self.body.size, self.body.bold, False)
        made = self._noted(inlines(words, usual))
        pictures = [
            picture
            for one in tag.every()
            if one.kind == "Figure" and one is not tag
            for figure in self._figure(one)
            for picture in figure["c"]
        ]
        return [*made, *([tree.SPACE] if made and pictures else []), *pictures]

    def _noted(self, nodes: Nodes) -> Nodes:
        def change(node: Node) -> Nodes | None:
            """The note that a raised mark calls; nothing for what stays as it is."""
            if node["t"] != "Superscript":
                return None
            waiting = self.notes.get(tree.plain(node["c"]).rstrip(".),"))
            if not waiting:
                return None
            self.report.kept("footnotes")
            return [tree.node("Note", waiting.pop(0))]

        made: Nodes = tree.rewritten(nodes, change)
        return made

    def _list(self, tag: Tag) -> Iterator[Node]:
        items: list[Nodes] = []
        label = ""
        if defines(tag) and (terms := self._terms(tag)):
            yield tree.node("DefinitionList", terms)
            return
        for child in tag.children:
            if isinstance(child, Leaf):
                continue
            if child.kind == "L" and items:
                items[-1].extend(self._list(child))
            elif child.kind == "LI":
                mark, body = self._item(child)
                label = label or mark
                if body:
                    items.append(body)
            else:
                yield from self._block(child)
        if not items:
            return
        self.report.kept("lists")
        if all(len(item) == 1 and item[0]["t"] == "Para" for item in items):
            items = [[tree.node("Plain", item[0]["c"])] for item in items]
        number = label.strip("().")
        if number.isdigit():
            yield tree.numbered(items, int(number))
        elif len(number) == 1 and number.isalpha() and number != "o":
            yield tree.numbered(items, 1, "LowerAlpha" if number.islower() else "UpperAlpha")
        else:
            yield tree.bullets(items)

    def _terms(self, tag: Tag) -> list[list[Any]]:
        """A list whose labels are words, as terms and what they mean; nothing for another."""
        made: list[list[Any]] = []
        for item in tag.children:
            if not isinstance(item, Tag) or item.kind != "LI":
                return []
            labels = [c for c in item.children if isinstance(c, Tag) and c.kind == "Lbl"]
            rest = [c for c in item.children if c not in labels]
            words = [word for one in labels for word in self._words(one)]
            if len(joined(words)) < 4 or not any(c.isalpha() for c in joined(words)):
                return []
            made.append([inlines(words), [list(self._inside(Tag("LBody", rest)))]])
        return made

    def _item(self, tag: Tag) -> tuple[str, Nodes]:
        labels = [c for c in tag.children if isinstance(c, Tag) and c.kind == "Lbl"]
        rest = [c for c in tag.children if not (isinstance(c, Tag) and c.kind == "Lbl")]
        label = "".join(word.text for one in labels for word in self._words(one))
        body: Nodes = []
        for child in rest:
            if isinstance(child, Tag) and child.kind == "LBody":
                body.extend(self._inside(child))
            elif isinstance(child, Tag) and child.kind == "L":
                body.extend(self._list(child))
            else:
                body.extend(self._inside(Tag("LBody", [child])))
        if not label and body and body[0]["t"] == "Para":
            label = cut_label(body[0])
        return label, [one for one in body if one.get("c")]

    def _table(self, tag: Tag) -> Iterator[Node]:
        rows = [one for one in tag.every() if one.kind == "TR"]
        captions = [one for one in tag.children if isinstance(one, Tag) and one.kind == "Caption"]
        made: list[list[list[Any]]] = []
        heads = 0
        for row in rows:
            cells = [c for c in row.children if isinstance(c, Tag) and c.kind in {"TH", "TD"}]
            if not cells:
                continue
            if all(c.kind == "TH" and c.scope != "Row" for c in cells) and heads == len(made):
                heads += 1
            made.append([tree.cell(self._cell(c), c.across, c.down) for c in cells])
        if made:
            self.report.kept("tables")
            caption = [node for one in captions for node in self._inlines(one)]
            yield tree.table(made, heads, caption)

    def _cell(self, tag: Tag) -> Nodes:
        return list(self._inside(tag))

    def _figure(self, tag: Tag) -> Iterator[Node]:
        caption = [c for c in tag.children if isinstance(c, Tag) and c.kind == "Caption"]
        said = " ".join(tree.plain(self._inlines(one)) for one in caption)
        places = place_of(tag, self.shapes, self.words)
        if not places:
            inner = self._inlines(Tag("P", tag.children))
            if inner:
                yield tree.paragraph(inner)
            return
        page, box = places
        inside = [w for leaf in tag.leaves() for w in self.words.get((leaf.page, leaf.mark), ())]
        drawing = Drawing(box, tuple(inside) if not caption else (), page)
        words = " ".join(word.text for word in drawing.labels)
        told = f"TODO: say what this picture shows{'; it says: ' + words if words else ''}"
        if tag.alt:
            self.report.kept("descriptions of pictures")
        yield tree.paragraph([tree.image(self.cut(drawing), tag.alt or told, said)])
