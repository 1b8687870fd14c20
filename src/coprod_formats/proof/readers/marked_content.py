"""Decodes the marked content of a PDF page: which words stand under which number, and where."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from unicodedata import bidirectional

import pikepdf
from pikepdf import Matrix

from coprod_formats.proof.readers.found import UnreadableError, squeeze

SHOWS = {"Tj", "TJ", "'", '"'}


@dataclass
class Run:
    """The words of one marked-content sequence, and its place on the page in points."""

    text: str = ""
    language: str = ""
    top: float = 0.0


@dataclass
class _Mark:
    number: int | None
    language: str
    replaced: str | None = None
    reversed: bool = False
    pieces: list[str] = field(default_factory=list)
    turned: int = 0  # how many of the last pieces ran against the eye

    def add(self, words: str, turned: bool = False) -> None:
        """Take more words; of turned pieces side by side, the last to stand is the first said."""
        self.turned = self.turned if turned else 0
        self.pieces.insert(len(self.pieces) - self.turned, words)
        self.turned += turned


@dataclass
class _Page:
    fonts: dict[str, _Font]
    runs: dict[int, Run] = field(default_factory=dict)
    marks: list[_Mark] = field(default_factory=list)
    matrix: Matrix = field(default_factory=Matrix)
    kept: list[Matrix] = field(default_factory=list)
    line: Matrix = field(default_factory=Matrix)
    font: str = ""

    def show(self, operands: list[pikepdf.Object]) -> None:
        """Add shown words to the marks around them (PDF 2.0, 9.4.3)."""
        signs = list(self.fonts[self.font].decode(operands))
        if not self.marks:
            return
        words = "".join(signs)
        alone = len([one for one in signs if squeeze(one)]) == 1 and _mirrored(squeeze(words))
        back = alone and not self.marks[-1].reversed
        self.marks[-1].add(words[::-1] if back else words, turned=alone)
        numbered = [mark for mark in self.marks if mark.number is not None]
        number = numbered[-1].number if numbered else None
        if number is not None and number not in self.runs:
            at = self.line @ self.matrix
            self.runs[number] = Run("", numbered[-1].language, at.f)

    def close(self) -> None:
        """End a mark, and give its words to what it stands for (PDF 2.0, 14.6)."""
        mark = self.marks.pop()
        words = "".join(mark.pieces) if mark.replaced is None else mark.replaced
        words = words[::-1] if mark.reversed else words
        if mark.number is not None:
            run = self.runs.setdefault(mark.number, Run(language=mark.language))
            run.text += words
        elif self.marks:
            self.marks[-1].add(words, mark.reversed or 0 < mark.turned == len(mark.pieces))


def _mirrored(words: str) -> bool:
    return any(bidirectional(one) in {"R", "AL"} for one in words)


def runs_of(page: pikepdf.Page) -> dict[int, Run]:
    """The page's marked content by its number (MCID)."""
    state = _Page(dict(_fonts(page)))
    for one in pikepdf.parse_content_stream(page):
        _step(state, list(one.operands), str(one.operator), page)
    return state.runs


def _step(state: _Page, operands: list[pikepdf.Object], operator: str, page: pikepdf.Page) -> None:
    match operator:
        case "q":
            state.kept.append(state.matrix)
        case "Q":
            state.matrix = state.kept.pop()
        case "cm":
            state.matrix = Matrix(*map(float, operands)) @ state.matrix
        case "BT":
            state.line = Matrix()
        case "Tm":
            state.line = Matrix(*map(float, operands))
        case "Td" | "TD":
            state.line = Matrix().translated(*map(float, operands)) @ state.line
        case "Tf":
            state.font = str(operands[0])
        case "BMC":
            reverse = operands[0] == pikepdf.Name.ReversedChars
            state.marks.append(_Mark(None, "", reversed=reverse))
        case "BDC":
            state.marks.append(_mark(operands[1], page))
        case "EMC":
            state.close()
        case _ if operator in SHOWS:
            state.show(operands[-1:])
        case _:
            pass


def _mark(said: pikepdf.Object, page: pikepdf.Page) -> _Mark:
    said = page.Resources.Properties[str(said)] if isinstance(said, pikepdf.Name) else said
    number = int(said.MCID) if "/MCID" in said else None
    replaced = str(said.ActualText) if "/ActualText" in said else None
    return _Mark(number, str(said.get("/Lang", "")), replaced)


class _Font:
    """Turns a font's codes into characters by its ToUnicode table."""

    def __init__(self, font: pikepdf.Object) -> None:
        self.wide = 2 if font.Subtype == pikepdf.Name.Type0 else 1
        if "/ToUnicode" not in font:
            raise UnreadableError(f"{font.get('/BaseFont')} cannot be read: no ToUnicode")
        self.table = dict(_unicode(font.ToUnicode.read_bytes().decode("ascii", "replace")))

    def decode(self, operands: list[pikepdf.Object]) -> Iterator[str]:
        """Each code as the text that ``ToUnicode`` gives for it (PDF 2.0, 9.10.3)."""
        for one in operands:
            parts = one if isinstance(one, pikepdf.Array) else [one]
            for part in parts:
                if isinstance(part, pikepdf.String):
                    codes = bytes(part)
                    for at in range(0, len(codes), self.wide):
                        code = int.from_bytes(codes[at : at + self.wide])
                        yield self.table.get(code, "\ufffd")


def _fonts(page: pikepdf.Page) -> Iterator[tuple[str, _Font]]:
    for name, font in page.Resources.get("/Font", pikepdf.Dictionary()).items():
        yield name, _Font(font)


def _unicode(table: str) -> Iterator[tuple[int, str]]:
    for kind, body in re.findall(r"begin(bfchar|bfrange)(.*?)end\1", table, re.DOTALL):
        if kind == "bfchar":
            for code, said in re.findall(r"<(\w+)>\s*<(\w+)>", body):
                yield int(code, 16), _utf16(said)
        else:
            for first, last, said in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", body):
                start = _utf16(said)
                for step in range(int(last, 16) - int(first, 16) + 1):
                    yield int(first, 16) + step, start[:-1] + chr(ord(start[-1]) + step)


def _utf16(hexadecimal: str) -> str:
    return bytes.fromhex(hexadecimal).decode("utf-16-be")
