"""The one file in which a talking book travels."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

from coprod_formats.archives import put

EPOCH = (1980, 1, 1, 0, 0, 0)  # a fixed date, so that equal books have equal bytes
PACKED = (".mp3", ".png", ".jpg", ".jpeg", ".mp4", ".webm", ".mov", ".m4v", ".ogv")


def pack(folder: str, files: Mapping[str, bytes | Path], path: Path) -> None:
    """Write files under one folder; ncc.html is the first, since players look for it."""
    with zipfile.ZipFile(path, "w") as book:
        for name in sorted(files, key=lambda one: (one != "ncc.html", one)):
            entry = zipfile.ZipInfo(f"{folder}/{name}", EPOCH)
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            how = zipfile.ZIP_STORED if name.endswith(PACKED) else zipfile.ZIP_DEFLATED
            content = files[name]
            if isinstance(content, Path):
                put(book, entry, content)
            else:
                book.writestr(entry, content, how)
