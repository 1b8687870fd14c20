"""Rules for the descriptions of pictures and films."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from coprod_formats.diagnostics import Diagnostic, Position
from coprod_formats.document import Asset, Figure, Picture, Sentence, Video
from coprod_formats.linting.manuscript import Manuscript
from coprod_formats.linting.rules import found
from coprod_formats.walking import plain, spread

LONGEST = 150
FILE = re.compile(
    r"\S*\.(?:png|jpe?g|svg|gif|webp|tiff?|bmp|mp4|webm|mov)"
    r"|(?:img|dsc|dscn|image|photo|picture|chart|graph|diagram|figure|fig|screenshot|scan|logo"
    r"|icon|video|film|alt|alt text|untitled|placeholder|description|todo|tbc)[ _.-]*\d*",
    re.IGNORECASE,
)
OPENING = re.compile(
    r"(?:an? |the |this is an? )?(?:image|picture|photo|photograph|graphic|icon|screenshot|drawing)"
    r" (?:of|showing|that shows)\b",
    re.IGNORECASE,
)


def descriptions(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """Descriptions that say nothing, say too much at once, or say what voices say already."""
    for words, file, where, lone in _described(manuscript):
        named = words.casefold() in {file.name.casefold(), file.stem.casefold()}
        if named or FILE.fullmatch(words.strip()):
            message = f"the description “{words}” does not say what the picture shows"
            hint = "write what it tells its readers between the square brackets"
            yield found("image-alt-file", message, where, hint)
        elif len(words) > LONGEST:
            message = f"this description has {len(words)} characters, and {LONGEST} are the most"
            longer = "say the rest in ::: {.long-description for=name}, or in the text"
            hint = longer if lone else "say the rest in the text"
            yield found("image-alt-long", message, where, hint)
        if opening := OPENING.match(words):
            message = f"voices say by themselves that it is a picture: “{opening[0]}”"
            hint = "begin with what it shows"
            yield found("image-alt-opening", message, where, hint)


def _described(manuscript: Manuscript) -> Iterator[tuple[str, Path, Position, bool]]:
    """Every description, its file, its place, and whether it stands alone in its paragraph."""
    for block in manuscript.lone:
        match block:
            case Figure(description=Sentence(inlines=inlines), image=Asset(path=file)):
                yield plain(inlines), file, block.where, True
            case Video(description=description, file=file):
                yield plain(description.inlines), file.path, block.where, True
            case Figure():
                pass
    for line in manuscript.marked:
        for offset, inline, _ in spread(line.sentence.inlines):
            if isinstance(inline, Picture) and inline.description:
                yield inline.description, inline.image.path, line.sentence.at(offset), False
