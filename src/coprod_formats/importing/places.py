"""What links inside a document lead to: headings, pictures, tables and key findings by name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from coprod_formats.importing import tree
from coprod_formats.importing.report import Report
from coprod_formats.importing.tree import Node, Nodes

BEARING = {"Div", "Span", "Code", "CodeBlock", "Link", "Image", "Table", "Figure"}
Braces = list[Any]  # an id, classes and settings


@dataclass(slots=True)
class Places:
    """Where each name leads that a link asks for."""

    names: dict[str, str] = field(default_factory=dict)  # of what keeps a name, by what is asked
    above: dict[str, str] = field(default_factory=dict)  # of the heading over it


def settle(blocks: Nodes) -> Places:
    """Give every name that a link asks for to what may keep one; take all other names away."""
    wanted = {
        one["c"][2][0][1:]
        for one in tree.walk(blocks)
        if one["t"] == "Link" and one["c"][2][0].startswith("#")
    }
    finder = _Finder(wanted)
    finder.blocks(blocks)
    for one in tree.walk(blocks):
        braces = _braces(one)
        if braces is not None:
            braces[0] = ""
    places = Places()
    taken: dict[str, None] = {}
    for name in finder.found:
        for table, kept in ((finder.found, places.names), (finder.above, places.above)):
            holder = table.get(name)
            if holder is not None:
                holder[0] = holder[0] or _named(name, taken)
                kept[name] = holder[0]
    return places


@dataclass(slots=True)
class _Finder:
    """Finds the braces that each name may stand in."""

    wanted: set[str]
    found: dict[str, Braces | None] = field(default_factory=dict)
    above: dict[str, Braces] = field(default_factory=dict)
    heading: Braces | None = None

    def blocks(self, blocks: Sequence[Node], inside: bool = False) -> None:
        """Go through blocks; what stands ``inside`` a list or a note can have no heading."""
        for block in blocks:
            self._block(block, inside)

    def _block(self, block: Node, inside: bool) -> None:
        kind: str = block["t"]
        content: Any = block.get("c")
        if kind == "Header" and not inside:
            self.heading = content[1]
            self._claim(block, content[1])
        elif kind == "Div":
            finding = "key-finding" in content[0][1] and not inside
            starts = content[1][:1] if finding else []
            for one in starts:
                self._claim(one, content[0])
            self._own(content[0], content[0] if finding else _first(content[1]))
            self.blocks(content[1][len(starts) :], inside)
        elif kind in {"Para", "Plain", "Figure"}:
            pictures = [one for one in tree.walk(content) if one["t"] == "Image"]
            alone = len(pictures) == 1 and (kind == "Figure" or _alone(content))
            self._claim(block, pictures[0]["c"][0] if alone else self.heading)
        elif kind == "Table":
            self._claim(block, content[0])
        else:
            self._claim(block, self.heading)

    def _own(self, braces: Braces, holder: Braces | None) -> None:
        name = braces[0]
        if name in self.wanted and name not in self.found:
            self.found[name] = holder if holder is not None else self.heading
            if self.heading is not None:
                self.above[name] = self.heading

    def _claim(self, block: Node, holder: Braces | None) -> None:
        for one in tree.walk(block):
            braces = _braces(one)
            if braces is not None:
                self._own(braces, holder)


def _braces(one: Node) -> Braces | None:
    content: Any = one.get("c")
    if one["t"] == "Header":
        braces: Braces = content[1]
        return braces
    return content[0] if one["t"] in BEARING else None


def _first(blocks: Nodes) -> Braces | None:
    """The braces of what begins a part, where that may have a name."""
    if not blocks:
        return None
    first, content = blocks[0], blocks[0].get("c")
    if first["t"] in {"Header", "Table"}:
        return _braces(first)
    return _first(content[1]) if first["t"] == "Div" and content else None


def _alone(inlines: Nodes) -> bool:
    return not tree.plain([one for one in inlines if one["t"] != "Image"], notes=True)


def _named(name: str, taken: dict[str, None]) -> str:
    """A name of small letters, digits and hyphens that nothing else has."""
    own = name.rpartition("--")[2] or name  # without the chapter that it stands in
    letters = unicodedata.normalize("NFKD", own).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:60].strip("-")
    stem = stem if re.match(r"[a-z]", stem) else f"part-{stem}".strip("-")
    made, number = stem, 1
    while made in taken:
        number += 1
        made = f"{stem}-{number}"
    taken[made] = None
    return made


def linked(blocks: Nodes, places: Places, report: Report) -> Nodes:
    """The blocks with links inside them that lead somewhere; the others are words again."""
    there = {braces[0] for one in tree.walk(blocks) if (braces := _braces(one)) and braces[0]}
    used: set[str] = set()

    def change(node: Node) -> Nodes | None:
        """A link under the name that its place has now, or its words alone."""
        if node["t"] != "Link" or not node["c"][2][0].startswith("#"):
            return None
        asked = node["c"][2][0][1:]
        name = places.names.get(asked, "")
        if name not in there:
            name = places.above.get(asked, "")
            if name in there:
                what = "a link now leads to the heading above the place that it led to"
                report.guessed(what, words=tree.plain(node["c"][1]))
        if name not in there:
            report.lost("a link to a place that is not here", words=tree.plain(node["c"][1]))
            return list(node["c"][1])
        used.add(name)
        return [tree.link(node["c"][1], f"#{name}")]

    made: Nodes = tree.rewritten(blocks, change)
    for one in tree.walk(made):
        braces = _braces(one)
        if braces and braces[0] not in used:
            braces[0] = ""
    return made
