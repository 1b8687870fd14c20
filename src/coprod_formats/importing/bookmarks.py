"""Bookmarks of Word files where pandoc sees them: at the start of the paragraph that they mark."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MARK, PARAGRAPH = f"{W}bookmarkStart", f"{W}p"
MAIN = re.compile(r"word/document\d*\.xml")


def reachable(parts: dict[str, bytes], raw: bytes) -> bytes:
    """The file with its bookmarks inside paragraphs; the same bytes where they are already."""
    changed = {
        name: made for name in parts if MAIN.fullmatch(name) and (made := _moved(parts[name]))
    }
    if not changed:
        return raw
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as package:
        for name, part in (parts | changed).items():
            package.writestr(name, part)
    return packed.getvalue()


def _moved(raw: bytes) -> bytes:
    """The part with its bookmarks moved, or nothing where none has to be."""
    if b"bookmarkStart" not in raw or b"w:anchor=" not in raw:
        return b""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root: Any = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError:
        return b""  # pandoc says what is wrong
    waiting: list[Any] = []
    moved = False
    for one in list(root.iter(MARK, PARAGRAPH)):
        if one.tag == MARK:
            if next(one.iterancestors(PARAGRAPH), None) is None:
                waiting.append(one)
        elif waiting:
            start = 1 if len(one) and one[0].tag == f"{W}pPr" else 0
            one[start:start] = waiting
            waiting, moved = [], True
    made: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True) if moved else b""
    return made
