"""Room where lists and tables end, which no style of Word's can give."""

from __future__ import annotations

from coprod_formats.themes import Theme
from coprod_formats.wordprocessing.openxml import VAL, Element, asked, hang, style, tag

LISTS = {"ListBullet", "ListNumber", "ListContinue"}
ROOMY = {"Label", "TableCaption", *(f"Heading{level}" for level in range(1, 7))}
MARKS = {tag("w:bookmarkStart"), tag("w:bookmarkEnd")}
NUMBER = f"{tag('w:pPr')}/{tag('w:numPr')}"


def keep_apart(root: Element, theme: Theme) -> None:
    """Give room after tables and lists, and keep quotations on one page with their sources."""
    room = round(20 * 0.7 * theme.size)
    for table in root.iter(tag("w:tbl")):
        below = _next(table)
        if below is not None and below.tag == tag("w:p") and style(below) not in ROOMY:
            hang(asked(below), f'<w:spacing w:before="{room}"/>')
    for paragraph in root.iter(tag("w:p")):
        named = style(paragraph)
        if named in LISTS and _ends(paragraph):
            hang(asked(paragraph), f'<w:spacing w:after="{room}"/>')
        if named == "QuotationSource":
            above = paragraph.getprevious()
            if above is not None and style(above) == "Quotation":
                hang(asked(above), "<w:keepNext/>")


def _ends(paragraph: Element) -> bool:
    """Whether the list ends here, or another one begins after it."""
    below = _next(paragraph)
    if below is None or style(below) not in LISTS:
        return True
    here, there = (_number(one) for one in (paragraph, below))
    return bool(here and there and here[0] == there[0] == "0" and here[1] != there[1])


def _number(paragraph: Element) -> tuple[str, str] | None:
    """The level and the list of a paragraph that carries a bullet or a number."""
    number = paragraph.find(NUMBER)
    if number is None:
        return None
    level, name = number.find(tag("w:ilvl")), number.find(tag("w:numId"))
    return ("" if level is None else level.get(VAL, "")), (
        "" if name is None else name.get(VAL, "")
    )


def _next(element: Element) -> Element | None:
    below = element.getnext()
    while below is not None and below.tag in MARKS:
        below = below.getnext()
    return below
