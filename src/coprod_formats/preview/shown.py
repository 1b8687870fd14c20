"""What a view shows: a piece of a page, and the files that it leads to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from coprod_formats.markup import attributes

FILES = "files/"  # where the addresses in a fragment lead
KINDS = {
    ".css": "text/css",
    ".gif": "image/gif",
    ".html": "text/html",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".json": "application/json",
    ".m4a": "audio/mp4",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".otf": "font/otf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".txt": "text/plain",
    ".vtt": "text/vtt",
    ".webm": "video/webm",
    ".woff2": "font/woff2",
    ".xhtml": "application/xhtml+xml",
}


@dataclass(frozen=True, slots=True)
class File:
    """One file that a view leads to: its bytes, or where it lies."""

    content: bytes | Path
    kind: str  # its media type

    @property
    def digest(self) -> str:
        """A name for this state of the file, short and safe in an address."""
        if isinstance(self.content, Path):
            about = self.content.stat()
            return sha256(f"{about.st_size} {about.st_mtime_ns}".encode()).hexdigest()[:16]
        return sha256(self.content).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Shown:
    """A finished view."""

    fragment: str  # of HTML
    files: Mapping[str, File] = field(default_factory=dict)  # by what follows ``FILES``
    note: str = ""  # what people should know about this view


def file(name: str, content: bytes | Path) -> File:
    """A file of the kind that its name tells."""
    return File(content, KINDS.get(Path(name).suffix.lower(), "application/octet-stream"))


def frame(name: str, one: File, title: str, *, still: bool = False) -> str:
    """A page inside the page; it is refreshed in place when its digest changes.

    A page that is ``still`` runs no script at all.
    """
    named = attributes(
        class_="frame",
        name="frame",
        src=f"{FILES}{name}?d={one.digest}",
        title=title,
        sandbox="allow-same-origin" if still else None,
    )
    return f"<iframe{named}></iframe>"
