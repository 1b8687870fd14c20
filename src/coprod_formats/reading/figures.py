"""Pictures and films that stand alone, with all that makes them known to everybody."""

from __future__ import annotations

from collections.abc import Iterator

from coprod_formats.diagnostics import Position
from coprod_formats.document import Block, Figure, Image, Video
from coprod_formats.pandoc import Node
from coprod_formats.reading import attributes, files
from coprod_formats.reading.lines import described
from coprod_formats.reading.surroundings import Surroundings


def figure(
    around: Surroundings, node: Node, where: Position, longer: tuple[Block, ...]
) -> Iterator[Block]:
    """A figure, unless its file cannot be used."""
    ledger = around.ledger
    _, (target, caption) = node.content
    own = node.attributes
    attributes.check(
        ledger, own, where, "a picture", classes=CLASSES, settings=("tactile",), named=True
    )
    words = described(around.line(where), node, where)
    image = files.image(ledger, around.page, target, where)
    raised = _tactile(around, own.pairs.get("tactile", ""), where)
    if words is None and (caption or longer or raised):
        message = "a decoration cannot have a caption, a longer description or a tactile drawing"
        ledger.error("image-caption", message, where, "take them out, or take out .decorative")
    name = own.id or ledger.numbered("figure")
    description = around.told(words, where) if words else None
    captions = around.written(caption, where)
    if image is not None:
        yield Figure(name, image, description, captions, longer, where, raised)


def _tactile(around: Surroundings, target: str, where: Position) -> Image | None:
    """A drawing in raised lines, which somebody who knows how has made."""
    made = files.image(around.ledger, around.page, target, where) if target else None
    if made and made.suffix != ".svg":
        message = f"the tactile drawing {target} is no SVG"
        hint = "have it drawn for touch, in lines and few words, and saved as SVG"
        around.ledger.error("image-tactile", message, where, hint)
    return made


def video(
    around: Surroundings, node: Node, where: Position, transcript: tuple[Block, ...]
) -> Iterator[Block]:
    """A film with its captions, poster and transcript, unless its file cannot be used."""
    ledger, page = around.ledger, around.page
    _, (target, caption) = node.content
    own, pairs = node.attributes, node.attributes.pairs
    attributes.check(ledger, own, where, "a video", classes=CLASSES, settings=TRACKS, named=True)
    if caption:
        message = "a video has no caption: its title is what stands between the square brackets"
        ledger.error("image-caption", message, where, "put the words into a paragraph below it")
    words = described(around.line(where), node, where)
    file = files.film(ledger, page, target, where)
    name = own.id or ledger.numbered("video")
    title = around.told(words or target, where)
    track = files.captions(ledger, page, pairs["captions"], where) if "captions" in pairs else None
    poster = files.image(ledger, page, pairs["poster"], where) if "poster" in pairs else None
    if "transcript" not in pairs:
        message = "this video has no transcript, so many readers would get nothing of it"
        hint = "write what is said and shown into a file, and add transcript=film.md"
        ledger.error("video-transcript", message, where, hint)
    if "captions" not in pairs:
        message = "this video has no captions"
        ledger.warning("video-captions", message, where, "add captions=film.vtt")
    if file is not None:
        yield Video(name, file, title, track, poster, transcript, where)


CLASSES = ("decorative", "video")
TRACKS = ("captions", "transcript", "poster")
