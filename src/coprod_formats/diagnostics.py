"""What can go wrong, where it went wrong, and how it is told to people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Severity(StrEnum):
    """How much a diagnostic matters: an error stops its format, the others do not."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class ExitCode(IntEnum):
    """What the command line answers to the shell."""

    OK = 0
    FAILED = 1
    USAGE = 2
    MISSING_TOOL = 3
    INTERRUPTED = 130


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a text file; lines and columns count from 1, as editors count."""

    file: str
    line: int
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing to tell the reader, with a rule name that stays stable for searching."""

    severity: Severity
    rule: str
    message: str
    where: Position | None = None
    hint: str = ""

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        hint = f"\n  hint: {self.hint}" if self.hint else ""
        return f"{place}{self.severity}: {self.message} [{self.rule}]{hint}"


class CoprodError(Exception):
    """Base of every failure that we can explain; anything else is a defect in the program."""

    exit_code = ExitCode.FAILED

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__(*diagnostics)
        self.diagnostics = diagnostics

    def __str__(self) -> str:
        return "\n".join(map(str, self.diagnostics))


class UsageError(CoprodError):
    """The command line asks for something that is not there."""

    exit_code = ExitCode.USAGE


class ConfigError(CoprodError):
    """config.yaml says something that we cannot act on."""

    exit_code = ExitCode.USAGE


class SourceError(CoprodError):
    """A source says something that no format can render."""

    exit_code = ExitCode.USAGE


class WriteError(CoprodError):
    """A writer could not make its format."""


class MissingToolError(CoprodError):
    """A program or library that the work needs is not installed."""

    exit_code = ExitCode.MISSING_TOOL


def error(rule: str, message: str, where: Position | None = None, hint: str = "") -> Diagnostic:
    """Something that stops a format until a person mends it."""
    return Diagnostic(Severity.ERROR, rule, message, where, hint)


def warning(rule: str, message: str, where: Position | None = None, hint: str = "") -> Diagnostic:
    """Something that readers may suffer from, though the format could be made."""
    return Diagnostic(Severity.WARNING, rule, message, where, hint)


def info(rule: str, message: str, where: Position | None = None, hint: str = "") -> Diagnostic:
    """Something worth knowing that asks for nothing."""
    return Diagnostic(Severity.INFO, rule, message, where, hint)


def closest(word: str, known: Iterable[str], likeness: float = 0.66) -> str:
    """The hint "did you mean …?" where one of the known words is near, else all of them."""
    from difflib import get_close_matches

    names = list(known)
    near = get_close_matches(word.lower(), names, 1, likeness)
    if near:
        return f"did you mean {near[0]}?"
    return f"known here: {', '.join(names)}" if names else ""
