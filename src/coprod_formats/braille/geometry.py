"""How large the pages of finished braille are, which whoever embosses or displays it must know."""

from __future__ import annotations

import re
from pathlib import Path

_VOLUME = re.compile(rb'<volume cols="(\d+)" rows="(\d+)"')
_HEAD = 1 << 16  # bytes; the metadata before the first volume are shorter
PAGED = {".brf", ".pef"}  # the files whose pages are laid out; an eBraille publication flows


def page_size(path: Path) -> tuple[int, int] | None:
    """Cells in a line and lines on a page of a laid-out file, as the PEF beside it tells them."""
    if path.suffix not in PAGED:
        return None
    for pef in sorted(path.parent.glob("*.pef")):
        with pef.open("rb") as opened:
            if found := _VOLUME.search(opened.read(_HEAD)):
                return int(found[1]), int(found[2])
    return None
