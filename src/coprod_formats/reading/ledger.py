"""What one reading gathers as it goes, shared by the readers of blocks, lines and files."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from coprod_formats import pandoc
from coprod_formats.diagnostics import Diagnostic, Position, error, warning
from coprod_formats.document import Asset, FrontMatter
from coprod_formats.pandoc import Node
from coprod_formats.reading.abbreviations import Abbreviations

Parse = Callable[[str], list[Node]]  # from Markdown to pandoc's nodes


@dataclass(frozen=True, slots=True)
class Page:
    """One Markdown file that is being read: its path, as it is shown, and its lines."""

    path: Path
    shown: str
    lines: tuple[str, ...]

    def place(self, node: Node, around: Position) -> Position:
        """Where a node stands, or where the thing around it does."""
        start = node.start
        return Position(self.shown, *start) if start else around


@dataclass(slots=True)
class Ledger:
    """Complaints, names that are taken, files that were opened, links that are to be checked."""

    project: Path
    front: FrontMatter
    abbreviations: Abbreviations
    complaints: list[Diagnostic] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=dict)
    files: dict[Path, Asset] = field(default_factory=dict)
    links: list[tuple[str, Position]] = field(default_factory=list)
    parse: Parse = pandoc.read
    formulas: dict[tuple[str, bool], tuple[str, str]] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    aside: list[Node] = field(default_factory=list)  # what is for easy read
    notes: int = 0

    def error(self, rule: str, message: str, where: Position, hint: str = "") -> None:
        """Note something that has to be mended before any format can be made."""
        self.complaints.append(error(rule, message, where, hint))

    def warning(self, rule: str, message: str, where: Position, hint: str = "") -> None:
        """Note something that readers may suffer from."""
        self.complaints.append(warning(rule, message, where, hint))

    def sentence(self, words: str) -> str:
        """A name for a sentence, made of its words, so that edits elsewhere leave it alone."""
        return self.name("s" + hashlib.sha256(words.encode()).hexdigest()[:10])

    def name(self, wanted: str) -> str:
        """This name, or the first of its successors that nothing else in the document has."""
        count = self.counts.get(wanted, 0)
        while True:
            count += 1
            name = f"{wanted}-{count}" if count > 1 else wanted
            if name not in self.taken:
                self.counts[wanted] = count
                self.taken.add(name)
                return name

    def numbered(self, kind: str) -> str:
        """The next free name of a kind, such as "figure-2"."""
        count = self.counts.get(f"{kind}-", 0)
        while True:
            count += 1
            if f"{kind}-{count}" not in self.taken:
                self.counts[f"{kind}-"] = count
                self.taken.add(f"{kind}-{count}")
                return f"{kind}-{count}"
