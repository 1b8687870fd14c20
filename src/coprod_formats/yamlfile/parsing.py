"""YAML text to plain values, with the place of each and what is wrong with it as YAML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from coprod_formats.diagnostics import Diagnostic, Position, error

Steps = tuple[str | int, ...]  # the way to a value: keys of mappings, places in lists

LONGEST = 256_000  # characters; what people write by hand stays far below
DEEPEST = 40
# Controls, lone surrogates and noncharacters, which escapes in quotes can smuggle in.
REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Tree:
    """What a YAML text says, where it says each thing, and what is wrong with it as YAML."""

    value: object  # None where the text is not YAML at all
    places: Mapping[Steps, Position]
    complaints: tuple[Diagnostic, ...] = ()
    values: Mapping[Steps, tuple[Position, str]] = field(default_factory=dict)

    def where(self, *steps: str | int) -> Position:
        """The place of a key or a list's entry, or of the nearest thing around it."""
        while steps and steps not in self.places:
            steps = steps[:-1]
        return self.places[steps]


def parse(text: str, file: str, line: int = 1) -> Tree:
    """Read YAML text that starts at this line of its file; an empty text is an empty mapping."""
    start = Position(file, line)
    builder = _Builder(start)
    value: object = None
    try:
        root = _compose(text)
        value = {} if root is None else builder.value(root, ())
    except yaml.MarkedYAMLError as flaw:
        mark = flaw.problem_mark or flaw.context_mark
        builder.complaints.append(_syntax(flaw.problem, builder.place(mark) if mark else start))
    except yaml.reader.ReaderError as flaw:
        before = text[: flaw.position].split("\n")
        where = Position(file, line + len(before) - 1, len(before[-1]) + 1)
        message = "a character that YAML refuses"
        builder.complaints.append(error("yaml-syntax", message, where, "take it out"))
    except _RefusedError as refusal:
        where = builder.place(refusal.mark) if refusal.mark else start
        builder.complaints.append(error("yaml-syntax", refusal.message, where, refusal.hint))
    return Tree(value, builder.places, tuple(builder.complaints), builder.values)


def of_ours(text: str) -> Any:
    """What a YAML text of this package says: read quickly, without places and without doubts."""
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506


class _RefusedError(Exception):
    """Something that YAML allows and we do not."""

    def __init__(self, message: str, hint: str, mark: yaml.Mark | None = None) -> None:
        super().__init__(message)
        self.message, self.hint, self.mark = message, hint, mark


class _Loader(yaml.SafeLoader):
    """Refuses what makes a small file into a large one: aliases, and endless nesting."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """A node; refused where it is an alias or nested too deeply."""
        event: Any = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            hint = "write the value out; if it starts with * or &, put it in quotes"
            raise _RefusedError(
                "anchors (&) and aliases (*) are not used here", hint, event.start_mark
            )
        if self.depth > DEEPEST:
            raise _RefusedError("too deeply nested", "use fewer levels", event.start_mark)
        self.depth += 1
        node: yaml.Node | None = super().compose_node(parent, index)
        self.depth -= 1
        return node


def _compose(text: str) -> yaml.Node | None:
    if len(text) > LONGEST:
        message = f"{len(text):,} characters of settings, and {LONGEST:,} are the most"
        raise _RefusedError(message, "keep the settings short")
    loader = _Loader(text)
    try:
        node: yaml.Node | None = loader.get_single_node()
    finally:
        loader.dispose()
    return node


@dataclass
class _Builder:
    """Turns nodes into plain values, and keeps the place and the spelling of each."""

    start: Position
    places: dict[Steps, Position] = field(default_factory=dict)
    values: dict[Steps, tuple[Position, str]] = field(default_factory=dict)
    complaints: list[Diagnostic] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.places[()] = self.start

    def place(self, mark: yaml.Mark) -> Position:
        """Where a mark stands in the file, counted from 1."""
        return Position(self.start.file, self.start.line + mark.line, mark.column + 1)

    def value(self, node: yaml.Node, steps: Steps) -> object:
        """A node as plain Python, its place and its writing noted."""
        written = node.value if isinstance(node, yaml.ScalarNode) else ""
        self.values[steps] = (self.place(node.start_mark), written)
        match node:
            case yaml.MappingNode():
                return self.mapping(node, steps)
            case yaml.SequenceNode():
                return [self.entry(one, (*steps, i)) for i, one in enumerate(node.value)]
            case _:
                return self.scalar(node)

    def mapping(self, node: yaml.MappingNode, steps: Steps) -> dict[str, object]:
        """A mapping with each name once; a complaint for each that comes again."""
        made: dict[str, object] = {}
        for key, value in node.value:
            where = self.place(key.start_mark)
            name = self.key(key, where)
            if name is None:
                continue
            if name in made:
                first = self.places[(*steps, name)]
                message = f"{name} stands here twice; the first is in line {first.line}"
                self.complaints.append(error("yaml-key-twice", message, where, "keep one of them"))
                continue
            self.places[(*steps, name)] = where
            made[name] = self.value(value, (*steps, name))
        return made

    def key(self, node: yaml.Node, where: Position) -> str | None:
        """A name as text, or nothing and a complaint."""
        if not isinstance(node, yaml.ScalarNode):
            message = "a name should be plain text"
            self.complaints.append(
                error("yaml-key", message, where, "write one word, then a colon")
            )
            return None
        if node.tag in {"tag:yaml.org,2002:bool", "tag:yaml.org,2002:null"}:
            message = f"YAML does not read the name {node.value} as text"
            hint = f'put it in quotes: "{node.value}"'
            self.complaints.append(error("yaml-key", message, where, hint))
            return None
        return str(node.value)

    def entry(self, node: yaml.Node, steps: Steps) -> object:
        """The value of a name or of a place in a list, with its place noted."""
        self.places[steps] = self.place(node.start_mark)
        return self.value(node, steps)

    def scalar(self, node: yaml.Node) -> object:
        """A value by YAML 1.1; its text and a complaint where it cannot be one."""
        if REFUSED.search(node.value):
            message = "this value holds a character that no format can show"
            where = self.place(node.start_mark)
            self.complaints.append(error("yaml-value", message, where, "take it out"))
            return REFUSED.sub("", node.value)
        try:
            return yaml.constructor.SafeConstructor().construct_object(node)
        except (ValueError, KeyError, yaml.YAMLError):
            kind = node.tag.rpartition(":")[2].replace("timestamp", "date")
            name = {"date": "a date", "int": "a number", "float": "a number"}.get(kind)
            message = f"{node.value} is not {name or f'of the kind {kind}'}"
            where = self.place(node.start_mark)
            hint = "a date is year-month-day, such as 2026-11-01" if kind == "date" else ""
            self.complaints.append(error("yaml-value", message, where, hint))
            return node.value


SYNTAX = (  # the parser's words, ours, and the way out
    (
        r"found character '\\t'",
        "a tab stands where YAML wants spaces",
        "replace the tab by two spaces",
    ),
    (
        "mapping values are not allowed",
        "a second colon in one line",
        'put the whole value in quotes: title: "Housing: our year"',
    ),
    (
        "could not find expected ':'|expected <block end>, but found '<scalar>'",
        "this line does not fit the ones around it",
        "write each setting as a name, a colon, a space and a value, in quotes if it has quotes",
    ),
    ("expected <block end>", "this line is not in line with the ones above", "mend its indent"),
    ("unexpected end of stream", "quotes are opened and never closed", "add the closing quote"),
    (
        r"found character '[@`%]'|expected alphabetic",
        "a value starts with a sign that YAML keeps for itself",
        "put the value in quotes",
    ),
    (
        "expected ',' or",
        "a bracket is opened and never closed, or a comma is missing",
        "close the bracket, or put text that starts with one in quotes",
    ),
)


def _syntax(problem: str | None, where: Position) -> Diagnostic:
    for pattern, message, hint in SYNTAX:
        if re.search(pattern, problem or ""):
            return error("yaml-syntax", message, where, hint)
    hint = "compare it with the lines around it: its colon, its spaces, its quotation marks"
    return error("yaml-syntax", f"not YAML: {problem}", where, hint)
