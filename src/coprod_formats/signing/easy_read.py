"""What an easy-read text may say of itself: draft, checked or tested, by its signature."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from coprod_formats.diagnostics import Diagnostic, Position, warning
from coprod_formats.document import Document, EasyRead, KeyFinding, Section
from coprod_formats.signing.content import easy_sections, full_sections
from coprod_formats.signing.locks import Lock, Pair, read_lock
from coprod_formats.walking import blocks

FORMAT = "easy-read"
AGAIN = (
    "let people read it again, then type: coprod-formats easy-read sign {slug} --status {status}"
)


class Which(StrEnum):
    """What has changed since easy read was signed."""

    EASY = "the easy-read text of this section"
    FULL = "the full text of this section"
    LIST = "the list of sections"


@dataclass(frozen=True, slots=True)
class Change:
    """One section that is not as it was when easy read was signed."""

    section: str
    which: Which


def pairs(document: Document, easy: EasyRead) -> dict[str, Pair]:
    """The digests of every section in both texts."""
    full, simply = full_sections(document), easy_sections(easy.sections)
    return {
        name: Pair(easy_read=digest, full=full.get(name, "")) for name, digest in simply.items()
    }


def changes(document: Document, easy: EasyRead, lock: Lock) -> Iterator[Change]:
    """What is not as it was signed: changed, new or gone."""
    now = pairs(document, easy)
    for name in {**lock.sections, **now}:
        before, after = lock.sections.get(name), now.get(name)
        if before is None or after is None:
            yield Change(name, Which.LIST)
        elif before != after:
            yield Change(name, Which.EASY if before.easy_read != after.easy_read else Which.FULL)


def effective(source: Path, document: Document) -> tuple[Document, tuple[Diagnostic, ...]]:
    """The document with the easy-read status that it may show, and why that is not what it says.

    A status needs a signature, and the words that were signed: else the text is a draft.
    """
    easy = document.easy_read
    if easy is None:
        return document, ()
    lock, complaints = read_lock(source, FORMAT)
    changed = tuple(changes(document, easy, lock)) if lock else ()
    if lock and lock.status and not changed:
        shown = replace(easy, status=lock.status, tested_by=lock.by, tested_on=lock.on)
        said: tuple[Diagnostic, ...] = ()
    else:
        shown = replace(easy, status="draft", tested_by="", tested_on=None)
        said = tuple(_reasons(document, easy, lock, changed))
    return replace(document, easy_read=shown), (*complaints, *said)


def _reasons(
    document: Document, easy: EasyRead, lock: Lock | None, changed: tuple[Change, ...]
) -> Iterator[Diagnostic]:
    hint = AGAIN.format(slug=document.slug, status=lock.status if lock else easy.status)
    if lock is None and easy.status != "draft":
        message = f"easy read says that it is {easy.status}, and nobody has signed that"
        yield warning("sign-off-missing", message, easy.where, hint)
    for change in changed:
        message = f"{change.which} has changed since easy read was {lock and lock.status}"
        where = _place(document, easy, change)
        yield warning("sign-off-stale", f"{message}, so it is a draft again", where, hint)


def _place(document: Document, easy: EasyRead, change: Change) -> Position:
    """Where a changed section stands, in the text that has changed."""
    simply = {one.section: one.where for one in easy.sections}
    full = {
        one.id: one.title.where
        for one in blocks(document.body)
        if isinstance(one, Section | KeyFinding)
    }
    near = full if change.which is Which.FULL else simply
    return near.get(change.section) or full.get(change.section) or easy.where
