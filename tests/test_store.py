"""The store: whole or not at all, found again by its key, and never larger than it should be."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from struct import unpack_from

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod_formats.diagnostics import Diagnostic, Position, WriteError, error, warning
from coprod_formats.engine import pickling, publishing
from coprod_formats.engine.digests import FONTS, TABLES, code_digest, digest_of, stamp, tree_digest
from coprod_formats.engine.failures import explain
from coprod_formats.engine.memo import Memo
from coprod_formats.engine.publishing import DamagedError, publish, recover
from coprod_formats.engine.store import BARE, Artifact, Store
from coprod_formats.rendering.equipment import PACKAGE


@dataclass(frozen=True)
class Fill:
    """Makes a file of so many bytes."""

    text: str = "x"
    said: tuple[Diagnostic, ...] = ()

    def __call__(self, _: Mapping[str, Path], folder: Path) -> Sequence[Diagnostic]:
        (folder / "sub").mkdir()
        (folder / "sub" / "made.txt").write_text(self.text, encoding="utf-8")
        return self.said


def fill_folder(folder: Path, text: str) -> None:
    folder.mkdir()
    Fill(text)({}, folder)


def fail(_: Mapping[str, Path], folder: Path) -> Sequence[Diagnostic]:
    (folder / "half.txt").write_text("half", encoding="utf-8")
    raise WriteError(error("planted", "no more"))


def age(store: Store, key: str, hours: float) -> None:
    then = time.time() - 3600 * hours
    os.utime(store.root / key / "entry.json", (then, then))


def test_what_was_filled_is_found_again(tmp_path: Path) -> None:
    said = (warning("rule", "words — ŵ", Position("a.md", 3, 4), "type this"), error("r", "m"))
    store = Store(tmp_path)
    filled = store.fill("key", Fill(said=said), {}, "mark")
    found = store.find("key")
    assert found == filled
    assert found.diagnostics == said
    assert found.mark == "mark"
    assert (found.folder / "sub" / "made.txt").read_text(encoding="utf-8") == "x"


def test_what_failed_leaves_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with pytest.raises(WriteError):
        store.fill("key", fail, {})
    assert store.find("key") is None
    assert [*(tmp_path / "unfinished").iterdir()] == []


def test_a_failed_second_try_keeps_the_first(tmp_path: Path) -> None:
    store = Store(tmp_path)
    first = store.fill("key", Fill(), {})
    with pytest.raises(WriteError):
        store.fill("key", fail, {})
    assert store.find("key") == first


def test_a_second_filling_takes_the_place_of_the_first(tmp_path: Path) -> None:
    store = Store(tmp_path)
    first = store.fill("key", Fill("one"), {})
    second = store.fill("key", Fill("two"), {})
    found = store.find("key")
    assert found is not None
    assert found.digest == second.digest != first.digest


@pytest.mark.parametrize("broken", [b"", b"{", b"[]", b"{}", b"\xff", b'{"digest": 1}'])
def test_a_damaged_entry_counts_as_absent(tmp_path: Path, broken: bytes) -> None:
    store = Store(tmp_path)
    store.fill("key", Fill(), {})
    (tmp_path / "key" / "entry.json").write_bytes(broken)
    assert store.find("key") is None
    assert store.fill("key", Fill(), {}) == store.find("key")


KILLED = """
import sys, time
from pathlib import Path
from coprod_formats.engine.store import Store

def make(inputs, folder):
    for number in range(10_000):
        (folder / f"{number}.txt").write_text("x" * 1000)
        print(number, flush=True)
    return ()

store = Store(Path(sys.argv[1]))
for number in range(10_000):
    store.fill("key", make, {})
"""


def test_a_killed_filling_leaves_nothing_behind_its_key(tmp_path: Path) -> None:
    command = [sys.executable, "-c", KILLED, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as filling:
        assert filling.stdout
        while filling.stdout.readline() != b"20\n":
            assert filling.poll() is None
        filling.send_signal(signal.SIGKILL)
    store = Store(tmp_path)
    assert store.find("key") is None
    assert any((tmp_path / "unfinished").iterdir())
    store.sweep()
    assert not (tmp_path / "unfinished").exists()


def test_pruning_gives_up_what_was_used_longest_ago(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for hours, key in enumerate(["newest", "middle", "oldest"], 1):
        store.fill(key, Fill("x" * 1000), {})
        age(store, key, hours)
    assert store.prune(2 * (BARE + 1000), ()) == BARE + 1000
    assert store.find("oldest") is None
    assert store.find("newest")
    assert store.find("middle")


def test_finding_counts_as_using(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for hours, key in enumerate(["new", "old"], 2):
        store.fill(key, Fill("x" * 1000), {})
        age(store, key, hours)
    store.find("old")
    store.prune(BARE + 1000, ())
    assert store.find("old")
    assert store.find("new") is None


def test_pruning_spares_what_this_run_uses(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for key in ("used", "unused"):
        store.fill(key, Fill("x" * 1000), {})
    assert store.prune(0, {"used"}) == BARE + 1000
    assert store.find("used")


def test_pruning_counts_damaged_entries_as_the_oldest(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.fill("fine", Fill("x" * 1000), {})
    store.fill("damaged", Fill("x" * 1000), {})
    (tmp_path / "damaged" / "entry.json").write_text("{", encoding="ascii")
    store.prune(0, {"fine"})
    assert not (tmp_path / "damaged").exists()


# Digests


@given(st.lists(st.text(), min_size=1), st.lists(st.text(), min_size=1))
def test_digests_differ_where_the_parts_do(one: list[str], other: list[str]) -> None:
    assert (digest_of(*one) == digest_of(*other)) == (one == other)


def test_a_folder_s_digest_knows_names_and_bytes_alone(tmp_path: Path) -> None:
    for name in ("a", "b"):
        fill_folder(tmp_path / name, "same")
    os.utime(tmp_path / "a" / "sub" / "made.txt", (0, 0))
    assert tree_digest(tmp_path / "a") == tree_digest(tmp_path / "b")
    (tmp_path / "b" / "sub" / "made.txt").rename(tmp_path / "b" / "made.txt")
    assert tree_digest(tmp_path / "a") != tree_digest(tmp_path / "b")


def test_every_byte_of_code_counts_and_of_fonts_what_tells_of_every_byte(tmp_path: Path) -> None:
    (tmp_path / "code.py").write_bytes(b"a" * 300_000)
    (tmp_path / "font.ttf").write_bytes(b"a" * 300_000)
    seen = {code_digest(tmp_path)}
    for name, start, end in (
        ("code.py", 0, b"b"),
        ("code.py", 299_999, b"b"),
        ("font.ttf", TABLES - 1, b"b"),
        ("font.ttf", 300_000, b"b"),
    ):
        with (tmp_path / name).open("r+b") as file:
            file.seek(start)
            file.write(end)
        seen.add(code_digest(tmp_path))
    assert len(seen) == 5


def test_a_font_names_its_tables_where_they_are_read() -> None:
    fonts = [one for one in PACKAGE.rglob("*") if one.suffix in FONTS]
    assert len(fonts) > 20
    for font in fonts:
        start = font.read_bytes()[:TABLES]
        faces = (
            unpack_from(f">{count(start, 8, 'I')}I", start, 12) if start[:4] == b"ttcf" else (0,)
        )
        assert all(face + 12 + 16 * count(start, face + 4, "H") <= TABLES for face in faces)


def count(raw: bytes, at: int, kind: str) -> int:
    """One number of a font's, the largest part first."""
    number: int = unpack_from(f">{kind}", raw, at)[0]
    return number


def test_bytecode_and_links_to_folders_do_not_count(tmp_path: Path) -> None:
    fill_folder(tmp_path / "a", "same")
    before = (tree_digest(tmp_path / "a"), stamp(tmp_path / "a"))
    fill_folder(tmp_path / "a" / "__pycache__", "bytecode")
    (tmp_path / "a" / "link").symlink_to(tmp_path / "a" / "sub")
    assert (tree_digest(tmp_path / "a"), stamp(tmp_path / "a")) == before


def test_a_stamp_changes_with_time_and_size_and_name(tmp_path: Path) -> None:
    file = tmp_path / "made.txt"
    file.write_text("one", encoding="ascii")
    stamps = {stamp(tmp_path)}
    os.utime(file, (1, 1))
    stamps.add(stamp(tmp_path))
    file.write_text("three", encoding="ascii")
    os.utime(file, (1, 1))
    stamps.add(stamp(tmp_path))
    file.rename(tmp_path / "other.txt")
    stamps.add(stamp(tmp_path))
    assert len(stamps) == 4


# Memo


def test_an_answer_is_asked_for_once_for_each_stamp(tmp_path: Path) -> None:
    asked = []

    def answer() -> int:
        asked.append(1)
        return len(asked)

    memo = Memo(tmp_path / "memo")
    assert [memo.recall("q", stamp, answer) for stamp in ("a", "a", "b")] == [1, 1, 2]
    memo.save()
    assert Memo(tmp_path / "memo").recall("q", "b", answer) == 2


@pytest.mark.parametrize("damage", [b"", b"nonsense", b"\x80\x05]."])
def test_a_damaged_memo_only_forgets(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "memo").write_bytes(damage)
    assert Memo(tmp_path / "memo").recall("q", "a", lambda: 1) == 1


class Evil:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, ("echo pwned",)


def test_nothing_in_a_foreign_cache_is_ever_run(tmp_path: Path) -> None:
    import pickle

    from coprod_formats import tools

    dotted = b"\x80\x04\x8c\x14coprod_formats.tools\x8c\x10subprocess.Popen\x93."
    function = b"\x80\x04" + b"ccoprod_formats.tools\nrun\n."
    for evil in (pickle.dumps(Evil()), dotted, function):
        (tmp_path / "evil").write_bytes(evil)
        with pytest.raises(ValueError, match="no place in a cache"):
            pickling.load(tmp_path / "evil")
    tool = tools.Tool("a", "b", "c")
    pickling.dump({"fine": (tool, Path("x"))}, tmp_path / "fine")
    assert pickling.load(tmp_path / "fine") == {"fine": (tool, Path("x"))}


# Publishing


def made(store: Store, text: str) -> Artifact:
    return store.fill(digest_of(text), Fill(text), {})


def text_of(target: Path) -> str:
    return (target / "sub" / "made.txt").read_text(encoding="utf-8")


def test_publishing_twice_touches_nothing(tmp_path: Path) -> None:
    artifact, target = made(Store(tmp_path / "store"), "x"), tmp_path / "out" / "a" / "pdf"
    memo = Memo(tmp_path / "memo")
    assert publish(artifact, target, memo)
    before = (target / "sub" / "made.txt").stat()
    assert not publish(artifact, target, memo)
    assert (target / "sub" / "made.txt").stat() == before


@pytest.mark.parametrize("harm", ["delete", "edit", "add", "file", "link"])
def test_what_a_person_changed_is_put_back(tmp_path: Path, harm: str) -> None:
    import shutil

    artifact, target = made(Store(tmp_path / "store"), "x"), tmp_path / "out" / "a" / "pdf"
    memo = Memo(tmp_path / "memo")
    publish(artifact, target, memo)
    match harm:
        case "delete":
            shutil.rmtree(target)
        case "edit":
            (target / "sub" / "made.txt").write_text("y", encoding="utf-8")
        case "add":
            (target / "more.txt").write_text("y", encoding="utf-8")
        case "file":
            shutil.rmtree(target)
            target.write_text("y", encoding="utf-8")
        case "link":
            target.rename(tmp_path / "elsewhere")
            target.symlink_to(tmp_path / "elsewhere")
    assert publish(artifact, target, memo)
    assert tree_digest(target) == artifact.digest
    assert [one.name for one in target.parent.iterdir()] == ["pdf"]
    if harm == "link":
        assert text_of(tmp_path / "elsewhere") == "x"


def test_a_run_stopped_between_two_renames_loses_nothing(tmp_path: Path) -> None:
    target = tmp_path / "pdf"
    stale = tmp_path / ".pdf.old"
    fill_folder(stale, "earlier")
    recover(target)
    assert text_of(target) == "earlier"
    fill_folder(stale, "yet earlier")
    recover(target)
    assert text_of(target) == "earlier"
    assert not stale.exists()


def test_damaged_files_are_never_published(tmp_path: Path) -> None:
    store, target, memo = Store(tmp_path / "store"), tmp_path / "pdf", Memo(tmp_path / "memo")
    publish(made(store, "fine"), target, memo)
    damaged = made(store, "new")
    (damaged.folder / "sub" / "made.txt").write_bytes(b"")
    with pytest.raises(DamagedError):
        publish(damaged, target, memo)
    assert text_of(target) == "fine"


def test_whoever_disturbs_the_outputs_is_not_told_that_what_is_kept_is_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, target, memo = Store(tmp_path / "store"), tmp_path / "pdf", Memo(tmp_path / "memo")
    copy = publishing._copy

    def disturbed(folder: Path, fresh: Path) -> None:
        copy(folder, fresh)
        shutil.rmtree(fresh / "sub", ignore_errors=True)

    monkeypatch.setattr(publishing, "_copy", disturbed)
    with pytest.raises(OSError, match="somebody else") as refused:
        publish(made(store, "fine"), target, memo)
    (told,) = explain("small/pdf", refused.value).diagnostics
    assert str(target) in told.message


def test_an_entry_is_plain_json(tmp_path: Path) -> None:
    Store(tmp_path).fill("key", Fill(), {})
    assert set(json.loads((tmp_path / "key" / "entry.json").read_bytes())) == {
        "digest",
        "diagnostics",
        "mark",
        "seconds",
        "size",
    }
