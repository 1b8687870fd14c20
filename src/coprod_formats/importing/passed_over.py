"""Word files as pandoc sees all of them: bookmarks inside paragraphs, decorations by a mark."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Any

from lxml import etree

from coprod_formats.importing.decorations import marked_in_word

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MARK, PARAGRAPH = f"{W}bookmarkStart", f"{W}p"
TERMS = {"DefinitionTerm", "Definition"}
MAIN = re.compile(r"word/document\d*\.xml")


def readable(parts: dict[str, bytes], raw: bytes) -> bytes:
    """The file with what pandoc would pass over where it looks; else the same bytes."""
    changed = {
        name: made for name in parts if MAIN.fullmatch(name) and (made := _changed(parts[name]))
    }
    if not changed:
        return raw
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as package:
        for name, part in (parts | changed).items():
            package.writestr(name, part)
    return packed.getvalue()


def _changed(raw: bytes) -> bytes:
    """The changed part, or nothing where nothing has to be."""
    anchors = b"bookmarkStart" in raw and b"w:anchor=" in raw
    if not (anchors or b"decorative" in raw or b"Definition" in raw):
        return b""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root: Any = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError:
        return b""  # pandoc says what is wrong
    moved = anchors and _moved(root)
    marked = [moved, marked_in_word(root), _plain_terms(root)]
    made: bytes = (
        etree.tostring(root, encoding="UTF-8", xml_declaration=True) if any(marked) else b""
    )
    return made


def _moved(root: Any) -> bool:
    """Move bookmarks that stand between paragraphs to the start of the next one."""
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
    return moved


def _plain_terms(root: Any) -> bool:
    """Terms and meanings in a list as paragraphs; pandoc leaves out the terms otherwise."""
    path = "//*[local-name()='pPr'][*[local-name()='ind']]/*[local-name()='pStyle']"
    found = [one for one in root.xpath(path) if one.get(f"{W}val") in TERMS]
    for one in found:
        one.getparent().remove(one)
    return bool(found)
