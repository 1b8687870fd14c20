"""Bullets and numbers that stand in by the size of the text, in letters that every font has."""

from __future__ import annotations

from coprod_formats.themes import Theme
from coprod_formats.wordprocessing.openxml import VAL, Element, fragment, tag
from coprod_formats.wordprocessing.styles import FONT, step

BULLETS = "•–"  # by turns, from level to level


def spaced(root: Element, theme: Theme) -> None:
    """Mend the part ``word/numbering.xml`` in place."""
    width = step(theme)
    for level in root.iter(tag("w:lvl")):
        depth = int(level.get(tag("w:ilvl"), "0"))
        for indent in level.iter(tag("w:ind")):
            indent.set(tag("w:left"), str((depth + 1) * width))
            indent.set(tag("w:hanging"), str(width))
        _bullet(level, depth)


def _bullet(level: Element, depth: int) -> None:
    kind, text = level.find(tag("w:numFmt")), level.find(tag("w:lvlText"))
    if kind is None or text is None or kind.get(VAL) != "bullet" or text.get(VAL) == " ":
        return
    text.set(VAL, BULLETS[depth % len(BULLETS)])
    for run in level.findall(tag("w:rPr")):
        level.remove(run)
    fonts = f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}" w:hint="default"/>'
    level.append(fragment(f"<w:rPr>{fonts}</w:rPr>"))
