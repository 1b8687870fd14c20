"""What a reading gives: the document, and all that is to be said of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coprod_formats.diagnostics import Diagnostic, Position

if TYPE_CHECKING:
    from coprod_formats.document import Asset, Document


@dataclass(frozen=True, slots=True)
class Ignored:
    """A rule that the author has chosen not to hear of, and why."""

    rule: str
    reason: str
    where: Position


@dataclass(frozen=True, slots=True)
class Reading:
    """A document, the complaints about it, and every file that was opened for it."""

    document: Document
    diagnostics: tuple[Diagnostic, ...]
    files: tuple[Asset, ...]
    ignored: tuple[Ignored, ...] = ()  # rules of the lint that the author has set aside
