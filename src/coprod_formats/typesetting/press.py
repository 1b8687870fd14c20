"""Typst at work: the pages of one source, made here or by a program of its own.

Typst keeps what it worked out, hundreds of megabytes for a long document, for as long as its
process lives. As a program this file therefore imports nothing of ours, and its end gives the
memory back: folders of fonts are its arguments and a source its input; it answers with one line
of JSON, all that Typst said, and then the pages.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from functools import cache

import typst

TypstError = typst.TypstError
STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-2a"]


@dataclass(frozen=True, slots=True)
class Pressed:
    """The pages of a source, if it could be set, and what Typst said: words, and their place."""

    pages: bytes | None
    said: tuple[tuple[str, str], ...] = ()


def press(source: bytes, fonts: tuple[str, ...]) -> Pressed:
    """Set a source as one PDF that holds to all our standards."""
    try:
        made, warned = compiler(fonts).compile_with_warnings(
            source, format="pdf", pdf_standards=STANDARDS
        )
    except TypstError as complaint:
        return Pressed(None, ((complaint.message, complaint.diagnostic),))
    if not isinstance(made, bytes):
        raise TypeError("typst gives one PDF file as bytes")
    return Pressed(made, tuple((one.message, one.diagnostic) for one in warned))


@cache
def compiler(fonts: tuple[str, ...]) -> typst.Compiler:
    """The one compiler of this process that knows the fonts of those folders and no others."""
    return typst.Compiler(root="/", font_paths=list(fonts), ignore_system_fonts=True)


def answer(pressed: Pressed) -> bytes:
    """What was pressed, in bytes for the process that asked."""
    head = json.dumps({"refused": pressed.pages is None, "said": pressed.said})
    return head.encode() + b"\n" + (pressed.pages or b"")


def understood(told: bytes) -> Pressed:
    """What another process pressed, from its answer."""
    head, _, pages = told.partition(b"\n")
    known = json.loads(head)
    said = tuple((words, place) for words, place in known["said"])
    return Pressed(None if known["refused"] else pages, said)


if __name__ == "__main__":
    sys.stdout.buffer.write(answer(press(sys.stdin.buffer.read(), tuple(sys.argv[1:]))))
