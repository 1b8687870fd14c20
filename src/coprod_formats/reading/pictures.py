"""Picture files: what they are by their bytes, and how large; never more than a header is read."""

from __future__ import annotations

import re
import struct
from pathlib import Path
from typing import BinaryIO

from coprod_formats.reading.svg import DrawingError, size

LARGEST = 50_000_000  # bytes
MOST_PIXELS = 100_000_000
PNG = b"\x89PNG\r\n\x1a\n"
SAVE = "save it as PNG or JPEG, or as SVG if it is a drawing"
OTHERS = (
    (rb"GIF8", "a GIF picture"),
    (rb"RIFF....WEBP", "a WebP picture"),
    (rb"BM", "a BMP picture"),
    (rb"II\*\x00|MM\x00\*", "a TIFF picture"),
    (rb"....ftyp(?:avif|avis)", "an AVIF picture"),
    (rb"....ftyp(?:heic|heix|mif1)", "a HEIC picture"),
    (rb"....ftyp", "a video"),
    (rb"%PDF-", "a PDF file"),
    (rb"%!PS", "a PostScript file"),
    (rb"PK\x03\x04", "a ZIP or Office file"),
    (rb"\s*(?:<!doctype html|<html)", "a web page"),
)
INKS = b"\x04"  # parts of each colour in a JPEG picture: cyan, magenta, yellow and black
ORIENTATION, SIDEWAYS = 0x0112, range(2, 9)
SUFFIXES = {".svg": ".svg", ".png": ".png", ".jpg": ".jpg", ".jpeg": ".jpg"}


class PictureError(Exception):
    """A file that cannot be used as a picture."""

    def __init__(self, rule: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.rule, self.hint = rule, hint


def measured(path: Path) -> tuple[str, int, int]:
    """A picture's true suffix, width and height, or a ``PictureError``."""
    length = path.stat().st_size
    if length > LARGEST:
        hint = "save a smaller copy; 3,000 pixels across is enough for a page"
        raise PictureError("image-huge", f"this file has {length / 1e6:.0f} MB", hint)
    with path.open("rb") as opened:
        head = opened.read(512)
        if head.startswith(PNG):
            suffix, (width, height) = ".png", _png(opened, head, length)
        elif head.startswith(b"\xff\xd8\xff"):
            suffix, (width, height) = ".jpg", _jpeg(opened, length)
        elif _looks_like_xml(head):
            opened.seek(0)
            suffix, (width, height) = ".svg", _svg(opened.read())
        else:
            raise PictureError(
                "image-kind", f"this is {_kind(head)}, and not a picture we can use", SAVE
            )
    _check_name(path, suffix)
    if suffix != ".svg" and width * height > MOST_PIXELS:
        message = f"this picture has {width:,} × {height:,} pixels"
        hint = "save a smaller copy; 3,000 pixels across is enough for a page"
        raise PictureError("image-huge", message, hint)
    return suffix, width, height


def _check_name(path: Path, suffix: str) -> None:
    named = SUFFIXES.get(path.suffix.lower())
    if named != suffix:
        kind = {".svg": "an SVG drawing", ".png": "a PNG picture", ".jpg": "a JPEG picture"}[suffix]
        ending = f"ends in {path.suffix}" if path.suffix else "has no ending"
        hint = f"rename it to {path.stem}{suffix}"
        raise PictureError("image-suffix", f"its name {ending}, but it is {kind}", hint)


def _looks_like_xml(head: bytes) -> bool:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    page = start.startswith((b"<!doctype html", b"<html"))
    return start.startswith(b"<") and not page


def _kind(head: bytes) -> str:
    if not head.strip():
        return "an empty file"
    for pattern, kind in OTHERS:
        if re.match(pattern, head, re.DOTALL | re.IGNORECASE):
            return kind
    return "some other kind of file"


def _svg(raw: bytes) -> tuple[int, int]:
    try:
        return size(raw)
    except DrawingError as flaw:
        hint = "draw it again as plain SVG: shapes, text, and pictures that are part of the file"
        raise PictureError("image-svg", f"this drawing cannot be used: {flaw}", hint) from None


def _broken() -> PictureError:
    return PictureError("image-broken", "this file is broken or cut short", "save it again")


def _png(opened: BinaryIO, head: bytes, length: int) -> tuple[int, int]:
    """Width and height, once every part up to the last is found to be there."""
    if len(head) < 33 or head[12:16] != b"IHDR":
        raise _broken()
    width, height = struct.unpack(">II", head[16:24])
    at, kind = len(PNG), b""
    while kind != b"IEND":
        opened.seek(at)
        part = opened.read(8)
        if len(part) < 8:
            raise _broken()
        span, kind = struct.unpack(">I4s", part)
        at += 12 + span
        if at > length:
            raise _broken()
    if not width or not height:
        raise _broken()
    return width, height


def _jpeg(opened: BinaryIO, length: int) -> tuple[int, int]:
    """Width and height from the frame header, which stands behind parts of any kind."""
    at = 2
    while at + 9 < length:
        opened.seek(at)
        part = opened.read(10)
        if part[0] != 0xFF:
            raise _broken()
        if part[1] == 0xFF:
            at += 1  # a filling byte
            continue
        if 0xC0 <= part[1] <= 0xCF and part[1] not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", part[5:9])
            opened.seek(max(0, length - 4096))
            if not width or not height or b"\xff\xd9" not in opened.read():
                raise _broken()
            if part[9:] == INKS:
                message = "its colours are those of a printing press (CMYK)"
                raise PictureError("image-colours", message, "save it again, with colours in RGB")
            return width, height
        span = struct.unpack(">H", part[2:4])[0]
        if part[1] == 0xE1:
            opened.seek(at + 4)
            _check_upright(opened.read(span))
        at += 2 + span
    raise _broken()


def _check_upright(told: bytes) -> None:
    """Refuse a photograph that is stored on its side: browsers turn it, and Word does not."""
    tiff = told.removeprefix(b"Exif\0\0")
    order = {b"II*\0": "<", b"MM\0*": ">"}.get(tiff[:4])
    if tiff == told or order is None:
        return
    at = struct.unpack(f"{order}I", tiff[4:8].ljust(4, b"\0"))[0]
    count = struct.unpack(f"{order}H", tiff[at : at + 2].ljust(2, b"\0"))[0]
    for entry in range(at + 2, min(at + 2 + 12 * count, len(tiff) - 9), 12):
        tag, _, _, value = struct.unpack(f"{order}HHIH", tiff[entry : entry + 10])
        if tag == ORIENTATION:
            if value in SIDEWAYS:
                message = "it is stored on its side or mirrored, and not every format turns it"
                hint = "open it, turn it until it stands upright, and save it again"
                raise PictureError("image-turned", message, hint)
            return
