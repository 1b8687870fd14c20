"""The bytes of a text file as characters, whatever program saved it."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from coprod_formats.importing.refusals import refusal

MARKS = (  # the longer ones first, since they begin with the others
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?([\w.:-]{2,40})""", re.IGNORECASE)

OLD = re.compile(r"(?:iso8859|cp\d|koi8|mac|shift_jis|euc|gb|big5|iso2022|tis)")


def decoded(path: Path) -> str:
    """The text of a file with plain line ends, or a refusal where it is none."""
    raw = path.read_bytes()
    name = next((name for mark, name in MARKS if raw.startswith(mark)), "utf-8")
    try:
        made = raw.decode(name)
    except UnicodeDecodeError:
        made = raw.decode(_declared(raw) if name == "utf-8" else name, errors="replace")
    if "\x00" in made or made.count("\ufffd") > 20 + len(made) // 50:
        message = f"{path} is not text in any encoding that we know"
        raise refusal("import-kind", message, "open it in its program, and save it as UTF-8")
    return made.replace("\r\n", "\n").replace("\r", "\n")


def _declared(raw: bytes) -> str:
    """The encoding that a file names for itself, or the commonest one of old files."""
    found = DECLARED.search(raw[:4096])
    try:
        name = codecs.lookup(found[1].decode("ascii")).name if found else "cp1252"
    except LookupError:
        return "cp1252"
    return name if OLD.match(name) else "cp1252"
