"""The words that a page gives to its formulas, carried past pandoc, which leaves them out."""

from __future__ import annotations

import re
from typing import Any

from lxml import html

from coprod_formats.importing import tree
from coprod_formats.importing.tree import Node, Nodes

TEX = re.compile(r"[\\^_{}]|^\W*\w?\W*$")  # what a program wrote, and no person would say


def told(body: Any) -> None:
    """Wrap each formula that has words in an element that carries them."""
    for one in body.xpath(".//*[local-name()='math'][@alttext]"):
        words = " ".join(one.get("alttext").split())
        source = " ".join("".join(one.xpath(".//*[local-name()='annotation']/text()")).split())
        if words and words != source and not TEX.search(words):
            holder: Any = html.Element("span")
            holder.set("data-alt", words)
            holder.tail, one.tail = one.tail, None
            one.getparent().replace(one, holder)
            holder.append(one)


def described(blocks: Nodes) -> Nodes:
    """The blocks with each formula's words in the formula itself, behind its TeX."""

    def change(node: Node) -> Nodes | None:
        """A formula with the words of the span around it."""
        if node["t"] != "Span" or "data-alt" not in dict(node["c"][0][2]):
            return None
        solid = [one for one in node["c"][1] if one["t"] not in tree.BLANK]
        if [one["t"] for one in solid] != ["Math"]:
            return None
        return [tree.node("Math", [*solid[0]["c"][:2], dict(node["c"][0][2])["data-alt"]])]

    made: Nodes = tree.rewritten(blocks, change)
    return made


def words_without(body: Any) -> str:
    """All the words of a page but those of its formulas, which become TeX."""
    said = body.xpath(".//text()[not(ancestor::*[local-name()='math'])]")
    return " ".join(" ".join(said).split())
