"""A first look over pandoc's tree: names, notes, formulas and longer descriptions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from coprod_formats import pandoc
from coprod_formats.diagnostics import Position
from coprod_formats.pandoc import Node, walk
from coprod_formats.reading import notes
from coprod_formats.reading.ledger import Ledger, Page

EASY_READ = "easy-read"


@dataclass(slots=True)
class Survey:
    """What the readers must know of a page before they read its first block."""

    longer: dict[str, Node] = field(default_factory=dict)  # by the name of what they describe
    claimed: set[str] = field(default_factory=set)


def survey(ledger: Ledger, page: Page, blocks: list[Node]) -> Survey:
    """Take every name that the author gave, then those that pandoc made; gather the rest."""
    made = Survey()
    code: list[tuple[int, int]] = []
    automatic: list[Node] = []
    formulas: dict[tuple[str, bool], None] = {}
    findings: dict[int, str] = {}  # the headings of key findings that have names of their own
    for node in walk(blocks):
        match node.kind:
            case "Header" if not _written(node, page):
                automatic.append(node)
            case "Math":
                kind, tex = node.content
                formulas[tex, kind.kind == "DisplayMath"] = None
            case "CodeBlock":
                code.append(((node.start or (0, 0))[0], (node.end or (0, 0))[0]))
            case "Div" if "key-finding" in node.attributes.classes:
                findings |= _headed(node)
            case "Note":
                _nested(ledger, page, node)
            case _:
                pass
        if node.attributes.id and not (automatic and automatic[-1] is node):
            _take(ledger, page, node)
        if "long-description" in node.attributes.classes:
            _describe(ledger, page, node, made)
    for node in automatic:
        _allot(ledger, node, findings.get(id(node), ""))
    ledger.complaints.extend(notes.unused(page.lines, page.shown, code))
    _convert(ledger, list(formulas))
    return made


def set_aside(blocks: list[Node]) -> tuple[list[Node], list[Node]]:
    """The blocks without those for easy read; and those, with the headings that speak of it."""
    kept: list[Node] = []
    aside: list[Node] = []
    for one in blocks:
        if EASY_READ in one.attributes.classes:
            aside.append(one)
            continue
        kept.append(one)
        if one.kind == "Div":
            one.content, inner = set_aside(one.content)
            aside += inner
        elif EASY_READ in one.attributes.pairs:
            aside.append(one)
    return kept, aside


def _headed(finding: Node) -> dict[int, str]:
    first = finding.content[0] if finding.content else None
    named = first is not None and first.kind == "Header" and finding.attributes.id
    return {id(first): named} if named else {}


def _written(header: Node, page: Page) -> bool:
    """Whether the author wrote the heading's name, and pandoc did not make it."""
    start, end, name = header.start, header.end, header.attributes.id
    if not (start and end and name):
        return False
    text = "\n".join(page.lines[start[0] - 1 : max(end[0] - 1, start[0])])
    return bool(re.search(rf"\{{[^{{}}]*#{re.escape(name)}[\s}}]", text))


def _take(ledger: Ledger, page: Page, node: Node) -> None:
    name = node.attributes.id
    if name in ledger.taken:
        where = page.place(node, Position(page.shown, 1))
        message = f"the name #{name} is given to two things"
        ledger.error("id-twice", message, where, "give this one a name of its own")
    ledger.taken.add(name)


def _allot(ledger: Ledger, header: Node, finding: str) -> None:
    """Give a heading that has no name its own, or that of the key finding that it heads."""
    wanted = header.attributes.id
    if finding:
        if wanted not in ledger.taken:
            ledger.aliases.setdefault(wanted, finding)
        return
    own = ledger.name(wanted if wanted.strip("-") else "section")
    header.attributes = replace(header.attributes, id=own)


def _nested(ledger: Ledger, page: Page, note: Node) -> None:
    for node in walk(note.content):
        if node.kind == "Str" and not node.content:
            where = page.place(node, Position(page.shown, 1))
            hint = "put it into the same note, or mark it in the text"
            ledger.error("note-inside", "a note cannot have a note of its own", where, hint)


def _describe(ledger: Ledger, page: Page, node: Node, made: Survey) -> None:
    where = page.place(node, Position(page.shown, 1))
    name = node.attributes.pairs.get("for", "")
    if not name:
        message = "this longer description does not say what it describes"
        hint = "write ::: {.long-description for=name}, and {#name} after the picture"
        ledger.error("long-description", message, where, hint)
    elif name in made.longer:
        message = f"#{name} has a longer description already"
        ledger.error("long-description", message, where, "put the two into one")
    else:
        made.longer[name] = node


def _convert(ledger: Ledger, formulas: list[tuple[str, bool]]) -> None:
    if formulas:
        mathml = pandoc.formulas(formulas, "mathml")
        typst = pandoc.formulas(formulas, "typst")
        ledger.formulas.update(zip(formulas, zip(mathml, typst, strict=True), strict=True))
