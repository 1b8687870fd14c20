"""However long a document sounds, its sound passes through in small pieces."""

from __future__ import annotations

import shutil
import struct
import tracemalloc
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import av
import numpy as np
import pytest

from coprod_formats.checks import check_file
from coprod_formats.daisy import talking_book
from coprod_formats.derive.narration import narrate
from coprod_formats.document import Document
from coprod_formats.engine.parts import NOT_KEPT
from coprod_formats.epub import Sound, book
from coprod_formats.speech import clips, packing, timetable
from coprod_formats.speech import sound as speech
from coprod_formats.speech.clock import BLOCK, Stretch
from coprod_formats.speech.unpacking import aac_of
from coprod_formats.speech.voices import Cast, base
from tests.samples import everything, paragraph, plainest
from tests.shelf import Shelf

LONG = 40_000_000  # bytes of sound in each section
HELD = 12_000_000  # bytes that may be held beside it


@pytest.fixture
def document(tmp_path: Path) -> Document:
    return everything(tmp_path)


@pytest.fixture
def heard(shelf: Shelf, tmp_path: Path) -> Path:
    """The sound of a document whose sections go on for more than an hour."""
    folder = shutil.copytree(shelf.folder("everything", "audio"), tmp_path / "audio")
    for one in timetable.read(folder).sections:
        path = folder / "sections" / one.file
        frames = path.read_bytes()
        with path.open("ab") as file:
            for _ in range(LONG // len(frames)):
                file.write(frames)
    return folder


def most(called: Callable[[], object]) -> int:
    """The bytes of Python's that a call holds at one moment."""
    tracemalloc.start()
    try:
        called()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_read_aloud_book_is_written_and_checked_without_holding_its_sound(
    document: Document, heard: Path, tmp_path: Path
) -> None:
    times, path = timetable.read(heard), tmp_path / "book.epub"
    sound = Sound(times, heard / "sections")
    assert most(lambda: book(document, path, sound=sound)) < HELD
    assert path.stat().st_size > LONG * len(times.sections)
    assert most(lambda: check_file(path)) < HELD
    assert [str(one) for one in check_file(path)] == []


def test_a_talking_book_is_written_and_checked_without_holding_its_sound(
    document: Document, heard: Path, tmp_path: Path
) -> None:
    times, path = timetable.read(heard), tmp_path / "book.zip"
    assert most(lambda: talking_book(document, times, heard / "sections", path)) < HELD
    assert path.stat().st_size > LONG * len(times.sections)
    assert most(lambda: check_file(path)) < HELD
    assert [str(one) for one in check_file(path)] == []


def by_libav(path: Path) -> list[bytes]:
    with av.open(str(path)) as file:
        return [bytes(one) for one in file.demux(file.streams.audio[0]) if one.size]


def test_our_own_reader_finds_the_packets_that_libav_finds(shelf: Shelf) -> None:
    path = shelf.folder("everything", "audio") / "everything.m4b"
    assert list(aac_of(path)) == by_libav(path)


def audiobook(path: Path, packets: Iterable[bytes]) -> Path:
    told = packing.Book({}, "eng", (Stretch("a", "A", "a.mp3", 0, 1024),), COVER)
    packing.m4b(path, packets, told)
    return path


def _picture() -> bytes:
    coder = av.VideoCodecContext.create("png", "w")
    coder.width, coder.height, coder.pix_fmt, coder.time_base = 16, 16, "rgb24", packing._CLOCK
    return b"".join(map(bytes, (*coder.encode(av.VideoFrame(16, 16, "rgb24")), *coder.encode())))


COVER = _picture()


@pytest.mark.parametrize("alike", [True, False])
def test_packets_come_back_from_many_rows(alike: bool, tmp_path: Path) -> None:
    """Libav begins another row after a megabyte, and tells one size where all are alike."""
    packets = [bytes([n % 251]) * (900 if alike else 600 + n % 700) for n in range(4000)]
    path = audiobook(tmp_path / "book.m4b", packets)
    assert list(aac_of(path)) == packets == by_libav(path)


def test_a_file_of_more_than_four_gigabytes_is_read_by_its_long_numbers(tmp_path: Path) -> None:
    """Such a file tells where rows begin in eight bytes, which may stand in any file."""
    path = audiobook(tmp_path / "book.m4b", [b"one", b"two"] * 500)
    whole = path.read_bytes()
    at = whole.index(b"stco") - 4
    size, count = struct.unpack_from(">I8xI", whole, at)
    rows = struct.unpack_from(f">{count}I", whole, at + 16)
    moved = [row + 4 * count for row in rows]
    longer = struct.pack(f">I4sII{count}Q", size + 4 * count, b"co64", 0, count, *moved)
    made = bytearray(whole[:at] + longer + whole[at + size :])
    for name in (b"moov", b"trak", b"mdia", b"minf", b"stbl"):
        head = made.index(name) - 4
        struct.pack_into(">I", made, head, struct.unpack_from(">I", made, head)[0] + 4 * count)
    path.write_bytes(made)
    assert list(aac_of(path)) == [b"one", b"two"] * 500


@pytest.mark.parametrize("wrong", [b"stsz", b"soun", b"moov"])
def test_a_file_without_its_tables_is_refused(wrong: bytes, tmp_path: Path) -> None:
    path = audiobook(tmp_path / "book.m4b", [b"one"])
    path.write_bytes(path.read_bytes().replace(wrong, b"????"))
    with pytest.raises(ValueError, match=r"has no|no sound"):
        list(aac_of(path))


class Counting:
    """A voice that writes down how much it is given at a time."""

    name = title = "counting"

    def __init__(self) -> None:
        self.given: list[list[int]] = []

    def speaks(self, _language: str) -> bool:
        return True

    def key(self, _language: str) -> str:
        return "counting"

    def speak(self, texts: Sequence[str], _language: str) -> Iterator[base.Sound]:
        self.given.append(list(map(len, texts)))
        yield from (base.Sound(b"", 22050) for _ in texts)


@pytest.mark.parametrize(("letters", "count"), [(20, 600), (700, 60), (9_000, 5)])
def test_no_more_than_minutes_are_spoken_at_a_time(letters: int, count: int) -> None:
    body = tuple(paragraph(f"{number:04} {'a' * letters}.") for number in range(count))
    speaker = Counting()
    utterances = narrate(replace(plainest(), body=body))
    said = list(clips.spoken(utterances, Cast(speaker, speaker), NOT_KEPT))
    assert [one.utterance for one in said] == list(utterances)
    assert max(map(len, speaker.given)) <= clips.AT_ONCE
    assert all(sum(given) <= clips.LETTERS for given in speaker.given if len(given) > 1)


def test_what_is_doubled_in_pieces_has_no_seams(monkeypatch: pytest.MonkeyPatch) -> None:
    tape = (
        np.random.default_rng(5).integers(-20_000, 20_000, 11 * BLOCK + 7).astype("<i2").tobytes()
    )
    pieces = b"".join(speech.doubled(tape, 1.05))
    monkeypatch.setattr(speech, "_STRETCH", len(tape))
    assert pieces == b"".join(speech.doubled(tape, 1.05))
    assert len(pieces) == 2 * len(tape)
