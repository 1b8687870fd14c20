"""The files that keep signatures, beside the sources: one for each format that somebody signed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from coprod_formats.diagnostics import Diagnostic, Position, error
from coprod_formats.yamlfile import fit, parse

SUFFIX = ".lock.yaml"
OPENING = (
    "# Written by coprod-formats sign. It says which words were read; nobody edits it by hand."
)


class Pair(BaseModel):
    """The digests of one section: of what easy read says of it, and of the full text."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    easy_read: str = Field(validation_alias="easy-read")
    full: str


class Lock(BaseModel):
    """What one signature says, and digests of the words that it is about."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    by: str = Field(min_length=1, validation_alias="signed-by")
    on: date = Field(validation_alias="signed-on")
    note: str = ""
    status: Literal["checked", "tested"] | None = None  # of easy read
    content: str = ""  # of the full text
    sections: dict[str, Pair] = {}  # of easy read, by the id of the section; "" for the opening


def lock_path(source: Path, format_: str) -> Path:
    """Where the signature of one format stands."""
    return source.with_name(f"{source.stem}.{format_}{SUFFIX}")


def lock_files(source: Path) -> Mapping[str, Path]:
    """The signatures that a source has, by format."""
    start = f"{source.stem}."
    found = sorted(source.parent.glob(f"*{SUFFIX}"))
    return {
        path.name.removeprefix(start).removesuffix(SUFFIX): path
        for path in found
        if path.name.startswith(start) and "." not in path.name[len(start) : -len(SUFFIX)]
    }


def read_lock(source: Path, format_: str) -> tuple[Lock | None, Sequence[Diagnostic]]:
    """The signature of one format if there is one, and what is wrong with its file."""
    path = lock_path(source, format_)
    try:
        written = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None, ()
    except (OSError, UnicodeDecodeError) as flaw:
        return None, (error("sign-off-file", f"cannot read it: {flaw}", Position(str(path), 1)),)
    tree = parse(written, str(path))
    lock, complaints = fit(tree, Lock)
    return lock, (*tree.complaints, *complaints)


def write_lock(source: Path, format_: str, lock: Lock) -> Path:
    """Keep a signature beside its source, and give the path of its file."""
    path = lock_path(source, format_)
    path.write_text(_written(lock), encoding="utf-8")
    return path


def _written(lock: Lock) -> str:
    lines = [OPENING, f"signed-by: {_quoted(lock.by)}", f"signed-on: {lock.on.isoformat()}"]
    lines += [f"note: {_quoted(lock.note)}"] if lock.note else []
    lines += [f"status: {lock.status}"] if lock.status else []
    lines += [f"content: {_quoted(lock.content)}"] if lock.content else []
    lines += ["sections:"] if lock.sections else []
    for name, pair in lock.sections.items():
        lines += [f"  {_quoted(name)}:"]
        lines += [f"    easy-read: {_quoted(pair.easy_read)}", f"    full: {_quoted(pair.full)}"]
    return "\n".join(lines) + "\n"


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)
