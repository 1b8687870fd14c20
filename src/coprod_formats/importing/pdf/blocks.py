"""Chunks of untagged pages to blocks: headings, paragraphs made whole, lists, tables and notes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, zip_longest
from typing import Any

from coprod_formats.importing import tree
from coprod_formats.importing.pdf.captions import captioned
from coprod_formats.importing.pdf.chunks import Parted
from coprod_formats.importing.pdf.drawings import Drawing
from coprod_formats.importing.pdf.flow import Vocabulary, flowed, inlines
from coprod_formats.importing.pdf.headings import Ranked
from coprod_formats.importing.pdf.kinds import ENDED, Chunk, Kind
from coprod_formats.importing.pdf.lists import same_list
from coprod_formats.importing.pdf.pieces import BULLET, Look, Word, joined, lines_of
from coprod_formats.importing.pdf.ruled import Grid
from coprod_formats.importing.report import Report
from coprod_formats.importing.tree import Node, Nodes

STATISTIC = re.compile(r"[£$€]?\d[\d,.]*\s*%?(?:\s+\S+){0,4}")
FLAT = re.compile(r"(.*[a-z]{3}[.,;:!?’”)]*)(\d{1,2})")  # a mark in a raised figure of its own
DOTTED = re.compile(r"\d+(?:\.\d+){2,}|\d+\.\d+\.(?:\s|$)")  # the number of a section
MARKED = re.compile(r"[.,;:!?)’”]$")
Cut = Callable[[Drawing], str]


@dataclass(slots=True)
class Builder:
    """Makes blocks of chunks; it holds the notes until their marks are met."""

    parted: Parted
    ranked: Ranked
    vocabulary: Vocabulary
    report: Report
    cut: Cut  # a drawing to the name of its picture
    notes: dict[tuple[int, str], Nodes] = field(default_factory=dict)
    level: set[tuple[int, str]] = field(default_factory=set)  # notes whose marks are not raised

    def blocks(self) -> Nodes:
        """Everything in reading order."""
        chunks = self._whole()
        self._gather_notes(chunks)
        made: Nodes = []
        items: list[tuple[int, Chunk]] = []
        for index, chunk in chunks:
            if chunk.kind is Kind.ITEM and index not in self.ranked.levels:
                items.append((index, chunk))
                continue
            made.extend(self._lists(items))
            items = []
            made.extend(self._block(index, chunk))
        made.extend(self._lists(items))
        made.extend(self._orphans())
        return captioned(made)

    def _whole(self) -> list[tuple[int, Chunk]]:
        """Paragraphs that run on over the end of a column or a page, as one."""
        made: list[tuple[int, Chunk]] = []
        last: Chunk | None = None
        for index, chunk in enumerate(self.parted.chunks):
            if index in self.ranked.title + self.ranked.subtitle:
                continue
            if last and self._runs_on(index, last, chunk):
                last.lines.extend(chunk.lines)
                continue
            made.append((index, chunk))
            plain = index not in self.ranked.levels
            if chunk.kind in {Kind.TEXT, Kind.ITEM}:
                last = chunk if plain else None
        return made

    def _runs_on(self, index: int, last: Chunk, chunk: Chunk) -> bool:
        if chunk.kind is not Kind.TEXT or index in self.ranked.levels:
            return False
        if abs(chunk.look.size - last.look.size) > 0.05 * last.look.size:
            return False
        if last.column == chunk.column and last.page == chunk.page:
            return False
        if ENDED.search(last.text) or STATISTIC.fullmatch(last.text):
            return False
        full = last.lines[-1].box.right > last.column.right - 0.35 * last.column.width
        first = chunk.text[:1]
        return (
            first.islower()
            or last.text.endswith(("-", "\u00ad", ","))
            or (full and first.isalnum() and len(last.lines) > 1)
        )

    def _gather_notes(self, chunks: list[tuple[int, Chunk]]) -> None:
        """Keep every note by its page and mark, whatever paragraphs it has."""
        last: Chunk | None = None
        for index, chunk in list(chunks):
            goes_on = last is not None and self._more_of_note(index, last, chunk)
            if chunk.kind is Kind.NOTE:
                words = flowed(chunk.lines, self.vocabulary)
                mark = words[0].text.rstrip(".)")
                inner = inlines(words[1:], chunk.look)
                self.notes[chunk.page, mark] = [tree.paragraph(inner)]
                if not words[0].raised:
                    self.level.add((chunk.page, mark))
                last = chunk
            elif last is not None and goes_on:
                words = flowed(chunk.lines, self.vocabulary)
                note = self.notes[last.page, last.marker.rstrip(".)")]
                note[0]["c"] += [tree.SPACE, *inlines(words, chunk.look)]
                chunks.remove((index, chunk))
            else:
                last = None

    def _more_of_note(self, index: int, note: Chunk, chunk: Chunk) -> bool:
        """Whether a paragraph stands right below a note, in its letters."""
        return (
            chunk.kind is Kind.TEXT
            and index not in self.ranked.levels
            and (chunk.page, chunk.column) == (note.page, note.column)
            and abs(chunk.look.size - note.look.size) < 0.3
            and chunk.look.size <= 0.93 * self.parted.body.size
        )

    def _orphans(self) -> Nodes:
        """Notes whose mark was not found, as paragraphs, so that no word is lost."""
        made: Nodes = []
        for (page, mark), body in self.notes.items():
            words = tree.plain(body)
            what = f"note {mark} has no mark in the text, and stands at the end"
            self.report.guessed(what, page, words)
            made.append(tree.paragraph([tree.node("Str", f"{mark}."), tree.SPACE, *body[0]["c"]]))
        return made

    def _block(self, index: int, chunk: Chunk) -> Iterator[Node]:
        match chunk.kind:
            case Kind.GRID if chunk.grid is not None:
                yield self._table(chunk.grid)
            case Kind.DRAWING if chunk.drawing is not None:
                yield self._figure(chunk.drawing)
            case Kind.LISTING if chunk.listing is not None:
                self.report.kept("listings of programs")
                yield tree.node("CodeBlock", [tree.attributes(), chunk.listing.text])
            case Kind.NOTE | Kind.GRID | Kind.DRAWING | Kind.LISTING:
                return
            case Kind.TEXT | Kind.ITEM:
                yield self._text(index, chunk)

    def _text(self, index: int, chunk: Chunk) -> Node:
        words = self._lifted(flowed(chunk.lines, self.vocabulary), chunk.pages)
        level = self.ranked.levels.get(index, 0)
        if level:
            self.report.guessed(f"a heading of level {level}", chunk.page, joined(words))
            return tree.heading(level, self._noted(inlines(words), chunk.pages))
        inner = self._noted(inlines(words, _usual(chunk, self.parted.body)), chunk.pages)
        large = chunk.look.size > 1.6 * self.parted.body.size
        if large and STATISTIC.fullmatch(chunk.text) and not DOTTED.match(chunk.text):
            self.report.guessed("a number that stands out", chunk.page, chunk.text)
            inner = [tree.node("Span", [tree.attributes("", ["stat"]), inner])]
        return tree.paragraph(inner)

    def _lifted(self, words: list[Word], pages: Sequence[int]) -> list[Word]:
        """The words, with a figure that is not raised, or not whole, raised where it calls a note.

        One that hangs on a word of another look does, where that page has such a note.
        """
        made: list[Word] = []
        for before, word in pairwise([*words[:1], *words]):
            text = unicodedata.normalize("NFKC", word.text)
            hangs = word.glued and before.look != word.look
            known = (self.level if hangs else self.notes) if hangs or text != word.text else ()
            called = text.isdigit() and any((page, text) in known for page in pages)
            made.append(replace(word, text=text, raised=True) if called else word)
        return made

    def _noted(self, nodes: Nodes, pages: Sequence[int], *, cell: bool = False) -> Nodes:
        """Marks replaced by the notes that they call: raised ones, and figures after a sentence.

        A figure in a cell is a figure, unless it is raised.
        """
        made: Nodes = tree.rewritten(nodes, lambda node: self._called(node, pages))
        for at, node in enumerate(made):
            if cell:
                break
            if node["t"] == "Str" and node["c"].isdigit() and _stands_as_mark(made, at):
                made[at : at + 1] = self._note(node["c"], pages, level=True) or [node]
        return [
            one
            for one, after in zip_longest(made, made[1:])
            if not (one["t"] == "Space" and after is not None and after["t"] == "Note")
        ]

    def _called(self, node: Node, pages: Sequence[int]) -> Nodes | None:
        flat = FLAT.fullmatch(node["c"]) if node["t"] == "Str" else None
        if flat:
            note = self._note(flat[2], pages)
            return [tree.node("Str", flat[1]), *note] if note else None
        if node["t"] != "Superscript":
            return None
        marks = [one.strip(".),") for one in re.split(r"[\s,]+", tree.plain(node["c"]))]
        if not all(any((page, mark) in self.notes for page in pages) for mark in marks):
            return None
        return [note for mark in marks for note in self._note(mark, pages)]

    def _note(self, mark: str, pages: Sequence[int], *, level: bool = False) -> Nodes:
        """The note of that mark on one of these pages; where it was level, so was its call."""
        for page in pages:
            if (page, mark) in self.notes and (not level or (page, mark) in self.level):
                self.report.kept("footnotes")
                return [tree.node("Note", self.notes.pop((page, mark)))]
        return []

    def _lists(self, items: list[tuple[int, Chunk]]) -> Iterator[Node]:
        """Entries as lists, those set further in as lists inside."""
        runs: list[list[Chunk]] = []
        for _, chunk in items:
            if runs and same_list(runs[-1], chunk):
                runs[-1].append(chunk)
            else:
                runs.append([chunk])
        for run in runs:
            self.report.kept("lists")
            yield self._list(run)

    def _list(self, run: list[Chunk]) -> Node:
        left = min(chunk.lines[0].box.left - chunk.column.left for chunk in run)
        bodies: list[Nodes] = []
        inner: list[Chunk] = []
        for chunk in run:
            deep = chunk.lines[0].box.left - chunk.column.left > left + 8
            if deep and bodies:
                inner.append(chunk)
                continue
            if inner:
                bodies[-1].append(self._list(inner))
                inner = []
            bodies.append([self._entry(chunk)])
        if inner:
            bodies[-1].append(self._list(inner))
        marker = run[0].marker.strip("().")
        if BULLET.fullmatch(run[0].marker):
            return tree.bullets(bodies)
        start = int(marker) if marker.isdigit() else 1
        style = "Decimal" if marker.isdigit() else "LowerAlpha"
        return tree.numbered(bodies, start, style)

    def _entry(self, chunk: Chunk) -> Node:
        words = self._lifted(flowed(chunk.lines, self.vocabulary)[1:], chunk.pages)
        usual = _usual(chunk, self.parted.body)
        return tree.node("Plain", self._noted(inlines(words, usual), chunk.pages))

    def _table(self, grid: Grid) -> Node:
        rows: list[list[list[Any]]] = []
        for row in grid.rows:
            cells = []
            for number, words in enumerate(row):
                inner = self._cell(list(words), grid, len(rows) < grid.heads)
                cells.append(tree.cell([tree.node("Plain", inner)] if inner or number else []))
            rows.append(cells)
        first = tree.plain(rows[0][0][4]) or tree.plain([one[4] for one in rows[0]])
        size = f"{len(rows)} rows and {len(rows[0])} columns"
        self.report.guessed(f"a table of {size}, its first row as its header", grid.page, first)
        return tree.table(rows, grid.heads)

    def _cell(self, words: list[Word], grid: Grid, head: bool) -> Nodes:
        flow = flowed(lines_of(words, grid.page), self.vocabulary)
        nodes = inlines(flow, None if head else self.parted.body)
        return self._noted(nodes, [grid.page], cell=True)

    def _figure(self, drawing: Drawing) -> Node:
        said = joined([w for line in lines_of(drawing.labels, 0) for w in line.words])
        words = f"; it says: {said}" if said else ""
        name = self.cut(drawing)
        return tree.paragraph([tree.image(name, f"TODO: say what this picture shows{words}")])


def _stands_as_mark(nodes: Nodes, at: int) -> bool:
    """Whether a figure stands after the end of a sentence, or at the end of all."""
    before = [one for one in nodes[:at] if one["t"] != "Space"]
    said = tree.plain(before[-1:])
    return bool(said) and (bool(MARKED.search(said)) or at == len(nodes) - 1)


def _usual(chunk: Chunk, body: Look) -> Look:
    """The look that counts as plain in a chunk: its own where all of it is in one."""
    words = [word for line in chunk.lines for word in line.words]
    italic = sum(len(w.text) for w in words if w.look.italic) > 0.9 * sum(
        len(w.text) for w in words
    )
    return Look(body.size, body.bold, italic and len(words) > 6)
