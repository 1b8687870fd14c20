"""Words in other scripts stand in their own codes, their signs and digits among them."""

from __future__ import annotations

import pytest

from coprod_formats.braille.cells import to_ascii
from coprod_formats.braille.characters import NOTE_OPENS, spelt
from coprod_formats.braille.edition import TABLES

# What liblouis' own tables write, between the signs of a code switch (UEB 14.3.2, 14.3.3).
SAID = {
    ("كذا، نعم؟", "ar"): '"(AR\'K!A" N(M8,")',
    ("٣ كتب", "ar"): '"(AR\'#C KTB,")',
    ("नमस्ते।", "hi"): '"(HI\'NM@STE4,")',
    ("你好，世界。", "zh"): None,
    ("ਸ਼ਾਨ।", "pa"): None,
    ("שָׁלוֹם־עָלֶיךָ", "he"): None,
}
# What a table does not have, for which liblouis writes a number in cells.
UNKNOWN = {
    ("בְּרֵאשִׁ֖ית", "he"): "֖",
    ("სალამი Ⴀ", "ka"): "Ⴀ",
    ("Љубав й", "sr"): "й",
    ("শান্তি ৺", "bn"): "৺",
}


def brailled(text: str, language: str) -> dict[str, str]:
    """What stands for each character; the last of those that come again."""
    return dict(spelt(text, TABLES[1], language))


@pytest.mark.parametrize(("text", "language"), SAID)
def test_signs_and_digits_stand_in_the_code_of_their_words(text: str, language: str) -> None:
    made = "".join(cells for _, cells in spelt(text, TABLES[1], language))
    assert NOTE_OPENS not in made
    wanted = SAID[text, language]
    assert wanted is None or to_ascii(made) == wanted


@pytest.mark.parametrize(("text", "language"), UNKNOWN)
def test_what_a_code_does_not_have_is_named(text: str, language: str) -> None:
    made = brailled(text, language)
    named = [one for one, cells in made.items() if cells.startswith(NOTE_OPENS)]
    assert named == [UNKNOWN[text, language]]
    assert not any("⠭⠴" in cells or "⠭⠚" in cells for cells in made.values())
