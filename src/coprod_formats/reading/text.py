"""A source file's bytes to text that every later step can trust, or why they are not text."""

from __future__ import annotations

import re
from pathlib import Path

from coprod_formats.diagnostics import Diagnostic, Position, SourceError, error

FENCE = re.compile(r"(?:---|\.\.\.)[ \t]*")
LARGEST = 20_000_000  # bytes of Markdown; three million words

# Characters that no format can show: controls, line separators, and what XML forbids.
REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ue000-\uf8ff]")
PRIVATE = range(0xE000, 0xF900)  # as word processors keep the signs of Symbol and Wingdings
NAMES = {
    "\x00": "a NUL character: this may not be a text file",
    "\x0b": "a vertical tab",
    "\x0c": "a form feed",
    "\u2028": "a line separator (U+2028), which editors show as a line break",
    "\u2029": "a paragraph separator (U+2029), which editors show as a line break",
}
TOLD = 20  # of one kind; a binary file has thousands


def text(path: Path, shown: str) -> str:
    """The text of a UTF-8 file with plain line ends, or a ``SourceError`` that names the line."""
    start = Position(shown, 1)
    try:
        size = path.stat().st_size
        if size > LARGEST:
            message = f"this file has {size / 1e6:.0f} MB, and {LARGEST / 1e6:.0f} MB are the most"
            raise SourceError(error("source-size", message, start, "split it into several sources"))
        raw = path.read_bytes()
    except FileNotFoundError:
        message = f"there is no file {shown}"
        raise SourceError(error("source-missing", message, start, MISSING_HINT)) from None
    except OSError as refusal:
        message = f"this file cannot be read: {refusal.strerror}"
        raise SourceError(error("source-missing", message, start, UNREADABLE_HINT)) from None
    if not raw.strip():
        raise SourceError(error("source-empty", "this file is empty", start, EMPTY_HINT))
    return _plain(_decoded(raw, shown), shown)


def divided(written: str) -> tuple[str | None, str]:
    """What stands between the dashes, and the text with empty lines for that.

    Without dashes there is only the text; where they are never closed, there is not even that.
    """
    lines = written.split("\n")
    if not re.fullmatch(r"---[ \t]*", lines[0]):
        return None, written
    end = next((i for i, one in enumerate(lines[1:], 1) if FENCE.fullmatch(one)), None)
    if end is None:
        return None, ""
    return "\n".join(lines[1:end]) + "\n", "\n" * (end + 1) + "\n".join(lines[end + 1 :])


MISSING_HINT = "look for a slip in its name, and for the folder that it lies in"
UNREADABLE_HINT = "see whether it is a file, and whether you may read it"
OF_A_FONT = "write it with another character, or as a list: a line that begins with a hyphen"
EMPTY_HINT = "start with three dashes, a title, a lang, three dashes, and then your text"


def _decoded(raw: bytes, shown: str) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as flaw:
        line = raw[: flaw.start].count(b"\n") + 1
        before = raw[raw.rfind(b"\n", 0, flaw.start) + 1 : flaw.start].decode(errors="replace")
        where = Position(shown, line, len(before.removeprefix("\ufeff")) + 1)
        message = f"byte 0x{raw[flaw.start]:02x} is not UTF-8 text"
        hint = "save the file as UTF-8 in your editor"
        raise SourceError(error("source-encoding", message, where, hint)) from None


def refused(words: str) -> str:
    """What to call the first character that no format can show, or nothing."""
    found = REFUSED.search(words)
    if not found:
        return ""
    kind = "a sign of one font alone," if ord(found[0]) in PRIVATE else "the control character"
    return NAMES.get(found[0], f"{kind} U+{ord(found[0]):04X}")


def _plain(decoded: str, shown: str) -> str:
    made = decoded.replace("\r\n", "\n").replace("\r", "\n")
    complaints: list[Diagnostic] = []
    line, counted = 1, 0
    for found in REFUSED.finditer(made):
        line += made.count("\n", counted, found.start())
        counted = found.start()
        column = counted - made.rfind("\n", 0, counted)
        message = f"this line holds {refused(found[0])}"
        where = Position(shown, line, column)
        hint = OF_A_FONT if ord(found[0]) in PRIVATE else "take the character out"
        complaints.append(error("source-character", message, where, hint))
        if len(complaints) == TOLD:
            break
    if complaints:
        raise SourceError(*complaints)
    return made
