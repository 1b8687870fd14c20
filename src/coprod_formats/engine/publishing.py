"""Finished folders for people: each appears whole, or the earlier one stays."""

from __future__ import annotations

import errno
import os
import shutil
from enum import StrEnum
from pathlib import Path

from coprod_formats.engine.digests import digest_of, stamp, tree_digest
from coprod_formats.engine.memo import Memo
from coprod_formats.engine.store import Artifact

FRESH, STALE = ".new", ".old"


def publish(artifact: Artifact, target: Path, memo: Memo) -> bool:
    """See to it that a target holds an artifact's files; whether they had to be put there.

    What was published is known by a stamp, so that files which a person changed or deleted
    are put back, and files which are as they were are not even read.
    """
    question = f"published {target.absolute()}"
    told = memo.get(question)
    if told and told[0] == digest_of(artifact.digest, _stamp(target)):
        return False
    fresh = _beside(target, FRESH)
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        _copy(artifact.folder, fresh)
        if tree_digest(fresh) != artifact.digest:
            if tree_digest(artifact.folder) == artifact.digest:
                raise OSError(errno.EBUSY, "somebody else changes files there", str(target))
            raise DamagedError(artifact.key)
        put_in_place(fresh, target)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        recover(target)
    memo.put(question, digest_of(artifact.digest, _stamp(target)), _stamp(target))
    return True


def put_in_place(fresh: Path, target: Path) -> None:
    """Let a finished folder take the place of another, which lies aside until `recover`."""
    stale = _beside(target, STALE)
    shutil.rmtree(stale, ignore_errors=True)
    if os.path.lexists(target):
        target.rename(stale)
    fresh.rename(target)


def recover(target: Path) -> None:
    """Mend what a run left that was stopped between the two renames."""
    stale = _beside(target, STALE)
    if os.path.lexists(stale) and not os.path.lexists(target):
        stale.rename(target)
    elif stale.is_dir() and not stale.is_symlink():
        shutil.rmtree(stale, ignore_errors=True)
    elif os.path.lexists(stale):
        stale.unlink()


class Standing(StrEnum):
    """How what lies published stands to the sources as they are now."""

    CURRENT = "current"
    STALE = "stale"  # made of sources or settings, or by a program, that have changed since
    CHANGED = "changed"  # its files are not as they were published
    UNKNOWN = "unknown"  # nothing here remembers how it was made
    MISSING = "missing"


def standing(artifact: Artifact | None, target: Path, memo: Memo) -> Standing:
    """How a target stands to the artifact that the sources would give now, if that is kept."""
    if not target.is_dir():
        return Standing.MISSING
    told = memo.get(f"published {target.absolute()}")
    stamp_now = _stamp(target)
    if artifact and told and told[0] == digest_of(artifact.digest, stamp_now):
        return Standing.CURRENT
    if artifact and tree_digest(target) == artifact.digest:
        return Standing.CURRENT
    if told and told[1] == stamp_now:
        return Standing.STALE
    return Standing.CHANGED if told or artifact else Standing.UNKNOWN


class DamagedError(Exception):
    """The kept files of a key are not what they were when they were made."""


def _copy(folder: Path, target: Path) -> None:
    """Copy files one by one, so that the first refusal is told as the system tells it."""
    target.mkdir(parents=True)
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            _copy(path, target / path.name)
        else:
            shutil.copyfile(path, target / path.name)


def _beside(target: Path, suffix: str) -> Path:
    return target.with_name(f".{target.name}{suffix}")


def _stamp(target: Path) -> str:
    return stamp(target) if target.is_dir() and not target.is_symlink() else ""
