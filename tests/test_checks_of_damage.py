"""A finished file that something has damaged is told as such by the checks of its kind."""

from __future__ import annotations

import random
from pathlib import Path
from pkgutil import resolve_name

import pytest

from coprod_formats import checks
from tests.shelf import Shelf

KINDS = [
    *(("epub", ".epub"), ("word", ".docx"), ("pdf", ".pdf"), ("html", ".html"), ("mobi", ".mobi")),
    *(("braille", ".brf"), ("braille", ".pef"), ("braille", ".ebrl"), ("daisy", ".zip")),
    *(("easy-read", f"-easy-read{ending}") for ending in (".pdf", ".docx", ".html")),
]
TRIES, TAIL = 40, 3000  # of each kind; the last bytes of a file say how it is built


@pytest.mark.parametrize(("writer", "ending"), KINDS)
def test_no_check_breaks_on_a_damaged_file(
    writer: str, ending: str, shelf: Shelf, tmp_path: Path
) -> None:
    whole = next(shelf.folder("easy-read-blocks", writer).glob(f"*{ending}")).read_bytes()
    address = checks.BY_ENDING.get(ending) or checks.BY_SUFFIX[ending]
    judge = resolve_name(address)
    chance = random.Random(f"{writer}{ending}")  # noqa: S311 - variety that can be repeated
    told = 0
    for _ in range(TRIES):
        damaged = bytearray(whole)
        lowest = 0 if chance.random() < 0.5 else max(0, len(whole) - TAIL)
        for _ in range(chance.choice((1, 3, 40))):
            damaged[chance.randrange(lowest, len(whole))] = chance.randrange(256)
        if chance.random() < 0.3:
            del damaged[chance.randrange(len(whole)) :]
        path = tmp_path / f"damaged{ending}"
        path.write_bytes(damaged)
        told += bool(judge(path))
    assert told > TRIES // 10


def test_what_breaks_a_check_is_an_error_of_the_file(tmp_path: Path) -> None:
    (found,) = checks.check_file(tmp_path / "none.html")
    assert found.rule == "file-unreadable"
    assert "none.html" in found.message
