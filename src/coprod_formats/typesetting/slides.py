"""Slides of a film, 1920 by 1080, as an encoder takes them; the line that is read is marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files
from threading import Lock

import pypdfium2

from coprod_formats.derive.storyboard import Line, Run, Shot
from coprod_formats.document import Image
from coprod_formats.languages import right_to_left
from coprod_formats.themes import THEMES, Theme, ThemeName
from coprod_formats.tools import Tool
from coprod_formats.typesetting.compiling import forgotten, plainly
from coprod_formats.typesetting.inlines import language
from coprod_formats.typesetting.literals import string, strings, words
from coprod_formats.typesetting.scripts import families
from coprod_formats.typesetting.sources import FONTS
from coprod_formats.typesetting.tools import TYPST

PDFIUM = Tool("pypdfium2", "it draws slides", "pip install pypdfium2")
LOOK = THEMES[ThemeName.CLEAR]
LIGHT = "ffe08a"  # behind what is read: the ink stands 13:1 on it
_ALONE = Lock()  # neither of the two libraries bears two threads
ROOM = 26.0  # em of the largest letters on a line


def slides(shots: Sequence[Shot], look: Theme = LOOK, aside: int = 0) -> Iterator[bytes]:
    """Each shot's pixels: blue, green and red, a byte each; ``aside`` columns stay free."""
    written = "\n".join(map(_page, shots))
    source = "\n".join((_look(look, aside, written), _template(), written))
    with _ALONE:
        pages = pypdfium2.PdfDocument(plainly(source))
        forgotten()  # 150 MB otherwise
    canvas = cache(pypdfium2.PdfBitmap.new_native)  # one for all pages
    try:
        for number in range(len(pages)):
            with _ALONE:
                drawn = bytes(pages[number].render(scale=1, bitmap_maker=canvas).buffer)
            yield drawn
    finally:
        with _ALONE:
            canvas.cache_clear()
            pages.close()


def looks(shots: Sequence[Shot], look: Theme = LOOK, aside: int = 0) -> str:
    """A digest of all that these shots' pixels depend on."""
    made_by = (str(tool.version()) for tool in (TYPST, PDFIUM))
    named = "\0".join(map(_named, shots))
    said = (*made_by, _look(look, aside, named), _template(), named)
    return sha256("\0".join(said).encode()).hexdigest()


def _named(shot: Shot) -> str:
    """A page's source, in which a picture counts by its bytes."""
    image = shot.slide.image
    return _page(shot).replace(_place(image), image.sha256) if image else _page(shot)


def _place(image: Image) -> str:
    return string(str(image.path.absolute()))


@cache
def _template() -> str:
    return (files("coprod_formats") / "data/typst/slides.typ").read_text(encoding="utf-8")


def _look(look: Theme, aside: int, written: str) -> str:
    colours = {name: getattr(look, name) for name in ("paper", "ink", "accent", "tint", "mark")}
    fields = "".join(f"{name}: {string(value)}, " for name, value in colours.items())
    fonts = strings((*FONTS, *families(written)))
    return f"#let look = ({fields}aside: {aside}pt, light: {string(LIGHT)}, fonts: {fonts})"


def _page(shot: Shot) -> str:
    """A page's source; one that runs from the right is mirrored as a whole."""
    tags = [line.language for line in shot.slide.lines[:1]]
    made = _slide(shot)
    if not any(map(right_to_left, tags)):
        return made
    return f"#[#set text({language(tags[0])});{made}]"


def _slide(shot: Shot) -> str:
    slide = shot.slide
    body = _lines(slide.lines, shot.line)
    heading = f"[{words(slide.heading, ROOM)}]" if slide.heading else "none"
    match slide.kind:
        case "title":
            first, *rest = slide.lines
            return f"#title-slide[{_lines((first,))}][{_lines(rest)}]"
        case "heading":
            return f"#heading-slide[{_lines(slide.lines)}]"
        case "picture" if slide.image:
            return f"#picture-slide({heading}, {_place(slide.image)})[{body}]"
        case _:
            return f"#words-slide({heading})[{body}]"


def _lines(lines: Sequence[Line], lit: int = -1) -> str:
    """Paragraphs; the sentences of one item stand beside its mark, quotations beside a bar."""
    paragraphs: list[list[str]] = []
    for number, line in enumerate(lines):
        if line.opens or not paragraphs:
            paragraphs.append([_opening(line)])
        paragraphs[-1].append(_line(line, number == lit))
    return "#parbreak()".join(f"{one[0]}{'#[ ]'.join(one[1:])}]]" for one in paragraphs)


def _opening(line: Line) -> str:
    side = "right" if right_to_left(line.language) else "left"
    quoted = f"#quoted({side})" if line.quoted else "#"
    return f"{quoted}[#marked({string(line.mark)})[" if line.mark else f"{quoted}[#["


def _line(line: Line, lit: bool) -> str:
    said = "".join(map(_run, line.runs))
    said = f"#strong-line[{said}]" if line.strong else said
    said = f"#lit[{said}]" if lit else said
    return f"#[#set text({language(line.language)});{said}]"


def _run(run: Run) -> str:
    said = words(run.text, ROOM)
    return f"#large[{said}]" if run.large else said
