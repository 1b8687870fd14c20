"""Pictures for Word: how large they stand on the page, and SVG drawn as PNG beside it."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from coprod_formats.document import Image
from coprod_formats.sheets import Sheet
from coprod_formats.themes import Theme

INCH = 72  # points
CSS_PIXELS = 96  # to the inch
BODY = 12  # points: the text size at which pictures stand at their natural size
TALLEST = 0.7  # of the page's text height, so that the caption stays with its figure
RESOLUTION = 220  # pixels to the inch, as Word itself keeps pictures


def fitted(image: Image, theme: Theme, sheet: Sheet) -> tuple[float, float]:
    """Width and height in inches: they grow with the text and stay within the page."""
    free = 2 * sheet.margin(theme)
    room = (sheet.width - free) / INCH, (sheet.height - free) / INCH * TALLEST
    natural = [
        max(side, 1) / CSS_PIXELS * theme.size / BODY for side in (image.width, image.height)
    ]
    scale = min(1, room[0] / natural[0], room[1] / natural[1])
    return natural[0] * scale, natural[1] * scale


def named(image: Image) -> str:
    """The file that pandoc is given; for an SVG picture its likeness in pixels."""
    return Path(image.name).with_suffix(".png").name if image.suffix == ".svg" else image.name


def gathered(images: Iterable[Image], theme: Theme, sheet: Sheet, folder: Path) -> None:
    """Put the files of all pictures into the folder under the names that ``named`` gives."""
    once = {image.name: image for image in images}
    drawings = [image for image in once.values() if image.suffix == ".svg"]
    for image in once.values():
        if image.suffix != ".svg":
            shutil.copyfile(image.path, folder / named(image))
    for image, likeness in zip(drawings, drawn(drawings, theme, sheet), strict=True):
        (folder / named(image)).write_bytes(likeness)


def drawn(drawings: Sequence[Image], theme: Theme, sheet: Sheet) -> list[bytes]:
    """Each drawing as PNG, in one compilation: a page each, as large as the picture."""
    if not drawings:
        return []
    from coprod_formats.typesetting.compiling import pixels
    from coprod_formats.typesetting.literals import string

    pages = ["#set page(margin: 0pt, fill: none)"]
    for image in drawings:
        width, height = (f"{72 * inches:.2f}pt" for inches in fitted(image, theme, sheet))
        size = f"width: {width}, height: {height}"
        pages.append(f"#page({size})[#image({string(str(image.path.absolute()))}, {size})]")
    return pixels("\n".join(pages), RESOLUTION)
