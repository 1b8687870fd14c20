"""Sound that runs with the text: every clip within its file, every phrase in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from math import inf
from typing import IO

from coprod_formats.archives import CHUNK, Packed
from coprod_formats.checks.epub.found import Complaint
from coprod_formats.epub.opened import Book, Element, Item, every, line, said, target

CLOSE = 1.0  # seconds by which a told length may miss
EDGE = 0.2  # seconds by which a clip may reach over the end of its file
SENTENCE = re.compile(r"s[0-9a-f]{10}(?:-\d+)?")
RATES = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)  # MPEG 1, layer III
LOW_RATES = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)  # MPEG 2
CLOCK = re.compile(r"(?:(\d+):)?(\d+):(\d+(?:\.\d+)?)|(\d+(?:\.\d+)?)(h|min|ms|s)?")


def about_sound(book: Book) -> Iterator[Complaint]:
    """Faults of media overlays."""
    total, lasting = 0.0, lengths(book.files)
    for item in book.items.values():
        if item.kind != "application/smil+xml" or item.file not in book.trees:
            continue
        tree = book.trees[item.file]
        for element, rule, message in (
            *_phrases(book, item, tree),
            *_clips(lasting, book, item, tree),
        ):
            yield Complaint(item.file, line(element), rule, message)
        length = sum(_length(clip) for clip in every(tree, "//s:audio"))
        total += length
        yield from _told(book, f"#{item.id}", length)
        yield from _unspoken(book, item, tree)
    if total:
        yield from _told(book, None, total)
        yield from _active(book)


Complaints = Iterator[tuple[Element, str, str]]


def _phrases(book: Book, item: Item, tree: Element) -> Complaints:
    for phrase in every(tree, "//s:text"):
        file, place = target(item.file, str(phrase.get("src", "")))
        if place not in book.ids.get(file, {}):
            yield phrase, "sound-text", f"{phrase.get('src')} is spoken, but not there"


def _clips(lasting: Mapping[str, float], book: Book, item: Item, tree: Element) -> Complaints:
    for clip in every(tree, "//s:audio"):
        file, _ = target(item.file, str(clip.get("src", "")))
        if file not in book.files:
            yield clip, "sound-missing", f"{clip.get('src')} is not in the book"
            continue
        if _seconds(str(clip.get("clipEnd", "0"))) > lasting.get(file, inf) + EDGE:
            yield clip, "sound-end", f"a clip goes on after {file} has ended"


def _unspoken(book: Book, item: Item, tree: Element) -> Iterator[Complaint]:
    """Sentences of the text that this sound belongs to, and that it leaves out."""
    spoken = {target(item.file, str(one.get("src", ""))) for one in every(tree, "//s:text")}
    for text in (one for one in book.items.values() if one.overlay == item.id):
        for name, element in book.ids.get(text.file, {}).items():
            if SENTENCE.fullmatch(name) and (text.file, name) not in spoken:
                words = f"“{said(element)}” is not read aloud"
                yield Complaint(text.file, line(element), "sound-sentence", words)


def _active(book: Book) -> Iterator[Complaint]:
    """What is read must be seen to be read: a class for it, and a look for the class."""
    told = every(book.package, "//o:meta[@property='media:active-class']")
    if not told:
        words = "the package names no class for what is being read"
        yield Complaint(book.package_file, line(book.package), "sound-active", words)
    styles = b"\n".join(book.files[name] for name in book.files if name.endswith(".css"))
    for one in told:
        if f".{said(one)}".encode() + b" {" not in styles:
            words = f"no style marks what is being read ({said(one)})"
            yield Complaint(book.package_file, line(one), "sound-active", words)


def _told(book: Book, refined: str | None, length: float) -> Iterator[Complaint]:
    for one in every(book.package, "//o:meta[@property='media:duration']"):
        if one.get("refines") == refined and abs(_seconds(said(one)) - length) > CLOSE:
            words = f"the package says {said(one)}, but the clips last {length:.1f} seconds"
            yield Complaint(book.package_file, line(one), "sound-duration", words)


def _length(clip: Element) -> float:
    return _seconds(str(clip.get("clipEnd", "0"))) - _seconds(str(clip.get("clipBegin", "0")))


def _seconds(clock: str) -> float:
    found = CLOCK.fullmatch(clock.strip())
    if not found:
        return 0.0
    if found[3]:
        return int(found[1] or 0) * 3600 + int(found[2]) * 60 + float(found[3])
    return float(found[4]) * {"h": 3600, "min": 60, "ms": 0.001}.get(found[5] or "s", 1)


def lengths(files: Packed) -> Mapping[str, float]:
    """How many seconds each MP3 lasts, where it tells."""
    found: dict[str, float] = {}
    for name in (one for one in files if one.endswith(".mp3")):
        with files.opened(name) as sound:
            length = mp3_seconds(sound, files.size(name))
        if length is not None:
            found[name] = length
    return found


def mp3_seconds(sound: IO[bytes], size: int) -> float | None:
    """How long an MP3 of constant bit rate lasts; ``None`` for what is none."""
    at, head = 0, sound.read(10)
    if head[:3] == b"ID3" and len(head) == 10:
        at = 10 + (head[6] << 21 | head[7] << 14 | head[8] << 7 | head[9])
    sound.seek(at)
    frame = sound.read(CHUNK)
    begins = frame.find(b"\xff")
    at, frame = at + begins, frame[begins:]
    if begins < 0 or len(frame) < 4 or frame[1] & 0xE6 != 0xE2:
        return None
    rates = RATES if frame[1] & 0x18 == 0x18 else LOW_RATES
    place = frame[2] >> 4
    if not 0 < place < len(rates):
        return None
    return (size - at) * 8 / (rates[place] * 1000)
