"""Answers to slow questions, kept from run to run while what they rest on is unchanged."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from coprod_formats.engine import pickling

T = TypeVar("T")


class Memo:
    """Remembers answers in one file; a lost or damaged file only costs time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._changed = False
        try:
            kept = pickling.load(path)
        except (OSError, ValueError):
            kept = {}
        self._answers: dict[str, tuple[str, object]] = kept if isinstance(kept, dict) else {}

    def recall(self, question: str, stamp: str, answer: Callable[[], T]) -> T:
        """The kept answer if its stamp is this one, else the answer that is found now."""
        match self._answers.get(question):
            case (kept, value) if kept == stamp:
                return value  # type: ignore[return-value]
        found = answer()
        self.put(question, stamp, found)
        return found

    def get(self, question: str) -> tuple[str, object] | None:
        """What was kept for a question, with its stamp."""
        return self._answers.get(question)

    def put(self, question: str, stamp: str, answer: object) -> None:
        """Keep an answer for as long as the stamp is this one."""
        self._answers[question] = (stamp, answer)
        self._changed = True

    def save(self) -> None:
        """Write what is new to the file."""
        if self._changed:
            pickling.dump(self._answers, self._path)
            self._changed = False
