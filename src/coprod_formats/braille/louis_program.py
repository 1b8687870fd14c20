"""Asks the liblouis library: a program of its own, for a call into C can hang or crash.

It answers one question after another: four bytes that say how long it is, then the question as
``marshal`` writes it. Each question brings its own time limit; the alarm ends the program in the
midst of a call, which nothing inside Python can do.
"""

from __future__ import annotations

import ctypes
import marshal
import signal
import struct
import sys
from collections.abc import Callable
from typing import Any, BinaryIO

FATAL_ONLY = 50000  # the library's log level; what fails is told by its answers
ROOMS = 6, 24, 96  # units of output for each of input: more is a table that runs away


def main() -> None:
    """Open the library, then answer until nobody asks."""
    library = ctypes.CDLL(sys.argv[1])
    library.lou_version.restype = ctypes.c_char_p
    library.lou_setLogLevel(FATAL_ONLY)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    while question := heard(asked):
        seconds, name, *rest = question
        signal.setitimer(signal.ITIMER_REAL, seconds)
        answer = marshal.dumps(ANSWERS[name](library, *rest))
        signal.setitimer(signal.ITIMER_REAL, 0)
        answers.write(struct.pack("<i", len(answer)) + answer)
        answers.flush()


def heard(asked: BinaryIO) -> Any:
    """The next question, ``None`` when there will be no more."""
    head = asked.read(4)
    return marshal.loads(asked.read(struct.unpack("<i", head)[0])) if head else None  # noqa: S302


def version(library: ctypes.CDLL) -> str:
    """The library's version."""
    return str(library.lou_version().decode("ascii"))


def has(library: ctypes.CDLL, tables: str) -> bool:
    """Whether a comma-separated list of tables can be found and compiled."""
    return bool(library.lou_checkTable(tables.encode()))


def turned(
    library: ctypes.CDLL, call: str, tables: str, text: str, mode: int, forms: bytes
) -> tuple[str, bytes, bytes] | str:
    """The other writing of a text and the maps both ways as C integers, or what went wrong."""
    width = library.lou_charSize()
    encoding = f"utf_{8 * width}_le"
    given = text.encode(encoding)
    units = len(given) // width
    source, read = ctypes.create_string_buffer(given, len(given) + width), ctypes.c_int(0)
    for room in (max(64, each * units) for each in ROOMS):
        read.value, made, cursor = units, ctypes.c_int(room), ctypes.c_int(0)
        target = ctypes.create_string_buffer(room * width)
        to_cell, to_print = (ctypes.c_int * room)(), (ctypes.c_int * room)()
        typeforms = ctypes.create_string_buffer(forms, 2 * room) if forms else None
        fine = getattr(library, call)(
            tables.encode(), source, ctypes.byref(read), target, ctypes.byref(made),
            typeforms, None, to_cell, to_print, ctypes.byref(cursor), mode,
        )  # fmt: skip
        if not fine:
            return f"liblouis refused the tables {tables}"
        if read.value == units:
            cells = target.raw[: made.value * width].decode(encoding)
            return cells, bytes(to_print)[: 4 * made.value], bytes(to_cell)[: 4 * units]
        if made.value < room - 1:
            break
    return f"liblouis read {read.value} of {units} characters"


ANSWERS: dict[str, Callable[..., Any]] = {"version": version, "has": has, "turned": turned}

if __name__ == "__main__":
    main()
