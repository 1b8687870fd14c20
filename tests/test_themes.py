"""That every theme can be read by people who see little."""

from __future__ import annotations

import pytest

from coprod_formats.themes import LEAST, THEMES, ThemeName, theme

LARGE = 18


def light(colour: str) -> float:
    """Relative luminance, as WCAG 2 defines it."""
    parts = (int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4))
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, from 1 to 21."""
    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", ThemeName)
def test_words_stand_out_from_their_ground(name: ThemeName) -> None:
    look = theme(name)
    for ground in (look.paper, look.tint):
        assert contrast(look.ink, ground) >= 7
        assert contrast(look.accent, ground) >= 7
        assert contrast(look.mark, ground) >= 3


@pytest.mark.parametrize("name", ThemeName)
def test_no_text_is_small(name: ThemeName) -> None:
    look = theme(name)
    assert LEAST <= look.small <= look.size
    assert look.headings[0] > look.headings[1] > look.headings[2] >= look.headings[-1] >= look.size
    assert look.leading >= 1.3


def test_large_themes_have_no_text_below_the_body() -> None:
    plain = [look for look in THEMES.values() if look.plain]
    assert {look.name for look in plain} == {"large", "giant", "contrast"}
    assert all(look.small == look.size >= LARGE for look in plain)


def test_another_size_keeps_the_proportions() -> None:
    look = theme(ThemeName.CLEAR, 28)
    assert (look.size, look.small, look.headings[0]) == (28, 24, 64)
    assert theme(ThemeName.CLEAR, 12).small == LEAST


def test_any_theme_can_be_large_print() -> None:
    cream = theme(ThemeName.CREAM).enlarged()
    assert (cream.paper, cream.size, cream.small, cream.plain) == ("fdf6e3", LARGE, LARGE, True)
    assert theme(ThemeName.CREAM, 22).enlarged().size == 22
