"""Pictures as Kindle can show them: JPEG, PNG and GIF as they are, drawings in pixels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from coprod_formats.diagnostics import Position, WriteError, error
from coprod_formats.epub.opened import Book, Element, every, parsed, target

WIDEST = 1600  # pixels
SIGNS = {b"\xff\xd8": "image/jpeg", b"\x89P": "image/png", b"GI": "image/gif"}
DEFAULT = (300.0, 150.0)  # CSS pixels, as browsers take a drawing that says no size


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of a book in the order in which it shows them."""

    names: tuple[str, ...]  # files of the EPUB
    contents: tuple[bytes, ...]
    cover: int | None  # which one is the cover, counted from 0

    def number(self, name: str) -> int | None:
        """A picture's number, from 1, or none where the book cannot show it."""
        return self.names.index(name) + 1 if name in self.names else None

    def kind(self, number: int) -> str:
        """A picture's media type."""
        return SIGNS[self.contents[number - 1][:2]]


def gathered(book: Book, bodies: Mapping[str, Element], file: str) -> Pictures:
    """Every picture that the texts show, and the cover."""
    covers = [one.file for one in book.items.values() if "cover-image" in one.properties]
    found: dict[str, bytes] = {}
    for name in dict.fromkeys((*_shown(bodies), *covers)):
        content = book.files.get(name, b"")
        if content[:2] not in SIGNS and _is_drawing(book, name):
            content = _drawn(content, name, file)
        if content[:2] in SIGNS:
            found[name] = content
    names = tuple(found)
    cover = next((names.index(one) for one in covers if one in found), None)
    return Pictures(names, tuple(found.values()), cover)


def _shown(bodies: Mapping[str, Element]) -> Iterator[str]:
    for name, body in bodies.items():
        for one in every(body, ".//h:img[@src]"):
            yield target(name, str(one.get("src")))[0]
        for one in every(body, ".//h:video[@poster]"):
            yield target(name, str(one.get("poster")))[0]


def _is_drawing(book: Book, name: str) -> bool:
    return any(one.file == name and one.kind == "image/svg+xml" for one in book.items.values())


def _drawn(content: bytes, name: str, file: str) -> bytes:
    """A drawing in pixels, two for each of its own where it is small enough."""
    from coprod_formats.typesetting.pixels import drawing

    try:
        width, height = _size(parsed(content))
        scale = min(2.0, WIDEST / max(width, height))
        return drawing(content.decode(), width, height, scale)
    except Exception as failure:
        message = f"{name} cannot be drawn: {failure}"
        raise WriteError(error("kindle-picture", message, Position(file, 1))) from failure


def _size(root: Element) -> tuple[float, float]:
    said = [_number(root.get(name)) for name in ("width", "height")]
    box = [_number(one) for one in re.split(r"[\s,]+", str(root.get("viewBox", "")).strip())]
    sides = box[2:] if len(box) == 4 else [None, None]
    width, height = (said[at] or sides[at] or DEFAULT[at] for at in (0, 1))
    return max(width, 1.0), max(height, 1.0)


def _number(text: object) -> float | None:
    found = re.fullmatch(r"(\d+(?:\.\d+)?)(?:px)?", str(text))
    return float(found[1]) if found and 0 < float(found[1]) < 100_000 else None
