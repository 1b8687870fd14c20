"""What braille adds to lists and headings: bullets, numbers and full stops."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coprod_formats.braille.translating import Run
from coprod_formats.document import Item, Listing

_STOPS = (".", "?", "!", ":", "…")


def marker(listing: Listing, place: int) -> str:
    """A bullet, or the item's number in the style of the list."""
    if not listing.numbering:
        return "• "
    value = listing.start + place
    if listing.numbering in "aA":
        letter = chr(ord(listing.numbering) + (value - 1) % 26)
        return f"{letter * ((value - 1) // 26 + 1)}) "
    if listing.numbering in "iI":
        roman = _roman(value)
        return f"{roman if listing.numbering == 'i' else roman.upper()}. "
    return f"{value}. "


def _roman(value: int) -> str:
    signs = (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")
    small = (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")
    letters = ""
    for size, sign in (*signs, *small):
        count, value = divmod(value, size)
        letters += sign * count
    return letters


def depth(items: Iterable[Item]) -> int:
    """How many lists stand inside each other here, at most."""
    inner = [
        depth(block.items) for item in items for block in item.body if isinstance(block, Listing)
    ]
    return 1 + max(inner, default=0)


def stopped(runs: Iterable[Run]) -> Iterator[Run]:
    """A full stop at the end of a heading that has no such sign of its own."""
    kept = tuple(runs)
    yield from kept
    if not "".join(run.text for run in kept).rstrip().endswith(_STOPS):
        yield Run(".")
