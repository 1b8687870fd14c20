"""The files that a source brings along: inside the project, and what they claim to be."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from unicodedata import normalize
from urllib.parse import unquote

from coprod_formats.diagnostics import Position, closest
from coprod_formats.document import Asset, Image
from coprod_formats.reading.ledger import Ledger, Page
from coprod_formats.reading.pictures import PictureError, measured

HERE = "put the file into the project and write its path from the source, such as img/chart.svg"


def image(ledger: Ledger, page: Page, target: str, where: Position) -> Image | None:
    """A picture file with its size, or ``None`` with a complaint."""
    path = _found(ledger, page, target, where, "picture")
    return of_bank(ledger, path, target, where) if path else None


def of_bank(ledger: Ledger, path: Path, target: str, where: Position) -> Image | None:
    """A picture file that is known to be there, wherever it lies."""
    known = ledger.files.get(path)
    if isinstance(known, Image):
        return known
    try:
        suffix, width, height = measured(path)
    except PictureError as flaw:
        ledger.error(flaw.rule, f"picture {target}: {flaw}", where, flaw.hint)
        return None
    made = Image(_digest(path), suffix, path, width, height)
    ledger.files[path] = made
    return made


def film(ledger: Ledger, page: Page, target: str, where: Position) -> Asset | None:
    """A video file, MP4 or WebM, or ``None`` with a complaint."""
    path = _found(ledger, page, target, where, "video")
    if path is None:
        return None
    with path.open("rb") as opened:
        head = opened.read(64)
    if head[4:8] == b"ftyp":
        return _asset(ledger, path, ".mp4")
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return _asset(ledger, path, ".webm")
    message = f"{target} is not an MP4 or WebM video"
    ledger.error("video-kind", message, where, "save the film as MP4, and name that file")
    return None


def captions(ledger: Ledger, page: Page, target: str, where: Position) -> Asset | None:
    """A file of captions in WebVTT, or ``None`` with a complaint."""
    path = _found(ledger, page, target, where, "file of captions")
    if path is None:
        return None
    with path.open("rb") as opened:
        head = opened.read(64)
    if not re.match(rb"(?:\xef\xbb\xbf)?WEBVTT(?:[ \t\r\n]|$)", head):
        hint = "its first line should say WEBVTT"
        ledger.error("video-captions", f"{target} is not WebVTT captions", where, hint)
        return None
    return _asset(ledger, path, ".vtt")


def transcript(ledger: Ledger, page: Page, target: str, where: Position) -> Path | None:
    """The path of a transcript in Markdown, or ``None`` with a complaint."""
    path = _found(ledger, page, target, where, "transcript")
    if path is not None:
        _asset(ledger, path, path.suffix.lower())
    return path


def _asset(ledger: Ledger, path: Path, suffix: str) -> Asset:
    if path not in ledger.files:
        ledger.files[path] = Asset(_digest(path), suffix, path)
    return ledger.files[path]


def _digest(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _found(ledger: Ledger, page: Page, target: str, where: Position, what: str) -> Path | None:
    """The file that a target names, if it is one that may be used."""
    name = unquote(target)
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]+:|//", name):
        shown = "a data: address" if name.startswith("data:") else name
        message = f"{shown} is not a file of this project"
        ledger.error("image-outside", f"{what}: {message}", where, HERE)
        return None
    if not name or "\x00" in name:
        ledger.error("image-missing", f"this {what} names no file", where, HERE)
        return None
    path = _standing(page.path.parent, name)
    try:
        real = path.resolve()
        inside = real.is_relative_to(ledger.project) and not Path(name).is_absolute()
        exists = path.is_file()
    except (OSError, RuntimeError, ValueError):
        ledger.error("image-missing", f"there is no file {target}", where, HERE)
        return None
    if not inside:
        message = f"{what} {target} is outside the project folder"
        ledger.error("image-outside", message, where, HERE)
        return None
    if not exists:
        ledger.error("image-missing", f"there is no file {target}", where, _near(path, name))
        return None
    return real


def _standing(folder: Path, name: str) -> Path:
    """Where a name leads, also where the system writes its accents as signs of their own."""
    path = folder / name
    if name.isascii() or path.exists():
        return path
    found = folder
    for part in Path(name).parts:
        wanted = normalize("NFC", part)
        try:
            alike = [one.name for one in found.iterdir() if normalize("NFC", one.name) == wanted]
        except OSError:
            return path
        found /= next(iter(alike), part)
    return found


def _spelt_otherwise(path: Path, name: str) -> str:
    """The name of a file that is there, but for capitals, or bars that lean the other way."""
    folder = path.parents[len(Path(name).parts) - 1]
    spelt = ""
    for part in name.replace("\\", "/").split("/"):
        there = _there(folder / spelt, part)
        if not there:
            return ""
        spelt = f"{spelt}/{there}" if spelt else there
    return spelt


def _there(folder: Path, part: str) -> str:
    """The name of what stands in a folder under this name, or under one that is much like it."""
    if (folder / part).exists():
        return part
    try:
        alike = (one.name for one in folder.iterdir() if one.name.casefold() == part.casefold())
        return next(alike, "")
    except OSError:
        return ""


def _near(path: Path, name: str) -> str:
    if spelt := _spelt_otherwise(path, name):
        return f"did you mean {spelt}?"
    try:
        names = sorted(one.name for one in path.parent.iterdir() if one.is_file())
    except OSError:
        return HERE
    hint = closest(path.name, names, 0.8)
    if not hint.startswith("did you mean"):
        return HERE
    better = hint.removeprefix("did you mean ").removesuffix("?")
    return f"did you mean {name.removesuffix(path.name)}{better}?"
