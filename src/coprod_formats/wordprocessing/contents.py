"""The list of contents as a field that Word knows, already filled with links."""

from __future__ import annotations

from coprod_formats.themes import Theme
from coprod_formats.wordprocessing.openxml import Element, fragment, hang, quoted, style, tag, words

LISTED = {"TOC1", "TOC2", "TOC3"}
INSTRUCTION = ' TOC \\o "2-{last}" \\n \\h \\z '  # without page numbers, with links


def framed(body: Element, theme: Theme) -> None:
    """Put the contents, where there are any, into the frame by which Word renews them."""
    lines = [paragraph for paragraph in body.iter(tag("w:p")) if style(paragraph) in LISTED]
    if not lines:
        return
    first, last = lines[0], lines[-1]
    head = first.getprevious()
    if head is None:
        return
    frame = fragment(_frame(words(head)))
    head.addprevious(frame)
    inside = frame.find(tag("w:sdtContent"))
    if inside is not None:
        inside.extend([head, *lines])
    begin = _mark("begin"), _instruction(theme), _mark("separate")
    place = 1 if first.find(tag("w:pPr")) is not None else 0
    for offset, content in enumerate(begin):
        first.insert(place + offset, fragment(f"<w:r>{content}</w:r>"))
    last.append(fragment(f"<w:r>{_mark('end')}</w:r>"))
    properties = last.find(tag("w:pPr"))
    if properties is not None:
        hang(properties, f'<w:spacing w:after="{round(20 * 1.6 * theme.size)}"/>')


def _frame(title: str) -> str:
    return (
        f"<w:sdt><w:sdtPr><w:alias w:val={quoted(title)}/><w:docPartObj>"
        '<w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr>'
        "<w:sdtContent/></w:sdt>"
    )


def _mark(kind: str) -> str:
    return f'<w:fldChar w:fldCharType="{kind}"/>'


def _instruction(theme: Theme) -> str:
    asked = INSTRUCTION.format(last=theme.listed)
    return f'<w:instrText xml:space="preserve">{asked}</w:instrText>'
