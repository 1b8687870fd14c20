"""What readers find in finished files, read by other people's programs and none of ours.

Each reader gives the words in the order in which assistive technology meets them, with
descriptions in the place of pictures; notes stand apart. The file's own structure is kept
as an XML tree, so that one language, XPath, can make claims about every kind of file.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from coprod_formats.proof.readers import book, page, tagged_pdf, talking_book, word
from coprod_formats.proof.readers.found import Found, squeeze
from tests.extraction import braille, kindle

__all__ = ["Found", "carries_text", "extract", "squeeze"]

READERS: dict[str, Callable[[Path], Found]] = {
    "-proof.pdf": braille.read_proof,
    ".azw3": kindle.read_new,
    ".brf": braille.read_brf,
    ".docx": word.read,
    ".ebrl": braille.read_ebrl,
    ".epub": book.read,
    ".html": page.read,
    ".mobi": kindle.read_old,
    ".pdf": tagged_pdf.read,
    ".pef": braille.read_pef,
    ".zip": talking_book.read,
}


HEARD = (".mp3", ".m4b", ".mp4", ".vtt", ".srt", "clips.json", "-transcript.txt", "-narration.txt")


def extract(path: Path) -> Found:
    """All that a finished file says; an unknown suffix is a failure, so that nothing slips by."""
    return READERS[_ending(path)](path)


def _ending(path: Path) -> str:
    return next((one for one in READERS if path.name.endswith(one)), path.suffix)


def carries_text(folder: Path) -> list[Path]:
    """Every file in a finished folder that people open; each must have its reader.

    Parts of a page that lie beside it are named by their digest, and nobody opens them. What is
    heard is held to the document by tests of its own (tests/test_audio.py and its neighbours).
    """
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    pages = [path for path in files if not path.name.endswith(HEARD)]
    found = [path for path in pages if not re.fullmatch("[0-9a-f]{16}", path.stem)]
    unknown = [path.name for path in found if _ending(path) not in READERS]
    assert not unknown, f"no reader in tests/extraction for {unknown}"
    assert found, f"nothing to open in {folder.name}"
    return found
