"""BRF: ASCII braille, the format of embossers and braille displays."""

from __future__ import annotations

from coprod_formats.braille.cells import BLANK, to_ascii
from coprod_formats.braille.lines import Line


def brf(pages: tuple[tuple[Line, ...], ...]) -> bytes:
    """Upper-case ASCII braille, CR LF after every line and a form feed after every page."""
    return "".join(map(_page, pages)).encode("ascii")


def _page(page: tuple[Line, ...]) -> str:
    lines = (to_ascii(line.cells.rstrip(BLANK)) for line in page)
    return "".join(f"{line}\r\n" for line in lines) + "\f"
