"""Small sources for the tests of reading: front matter, a body, and the files they name."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

from coprod_formats.diagnostics import Diagnostic, SourceError
from coprod_formats.document import Block
from coprod_formats.reading import Reading, read

FRONT = "title: A test\nlang: en-GB\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><title>x</title></svg>'
BODY_LINE = 6  # the body's first line in a draft with the plain front matter


def png(width: int = 4, height: int = 3) -> bytes:
    """A small PNG that says it is this large."""
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\x00" * 20)),
        (b"IEND", b""),
    ]
    made = (
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(made)


def draft(folder: Path, body: str, front: str = FRONT) -> Path:
    """A source in a project folder that has two pictures, a.svg and p.png."""
    (folder / "img").mkdir(parents=True, exist_ok=True)
    (folder / "img" / "a.svg").write_text(SVG, encoding="utf-8")
    (folder / "img" / "p.png").write_bytes(png())
    source = folder / "draft.md"
    source.write_text(f"---\n{front}---\n\n{body}", encoding="utf-8", newline="")
    return source


def reading(folder: Path, body: str, front: str = FRONT) -> Reading:
    """What the draft says."""
    return read(draft(folder, body, front), folder)


def blocks(folder: Path, body: str, front: str = FRONT) -> tuple[Block, ...]:
    """The blocks of a draft that has nothing wrong with it."""
    made = reading(folder, body, front)
    assert not made.diagnostics, made.diagnostics
    return made.document.body


def complaints(folder: Path, body: str, front: str = FRONT) -> tuple[Diagnostic, ...]:
    """Everything that is said about a draft, whether it can be read or not."""
    try:
        return reading(folder, body, front).diagnostics
    except SourceError as refusal:
        return refusal.diagnostics
