"""Files that are cut, twisted or made to do harm: brought in, or refused with a way out."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_formats.diagnostics import CoprodError, Diagnostic
from coprod_formats.importing import bring_in
from tests.shelf import Shelf

SUFFIXES = {"word": ".docx", "html": ".html", "epub": ".epub"}
NESTED = (b"<div>", b"<blockquote>", b"> ", b"- ", b"[", b"*", b"<table><tr><td>", b"<em>")
SWAPPED = (
    (b"w:p", b"w:tbl"),
    (b"<p", b"<table"),
    (b"href", b"src"),
    (b"http", b"javascript"),
    (b"</w:tr>", b""),
    (b"id=", b"name="),
    (b"2", b"99999999999999999999"),
    (b"<td", b"<td rowspan=999 colspan=999 "),
    (b" ", b"\x00"),
    (b"e", b"\xed\xa0\x80"),
)
Change = Callable[[bytes, random.Random], bytes]


def cut(raw: bytes, chance: random.Random) -> bytes:
    return raw[: chance.randrange(len(raw) + 1)]


def flipped(raw: bytes, chance: random.Random) -> bytes:
    made = bytearray(raw)
    for _ in range(chance.choice((1, 5, 50)) if made else 0):
        made[chance.randrange(len(made))] = chance.randrange(256)
    return bytes(made)


def dropped(raw: bytes, chance: random.Random) -> bytes:
    start, end = sorted(chance.randrange(len(raw) + 1) for _ in "ab")
    return raw[:start] + raw[end:]


def encoded(raw: bytes, chance: random.Random) -> bytes:
    text = raw.decode("utf-8", "replace")
    return text.encode(chance.choice(("utf-16", "utf-32", "latin-1", "utf-8-sig")), "replace")


def nested(raw: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(raw) + 1)
    return raw[:place] + chance.choice(NESTED) * chance.choice((50, 500)) + raw[place:]


def swapped(raw: bytes, chance: random.Random) -> bytes:
    for old, new in chance.sample(SWAPPED, 2):
        raw = raw.replace(old, new)
    return raw


CHANGES: tuple[Change, ...] = (cut, flipped, dropped, encoded, nested, swapped)


def twisted(raw: bytes, change: Change, chance: random.Random) -> bytes:
    """A package with some of its parts changed."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(raw)) as old, zipfile.ZipFile(made, "w") as new:
        victim = chance.choice(old.namelist())
        for name in old.namelist():
            part = old.read(name)
            main = (
                name.endswith(("document.xml", ".opf", ".rels", "xhtml")) and chance.random() < 0.5
            )
            new.writestr(name, change(part, chance) if main or name == victim else part)
    return made.getvalue()


@pytest.mark.parametrize("writer", SUFFIXES)
@settings(max_examples=25)
@given(change=st.sampled_from(CHANGES), seed=st.integers(0, 10**6), inside=st.booleans())
def test_a_spoilt_file_is_brought_in_or_refused(
    shelf: Shelf, writer: str, change: Change, seed: int, inside: bool
) -> None:
    made = next(shelf.folder("tables", writer).glob(f"*{SUFFIXES[writer]}"))
    chance = random.Random(seed)  # noqa: S311
    raw = made.read_bytes()
    package = inside and made.suffix != ".html"
    spoilt = twisted(raw, change, chance) if package else change(raw, chance)
    with TemporaryDirectory() as folder:
        file = Path(folder) / f"spoilt{made.suffix}"
        file.write_bytes(spoilt)
        told: tuple[Diagnostic, ...] = ()
        try:
            bring_in(file, Path(folder) / "sources")
        except CoprodError as refused:
            told = refused.diagnostics
        assert (Path(folder) / "sources").exists() != bool(told)
        assert all(one.hint for one in told)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-8-sig", "iso-8859-15", "koi8-r"])
def test_words_are_read_in_the_encoding_of_the_file(tmp_path: Path, encoding: str) -> None:
    words = "Привет всем" if encoding == "koi8-r" else "Café à bientôt"
    page = f'<html lang="fr"><meta charset="{encoding}"><body><p>{words}.</p></body></html>'
    (tmp_path / "page.html").write_bytes(page.encode(encoding))
    arrival = bring_in(tmp_path / "page.html", tmp_path / "sources")
    assert words in arrival.source.read_text(encoding="utf-8")


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_bytes(b"<html><body><p>" + b"\x81\x8d" * 200 + b"</p></html>")
    with pytest.raises(CoprodError, match="import-kind"):
        bring_in(tmp_path / "page.html", tmp_path / "sources")


def test_a_page_that_is_all_head_holds_no_words(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<!DOCTYPE html><html><head><title>A", encoding="utf-8")
    with pytest.raises(CoprodError, match="import-empty"):
        bring_in(tmp_path / "page.html", tmp_path / "sources")


def test_words_inside_a_hundred_quotations_are_kept(tmp_path: Path) -> None:
    page = f"<html><body>{'<blockquote><ul><li>' * 50}<p>Deep down.</p></body></html>"
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    arrival = bring_in(tmp_path / "page.html", tmp_path / "sources")
    assert "Deep down." in arrival.source.read_text(encoding="utf-8")
    assert "too many others" in arrival.told
    assert not [one for one in arrival.diagnostics if one.severity == "error"]


def test_characters_that_no_format_can_show_are_left_out(tmp_path: Path) -> None:
    page = "<html><body><p>One&#0; two&#x1F;&#31; three\x01.<!-- x --> four&#8;</p></body></html>"
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    arrival = bring_in(tmp_path / "page.html", tmp_path / "sources")
    assert "One two three. four" in arrival.source.read_text(encoding="utf-8")
