"""All the rules over one document, and what its author has chosen to ignore."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from coprod_formats.diagnostics import Diagnostic, Position
from coprod_formats.document import Document
from coprod_formats.linting.acronyms import acronyms
from coprod_formats.linting.headings import fakes, headings
from coprod_formats.linting.ignoring import sift
from coprod_formats.linting.links import addresses, links
from coprod_formats.linting.manuscript import Manuscript, manuscript
from coprod_formats.linting.pictures import descriptions
from coprod_formats.linting.readability import readability
from coprod_formats.linting.senses import pointing
from coprod_formats.linting.sentences import capitals, emoji, long_sentences
from coprod_formats.linting.wording import latin, people_first, plain_words
from coprod_formats.reading import Reading


def _easy_read(manuscript: Manuscript) -> Iterator[Diagnostic]:
    if manuscript.document.easy_read is not None:
        from coprod_formats.linting.easy_read import easy_read  # most documents do without

        yield from easy_read(manuscript)


FAMILIES: tuple[Callable[[Manuscript], Iterator[Diagnostic]], ...] = (
    headings,
    fakes,
    descriptions,
    links,
    addresses,
    pointing,
    capitals,
    emoji,
    acronyms,
    long_sentences,
    latin,
    people_first,
    plain_words,
    readability,
    _easy_read,
)


def judge(reading: Reading) -> tuple[Diagnostic, ...]:
    """Everything that is to be said of a source, in its order: the reader's complaints and ours."""
    said = (*reading.diagnostics, *findings(reading.document))
    kept = dict.fromkeys(sift(said, reading.ignored))
    return tuple(sorted(kept, key=_order))


def findings(document: Document) -> tuple[Diagnostic, ...]:
    """What the rules find in a document."""
    laid_out = manuscript(document)
    return tuple(one for family in FAMILIES for one in family(laid_out))


def _order(said: Diagnostic) -> tuple[str, int, int, str]:
    where = said.where or Position("", 0)
    return where.file, where.line, where.column, said.rule
