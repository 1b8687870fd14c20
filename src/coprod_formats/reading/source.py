"""One Markdown file to a typed document, or every complaint about it at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from unicodedata import normalize

from coprod_formats import pandoc
from coprod_formats.diagnostics import CoprodError, Diagnostic, Position, Severity, SourceError
from coprod_formats.document import (
    Block,
    Definition,
    Definitions,
    Document,
    EasyRead,
    FrontMatter,
    Paragraph,
    Section,
)
from coprod_formats.labels import labels
from coprod_formats.pandoc import Node
from coprod_formats.reading import files, links
from coprod_formats.reading.abbreviations import Abbreviations
from coprod_formats.reading.blocks import read_page
from coprod_formats.reading.front import front_matter, ignored
from coprod_formats.reading.ledger import Ledger, Page, Parse
from coprod_formats.reading.outline import check_levels
from coprod_formats.reading.result import Reading
from coprod_formats.reading.surroundings import Surroundings
from coprod_formats.reading.text import text
from coprod_formats.yamlfile import Tree


def read(source: Path, project: Path) -> Reading:
    """Read one source of a project, or raise every complaint about it in a ``SourceError``."""
    reading = attempt(source, project)
    if any(one.severity is Severity.ERROR for one in reading.diagnostics):
        raise SourceError(*reading.diagnostics)
    return reading


def attempt(source: Path, project: Path, parse: Parse = pandoc.read) -> Reading:
    """As much of a source as can be read, errors among its complaints; it must be text."""
    shown = str(source)
    written = text(source, shown)
    front, rest, tree, complaints = front_matter(written, shown)
    known = front or FrontMatter("", "en-GB")
    ledger = Ledger(project.resolve(), known, Abbreviations(dict(known.abbreviations)), parse=parse)
    ledger.complaints.extend(complaints)
    page = Page(source, shown, tuple(rest.split("\n")))
    known = _signed(ledger, page, known, tree)
    body, glossary = _body(ledger, page, rest, tree)
    easy = _easy_read(ledger, page, body, tree)
    diagnostics = tuple(sorted(dict.fromkeys(ledger.complaints), key=_order))
    document = Document(normalize("NFC", source.stem), known, body + glossary, easy)
    return Reading(document, diagnostics, tuple(ledger.files.values()), ignored(tree))


def _signed(ledger: Ledger, page: Page, front: FrontMatter, tree: Tree) -> FrontMatter:
    """The front matter with the film in sign language that it names, if it names one."""
    target = tree.value.get("bsl") if isinstance(tree.value, dict) else None
    if not isinstance(target, str) or not target.strip():
        return front
    return replace(front, bsl=files.film(ledger, page, target.strip(), tree.where("bsl")))


Blocks = tuple[Block, ...]


def _easy_read(ledger: Ledger, page: Page, body: Blocks, tree: Tree) -> EasyRead | None:
    begun = isinstance(tree.value, dict) and "easy-read" in tree.value
    if not (begun or ledger.aside):
        return None
    from coprod_formats.reading.easy_read import easy_read  # its bank of pictures takes its time

    return easy_read(ledger, page, body, tree)


def _body(ledger: Ledger, page: Page, rest: str, tree: Tree) -> tuple[Blocks, Blocks]:
    """The text, and the glossary that ends it."""
    start = Position(page.shown, 1)
    if not rest.strip():
        if not ledger.complaints:
            message = "there is nothing below the front matter"
            ledger.error("source-empty", message, start, "write the document's text there")
        return (), ()
    try:
        body = read_page(ledger, page, rest + "\n")
    except CoprodError as refusal:
        for one in refusal.diagnostics:
            ledger.error(one.rule, one.message, one.where or start, one.hint)
        return (), ()
    check_levels(ledger, body)
    glossary = _glossary(ledger, page, tree)
    links.check_inside(ledger)
    if not (body or glossary or ledger.aside) and not ledger.complaints:
        message = "there are no words below the front matter"
        ledger.error("source-empty", message, start, "write the document's text there")
    return body, glossary


def _glossary(ledger: Ledger, page: Page, tree: Tree) -> Blocks:
    """The words that the front matter explains, as the last section."""
    if not ledger.front.glossary:
        return ()
    around = Surroundings(ledger, page, lambda _nodes, _where: ())
    start = tree.where("glossary")
    title = around.told(labels(ledger.front.language).glossary, start)
    items: list[Definition] = []
    for term, meaning in ledger.front.glossary:
        where = tree.where("glossary", term)
        words = around.line(where, False).sentence([Node("Str", term)])
        sentences = around.written(meaning, where)
        if words and sentences:
            items.append(Definition(words, ((Paragraph(sentences, where),),)))
    name = ledger.name("glossary")
    return (Section(name, title, 2, (Definitions(tuple(items), start),), start),)


def _order(complaint: Diagnostic) -> tuple[str, int, int, str]:
    where = complaint.where or Position("", 0)
    return where.file, where.line, where.column, complaint.rule
