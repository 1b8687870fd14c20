"""Documents of other kinds brought in as sources of ours, with an account of how it went."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from coprod_formats.diagnostics import Diagnostic
from coprod_formats.importing import apart, books, markdown, packages, pages, tree
from coprod_formats.importing.brought import Brought
from coprod_formats.importing.files import SUFFIXES, Form, form_of
from coprod_formats.importing.mending import mended
from coprod_formats.importing.pictures import Gallery
from coprod_formats.importing.refusals import ImportRefusedError, refusal
from coprod_formats.importing.report import Report
from coprod_formats.importing.writing import (
    count_words,
    language_of,
    put,
    report_name,
    source_text,
)
from coprod_formats.sources import LONGEST, RESERVED

__all__ = ["Arrival", "ImportRefusedError", "bring_in"]


@dataclass(frozen=True, slots=True)
class Arrival:
    """A new source, the account of its import, and what the reader says about it."""

    source: Path
    report: Path
    told: str
    diagnostics: tuple[Diagnostic, ...]


def bring_in(file: Path, sources: Path, slug: str = "", *, force: bool = False) -> Arrival:
    """Make a source of a file, or refuse with the reason; nothing is written before all is made."""
    slug = _slug(file, slug)
    source = sources / f"{slug}.md"
    _guard(file, source, force=force)
    form = form_of(file)
    report = Report(file.name)
    named = SUFFIXES.get(file.suffix.lower())
    if named is not form and file.suffix:
        report.guessed(f"its name ends in {file.suffix}, but it is {form}, and was read so")
    brought = _content(file, form, report)
    language = language_of(brought.told, brought.blocks, report)
    gallery = Gallery(slug, brought.pictures, report)
    blocks = mended(brought, language, gallery, report)
    if tree.empty(blocks):
        raise refusal("import-empty", f"{file} holds no words", "open it, and look whether it does")
    text, read = source_text(brought.told, language, blocks, report, slug)
    count_words(brought.words, read, brought.told, report)
    complaints = put(sources, slug, text, gallery.stored, report)
    account = sources / report_name(slug)
    return Arrival(source, account, account.read_text(encoding="utf-8"), complaints)


def _content(file: Path, form: Form, report: Report) -> Brought:
    match form:
        case Form.PDF:
            return apart.bring(file, report)
        case Form.HTML:
            return pages.bring_html(file, report)
        case Form.MARKDOWN:
            return markdown.bring_markdown(file, report)
        case Form.EPUB:
            return books.bring(file, report)
        case Form.WORD | Form.ODT:
            return packages.bring(file, form, report)


def _slug(file: Path, wanted: str) -> str:
    slug = wanted or re.sub(r"[^a-z0-9]+", "-", file.stem.lower()).strip("-")[:60].strip("-")
    safe = re.fullmatch(r"[a-z0-9]+(?:[-._][a-z0-9]+)*", slug) and len(slug) <= LONGEST
    if not safe or slug in RESERVED:
        message = f"{slug or file.stem} cannot be the name of a source"
        hint = "choose one of small letters, digits and hyphens: --slug annual-report"
        raise refusal("import-slug", message, hint)
    return slug


def _guard(file: Path, source: Path, *, force: bool) -> None:
    folder = source.with_suffix("")
    if source.exists() and file.exists() and source.samefile(file):
        message = f"{file} is a source already, and would be written over"
        raise refusal("import-exists", message, "give the new one another name: --slug NAME")
    taken = next((path for path in (source, folder) if path.exists()), None)
    if taken is not None and not force:
        message = f"{taken} is there already, and nothing in it is to be lost"
        hint = "choose another name with --slug NAME, or write over it with --force"
        raise refusal("import-exists", message, hint)
