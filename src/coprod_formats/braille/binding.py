"""liblouis, called through ctypes: the only module that knows the library.

``PyDLL`` keeps Python's lock during a call, because liblouis keeps its compiled tables in
globals: two threads through ``CDLL`` corrupt them. liblouis ends its input at a NUL, so
what it consumed is compared with what it was given.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from functools import cache

from coprod_formats import tools
from coprod_formats.diagnostics import MissingToolError, WriteError, error

UCBRL, DOTS_IO = 64, 4  # of liblouis.h's translationModes: Unicode braille out, dots as such
_FATAL_ONLY = 50000  # its log level; what fails is told by the return value


@dataclass(frozen=True, slots=True)
class Translation:
    """Cells and the maps between them and the print they came from."""

    cells: str
    to_print: tuple[int, ...]  # for each cell, the index of its print character
    to_cell: tuple[int, ...]  # for each print character, the index of its first cell


class Louis:
    """One loaded liblouis."""

    def __init__(self, library: str) -> None:
        self._lib = ctypes.PyDLL(library)
        self._lib.lou_version.restype = ctypes.c_char_p
        self._lib.lou_setLogLevel.argtypes = [ctypes.c_int]
        self._lib.lou_setLogLevel(_FATAL_ONLY)
        self._width = int(self._lib.lou_charSize())
        self._encoding = f"utf_{8 * self._width}_le"
        self.version = self._lib.lou_version().decode("ascii")

    @property
    def release(self) -> tuple[int, ...]:
        """The version as numbers, to compare."""
        return tuple(int(part) for part in self.version.split(".") if part.isdigit())

    def has(self, tables: str) -> bool:
        """Whether a comma-separated list of tables can be found and compiled."""
        return bool(self._lib.lou_checkTable(tables.encode()))

    def translate(self, tables: str, text: str, typeforms: tuple[int, ...] = ()) -> Translation:
        """Braille for a whole paragraph; ``typeforms`` has one entry a character, or none."""
        return self._call("lou_translate", tables, text, DOTS_IO | UCBRL, typeforms)

    def back_translate(self, tables: str, cells: str) -> str:
        """The print that a reader would take these cells for, near enough for a smoke test."""
        return self._call("lou_backTranslate", f"unicode.dis,{tables}", cells, 0, ()).cells

    def _call(
        self, name: str, tables: str, text: str, mode: int, typeforms: tuple[int, ...]
    ) -> Translation:
        if not text:
            return Translation("", (), ())
        given = self._encoded(text, tables)
        units = len(given) // self._width
        room = max(64, 12 * units)
        while True:
            done = self._attempt(name, tables, given, (units, room), (mode, typeforms))
            if done is not None:
                return done
            room *= 2

    def _encoded(self, text: str, tables: str) -> bytes:
        try:
            return text.encode(self._encoding)
        except UnicodeEncodeError:
            message = f"a character that is no text cannot be brailled by {tables}"
            raise WriteError(error("braille-character", message)) from None

    def _attempt(
        self,
        name: str,
        tables: str,
        given: bytes,
        sizes: tuple[int, int],
        how: tuple[int, tuple[int, ...]],
    ) -> Translation | None:
        units, room = sizes
        mode, typeforms = how
        source = ctypes.create_string_buffer(given, len(given) + self._width)
        read, made = ctypes.c_int(units), ctypes.c_int(room)
        target = ctypes.create_string_buffer(room * self._width)
        forms = (ctypes.c_ushort * room)(*typeforms) if typeforms else None
        to_cell, to_print = (ctypes.c_int * room)(), (ctypes.c_int * room)()
        cursor = ctypes.c_int(0)
        fine = getattr(self._lib, name)(
            tables.encode(), source, ctypes.byref(read), target, ctypes.byref(made),
            forms, None, to_cell, to_print, ctypes.byref(cursor), mode,
        )  # fmt: skip
        if not fine:
            raise WriteError(error("braille-table", f"liblouis refused the tables {tables}"))
        if read.value < units:
            if made.value < room - 1:
                message = f"liblouis read {read.value} of {units} characters"
                raise WriteError(error("braille-short", message))
            return None
        cells = target.raw[: made.value * self._width].decode(self._encoding)
        return Translation(cells, tuple(to_print[: made.value]), tuple(to_cell[:units]))


@cache
def louis() -> Louis:
    """The system's liblouis, loaded once in a process."""
    return Louis(library())


def library() -> str:
    """What the system's loader calls liblouis."""
    found = tools.library("liblouis")
    if found is None:
        hint = "type: apt install liblouis20 liblouis-data (on macOS: brew install liblouis)"
        raise MissingToolError(error("tool-missing", "liblouis is not installed", hint=hint))
    return found
