"""Word files as packages: parts by name, zipped so that equal parts give equal bytes."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

EPOCH = (1980, 1, 1, 0, 0, 0)  # a fixed date, so that equal documents have equal bytes
FIRST = ("[Content_Types].xml", "_rels/.rels", "word/document.xml")


def unzipped(package: bytes) -> dict[str, bytes]:
    """The parts of a package by name."""
    with ZipFile(BytesIO(package)) as file:
        return {name: file.read(name) for name in file.namelist()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """A package of these parts; the three that readers ask for first stand first."""
    made = BytesIO()
    with ZipFile(made, "w") as file:
        for name in (*FIRST, *sorted(set(parts) - set(FIRST))):
            entry = ZipInfo(name, EPOCH)
            entry.create_system = 0  # else it tells on which kind of machine it was made
            entry.compress_type = ZIP_DEFLATED
            file.writestr(entry, parts[name])
    return made.getvalue()
