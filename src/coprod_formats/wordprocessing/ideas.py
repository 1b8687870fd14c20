"""Ideas of easy read: a table for those that stand together, and each of them a row."""

from __future__ import annotations

from collections.abc import Sequence

from coprod_formats.document import Idea
from coprod_formats.walking import plain
from coprod_formats.wordprocessing import nodes
from coprod_formats.wordprocessing.inlines import Look, inlines
from coprod_formats.wordprocessing.nodes import Node
from coprod_formats.wordprocessing.openxml import Element, asked, fragment, hang, tag
from coprod_formats.wordprocessing.pictures import named

TABLE = "IdeaTable"  # as the file names it
PICTURE, WORDS, MEANING = "Idea Picture", "Idea Words", "Idea Meaning"
PART = 0.32  # of the line, which the picture takes
LARGEST = 1.6  # inches, for either side of a picture
INCH = 72  # points


def ideas(several: Sequence[Idea], look: Look) -> Node:
    """The table of ideas, pictures on the side that the theme wants them on."""
    widths = (PART, 1 - PART) if look.theme.pictures == "left" else (1 - PART, PART)
    return nodes.grid([_row(idea, look) for idea in several], widths, TABLE)


def _row(idea: Idea, look: Look) -> tuple[list[Node], list[Node]]:
    words = plain(idea.description.inlines)
    picture = nodes.image(words, named(idea.image), *_size(idea, look))
    drawn = [nodes.paragraph([picture], PICTURE)]
    said = [nodes.paragraph(inlines(one.inlines, look), WORDS) for one in idea.lines]
    said += [nodes.paragraph(inlines(one.inlines, look), MEANING) for one in idea.explained]
    return (drawn, said) if look.theme.pictures == "left" else (said, drawn)


def _size(idea: Idea, look: Look) -> tuple[float, float]:
    """Width and height in inches, as large as the picture's part of the line allows."""
    line = (look.sheet.width - 2 * look.sheet.margin(look.theme)) / INCH
    largest = min(LARGEST, line * PART * 0.9)
    width, height = max(idea.image.width, 1), max(idea.image.height, 1)
    scale = largest / max(width, height)
    return width * scale, height * scale


def is_ideas(table: Element) -> bool:
    """Whether a table of a finished file sets pictures beside words, and holds no records."""
    style = table.find(f"{tag('w:tblPr')}/{tag('w:tblStyle')}")
    return style is not None and style.get(tag("w:val")) == TABLE


def settled(table: Element) -> None:
    """Each idea stays whole, its words in the middle; the last two stand on one page."""
    rows = table.findall(tag("w:tr"))
    for paragraph in (one for row in rows[-2:-1] for one in row.iter(tag("w:p"))):
        hang(asked(paragraph), "<w:keepNext/>")
    for row in rows:
        for old in row.findall(tag("w:trPr")):
            row.remove(old)
        row.insert(0, fragment("<w:trPr><w:cantSplit/></w:trPr>"))
        for cell in row.findall(tag("w:tc")):
            properties = cell.find(tag("w:tcPr"))
            if properties is None:
                properties = fragment("<w:tcPr/>")
                cell.insert(0, properties)
            properties.append(fragment('<w:vAlign w:val="center"/>'))
