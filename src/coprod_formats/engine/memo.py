"""Answers to slow questions, kept from run to run while what they rest on is unchanged."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from coprod_formats.engine import pickling

T = TypeVar("T")


class Memo:
    """Remembers answers in one file; a lost or damaged file only costs time.

    Answers are packed one by one: what another version of this program kept in shapes of its
    own is never unpacked, since its stamp is another.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._changed = False
        try:
            kept = pickling.load(path)
        except (OSError, ValueError):
            kept = {}
        self._answers = dict(_sound(kept)) if isinstance(kept, dict) else {}

    def recall(self, question: str, stamp: str, answer: Callable[[], T]) -> T:
        """The kept answer if its stamp is this one, else the answer that is found now."""
        match self._answers.get(question):
            case (kept, raw) if kept == stamp:
                with suppress(ValueError):
                    return pickling.unpacked(raw)  # type: ignore[no-any-return]
        found = answer()
        self.put(question, stamp, found)
        return found

    def get(self, question: str) -> tuple[str, object] | None:
        """What was kept for a question, with its stamp; nothing where it cannot be read."""
        match self._answers.get(question):
            case (stamp, raw):
                with suppress(ValueError):
                    return stamp, pickling.unpacked(raw)
        return None

    def put(self, question: str, stamp: str, answer: object) -> None:
        """Keep an answer for as long as the stamp is this one."""
        self._answers[question] = (stamp, pickling.packed(answer))
        self._changed = True

    def save(self) -> None:
        """Write what is new to the file."""
        if self._changed:
            pickling.dump(self._answers, self._path)
            self._changed = False


def _sound(kept: dict[object, object]) -> Iterator[tuple[str, tuple[str, bytes]]]:
    for question, answer in kept.items():
        match question, answer:
            case str(), (str(stamp), bytes(raw)):
                yield question, (stamp, raw)
