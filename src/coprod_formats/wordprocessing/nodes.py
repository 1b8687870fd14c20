"""The nodes of pandoc's JSON tree that we write, each made by a function of its name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

Node = dict[str, Any]
Attributes = list[Any]  # identifier, classes, pairs

API = [1, 23, 1]
STYLES = {
    "1": "Decimal",
    "a": "LowerAlpha",
    "A": "UpperAlpha",
    "i": "LowerRoman",
    "I": "UpperRoman",
}
SIDES = {"left": "AlignLeft", "right": "AlignRight", "center": "AlignCenter", "": "AlignDefault"}


def tree(blocks: Sequence[Node]) -> Node:
    """A whole document."""
    return {"pandoc-api-version": API, "meta": {}, "blocks": list(blocks)}


def attributes(identifier: str = "", **pairs: str) -> Attributes:
    """An identifier and pairs; underscores stand for the hyphens of names."""
    return [identifier, [], [[name.replace("_", "-"), text] for name, text in pairs.items()]]


def words(text: str) -> Node:
    """Plain words; unlike pandoc's own readers we leave the spaces inside."""
    return {"t": "Str", "c": text}


def joined(nodes: Iterable[Node]) -> list[Node]:
    """The same inlines with neighbouring words made one, so that Word gets few runs."""
    made: list[Node] = []
    for node in nodes:
        if node["t"] == "Str" and made and made[-1]["t"] == "Str":
            made[-1] = words(made[-1]["c"] + node["c"])
        else:
            made.append(node)
    return made


def wrapped(kind: str, nodes: Sequence[Node]) -> Node:
    """Inlines inside ``Emph``, ``Strong`` and their like; blocks inside ``Note``."""
    return {"t": kind, "c": list(nodes)}


def code(text: str) -> Node:
    """Words to be typed."""
    return {"t": "Code", "c": [attributes(), text]}


def line_break() -> Node:
    """A new line inside a paragraph."""
    return {"t": "LineBreak"}


def link(nodes: Sequence[Node], target: str) -> Node:
    """Words that lead somewhere."""
    return {"t": "Link", "c": [attributes(), list(nodes), [target, ""]]}


def span(nodes: Sequence[Node], **pairs: str) -> Node:
    """Inlines with attributes, such as a style or a language."""
    return {"t": "Span", "c": [attributes(**pairs), list(nodes)]}


def image(description: str, file: str, width: float, height: float) -> Node:
    """A picture of a size in inches."""
    size = attributes(width=f"{width:.3f}in", height=f"{height:.3f}in")
    return {"t": "Image", "c": [size, [words(description)] if description else [], [file, ""]]}


def math(tex: str, display: bool) -> Node:
    """A formula, which pandoc turns into Word's own."""
    kind = "DisplayMath" if display else "InlineMath"
    return {"t": "Math", "c": [{"t": kind}, tex]}


def paragraph(nodes: Iterable[Node], style: str = "") -> Node:
    """A paragraph, of a named style where one is given."""
    plain = {"t": "Para", "c": joined(nodes)}
    return division([plain], custom_style=style) if style else plain


def division(blocks: Sequence[Node], identifier: str = "", **pairs: str) -> Node:
    """Blocks with attributes: a style, a language, or a name that links lead to."""
    return {"t": "Div", "c": [attributes(identifier, **pairs), list(blocks)]}


def heading(level: int, identifier: str, nodes: Iterable[Node]) -> Node:
    """A heading that links can lead to."""
    return {"t": "Header", "c": [level, attributes(identifier), joined(nodes)]}


def code_block(text: str) -> Node:
    """Lines to be read as they stand."""
    return {"t": "CodeBlock", "c": [attributes(), text]}


def raw(xml: str) -> Node:
    """Word's own XML, passed on as it is."""
    return {"t": "RawBlock", "c": ["openxml", xml]}


def bullets(items: Sequence[Sequence[Node]]) -> Node:
    """A list without numbers."""
    return {"t": "BulletList", "c": [list(item) for item in items]}


def numbers(items: Sequence[Sequence[Node]], numbering: str, start: int) -> Node:
    """A numbered list."""
    kind = [start, {"t": STYLES[numbering]}, {"t": "Period"}]
    return {"t": "OrderedList", "c": [kind, [list(item) for item in items]]}


def definitions(items: Sequence[tuple[Sequence[Node], Sequence[Sequence[Node]]]]) -> Node:
    """Terms with their meanings."""
    pairs = [[list(term), [list(body) for body in bodies]] for term, bodies in items]
    return {"t": "DefinitionList", "c": pairs}


def table(
    header: Sequence[Node],
    rows: Sequence[Sequence[Node]],
    widths: Sequence[float],
    sides: Sequence[str],
) -> Node:
    """A table whose first row is its header; each cell is one block, widths are parts of one."""
    columns = [
        [{"t": SIDES[side]}, {"t": "ColWidth", "c": width}]
        for side, width in zip(sides, widths, strict=True)
    ]
    head = [attributes(), [_row(header)]]
    body = [attributes(), 0, [], [_row(row) for row in rows]]
    return {
        "t": "Table",
        "c": [attributes(), [None, []], columns, head, [body], [attributes(), []]],
    }


def grid(rows: Sequence[Sequence[Sequence[Node]]], widths: Sequence[float], style: str) -> Node:
    """A table that only sets things side by side: it has no header, and a style of its own."""
    columns = [[{"t": SIDES[""]}, {"t": "ColWidth", "c": width}] for width in widths]
    body = [attributes(), 0, [], [_row_of(row) for row in rows]]
    named = attributes(custom_style=style)
    none = [attributes(), []]
    return {"t": "Table", "c": [named, [None, []], columns, none, [body], none]}


def _row(cells: Sequence[Node]) -> list[Any]:
    return _row_of([[cell] for cell in cells])


def _row_of(cells: Sequence[Sequence[Node]]) -> list[Any]:
    whole = [[attributes(), {"t": "AlignDefault"}, 1, 1, list(cell)] for cell in cells]
    return [attributes(), whole]
