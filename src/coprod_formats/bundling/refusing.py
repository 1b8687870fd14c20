"""Why a release must wait: every reason at once, each with the file that it is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from coprod_formats.bundling.release import source_of
from coprod_formats.diagnostics import Diagnostic, Position, Severity, error
from coprod_formats.judging.report import DocumentReport, FormatReport, Report
from coprod_formats.rendering import Order, Review, Standing
from coprod_formats.signing import refusals as unsigned

EASY_READ = "easy-read"


def refusals(
    order: Order, report: Report, reviews: Sequence[Review], *, allow_drafts: bool
) -> Iterator[Diagnostic]:
    """What keeps these outputs from being released."""
    if not report.documents:
        yield error("bundle-empty", "there is no document to release", hint="put one in sources/")
    for document in report.documents:
        yield from _unread(document)
        for made in document.formats:
            yield from _unfinished(made)
    for one in reviews:
        if one.document:
            source = source_of(order.config, one.document.slug)
            yield from unsigned(source, one.document, order.formats)
    if not allow_drafts:
        for name in drafts(reviews, order.formats):
            message = f"{name} is a draft that nobody has tested"
            hint = "let people try it and sign it, leave easy-read out of config.yaml, "
            hint += "or type: coprod-formats bundle --allow-drafts"
            yield error("bundle-draft", message, hint=hint)


def drafts(reviews: Sequence[Review], formats: Sequence[str]) -> Iterator[str]:
    """The easy-read texts that are wanted though nobody has checked or tested them."""
    for one in reviews:
        easy = one.document.easy_read if one.document else None
        if EASY_READ in formats and (easy is None or easy.status == "draft"):
            yield f"{one.result.document}/{EASY_READ}"


def _unread(document: DocumentReport) -> Iterator[Diagnostic]:
    if not document.formats:
        message = f"{document.slug} cannot be read, so nothing of it can be released"
        yield error("bundle-unread", message, hint="type: coprod-formats check")
    yield from (one for one in document.said if one.severity is Severity.ERROR)


def _unfinished(made: FormatReport) -> Iterator[Diagnostic]:
    hint = f"type: coprod-formats render {made.format} --source {made.document}"
    match made.standing:
        case Standing.CURRENT:
            pass
        case Standing.MISSING:
            yield error("bundle-missing", f"{made.name} has not been made", hint=hint)
        case Standing.STALE:
            message = f"{made.name} is not what would be made now: its source, its settings or "
            message += "this program has changed since"
            yield error("bundle-stale", message, hint=hint)
        case Standing.CHANGED:
            message = f"the files of {made.name} are not as they were published"
            yield error("bundle-changed", message, hint=hint)
        case Standing.UNKNOWN:
            message = f"{made.name} lies there, and nothing here remembers how it was made"
            yield error("bundle-unknown", message, hint=hint)
        case _:
            assert_never(made.standing)
    for one in made.findings():
        if one.severity is Severity.ERROR:
            yield one if one.where else _placed(one, made.name)


def _placed(one: Diagnostic, name: str) -> Diagnostic:
    return error(one.rule, one.message, Position(name, 1), one.hint)
