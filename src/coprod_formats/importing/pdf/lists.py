"""Which entries of untagged pages are of one list."""

from __future__ import annotations

from coprod_formats.importing.pdf.kinds import Chunk
from coprod_formats.importing.pdf.pieces import BULLET


def same_list(run: list[Chunk], chunk: Chunk) -> bool:
    """Whether an entry goes on with a list; a first number begins another."""
    mark, before = chunk.marker.strip("()."), run[-1].marker.strip("().")
    begins = mark in {"1", "a"} and before.isdigit() == mark.isdigit()
    if not begins and _has_bullet(chunk) == _has_bullet(run[0]):
        return True
    left = chunk.lines[0].box.left - chunk.column.left
    return left > run[0].lines[0].box.left - run[0].column.left + 8 or (
        not begins and any(_has_bullet(one) == _has_bullet(chunk) for one in run)
    )


def _has_bullet(chunk: Chunk) -> bool:
    return bool(BULLET.fullmatch(chunk.marker))
