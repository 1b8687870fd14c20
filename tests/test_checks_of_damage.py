"""A finished file that something has damaged is told as such by the checks of its kind."""

from __future__ import annotations

import random
import re
import zipfile
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
PACKED = {".epub", ".docx", ".ebrl", ".zip"}
TRIES, TAIL = 40, 3000  # of each kind; the last bytes of a file say how it is built


def _made(shelf: Shelf, writer: str, ending: str) -> Path:
    return next(shelf.folder("easy-read-blocks", writer).glob(f"*{ending}"))


@pytest.mark.parametrize(("writer", "ending"), KINDS)
def test_no_check_breaks_on_a_damaged_file(
    writer: str, ending: str, shelf: Shelf, tmp_path: Path
) -> None:
    whole = _made(shelf, writer, ending).read_bytes()
    address = checks.BY_ENDING.get(ending) or checks.BY_SUFFIX[ending]
    judge = resolve_name(address)
    chance = random.Random(f"{writer}{ending}")  # noqa: S311 - variety that can be repeated
    tries = TRIES // 3 if ending.endswith(".html") else TRIES  # pages are large, and slow to judge
    told = 0
    for _ in range(tries):
        damaged = bytearray(whole)
        lowest = 0 if chance.random() < 0.5 else max(0, len(whole) - TAIL)
        for _ in range(chance.choice((1, 3, 40))):
            damaged[chance.randrange(lowest, len(whole))] = chance.randrange(256)
        if chance.random() < 0.3:
            del damaged[chance.randrange(len(whole)) :]
        path = tmp_path / f"damaged{ending}"
        path.write_bytes(damaged)
        told += bool(judge(path))
    assert told > tries // 10


@pytest.mark.parametrize(("writer", "ending"), [one for one in KINDS if one[1] in PACKED])
def test_no_check_breaks_on_strange_parts_of_a_sound_package(
    writer: str, ending: str, shelf: Shelf, tmp_path: Path
) -> None:
    with zipfile.ZipFile(_made(shelf, writer, ending)) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    texts = [name for name in parts if re.search(r"\.(x?html|opf|ncx|xml|rels|smil)$", name)]
    judge = resolve_name(checks.BY_SUFFIX[ending])
    chance = random.Random(f"{writer}{ending}")  # noqa: S311 - variety that can be repeated
    told = 0
    for _ in range(TRIES):
        chewed = dict(parts)
        for _ in range(chance.randint(1, 3)):
            name = chance.choice(texts)
            chewed[name] = _chewed(chewed[name], chance)
        path = tmp_path / f"strange{ending}"
        with zipfile.ZipFile(path, "w") as packed:
            for name, content in chewed.items():
                packed.writestr(name, content)
        told += bool(judge(path))
    assert told > TRIES // 10


def _chewed(content: bytes, chance: random.Random) -> bytes:
    """Cut, or with other tags, numbers or attributes here and there, or without words."""
    tag = re.escape(chance.choice(re.findall(rb"<([\w:]+)", content) or [b"p"]))
    pattern, put = chance.choice(
        (
            (rb"<(/?)%s\b" % tag, rb"<\1bdo"),
            (rb"(?s)<%s\b[^>]*>.*?</%s>" % (tag, tag), b""),
            (rb"(href|src|id|name|content|Id)=\"[^\"]*\"", rb'\1="../..//x#y"'),
            (rb" (id|class|role|alt|[a-z]+:[a-zA-Z]+)=\"[^\"]*\"", b""),
            (rb"\d+", chance.choice((b"", b"-1", b"9" * 20, b"x"))),
            (rb">[^<]+<", b"><"),
            (rb"(?s).{%d}\Z" % chance.randrange(len(content) + 1), b""),
        )
    )
    return re.sub(pattern, lambda m: m.expand(put) if chance.random() < 0.4 else m[0], content)


def test_a_page_of_nothing_is_told(tmp_path: Path) -> None:
    path = tmp_path / "empty.html"
    path.write_bytes(b"")
    assert [one.rule for one in checks.check_file(path)] == ["page-empty"]


def test_what_breaks_a_check_is_an_error_of_the_file(tmp_path: Path) -> None:
    (found,) = checks.check_file(tmp_path / "none.html")
    assert found.rule == "file-unreadable"
    assert "none.html" in found.message
