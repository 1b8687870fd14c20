"""liblouis, asked in a program of its own: the only module that knows the library.

Some tables send some versions of liblouis round in circles, and a call into C cannot be
interrupted; so the library runs in ``louis_program``, which its alarm ends, and whose end
is a diagnostic here. liblouis ends its input at a NUL, so what it consumed is compared with
what it was given.
"""

from __future__ import annotations

import marshal
import os
import re
import sys
from array import array
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from coprod_formats import tools
from coprod_formats.diagnostics import MissingToolError, WriteError, error

SECONDS = 20.0  # for one paragraph, which takes a hundredth of one at most
_UCBRL, _DOTS_IO = 64, 4  # of liblouis.h's translationModes: Unicode braille out, dots as such
_SURROGATE = re.compile("[\ud800-\udfff]")
_PROGRAM = Path(__file__).with_name("louis_program.py")


class NoAnswerError(WriteError):
    """liblouis hung or crashed: asking again in the same way is of no use."""


@dataclass(frozen=True, slots=True)
class Translation:
    """Cells and the maps between them and the print they came from."""

    cells: str
    to_print: tuple[int, ...]  # for each cell, the index of its print character
    to_cell: tuple[int, ...]  # for each print character, the index of its first cell


class Louis:
    """One liblouis that answers; after a hang or a crash it is started anew."""

    def __init__(self, library: str) -> None:
        self._coprocess = tools.Coprocess((sys.executable, "-I", "-S", str(_PROGRAM), library))
        self.version = str(self._ask(library, "version"))

    @property
    def release(self) -> tuple[int, ...]:
        """The version as numbers, to compare."""
        return tools.numbers(self.version)

    def has(self, tables: str) -> bool:
        """Whether a comma-separated list of tables can be found and compiled."""
        return bool(self._ask(tables, "has", tables))

    def translate(self, tables: str, text: str, typeforms: tuple[int, ...] = ()) -> Translation:
        """Braille for a whole paragraph; ``typeforms`` has one entry a character, or none."""
        return self._turned("lou_translate", (tables, text, _DOTS_IO | _UCBRL), typeforms)

    def back_translate(self, tables: str, cells: str) -> str:
        """The print that a reader would take these cells for, near enough for a smoke test."""
        return self._turned("lou_backTranslate", (f"unicode.dis,{tables}", cells, 0), ()).cells

    def _turned(
        self, call: str, what: tuple[str, str, int], typeforms: tuple[int, ...]
    ) -> Translation:
        tables, text, _ = what
        if not text:
            return Translation("", (), ())
        if _SURROGATE.search(text):
            message = f"a character that is no text cannot be brailled by {tables}"
            raise WriteError(error("braille-character", message))
        about = f"{tables} and the words {text[:40]!r}"
        answer = self._ask(about, "turned", call, *what, array("H", typeforms).tobytes())
        if isinstance(answer, str):
            rule = "braille-table" if "refused" in answer else "braille-short"
            raise WriteError(error(rule, answer))
        cells, to_print, to_cell = answer
        return Translation(cells, _integers(to_print), _integers(to_cell))

    def _ask(self, about: str, name: str, *what: str | int | bytes) -> Any:
        question = marshal.dumps((SECONDS, name, *what))
        try:
            return marshal.loads(self._coprocess.ask(question))  # noqa: S302 - our own program's
        except tools.EndedError as end:
            how = f"did not answer within {SECONDS:g} seconds" if end.alarmed else "broke down"
            hint = "install liblouis and its tables anew, or leave these words to other formats"
            raise NoAnswerError(
                error("braille-no-answer", f"liblouis {how} at {about}", hint=hint)
            ) from end


def _integers(them: bytes) -> tuple[int, ...]:
    numbers = array("i")
    numbers.frombytes(them)
    return tuple(numbers)


def louis() -> Louis:
    """The system's liblouis, started once in a process."""
    return _started(os.getpid())


@cache
def _started(_: int) -> Louis:
    return Louis(library())


def library() -> str:
    """What the system's loader calls liblouis."""
    found = tools.library("liblouis")
    if found is None:
        hint = "type: apt install liblouis20 liblouis-data (on macOS: brew install liblouis)"
        raise MissingToolError(error("tool-missing", "liblouis is not installed", hint=hint))
    return found
