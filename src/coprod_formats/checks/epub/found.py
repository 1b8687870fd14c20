"""One thing that is wrong with a book, and where in the book it stands."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Complaint:
    """A fault of one file in a book."""

    file: str
    line: int
    rule: str
    message: str
