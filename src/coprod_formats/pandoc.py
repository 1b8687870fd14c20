"""Markdown to pandoc's tree and trees to other markup: the only module that runs pandoc."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from coprod_formats.diagnostics import CoprodError, MissingToolError, error
from coprod_formats.tools import Tool

READER = "commonmark_x+sourcepos-yaml_metadata_block"  # the dialect that keeps line numbers
READING = ("--from", READER, "--to", "json")
MEMORY = "-M3g"  # of pandoc's heap; 100,000 words need a twentieth of it
SHORT, SMALL = 300_000, ("-A32m", "-H32m")  # bytes; a heap that a short text fills just once
SECONDS = 120.0
SCARCE = "perhaps memory ran out: close other programs, or try --jobs 1"
DEEP = "quotations, lists or brackets inside one another"

TOOL = Tool(
    "pypandoc-binary", "it brings pandoc, which reads Markdown", "pip install pypandoc-binary"
)


class PandocError(CoprodError):
    """Pandoc could not make anything of its input."""


@dataclass(frozen=True, slots=True)
class Attributes:
    """What stands in braces: an id, classes, and names with values."""

    id: str = ""
    classes: tuple[str, ...] = ()
    pairs: Mapping[str, str] = field(default_factory=dict)


PLAIN = Attributes()


@dataclass(slots=True)
class Node:
    """One node of pandoc's tree, with its attributes and its place taken out of its content."""

    kind: str
    content: Any = None
    attributes: Attributes = PLAIN
    place: str = ""  # "3:1-3:6", several joined by semicolons, or nothing

    @property
    def start(self) -> tuple[int, int] | None:
        """The line and column of its first character."""
        ranges = [one.partition("-")[0] for one in self.place.split(";") if one]
        return min((_pair(one) for one in ranges), default=None)

    @property
    def end(self) -> tuple[int, int] | None:
        """The line and column after its last character."""
        ranges = [one.partition("-")[2] for one in self.place.split(";") if one]
        return max((_pair(one) for one in ranges), default=None)


def read(markdown: str) -> list[Node]:
    """The blocks of a Markdown text, each node with its line and column."""
    return nodes(parsed(markdown))


def parsed(markdown: str) -> bytes:
    """A Markdown text as pandoc's JSON."""
    return _run(READING, markdown.encode())


class Begun:
    """A Markdown text that pandoc reads for this process, or a fork of it, while others work."""

    def __init__(self, markdown: str) -> None:
        self.markdown = markdown
        self._made: bytes | None = None
        self._written = TemporaryFile()  # noqa: SIM115 - open until the end; a pipe would hold up
        source = markdown.encode()
        with TemporaryFile() as given:  # a pipe would have to be fed meanwhile
            given.write(source)
            given.seek(0)
            self._running = subprocess.Popen(
                _command(READING, source), stdin=given, stdout=self._written, stderr=subprocess.PIPE
            )
        for file in filter(None, (self._written, self._running.stderr)):
            os.set_inheritable(file.fileno(), True)

    def read(self, markdown: str) -> list[Node]:
        """The blocks of a text: quickly, if it is the one that was begun with."""
        if markdown != self.markdown:
            return read(markdown)
        if self._made is None:
            self._made = self._parsed()
        try:
            return nodes(self._made)
        except ValueError:  # it is not whole, as only pandoc's own parent would have been told
            return read(markdown)

    def _parsed(self) -> bytes:
        try:
            _, complaints = self._running.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            raise _late(SECONDS) from None
        if self._running.returncode:
            raise _failed(self._running.returncode, complaints)
        return os.pread(self._written.fileno(), os.fstat(self._written.fileno()).st_size, 0)

    def end(self) -> None:
        """Stop what nobody has asked for, or no longer waits for."""
        with self._written, self._running as running:
            running.kill()


def nodes(made: bytes) -> list[Node]:
    """The blocks of a tree in JSON."""
    try:
        blocks: list[Node] = json.loads(made, object_hook=_node)["blocks"]
    except RecursionError:
        message, hint = "this document is nested too deeply to be read", f"use fewer {DEEP}"
        raise PandocError(error("nesting", message, None, hint)) from None
    return blocks


def formulas(sources: Sequence[tuple[str, bool]], target: str) -> list[str]:
    """Each TeX formula (displayed where its second part is true) in MathML or Typst markup.

    A formula that pandoc cannot read gives an empty string.
    """
    cut = "CUT-HERE"
    blocks: list[dict[str, Any]] = []
    for tex, display in sources:
        kind = {"t": "DisplayMath" if display else "InlineMath"}
        blocks.append({"t": "Para", "c": [{"t": "Math", "c": [kind, tex]}]})
        blocks.append({"t": "Para", "c": [{"t": "Str", "c": cut}]})
    tree = {"pandoc-api-version": _api(), "meta": {}, "blocks": blocks}
    to = ["--to", "html5", "--mathml"] if target == "mathml" else ["--to", "typst"]
    made = _run(["--from", "json", "--wrap", "none", *to], json.dumps(tree).encode()).decode()
    parts = made.split(f"<p>{cut}</p>" if target == "mathml" else cut)[: len(sources)]
    return [_formula(part.strip(), target) for part in parts]


def _formula(part: str, target: str) -> str:
    if target == "mathml":
        start, end = part.find("<math"), part.rfind("</math>")
        return part[start : end + len("</math>")] if start >= 0 and end >= 0 else ""
    return part if part.startswith("$") and part.endswith("$") else ""


def write_docx(tree: Mapping[str, Any], reference: Path) -> bytes:
    """A JSON tree as a Word file in the look of a reference document; pictures lie beside that."""
    how = ["--syntax-highlighting=none", "--fail-if-warnings", "--output=-"]
    arguments = ["--from=json", "--to=docx", f"--reference-doc={reference.name}", *how]
    source = json.dumps(tree, ensure_ascii=False, check_circular=False)
    return _run(arguments, source.encode(), reference.parent)


def convert(document: bytes, form: str, seconds: float = SECONDS) -> dict[str, Any]:
    """The tree of a document in another form, as plain JSON; nothing outside it is read."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as empty:
        made = _run(["--sandbox", "--from", form, "--to", "json"], document, Path(empty), seconds)
    tree: dict[str, Any] = json.loads(made)
    return tree


def write_text(blocks: Sequence[Mapping[str, Any]], form: str) -> str:
    """A tree's blocks in a form that is text; in HTML, formulas are MathML."""
    tree = {"pandoc-api-version": _api(), "meta": {}, "blocks": list(blocks)}
    source = json.dumps(tree, ensure_ascii=False, check_circular=False).encode()
    how = ["--sandbox", "--from", "json", "--to", form, "--wrap", "none", "--mathml"]
    return _run(how, source).decode()


MARKDOWN = "commonmark_x"


@cache
def _api() -> list[int]:
    version: list[int] = json.loads(_run(["--from", "markdown", "--to", "json"], b""))[
        "pandoc-api-version"
    ]
    return version


@cache
def _program() -> str:
    """Pandoc as pypandoc-binary brings it; another one on this machine would write other bytes."""
    spec = find_spec("pypandoc")  # to import it would start every pandoc that it finds
    folders = (spec and spec.submodule_search_locations) or ()
    for path in (Path(one, "files", name) for one in folders for name in ("pandoc", "pandoc.exe")):
        if path.is_file():
            return str(path)
    raise MissingToolError(
        error("tool-missing", "pandoc is not installed: it reads Markdown", hint=TOOL.install)
    )


def _run(
    arguments: Sequence[str], stdin: bytes, folder: Path | None = None, seconds: float = SECONDS
) -> bytes:
    command = _command(arguments, stdin)
    try:
        done = subprocess.run(
            command, input=stdin, capture_output=True, timeout=seconds, check=False, cwd=folder
        )
    except subprocess.TimeoutExpired:
        raise _late(seconds) from None
    if done.returncode:
        raise _failed(done.returncode, done.stderr)
    return done.stdout


def _command(arguments: Sequence[str], source: bytes) -> list[str]:
    heap = SMALL if len(source) < SHORT else ()
    return [_program(), "+RTS", MEMORY, *heap, "-RTS", *arguments]


def _late(seconds: float) -> PandocError:
    message = f"pandoc could not read this within {seconds:g} seconds"
    hint = "look for one paragraph with thousands of links or stars, and divide it"
    return PandocError(error("pandoc-time", message, hint=hint))


def _failed(status: int, complaints: bytes) -> PandocError:
    said = complaints.decode(errors="replace").strip() or f"exit status {status}"
    hint = SCARCE if status < 0 or "memory" in said or "eap exhausted" in said else ""
    return PandocError(error("pandoc-failed", f"pandoc could not read this: {said}", None, hint))


BEARING = {"Div": 0, "Span": 0, "Code": 0, "CodeBlock": 0, "Link": 0, "Image": 0, "Table": 0}


def _node(pairs: dict[str, Any]) -> Any:
    """A node of the tree; called from the innermost outwards, so that children are nodes by now."""
    kind = pairs.get("t")
    if kind is None:
        return pairs
    kind = sys.intern(kind)
    content: Any = pairs.get("c")
    if kind == "Header":
        level, braces, inlines = content
        attributes, place, _ = _attributes(braces)
        return Node(kind, (level, inlines), attributes, place)
    if kind not in BEARING:
        return Node(kind, content)
    braces, *rest = content
    attributes, place, wrapper = _attributes(braces)
    inner = rest[0] if len(rest) == 1 else rest
    if wrapper and attributes is PLAIN and len(inner) == 1:
        only: Node = inner[0]
        only.place = only.place or place
        return only
    return Node(kind, inner, attributes, place)


def _attributes(braces: list[Any]) -> tuple[Attributes, str, bool]:
    """The author's attributes, pandoc's place, and whether pandoc made the node for the place."""
    name, classes, pairs = braces
    if not name and not classes and [key for key, _ in pairs] == ["wrapper", "data-pos"]:
        return PLAIN, pairs[1][1], True
    kept, place, wrapper = {}, "", False
    for key, value in pairs:
        if key == "data-pos":
            place = value
        elif key == "wrapper":
            wrapper = True
        else:
            kept[key] = value
    if not (name or classes or kept):
        return PLAIN, place, wrapper
    return Attributes(name, tuple(classes), kept), place, wrapper


def walk(nodes: Any) -> Iterator[Node]:
    """Every node of a tree, parents first, without recursion."""
    waiting: list[Any] = [nodes]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Node):
            yield one
            if isinstance(one.content, list | tuple):
                waiting.append(one.content)
        elif isinstance(one, list | tuple):
            waiting.extend(reversed(one))


def _pair(place: str) -> tuple[int, int]:
    line, _, column = place.partition(":")
    return int(line), int(column)
