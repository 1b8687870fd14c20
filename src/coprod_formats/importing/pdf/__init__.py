"""PDF files to blocks: by their structure tree where they have a good one, else by their looks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from coprod_formats.importing.brought import Brought, Told
from coprod_formats.importing.pdf import blocks, tagged
from coprod_formats.importing.pdf import told as telling
from coprod_formats.importing.pdf.bidi import logical
from coprod_formats.importing.pdf.capitals import with_capitals
from coprod_formats.importing.pdf.chunks import body_look, parted
from coprod_formats.importing.pdf.drawings import Drawing
from coprod_formats.importing.pdf.figured import leaders
from coprod_formats.importing.pdf.flow import Vocabulary
from coprod_formats.importing.pdf.formulas import tell_formulas
from coprod_formats.importing.pdf.headings import ranked
from coprod_formats.importing.pdf.opened import linked, opened, pages, picture
from coprod_formats.importing.pdf.pieces import Page, Word, joined, lines_of
from coprod_formats.importing.refusals import refusal
from coprod_formats.importing.report import Report

__all__ = ["bring"]


def bring(path: Path, report: Report) -> Brought:
    """The content of a PDF file."""
    with opened(path) as file:
        account = telling.told(path)
        read = [linked(page, account.links.get(page.number, [])) for page in pages(file)]
        if not any(page.words for page in read):
            message = f"{path} holds no text: its pages are pictures, as from a scanner"
            hint = "have the text recognised first (OCR), or ask for the file that it was made from"
            raise refusal("import-scanned", message, hint)
        pictures: dict[str, bytes] = {}

        def cut(drawing: Drawing) -> str:
            """Keep a drawing as a picture of its own; gives the name of its file."""
            name = f"page-{drawing.page}-{len(pictures) + 1}.png"
            pictures[name] = picture(file, drawing.page, drawing.box)
            return name

        if account.scripts:
            report.left_out("scripts and actions of the file: they were not run")
        made = _tagged(read, account, report, cut) or _untagged(read, account, report, cut)
        made.pictures = pictures
        return made


def _tagged(
    read: list[Page], account: telling.Told, report: Report, cut: blocks.Cut
) -> Brought | None:
    if account.tree is None:
        return None
    read = [_without_leaders(page) for page in read]
    vocabulary = Vocabulary.of(read)
    builder = tagged.Builder(read, body_look(read), vocabulary, report, cut)
    if not builder.trusted(account.tree):
        report.guessed("the file's tags say too little to be used, so its pages were looked at")
        return None
    report.counts["pages read by their tags"] = len(read)
    made = Brought(builder.blocks(account.tree), _front(account))
    _tell_divided(vocabulary, report)
    artifacts = [word for page in read for word in page.words if word.artifact]
    if artifacts:
        report.left_out(
            f"{len(artifacts):,} words that the file marks as running heads or the like"
        )
    made.words = _shown(read, {})
    return made


def _without_leaders(page: Page) -> Page:
    """A page without the dots between names and figures, which no reader should hear."""
    dots = leaders(page.words, page.number)
    return replace(page, words=tuple(word for word in page.words if word not in dots))


def _untagged(read: list[Page], account: telling.Told, report: Report, cut: blocks.Cut) -> Brought:
    read = [with_capitals(page) for page in read]
    cuts = parted(read)
    vocabulary = Vocabulary.of(read)
    order = ranked(cuts.chunks, cuts.body, account.outline)
    builder = blocks.Builder(cuts, order, vocabulary, report, cut)
    report.counts["pages read by their looks"] = len(read)
    front = _front(account)
    title = " ".join(cuts.chunks[index].text for index in order.title)
    if title:
        front.title = title
        report.guessed("the title: the largest words of the first page", 1, title)
    front.subtitle = " ".join(cuts.chunks[index].text for index in order.subtitle)
    if front.subtitle:
        report.guessed("the line below the title", 1, front.subtitle)
    made = Brought(builder.blocks(), front)
    _tell_divided(vocabulary, report)
    tell_formulas(read, report)
    for number, words in cuts.furniture.items():
        line = joined(sorted(words, key=lambda one: (one.base, one.box.left)))
        if line:
            report.left_out(f"running head or page number: {line}", number)
    for number, words in cuts.contents.items():
        if words:
            report.left_out("the contents, which every format makes for itself", number)
    gone = {
        page.number: set().union(
            *(part.get(page.number, ()) for part in (cuts.furniture, cuts.contents, cuts.leaders))
        )
        for page in read
    }
    made.words = _shown(read, gone)
    return made


def _shown(read: list[Page], left_out: Mapping[int, set[Word]]) -> str:
    """Every word of the pages but the furniture; those that are divided, in two parts."""
    said: list[str] = []
    for page in read:
        gone = left_out.get(page.number, set())
        words = [word for word in page.words if not word.artifact and word not in gone]
        lines = lines_of(words, page.number)
        said.extend(joined([w for w in logical(line.words) if not w.raised]) for line in lines)
    return " ".join(said)


NAMED = re.compile(
    r"^(?:microsoft word|untitled|slide 1)\b|\.(?:docx?|indd|pdf|qxd|odt)$", re.IGNORECASE
)


def _front(account: telling.Told) -> Told:
    title = "" if NAMED.search(account.title) else account.title
    creators = [one.strip() for one in account.author.split(";") if one.strip()]
    return Told(title, "", account.language, creators, date=account.date)


def _tell_divided(vocabulary: Vocabulary, report: Report) -> None:
    for divided, whole in sorted(vocabulary.guesses.items()):
        report.guessed(f"{divided}, divided at the end of a line, was made {whole}", 0, whole)
