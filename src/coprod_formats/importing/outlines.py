"""Headings that a Word file names by their place in the outline alone, named by a style as well."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from coprod_formats.importing.report import Report

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STYLED = re.compile(r"heading \d|(?:sub)?title|toc .*", re.IGNORECASE)
SENTENCE = re.compile(r"[.;,:]\s*$")
LONGEST = 120  # characters; a longer paragraph of the outline is a clause, and no heading


def headed(root: Any, styles: Any, report: Report) -> bool:
    """Whether paragraphs were given the style of a heading; the styles may have new ones then."""
    if styles is None:
        return False
    known = {name: one for one in styles.iter(f"{W}style") if (name := one.get(f"{W}styleId"))}
    found = False
    for paragraph in root.iter(f"{W}p"):
        level = _level(paragraph, known)
        if not level:
            continue
        words = " ".join("".join(one.text or "" for one in paragraph.iter(f"{W}t")).split())
        if not words or len(words) > LONGEST or SENTENCE.search(words):
            continue
        _name(paragraph, _style(level, styles, known))
        report.guessed("a line of the file's outline was made a heading", words=words)
        found = True
    return found


def _level(paragraph: Any, known: dict[str, Any]) -> int:
    """The level in the outline, or 0 where there is none or a style tells."""
    settings = paragraph.find(f"{W}pPr")
    if settings is None:
        return 0
    chain = list(_chain(settings, known))
    if any(STYLED.fullmatch(_named(one)) for one in chain):
        return 0
    levels = [settings.find(f"{W}outlineLvl")]
    levels += [one.find(f"{W}pPr/{W}outlineLvl") for one in chain]
    said = next((one.get(f"{W}val") or "" for one in levels if one is not None), "")
    return int(said) + 1 if re.fullmatch("[0-8]", said) else 0


def _chain(settings: Any, known: dict[str, Any]) -> Iterator[Any]:
    """The style of a paragraph, and those that it is based on."""
    named, seen = settings.find(f"{W}pStyle"), set()
    while named is not None and (name := named.get(f"{W}val")) in known and name not in seen:
        seen.add(name)
        yield known[name]
        named = known[name].find(f"{W}basedOn")


def _named(style: Any) -> str:
    name = style.find(f"{W}name")
    return "" if name is None else name.get(f"{W}val") or ""


def _style(level: int, styles: Any, known: dict[str, Any]) -> str:
    """The id of the style for headings of a level, which is made where there is none."""
    wanted = f"heading {level}"
    for name, style in known.items():
        if _named(style).lower() == wanted:
            return name
    made = etree.SubElement(styles, f"{W}style")
    made.set(f"{W}type", "paragraph")
    made.set(f"{W}styleId", f"OutlineHeading{level}")
    etree.SubElement(made, f"{W}name").set(f"{W}val", wanted)
    known[f"OutlineHeading{level}"] = made
    return f"OutlineHeading{level}"


def _name(paragraph: Any, style: str) -> None:
    settings = paragraph.find(f"{W}pPr")
    named = settings.find(f"{W}pStyle")
    if named is None:
        named = etree.Element(f"{W}pStyle")
        settings.insert(0, named)
    named.set(f"{W}val", style)
