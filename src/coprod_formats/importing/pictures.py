"""Pictures that come with a file: made SVG, PNG or JPEG, stored once, and never fetched."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from PIL import Image, ImageOps, UnidentifiedImageError

from coprod_formats.importing.report import Report
from coprod_formats.reading.pictures import PictureError, measured

TODO = "TODO: say what this picture shows"
GENERATED = re.compile(
    r"description automatically generated|^(?:picture|image|graphic|shape|grafik|bild) ?\d*$|"
    r"^\S+\.(?:png|jpe?g|gif|svg|bmp|tiff?|webp|emf|wmf)$",
    re.IGNORECASE,
)
SMALLEST = 3  # pixels; less is there to hold a place, or to count readers
LARGEST_SIDE = 3_000
MENDED = {"image-kind", "image-huge", "image-colours", "image-turned"}  # by saving it anew


@dataclass(slots=True)
class Gallery:
    """Stores the pictures of one import, and knows those that it has."""

    slug: str
    given: dict[str, bytes]
    report: Report
    stored: dict[str, bytes] = field(default_factory=dict)  # by their names in the new folder
    known: dict[str, str] = field(default_factory=dict)

    def place(self, target: str) -> str:
        """The path of a picture from the new source, or nothing where it cannot be kept."""
        raw = self.given.get(target)
        if raw is None:
            self._tell_missing(target)
            return ""
        digest = hashlib.sha256(raw).hexdigest()
        if digest not in self.known:
            self.known[digest] = self._store(target, raw)
        return self.known[digest]

    def _tell_missing(self, target: str) -> None:
        if re.match(r"(?:https?:)?//", target):
            self.report.lost(f"a picture on the internet, which is never fetched: {target[:100]}")
        elif not target.startswith("data:"):
            self.report.lost(f"a picture that is not in the file: {target[:100]}")
        else:
            self.report.lost("a picture inside the text that is broken")

    def _store(self, target: str, raw: bytes) -> str:
        stem = re.sub(r"[^a-z0-9]+", "-", PurePosixPath(target).stem.lower()).strip("-")[:40]
        if not stem or target.startswith("data:"):
            stem = f"picture-{len(self.stored) + 1}"
        try:
            suffix, kept = _usable(raw)
        except PictureError as flaw:
            self.report.lost(f"picture {PurePosixPath(target).name[:60]}: {flaw}")
            return ""
        name, number = f"{stem}{suffix}", 1
        while name in self.stored:
            number += 1
            name = f"{stem}-{number}{suffix}"
        self.stored[name] = kept
        self.report.kept("pictures")
        return f"{self.slug}/{name}"


def described(words: str) -> str:
    """A description that a person wrote, or nothing where a program put it there."""
    return "" if GENERATED.search(words.strip()) else " ".join(words.split())


def _usable(raw: bytes) -> tuple[str, bytes]:
    """The suffix and the bytes of a picture that our formats can show."""
    with TemporaryDirectory() as folder:
        for suffix in (".png", ".jpg", ".svg"):
            path = Path(folder) / f"picture{suffix}"
            path.write_bytes(raw)
            try:
                measured(path)
            except PictureError as flaw:
                if flaw.rule in MENDED:
                    break
                if flaw.rule != "image-suffix":
                    raise
            else:
                return suffix, raw
    return ".png", _converted(raw)


def _converted(raw: bytes) -> bytes:
    """A picture of another kind as PNG."""
    try:
        with Image.open(BytesIO(raw), formats=["GIF", "BMP", "TIFF", "WEBP", "JPEG", "PNG"]) as one:
            one.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
            made = BytesIO()
            ImageOps.exif_transpose(one).convert("RGBA").save(made, "PNG", optimize=True)
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        kind = "a drawing that only Windows can show" if _is_metafile(raw) else "no picture we know"
        raise PictureError("image-kind", f"this is {kind}") from None
    return made.getvalue()


def _is_metafile(raw: bytes) -> bool:
    return raw[:4] in {b"\xd7\xcd\xc6\x9a", b"\x01\x00\x00\x00", b"\x01\x00\x09\x00"}
