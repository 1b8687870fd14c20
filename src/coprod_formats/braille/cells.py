"""Braille cells and the two ways of writing them down: Unicode and North American ASCII."""

from __future__ import annotations

BLANK = "\u2800"

# The 64 characters of North American ASCII braille in the order of their dot patterns, 0 to 63
# (BANA, "ASCII Braille"); equal to liblouis' en-us-brf.dis.
_ASCII = " A1B'K2L@CIF/MSP\"E3H9O6R^DJG>NTQ,*5<-U8V.%[$+X!&;:4\\0Z7(_?W]#Y)="
_TO_ASCII = {0x2800 + dots: ord(letter) for dots, letter in enumerate(_ASCII)}
_TO_CELLS = {ord(letter): 0x2800 + dots for dots, letter in enumerate(_ASCII)}
_TO_CELLS |= {
    ord(letter.lower()): cell for letter, cell in zip(_ASCII, range(0x2800, 0x2840), strict=True)
}
_TO_CELLS |= {ord(a): _TO_CELLS[ord(b)] for a, b in zip("`{}|~", "@[]\\^", strict=True)}


def from_ascii(letters: str) -> str:
    """The cells for ASCII braille in either case; ``ValueError`` for any other character."""
    strange = set(letters) - set(map(chr, _TO_CELLS))
    if strange:
        raise ValueError(f"not ASCII braille: {''.join(sorted(strange))!r}")
    return letters.translate(_TO_CELLS)


def to_ascii(cells: str) -> str:
    """Upper-case ASCII braille for six-dot cells; line ends pass through."""
    return cells.translate(_TO_ASCII)


def six_dots(cells: str) -> bool:
    """Whether every character is a six-dot cell, the only kind that a BRF can hold."""
    return all("\u2800" <= cell <= "\u283f" for cell in cells)


def number(value: int) -> str:
    """A whole number with its numeric indicator, as page numbers are written."""
    return from_ascii("#" + "".join("JABCDEFGHI"[int(digit)] for digit in str(value)))
