"""Word's wrappings taken off, so that pandoc meets the words inside: boxes, fields, glosses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from lxml import etree

from coprod_formats.importing.report import Report

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
BOX, PARAGRAPH, RUN = f"{W}txbxContent", f"{W}p", f"{W}r"
WRAPPINGS = (
    f"{W}customXml",
    f"{W}smartTag",
    f"{W}bdo",
    f"{W}dir",
    f"{W}fldSimple",
    f"{W14}conflictIns",
)
ALONE = {
    f"{W}{name}"
    for name in (
        "drawing",
        "pict",
        "object",
        "footnoteReference",
        "endnoteReference",
        "fldChar",
        "instrText",
        "ruby",
    )
} | {f"{MC}AlternateContent"}
SETTINGS = {f"{W}customXmlPr", f"{W}smartTagPr", f"{W}fldData"}
SHOWN = {f"{W}t", f"{W}tab", f"{W}br", f"{W}cr", f"{W}sym"}
OFF = {"0", "false", "off"}
CONTENTS = re.compile(r"toc (?:\d|heading)", re.IGNORECASE)
GALLERY = f"{W}sdtPr/{W}docPartObj/{W}docPartGallery"
DRAWN = "descendant::*[local-name()='blip' or local-name()='imagedata']"


def unwrapped(root: Any, styles: Any, report: Report) -> bool:
    """Whether anything in a part had to be taken out of what pandoc passes over."""
    changes = [
        _without_hidden(root, styles, report),
        _without_contents(root, styles, report),
        _opened_boxes(root),
        _divided(root),
        _taken_off(root),
        _rubies(root),
        _breaks(root),
    ]
    return any(changes)


def switched_on(setting: Any) -> bool:
    """Whether a setting is there, and not there to say no."""
    return setting is not None and setting.get(f"{W}val") not in OFF


def _without_hidden(root: Any, styles: Any, report: Report) -> bool:
    """Take out words that no page shows; what fields need stays."""
    hiding = {
        style.get(f"{W}styleId")
        for style in ([] if styles is None else styles.iter(f"{W}style"))
        if switched_on(style.find(f"{W}rPr/{W}vanish")) and style.get(f"{W}type") == "character"
    }
    found = False
    for look in list(root.iter(f"{W}rPr")):
        own, named = look.find(f"{W}vanish"), look.find(f"{W}rStyle")
        by_style = named is not None and named.get(f"{W}val") in hiding and own is None
        run = look.getparent()
        if run.tag != RUN or not (by_style or switched_on(own)):
            continue
        for one in [one for one in run if one.tag in SHOWN]:
            run.remove(one)
            found = True
    if found:
        report.left_out("words that the file hides")
    return found


def _without_contents(root: Any, styles: Any, report: Report) -> bool:
    """Take out the lists of headings that the file itself calls its contents."""
    named = {
        style.get(f"{W}styleId")
        for style in ([] if styles is None else styles.iter(f"{W}style"))
        if (name := style.find(f"{W}name")) is not None
        and CONTENTS.fullmatch(name.get(f"{W}val") or "")
    }
    found = [one for one in root.iter(f"{W}sdt") if _is_contents(one)]
    for paragraph in root.iter(PARAGRAPH):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(f"{W}val") in named:
            found.append(paragraph)
    for one in found:
        for text in list(one.iter(*SHOWN)):
            text.getparent().remove(text)
    if found:
        report.left_out("the contents, which every format makes for itself")
    return bool(found)


def _is_contents(holder: Any) -> bool:
    gallery = holder.find(GALLERY)
    listed = gallery is not None and gallery.get(f"{W}val") == "Table of Contents"
    return listed and next(holder.iter(f"{W}tbl"), None) is None


def _opened_boxes(root: Any) -> bool:
    """Put what stands in a box after the paragraph that the box hangs on."""
    boxes = next(root.iter(BOX), None) is not None
    if not boxes:
        return False
    for choice in list(root.iter(f"{MC}AlternateContent")):
        if next(choice.iter(BOX), None) is not None:
            ways = [one for one in choice if next(one.iter(BOX), None) is not None]
            _replace(choice, ways[0])
    last: dict[Any, Any] = {}
    for box in list(root.iter(BOX)):
        paragraph = next(box.iterancestors(PARAGRAPH), None)
        if paragraph is None:
            continue
        after = last.get(paragraph, paragraph)
        for one in list(box):
            after.addnext(one)
            after = one
        last[paragraph] = after
        _put_away(box)
    return True


def _put_away(box: Any) -> None:
    """Take away an emptied box, and its drawing where that holds no picture."""
    drawings = (f"{W}drawing", f"{W}pict", f"{W}object")
    drawing = next(box.iterancestors(*drawings), None)
    box.getparent().remove(box)
    if drawing is not None and next(drawing.iter(BOX), None) is None and not drawing.xpath(DRAWN):
        drawing.getparent().remove(drawing)


def _divided(root: Any) -> bool:
    """Divide the runs that hold words beside a picture, a note or a field: pandoc takes one."""
    found = {one.getparent() for one in root.iter(*ALONE) if one.getparent().tag == RUN}
    found = {run for run in found if sum(one.tag != f"{W}rPr" for one in run) > 1}
    for run in found:
        look = run.find(f"{W}rPr")
        things = [one for one in run if one is not look]
        made = []
        for thing in things:
            part = etree.Element(RUN)
            part.extend([thing] if look is None else [deepcopy(look), thing])
            made.append(part)
        _replace(run, made)
    return bool(found)


def _taken_off(root: Any) -> bool:
    found = [one for one in root.iter(*WRAPPINGS) if not _leads(one)]
    for one in found:
        for setting in [inner for inner in one if inner.tag in SETTINGS]:
            one.remove(setting)
        _replace(one, one)
    return bool(found)


def _leads(field: Any) -> bool:
    """Whether a field is a link, which pandoc knows."""
    return "HYPERLINK" in (field.get(f"{W}instr") or "")


def _replace(old: Any, holder: Iterable[Any]) -> None:
    """What stands in the holder, in the place of the old one."""
    parent = old.getparent()
    at = parent.index(old)
    parent[at : at + 1] = list(holder)


def _rubies(root: Any) -> bool:
    """Words with a gloss above them, the gloss in brackets."""
    found = list(root.iter(f"{W}ruby"))
    for ruby in found:
        run = ruby.getparent()
        base, gloss = ruby.find(f"{W}rubyBase"), ruby.find(f"{W}rt")
        if run.tag != RUN or base is None:
            continue
        above = [] if gloss is None else list(gloss)
        marks = [_said(" ("), *above, _said(")")] if above else []
        _replace(run, [*base, *marks])
    return bool(found)


def _said(words: str) -> Any:
    run = etree.Element(RUN)
    text = etree.SubElement(run, f"{W}t")
    text.text = words
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return run


def _breaks(root: Any) -> bool:
    """New lines and steps to the right by the names that pandoc knows."""
    found = list(root.iter(f"{W}cr", f"{W}ptab"))
    for one in found:
        one.tag = f"{W}br" if one.tag == f"{W}cr" else f"{W}tab"
        one.attrib.clear()
    return bool(found)
