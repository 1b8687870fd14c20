"""SVG drawings: their size, and whether they are drawings alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

NAMESPACE = "http://www.w3.org/2000/svg"
LARGEST = 10_000_000  # bytes
DEEPEST = 100
UNITS = {
    "": 1.0,
    "px": 1.0,
    "pt": 96 / 72,
    "pc": 16.0,
    "mm": 96 / 25.4,
    "cm": 96 / 2.54,
    "in": 96.0,
}
ACTIVE = {"script", "foreignobject", "iframe", "object", "embed", "audio", "video", "handler", "a"}
LENGTH = re.compile(r"\s*([+]?\d*\.?\d+(?:e[+-]?\d+)?)\s*([a-z%]*)\s*", re.IGNORECASE)
OUTSIDE = re.compile(
    r"url\(\s*[\"']?\s*(?!#|[\"'])|@import|image-set\s*\(|src\s*\(|expression\s*\(|javascript:",
    re.IGNORECASE,
)
PICTURE = re.compile(r"data:image/(?:png|jpeg);base64,", re.IGNORECASE)


class DrawingError(Exception):
    """A drawing that is broken, or that holds more than a drawing."""


def size(raw: bytes) -> tuple[int, int]:
    """The natural size of a safe drawing in CSS pixels, or a ``DrawingError`` that says why not."""
    if len(raw) > LARGEST:
        raise DrawingError(f"it has {len(raw) / 1e6:.0f} MB; simplify the drawing")
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.characters
    parser.EntityDeclHandler = reader.entity
    parser.ProcessingInstructionHandler = reader.instruction
    try:
        parser.Parse(raw, True)
    except expat.ExpatError as flaw:
        said = expat.ErrorString(flaw.code)
        raise DrawingError(f"it is not well formed in its line {flaw.lineno}: {said}") from None
    except DrawingError as flaw:
        raise DrawingError(f"{flaw}, in its line {parser.CurrentLineNumber}") from None
    return _size(reader.root)


@dataclass
class _Reader:
    root: dict[str, str] = field(default_factory=dict)
    open: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Open an element; ``DrawingError`` where it is more than a drawing."""
        namespace, _, local = name.rpartition(" ")
        if not self.open:
            if local != "svg" or namespace != NAMESPACE:
                raise DrawingError("it is XML, but not an SVG drawing")
            self.root = attributes
        if len(self.open) >= DEEPEST:
            raise DrawingError("it is nested too deeply")
        if local.lower() in ACTIVE:
            raise DrawingError(f"it holds <{local}>, which is more than a drawing")
        for key, value in attributes.items():
            _judge(key.rpartition(" ")[2].lower(), value.strip())
        self.open.append(local.lower())

    def end(self, _name: str) -> None:
        """Close an element; ``DrawingError`` where its style sheet loads anything."""
        if self.open.pop() == "style":
            if _loads("".join(self.styles)):
                raise DrawingError("its style sheet loads something from outside")
            self.styles.clear()

    def characters(self, text: str) -> None:
        """Keep the words of style sheets."""
        if self.open and self.open[-1] == "style":
            self.styles.append(text)

    def entity(self, *_declaration: object) -> None:
        """Refuse: entities can grow without end."""
        raise DrawingError("it declares entities; save it as plain SVG")

    def instruction(self, target: str, _text: str) -> None:
        """Refuse a style sheet from outside."""
        if target.lower() == "xml-stylesheet":
            raise DrawingError("it loads a style sheet from outside")


def _loads(style: str) -> bool:
    """Whether a style reaches outside; a backslash can spell any of the words that do."""
    return "\\" in style or bool(OUTSIDE.search(style))


def _judge(key: str, value: str) -> None:
    if key.startswith("on"):
        raise DrawingError(f"it holds a script in {key}=")
    if key in {"href", "src"} and value and not value.startswith("#") and not PICTURE.match(value):
        raise DrawingError(f"it refers to something outside: {value[:60]}")
    if (key == "style" and _loads(value)) or OUTSIDE.search(value):
        raise DrawingError(f"its {key}= refers to something outside")


def _size(root: dict[str, str]) -> tuple[int, int]:
    box = [float(one) for one in re.findall(r"-?\d*\.?\d+(?:e[+-]?\d+)?", root.get("viewBox", ""))]
    ratio = box[2] / box[3] if len(box) == 4 and box[2] > 0 and box[3] > 0 else 0.0
    width, height = _length(root.get("width", "")), _length(root.get("height", ""))
    if width and height:
        pass
    elif ratio and (width or height):
        width, height = (width, width / ratio) if width else (height * ratio, height)
    elif ratio:
        width, height = box[2], box[3]
    else:
        width, height = width or 300.0, height or 150.0  # what browsers take
    return max(1, round(min(width, 1e6))), max(1, round(min(height, 1e6)))


def _length(written: str) -> float:
    found = LENGTH.fullmatch(written)
    if not found or found[2].lower() not in UNITS:
        return 0.0
    return float(found[1]) * UNITS[found[2].lower()]
