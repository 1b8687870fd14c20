"""How pages look on paper and in Word: sizes, spaces and colours that both grounds share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

Side = Literal["left", "right"]


class ThemeName(StrEnum):
    """The themes that people can ask for in config.yaml."""

    CLEAR = "clear"
    LARGE = "large"
    GIANT = "giant"
    CONTRAST = "contrast"
    CREAM = "cream"


@dataclass(frozen=True, slots=True)
class Theme:
    """One look: sizes in points, colours as ``rrggbb``; text stands at least 7:1 on its ground."""

    name: str
    size: float  # of the body
    small: float  # of notes, labels and page numbers, and the least size on any page
    leading: float  # from line to line, as a multiple of the size
    headings: tuple[float, ...]  # sizes of levels 1 (the title) to 6
    margin: float  # on every side of the page, in millimetres
    plain: bool = False  # no italics, underlines or capital runs: emphasis is bold
    paper: str = "ffffff"
    ink: str = "1a1a1a"
    accent: str = "0b4557"  # headings, links and big numbers
    tint: str = "e9f3f4"  # the ground of key findings and header rows
    mark: str = "b3431b"  # bars and short rules: at least 3:1 on paper and tint
    listed: int = 3  # how far down headings stand in the list of contents
    pictures: Side = "left"  # where the picture of an idea stands

    def sized(self, size: float) -> Theme:
        """The same look with another body size; what belongs to it grows and shrinks with it."""
        scale = size / self.size
        return replace(
            self,
            size=size,
            small=min(size, max(LEAST, round(self.small * scale, 1))),
            headings=tuple(round(each * scale, 1) for each in self.headings),
        )

    def enlarged(self) -> Theme:
        """The same colours in the sizes and the manner of large print."""
        large = THEMES[ThemeName.LARGE]
        same = {name: getattr(self, name) for name in ("name", *COLOURS)}
        return replace(large, **same).sized(max(self.size, large.size))


COLOURS = ("paper", "ink", "accent", "tint", "mark")
LEAST = 12  # points: nothing that people read is ever smaller

_CLEAR = Theme("clear", 14, 12, 1.3, (32, 22, 18, 16, 15, 14), 22)
_LARGE = Theme("large", 18, 18, 1.4, (34, 26, 22, 20, 19, 18), 20, plain=True)

THEMES = {
    theme.name: theme
    for theme in (
        _CLEAR,
        _LARGE,
        Theme("giant", 24, 24, 1.4, (40, 33, 29, 27, 25, 24), 18, plain=True),
        replace(
            _LARGE,
            name="contrast",
            paper="000000",
            ink="ffff00",
            accent="ffff00",
            tint="1f1f00",
            mark="ffff00",
        ),
        replace(_CLEAR, name="cream", paper="fdf6e3", tint="f3e8cb"),
    )
}


EASY_READ = Theme("easy-read", 18, 18, 1.45, (38, 30, 24, 20, 19, 18), 20, plain=True, listed=2)


def theme(name: ThemeName, size: float | None = None) -> Theme:
    """The theme of this name, in another body size where one is wanted."""
    found = THEMES[name]
    return found.sized(size) if size else found
