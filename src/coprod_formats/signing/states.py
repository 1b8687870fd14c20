"""Signatures: whether a format was signed, by whom, and whether that still holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Literal

from coprod_formats.diagnostics import Diagnostic, Position, UsageError, error, info, warning
from coprod_formats.document import Document
from coprod_formats.signing.content import content
from coprod_formats.signing.easy_read import FORMAT, changes, pairs
from coprod_formats.signing.locks import Lock, lock_files, lock_path, read_lock, write_lock
from coprod_formats.walking import plain

Status = Literal["checked", "tested"]


class State(StrEnum):
    """Whether somebody has signed what a format shows now."""

    UNSIGNED = "unsigned"
    SIGNED = "signed"
    STALE = "stale"  # the words have changed since


@dataclass(frozen=True, slots=True)
class Signature:
    """Who has signed one format of a document, when, and whether that still holds."""

    state: State
    by: str = ""
    on: date | None = None
    note: str = ""
    status: Status | None = None  # of easy read: how far it was tried


def state(source: Path, document: Document, format_: str) -> Signature:
    """The signature of one format of the document that was read from this source."""
    lock, _ = read_lock(source, format_)
    if lock is None:
        return Signature(State.UNSIGNED)
    held = State.SIGNED if _holds(document, format_, lock) else State.STALE
    return Signature(held, lock.by, lock.on, lock.note, lock.status)


def _holds(document: Document, format_: str, lock: Lock) -> bool:
    if format_ != FORMAT:
        return lock.content == content(document)
    easy = document.easy_read
    return easy is not None and not any(changes(document, easy, lock))


def sign(source: Path, document: Document, format_: str, lock: Lock) -> Path:
    """Keep a signature of the words as they are now; give the path of its file."""
    if format_ != FORMAT:
        signed = lock.model_copy(update={"content": content(document)})
        return write_lock(source, format_, signed)
    if document.easy_read is None:
        message = f"{document.slug} has no easy-read text to sign"
        raise UsageError(error("sign-off-nothing", message, hint="write ::: easy-read blocks"))
    sections = pairs(document, document.easy_read)
    return write_lock(source, format_, lock.model_copy(update={"sections": sections}))


def remarks(source: Path, document: Document) -> Iterator[Diagnostic]:
    """What the signatures of all formats come to: those that hold, and those that do not."""
    for format_ in lock_files(source):
        where = Position(str(lock_path(source, format_)), 1)
        lock, complaints = read_lock(source, format_)
        if format_ != FORMAT:  # whose complaints are told with its status
            yield from complaints
        if lock is None:
            continue
        told = f"{format_} was signed by {lock.by} on {lock.on.day} {lock.on:%B %Y}"
        if _holds(document, format_, lock):
            yield info("signed", f"{told}: {lock.note}" if lock.note else told, where)
        elif format_ != FORMAT:
            hint = f"let it be read again, then type: coprod-formats sign {format_} {source.stem}"
            yield warning("sign-off-stale", f"{told}, and the text has changed since", where, hint)


def refusals(source: Path, document: Document, formats: Iterable[str]) -> Sequence[Diagnostic]:
    """Why a release must not carry these formats: signatures that no longer hold, and gaps."""
    return [one for format_ in formats for one in _refused(source, document, format_)]


def _refused(source: Path, document: Document, format_: str) -> Iterator[Diagnostic]:
    path = lock_path(source, format_)
    if state(source, document, format_).state is State.STALE:
        message = f"{format_} was signed, and the text has changed since"
        hint = f"let it be read again and signed, or delete {path}"
        yield error("sign-off-stale", message, Position(str(path), 1), hint)
    easy = document.easy_read if format_ == FORMAT else None
    for section in easy.sections if easy else ():
        if section.missing:
            name = plain(section.title.inlines) if section.title else "the opening"
            message = f"easy read says nothing of this section: {name}"
            hint = "write ::: easy-read below it, or {easy-read=omit} after its heading"
            yield error("easy-read-missing", message, section.where, hint)
