"""Letters that are set in several pieces, so that readers of the tags meet each of them once.

In scripts such as Bengali, Khmer and Thai several signs stand over, under and round each other as
one letter. Typst 0.15 begins a new piece of marked content at each height, and calls every piece
of a letter by the whole of it. The first piece keeps the words, and the others say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import (
    Array,
    ContentStreamInlineImage,
    ContentStreamInstruction,
    Dictionary,
    Name,
    Object,
    Operator,
    String,
)

from coprod_formats.typesetting.scripts import SPLIT

Instruction = ContentStreamInstruction | ContentStreamInlineImage


def said_once(pdf: pikepdf.Pdf) -> None:
    """Have the further pieces of a letter say nothing, on every page."""
    for page in pdf.pages:
        held = page.resources.get("/Font", Dictionary()).items()
        tables = {name: _table(font) for name, font in held if font.Subtype == Name.Type0}
        made = _Stream(tables).mended(pikepdf.parse_content_stream(page))
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(made))


@dataclass(frozen=True, slots=True)
class _Letter:
    """A letter as far as one piece of marked content has it."""

    said: str
    first: int  # its first glyph


@dataclass(frozen=True, slots=True)
class _Move:
    """A number that moves the next glyph."""

    by: Object


@dataclass
class _Stream:
    """The instructions of a page while they are read."""

    tables: dict[str, dict[int, str]]
    font: str = ""
    begun: _Letter | None = None  # the last letter, from its first piece
    fresh: bool = True  # whether nothing has been shown in this piece yet
    said: str | None = None  # what the mark around these glyphs says

    def mended(self, stream: Sequence[Instruction]) -> list[Instruction]:
        """The same instructions; what goes on with a letter says nothing."""
        made: list[Instruction] = []
        for one in stream:
            match str(one.operator):
                case "BDC":
                    self._open(one)
                case "EMC":
                    self.said = None
                case "BT":
                    self.fresh = True
                case "Tf":
                    self.font = str(one.operands[0])
                case "Tj" | "TJ":
                    made += self._shown(one, made)
                    continue
                case _:
                    pass
            made.append(one)
        return made

    def _open(self, one: Instruction) -> None:
        held = one.operands[1]
        if isinstance(held, Dictionary) and "/ActualText" in held:
            self.said = str(held.ActualText)

    def _shown(self, one: Instruction, made: list[Instruction]) -> list[Instruction]:
        """An instruction that shows glyphs, without the words of a letter that was begun before."""
        parts = list(_parts(one)) if self.font in self.tables else []
        codes = [part for part in parts if isinstance(part, int)]
        if not codes:
            self.begun = None
            return [one]
        letters = [_Letter(self._named(code), code) for code in codes]
        first, fresh = letters[0], self.fresh
        self.fresh = False
        goes_on = fresh and self._goes_on(first)
        if not goes_on or letters[1:]:
            last = letters[0] if self.said is not None else letters[-1]
            self.begun = self.begun if goes_on and last is first else last
        if not goes_on:
            return [one]
        if self.said is not None:
            _silence(made)
            return [one]
        at = parts.index(codes[0]) + 1
        rest = [_show(parts[at:])] if parts[at:] else []
        return [_SILENT, _show(parts[:at]), _END, *rest]

    def _named(self, code: int) -> str:
        return self.tables[self.font].get(code, "") if self.said is None else self.said

    def _goes_on(self, letter: _Letter) -> bool:
        begun = self.begun
        return (
            begun is not None
            and begun.said == letter.said
            and begun.first != letter.first
            and bool(PIECES.search(letter.said))
        )


PIECES = re.compile(f"[{SPLIT}]")
_SILENT = ContentStreamInstruction([Name.Span, Dictionary(ActualText=String(""))], Operator("BDC"))
_END = ContentStreamInstruction([], Operator("EMC"))


def _silence(made: list[Instruction]) -> None:
    """Take the words out of the mark that was opened last."""
    at = next(at for at in reversed(range(len(made))) if str(made[at].operator) == "BDC")
    made[at] = _SILENT


def _parts(one: Instruction) -> Iterator[int | _Move]:
    """The glyphs that are shown, and the numbers that move them."""
    held = one.operands[0]
    for part in held if isinstance(held, Array) else (held,):
        if isinstance(part, String):
            codes = bytes(part)
            yield from (int.from_bytes(codes[at : at + 2], "big") for at in range(0, len(codes), 2))
        else:
            yield _Move(part)


def _show(parts: Sequence[int | _Move]) -> ContentStreamInstruction:
    held = [
        part.by if isinstance(part, _Move) else String(part.to_bytes(2, "big")) for part in parts
    ]
    return ContentStreamInstruction([Array(held)], Operator("TJ"))


def _table(font: Object) -> dict[int, str]:
    """What each glyph of a font says."""
    said = font.ToUnicode.read_bytes().decode("ascii", "replace")
    pairs = (pair for part in CHARACTERS.findall(said) for pair in PAIR.findall(part))
    table = {int(code, 16): _text(words) for code, words in pairs}
    ranges = (three for part in RANGES.findall(said) for three in THREE.findall(part))
    for low, high, first in ranges:
        words = _text(first)
        for step in range(int(high, 16) - int(low, 16) + 1):
            table[int(low, 16) + step] = words[:-1] + chr(ord(words[-1]) + step)
    return table


def _text(code: str) -> str:
    return bytes.fromhex(code).decode("utf-16-be", "replace")


CHARACTERS = re.compile(r"beginbfchar(.*?)endbfchar", re.DOTALL)
PAIR = re.compile(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")
RANGES = re.compile(r"beginbfrange(.*?)endbfrange", re.DOTALL)
THREE = re.compile(PAIR.pattern + r"\s*<([0-9a-fA-F]+)>")
