"""A square cover: what a player shows beside the sound of a document."""

from __future__ import annotations

from coprod_formats.document import FrontMatter
from coprod_formats.themes import THEMES, Theme, ThemeName
from coprod_formats.typesetting.compiling import pixels
from coprod_formats.typesetting.inlines import language
from coprod_formats.typesetting.literals import strings, words
from coprod_formats.typesetting.scripts import families
from coprod_formats.typesetting.sources import FONTS

SIDE = 700  # points; two pixels each
MARGIN = 60
_SIZES = ((30, 76), (60, 62), (110, 50), (200, 40))  # letters up to which a size, in points, fits


def cover(front: FrontMatter, theme: Theme | None = None) -> bytes:
    """The cover as PNG, 1400 pixels square."""
    look = theme or THEMES[ThemeName.CLEAR]
    size = next((size for most, size in _SIZES if len(front.title) <= most), 30)
    room = (SIDE - 2 * MARGIN) / size
    made = ", ".join(front.creators) or front.publisher
    more = families(f"{front.title}\n{front.subtitle}\n{made}")
    source = f"""
#set page(width: {SIDE}pt, height: {SIDE}pt, margin: {MARGIN}pt, fill: rgb("{look.accent}"))
#let look = (fonts: {strings((*FONTS, *more))})
#set text(font: look.fonts, fill: rgb("{look.paper}"), size: 28pt, hyphenate: false)
#set text({language(front.language)})
#let compound(body) = body
#block(width: 100%, height: 100%, clip: true)[
  #rect(width: 110pt, height: 12pt, fill: rgb("{look.tint}"))
  #v(36pt)
  #par(leading: .4em, text(size: {size}pt, weight: "bold")[{words(front.title, room)}])
  #v(12pt)
  #par(text(size: 34pt)[{words(front.subtitle, (SIDE - 2 * MARGIN) / 34)}])
  #place(bottom + start, [{words(made, (SIDE - 2 * MARGIN) / 28)}])
]
"""
    return pixels(source, 144)[0]
