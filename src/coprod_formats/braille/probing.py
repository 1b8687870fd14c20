"""Whether liblouis' tables are there and answer: asked of another process, which can be killed.

Some tables send some versions of liblouis round in circles, and a call into C cannot be
interrupted. So all tables of a document are compiled once in a process of their own; what a
text does to a good table, the time limit of the whole format holds within bounds.
"""

from __future__ import annotations

import sys
from functools import cache

from coprod_formats.braille.binding import library
from coprod_formats.diagnostics import WriteError, error
from coprod_formats.tools import run

SECONDS = 20.0  # the tables that we name take 0.2 s at most
_ASK = """
import ctypes, sys
louis = ctypes.PyDLL(sys.argv[1])
louis.lou_setLogLevel(50000)
print(*(table for table in sys.argv[2:] if not louis.lou_checkTable(table.encode())))
"""


@cache
def probe(tables: tuple[str, ...]) -> None:
    """Raise an error where a table is missing or broken, or does not answer in time."""
    hint = "install liblouis and its tables anew: they come in the package liblouis-data"
    try:
        bad = run([sys.executable, "-I", "-S", "-c", _ASK, library(), *tables], SECONDS).decode()
    except WriteError as failure:
        told = " ".join(one.message for one in failure.diagnostics)
        message = f"liblouis does not answer for the tables {', '.join(tables)}: {told}"
        raise WriteError(error("braille-table", message, hint=hint)) from failure
    if bad.strip():
        raise WriteError(error("braille-table", f"liblouis has no good {bad.strip()}", hint=hint))
