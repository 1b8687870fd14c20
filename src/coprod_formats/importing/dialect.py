"""Pandoc's tree as Markdown of our dialect, so escaped that every word stays a word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from coprod_formats.importing import signs, tree
from coprod_formats.importing.signs import APART, CLOSES, OPENS
from coprod_formats.importing.tidying import tidied
from coprod_formats.importing.tree import Node, Nodes

MARKS = {"Emph": "*", "Strong": "**", "Superscript": "^", "Subscript": "~"}
LISTS = {"BulletList", "OrderedList", "DefinitionList"}
ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
BOXES = {"☐": "[ ] ", "☒": "[x] "}


@dataclass(slots=True)
class Pen:
    """Writes blocks, and keeps the notes that it meets for the end of the document."""

    notes: list[str] = field(default_factory=list)
    strict: int = 0  # how many signs are escaped that may not need it
    cell: bool = False  # the words stand in a table

    def blocks(self, blocks: Sequence[Node], gap: str = "\n\n") -> str:
        """Blocks with empty lines between them."""
        return apart([(block["t"], self._block(block)) for block in blocks], gap)

    def noted(self) -> str:
        """The notes that stand at the end."""
        return "\n\n".join(self.notes)

    def _block(self, block: Node) -> str:
        content: Any = block.get("c")
        match block["t"]:
            case "Para" | "Plain":
                return self.line(content)
            case "Header":
                level, (name, _, _), inlines = content
                return f"{'#' * level} {self._heading(inlines)}{f' {{#{name}}}' if name else ''}"
            case "BlockQuote":
                return _hung(self.blocks(content), "> ", "> ")
            case "CodeBlock":
                fence = signs.code(content[1]).partition(content[1])[0].strip()
                fence = fence if len(fence) > 2 else "```"
                return f"{fence} text\n{content[1]}\n{fence}"
            case "BulletList":
                return self._items(content, ["- "] * len(content))
            case "OrderedList":
                return self._items(content[1], _numbers(content[0], len(content[1])))
            case "DefinitionList":
                return "\n\n".join(self._defined(term, bodies) for term, bodies in content)
            case "Div":
                return self._div(content)
            case "Table":
                return self._table(content)
            case "HorizontalRule":
                return "---"
            case _:
                return ""

    def _heading(self, inlines: Nodes) -> str:
        made = self.line(inlines, first=False)
        return made[:-1] + "\\#" if made.endswith("#") and made[-2:] != "\\#" else made

    def _items(self, items: Sequence[Nodes], marks: Sequence[str]) -> str:
        tight = all(_tight(item) for item in items)
        made = []
        for item, mark in zip(items, marks, strict=True):
            box, rest = _boxed(item) if mark == "- " else ("", item)
            inner = self.blocks(rest, "\n" if tight else "\n\n")
            made.append(_hung(inner, mark + box, " " * len(mark)))
        return ("\n" if tight else "\n\n").join(made)

    def _defined(self, term: Nodes, bodies: Sequence[Nodes]) -> str:
        meanings = [_hung(self.blocks(body), ":   ", "    ") for body in bodies]
        return "\n\n".join([self.line(term), *meanings])

    def _div(self, content: list[Any]) -> str:
        braces, inner = content
        colons = ":" * (3 + _depth(inner))
        gap = f"{colons} {_braces(braces)}\n"
        return f"{gap}{self.blocks(inner)}\n{colons}"

    def _table(self, content: list[Any]) -> str:
        self.cell = True
        said = [[self._said(cell) for cell in row[1]] for row in tree.rows(content)]
        self.cell = False
        widths = [max(3, *(len(row[at]) for row in said)) for at in range(len(content[2]))]
        if sum(widths) > 90:
            widths = [0] * len(widths)
        lines = [[one.ljust(width) for one, width in zip(row, widths, strict=True)] for row in said]
        rule = "|".join("-" * (max(3, width) + 2) for width in widths)
        made = [f"| {' | '.join(line)} |" for line in lines]
        return "\n".join([made[0], f"|{rule}|", *made[1:]])

    def _said(self, cell: list[Any]) -> str:
        return " ".join(self.line(one["c"], first=False) for one in cell[4])

    def line(self, inlines: Sequence[Node], *, first: bool = True) -> str:
        """Inlines as one line, or as several where the author broke it."""
        return signs.joined(self._run(tidied(inlines), first)).strip()

    def _run(self, inlines: Nodes, first: bool) -> str:
        made = ""
        for one in inlines:
            start = first and (not made or made.endswith("\n"))
            made += APART if one["t"] == "Code" and made.endswith("`") else ""
            made += self._inline(one, start, made[-1:])
        return made

    def _inline(self, one: Node, first: bool, before: str) -> str:
        content: Any = one.get("c")
        match one["t"]:
            case "Str":
                cautious = before == "]" and content[:1] in {"(", ":"}
                said = signs.escaped(content, first=first, cell=self.cell, strict=self.strict)
                return f"\\{said}" if cautious and not said.startswith("\\") else said
            case "Space" | "SoftBreak":
                return " "
            case "LineBreak":
                return " " if self.cell else "\\\n"
            case "Emph" | "Strong" | "Superscript" | "Subscript":
                mark = MARKS[one["t"]]
                return f"{OPENS}{mark}{self._run(content, False)}{mark}{CLOSES}"
            case "Quoted":
                mark = '"' if content[0]["t"] == "DoubleQuote" else "'"
                return f"{mark}{self._run(content[1], False)}{mark}"
            case "Code":
                said = " ".join(content[1].split())
                return signs.code(said.replace("|", "\\|") if self.cell else said)
            case "Math":
                mark = "$$" if content[0]["t"] == "DisplayMath" else "$"
                tex = content[1].replace("|", "\\|") if self.cell else content[1]
                return f"{mark}{tex}{mark}"
            case "Span":
                return f"[{self._run(content[1], False)}]{_braces(content[0])}"
            case "Link":
                return self._link(content)
            case "Image":
                return self._image(content)
            case "Note":
                return self._note(content)
            case _:
                return ""

    def _link(self, content: list[Any]) -> str:
        _, inner, (target, _) = content
        words = tree.plain(inner)
        plain = all(one["t"] == "Str" for one in inner) and not set(words) & set("<>\\ ")
        if plain and target in {words, f"mailto:{words}"} and words.isascii():
            return f"<{words}>"
        return f"[{self._run(inner, False)}]({signs.address(target)})"

    def _image(self, content: list[Any]) -> str:
        braces, inner, (target, caption) = content
        said = f" {signs.title(caption)}" if caption else ""
        own = _braces(braces) if any(braces) else ""
        return f"![{self._run(inner, False)}]({signs.address(target)}{said}){own}"

    def _note(self, blocks: Nodes) -> str:
        place = len(self.notes)
        self.notes.append("")
        cell, self.cell = self.cell, False
        self.notes[place] = _hung(self.blocks(blocks), f"[^{place + 1}]: ", "    ")
        self.cell = cell
        return f"[^{place + 1}]"


def apart(parts: Sequence[tuple[str, str]], gap: str = "\n\n") -> str:
    """Blocks by their kinds, as one text in which two lists do not become one."""
    made: list[str] = []
    last = ""
    for kind, text in parts:
        if text:
            made += [APART, text] if kind == last and kind in LISTS else [text]
            last = kind
    return gap.join(made)


def _tight(item: Nodes) -> bool:
    """Whether an entry is a line, and at most one list of lines under it."""
    match item:
        case [{"t": "Plain" | "Para"}]:
            return True
        case [{"t": "Plain" | "Para"}, {"t": "BulletList", "c": items}]:
            return all(_tight(one) for one in items)
        case [{"t": "Plain" | "Para"}, {"t": "OrderedList", "c": [_, items]}]:
            return all(_tight(one) for one in items)
        case _:
            return False


def _boxed(item: Nodes) -> tuple[str, Nodes]:
    """The tick box that an entry begins with, and the entry without it."""
    match item:
        case [{"t": "Plain" | "Para" as kind, "c": [{"t": "Str", "c": str(sign)}, *rest]}, *others]:
            if sign in BOXES and rest and rest[0]["t"] == "Space":
                return BOXES[sign], [tree.node(kind, rest[1:]), *others]
    return "", item


def _hung(text: str, first: str, rest: str) -> str:
    """Lines with a mark before the first and room before the others."""
    lines = [first + line if not at else rest + line for at, line in enumerate(text.split("\n"))]
    return "\n".join(line.rstrip() for line in lines)


def _numbers(numbering: list[Any], count: int) -> list[str]:
    start, style = settled(numbering, count)
    marks = [_number(start + step, style) for step in range(count)]
    room = 3 if style.startswith("Upper") else 2  # A. may be somebody's initial
    return [f"{mark}.".ljust(max(4, len(mark) + room)) for mark in marks]


def settled(numbering: list[Any], count: int) -> tuple[int, str]:
    """Where a list begins, and the style of its numbers that is read as that style."""
    start, style, _ = numbering
    start = start if 0 <= start < 100_000_000 else 1
    marks = [_number(start + step, style["t"]) for step in range(count)]
    if all(marks) and not _is_other(marks[0], style["t"]):
        return start, style["t"]
    return start, "Decimal"


def _number(number: int, style: str) -> str:
    made = ""
    if style.endswith("Alpha"):
        made = chr(96 + number) if 1 <= number <= 26 else ""
    elif style.endswith("Roman"):
        made = _roman(number) if 1 <= number <= 39 else ""
    else:
        return str(number)
    return made.upper() if style.startswith("Upper") else made


def _roman(number: int) -> str:
    made = ""
    for value, letters in ROMAN:
        made += letters * (number // value)
        number %= value
    return made


def _is_other(mark: str, style: str) -> bool:
    """Whether the first mark of a list would be read as one of another style."""
    if style.endswith("Alpha"):
        return mark.lower() in set("ivxlcdm")
    return style.endswith("Roman") and len(mark) == 1 and mark.lower() != "i"


def _depth(blocks: Sequence[Node]) -> int:
    """How many fences stand inside one another here."""
    inner = [_depth(one["c"][1]) + 1 for block in blocks for one in _fences(block)]
    return max(inner, default=0)


def _fences(block: Node) -> Nodes:
    return [one for one in tree.walk(block) if one["t"] == "Div"]


def _braces(braces: list[Any]) -> str:
    name, classes, pairs = braces
    parts = [*(f".{one}" for one in classes), *([f"#{name}"] if name else [])]
    parts += [f"{key}={signs.setting(value)}" for key, value in pairs]
    return "{" + " ".join(parts) + "}"
