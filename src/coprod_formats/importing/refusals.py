"""Files that cannot be brought in: always a complaint with a way out, never a traceback."""

from __future__ import annotations

from coprod_formats.diagnostics import UsageError, error


class ImportRefusedError(UsageError):
    """A file that cannot be brought in."""


def refusal(rule: str, message: str, hint: str = "") -> ImportRefusedError:
    """What to raise, with what is wrong and what to do about it."""
    return ImportRefusedError(error(rule, message, None, hint))
