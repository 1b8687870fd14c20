"""The files that belong to a document, and who made its pictures."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that belongs to a document; it counts by its bytes, never by its path."""

    sha256: str
    suffix: str  # lower case with its dot, such as ".svg"
    path: Path = field(default=Path(), compare=False, repr=False)

    @property
    def name(self) -> str:
        """A file name for outputs, made of the bytes alone."""
        return f"{self.sha256[:16]}{self.suffix}"


@dataclass(frozen=True, slots=True)
class Image(Asset):
    """A picture file: SVG, PNG or JPEG, with its natural size in CSS pixels (96 to the inch)."""

    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Credit:
    """Who made a picture, and under which licence it may be shown."""

    maker: str
    licence: str
    address: str = ""
