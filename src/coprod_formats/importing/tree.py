"""Pandoc's tree as import builds and mends it: small makers, and walks that change it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

Node = dict[str, Any]
Nodes = list[Node]

SPACE: Node = {"t": "Space"}
NO_ATTRIBUTES: list[Any] = ["", [], []]


def node(kind: str, content: Any) -> Node:
    """A node with its content."""
    return {"t": kind, "c": content}


def attributes(
    name: str = "", classes: Sequence[str] = (), pairs: Mapping[str, str] | None = None
) -> list[Any]:
    """An id, classes and settings as pandoc writes them."""
    return [name, list(classes), [[key, value] for key, value in (pairs or {}).items()]]


def words(text: str) -> Nodes:
    """Plain text as words with spaces between."""
    made: Nodes = []
    for part in text.split():
        if made:
            made.append(SPACE)
        made.append(node("Str", part))
    return made


def heading(level: int, inlines: Nodes, name: str = "") -> Node:
    """A heading."""
    return node("Header", [level, attributes(name), inlines])


def paragraph(inlines: Nodes) -> Node:
    """A paragraph."""
    return node("Para", inlines)


def image(target: str, description: str, caption: str = "", name: str = "") -> Node:
    """A picture."""
    return node("Image", [attributes(name), words(description), [target, caption]])


def link(inlines: Nodes, target: str) -> Node:
    """Words that lead somewhere."""
    return node("Link", [attributes(), inlines, [target, ""]])


def bullets(items: Sequence[Nodes]) -> Node:
    """A list with bullets."""
    return node("BulletList", list(items))


def numbered(items: Sequence[Nodes], start: int = 1, style: str = "Decimal") -> Node:
    """A list with numbers."""
    return node("OrderedList", [[start, {"t": style}, {"t": "Period"}], list(items)])


def cell(blocks: Nodes, across: int = 1, down: int = 1) -> list[Any]:
    """A table's cell."""
    return [attributes(), {"t": "AlignDefault"}, down, across, blocks]


def table(rows: Sequence[Sequence[list[Any]]], heads: int, caption: Nodes | None = None) -> Node:
    """A table of cells, the first rows of which are its header."""
    columns = max(sum(one[3] for one in row) for row in rows)
    made = [[attributes(), list(row)] for row in rows]
    head = [attributes(), made[:heads]]
    bodies = [[attributes(), 0, [], made[heads:]]]
    said = [None, [paragraph(caption)] if caption else []]
    width = [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}] for _ in range(columns)]
    return node("Table", [attributes(), said, width, head, bodies, [attributes(), []]])


def rows(content: list[Any]) -> list[list[Any]]:
    """The rows of a table's content, its header first."""
    _, _, _, head, bodies, foot = content
    return [*head[1], *(row for body in bodies for row in [*body[2], *body[3]]), *foot[1]]


def plain(nodes: Any, notes: bool = False) -> str:
    """The words of anything in the tree, with spaces where blocks meet."""
    return " ".join("".join(_said(nodes, notes)).split())


BLOCKS = {
    "Para", "Plain", "Header", "CodeBlock", "LineBlock", "BulletList", "OrderedList",
    "DefinitionList", "Table", "BlockQuote", "Div", "Figure",
}  # fmt: skip


def _said(thing: Any, notes: bool) -> Iterator[str]:
    if isinstance(thing, list):
        for one in thing:
            yield from _said(one, notes)
        return
    if not isinstance(thing, dict) or "t" not in thing:
        return
    kind: str = thing["t"]
    content: Any = thing.get("c")
    if kind == "Str":
        yield content
    elif kind in {"Space", "SoftBreak", "LineBreak"}:
        yield " "
    elif kind in {"Code", "CodeBlock", "Math"}:
        yield content[1]
    elif kind in {"RawInline", "RawBlock"} or (kind == "Note" and not notes):
        return
    elif kind == "DefinitionList":
        for term, bodies in content:
            yield from _said(term, notes)
            yield " "
            yield from _said(bodies, notes)
    elif kind == "Quoted":
        mark = '"' if content[0]["t"] == "DoubleQuote" else "'"
        yield mark
        yield from _said(content[1], notes)
        yield mark
    else:
        yield from _said(content, notes)
        if kind in BLOCKS:
            yield " "


def empty(blocks: Nodes) -> bool:
    """Whether blocks hold neither words nor pictures nor formulas."""
    return not plain(blocks, notes=True) and not any(one["t"] == "Image" for one in walk(blocks))


def walk(thing: Any) -> Iterator[Node]:
    """Every node, parents first."""
    waiting = [thing]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            if "t" in one:
                yield one
            waiting.append(one.get("c"))
        elif isinstance(one, list):
            waiting.extend(reversed(one))


def rewritten(thing: Any, change: Callable[[Node], Nodes | None], notes: bool = True) -> Any:
    """A copy in which each node, from the innermost out, gives way to those that it becomes.

    What stands in notes stays as it is where ``notes`` is false.
    """
    if isinstance(thing, list):
        made: list[Any] = []
        for one in thing:
            new = rewritten(one, change, notes)
            if isinstance(one, dict) and "t" in one:
                instead = change(new)
                made.extend([new] if instead is None else instead)
            else:
                made.append(new)
        return made
    if isinstance(thing, dict) and (notes or thing.get("t") != "Note"):
        return {key: rewritten(value, change, notes) for key, value in thing.items()}
    return thing


def trimmed(inlines: Iterable[Node]) -> Nodes:
    """Without spaces and line breaks at the ends."""
    made = list(inlines)
    while made and made[0]["t"] in BLANK:
        made.pop(0)
    while made and made[-1]["t"] in BLANK:
        made.pop()
    return made


BLANK = {"Space", "SoftBreak", "LineBreak"}
