"""Whether letters stand out from what is behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coprod_formats.checks.word.opened import BODY, STYLES, Opened, start
from coprod_formats.wordprocessing.openxml import VAL, Element, found, tag, words


def pale(file: Opened) -> Iterator[str]:
    """Styles and words whose colour is too near to that of their ground (WCAG 2.2, 1.4.3)."""
    paper = next(
        (one.get(tag("w:color"), "") for one in file.in_part(BODY, "./w:background")), "FFFFFF"
    )
    ink = next(iter(file.in_part(STYLES, "//w:rPrDefault/w:rPr/w:color")), None)
    usual = "000000" if ink is None else ink.get(VAL, "")
    for one in file.in_part(STYLES, "//w:style"):
        yield from _faint(one, usual, paper, f"the style {one.get(tag('w:styleId'))}")
    for run in file.all(".//w:r[w:rPr/w:color or w:rPr/w:shd]"):
        yield from _faint(run, usual, paper, f"“{start(words(run))}”")


def _faint(element: Element, ink: str, paper: str, who: str) -> Iterator[str]:
    colours = [*found(element, "./w:rPr/w:color"), *found(element, "./w:tcPr/w:color")]
    grounds = found(element, "./w:rPr/w:shd | ./w:pPr/w:shd | .//w:tcPr/w:shd")
    above = colours[0].get(VAL, "") if colours else ink
    below = grounds[0].get(tag("w:fill"), "") if grounds else paper
    if HEX.fullmatch(above) and HEX.fullmatch(below) and contrast(above, below) < LEGIBLE:
        yield f"{who} is too pale: {above} on {below}"


HEX = re.compile(r"[0-9A-Fa-f]{6}")
LEGIBLE = 4.5  # the contrast that WCAG asks of text at level AA


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG counts it, from 1 to 21."""
    lower, higher = sorted((_luminance(one), _luminance(other)))
    return (higher + 0.05) / (lower + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4))
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
