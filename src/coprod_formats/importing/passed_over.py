"""Word files as pandoc sees all of them: what it passes over stands where it looks."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import Any

from lxml import etree

from coprod_formats.importing.decorations import marked_in_word
from coprod_formats.importing.grids import straightened
from coprod_formats.importing.outlines import headed
from coprod_formats.importing.report import Report
from coprod_formats.importing.unwrapping import unwrapped

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MARK, PARAGRAPH = f"{W}bookmarkStart", f"{W}p"
TERMS = {"DefinitionTerm", "Definition"}
SHOWN = re.compile(r"word/(?:document\d*|footnotes|endnotes)\.xml")
STYLES = re.compile(r"word/styles\d*\.xml")
ROOTS = {f"{W}{name}" for name in ("document", "footnotes", "endnotes")}
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
USUAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def readable(parts: dict[str, bytes], raw: bytes, report: Report) -> bytes:
    """The file with what pandoc would pass over where it looks; else the same bytes."""
    sheet = next((name for name in parts if STYLES.fullmatch(name)), "")
    styles = _parsed(parts.get(sheet, b""))
    shown = [name for name in parts if SHOWN.fullmatch(name)]
    changed = {name: made for name in shown if (made := _changed(parts[name], styles, report))}
    if not changed:
        return raw
    if styles is not None:
        changed[sheet] = _packed(styles)
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as package:
        for name, part in (parts | changed).items():
            package.writestr(name, part)
    return packed.getvalue()


def _changed(raw: bytes, styles: Any, report: Report) -> bytes:
    """The changed part, or nothing where nothing has to be."""
    root = _parsed(raw)
    if root is None or root.tag not in ROOTS:
        return b""  # pandoc says what is wrong
    anchors = b"bookmarkStart" in raw and b"w:anchor=" in raw
    changes = [
        unwrapped(root, styles, report),
        straightened(root),
        headed(root, styles, report),
        anchors and _moved(root),
        marked_in_word(root),
        _plain_terms(root),
    ]
    return _packed(root) if any(changes) else b""


def _parsed(raw: bytes) -> Any:
    """The root of a part, by the names that most files use; nothing where it cannot be read."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        return etree.fromstring(raw.replace(STRICT, USUAL), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def _packed(root: Any) -> bytes:
    made: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
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
