"""What pandoc leaves to be done in the text of a Word file, part by part."""

from __future__ import annotations

from collections.abc import Iterator

from coprod_formats.themes import Theme
from coprod_formats.wordprocessing.ideas import is_ideas, settled
from coprod_formats.wordprocessing.languages import complex_letters, east_asian
from coprod_formats.wordprocessing.openxml import (
    VAL,
    Element,
    asked,
    found,
    fragment,
    hang,
    style,
    tag,
)
from coprod_formats.wordprocessing.spacing import keep_apart
from coprod_formats.wordprocessing.styles import SHRUNK, WHITE, formula, identifier, step
from coprod_formats.wordprocessing.tables import HEADING

CONTINUED = "1000"  # the list without bullets that pandoc puts later paragraphs of items into
DEEPEST = 8  # the last of the nine levels that Word counts in
DECORATION = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative val="1"/></a:ext></a:extLst>'
)
SHORT = 8  # rows: a table of so many stays on one page
FIRST_COLUMN = 0x80  # its bit in a table's look
DIRECT = f"{tag('w:rPr')}/{tag('w:rStyle')}"


def finish(root: Element, theme: Theme, numbers: Iterator[int]) -> None:
    """Mend one part in place; ``numbers`` gives each picture of the file its own."""
    _paragraphs(root, theme)
    for table in root.iter(tag("w:tbl")):
        _table(table)
    for note in found(root, "./w:footnote[*[not(self::w:bookmarkEnd)][last()][self::w:tbl]]"):
        note.append(fragment("<w:p/>"))  # Word cannot open a note that ends in a table
    for picture in root.iter(tag("wp:inline")):
        _picture(picture, next(numbers))
        if theme.paper != WHITE:
            _grounded(picture)
    for run in root.iter(tag("m:r")):
        _letters(run, theme)
    keep_apart(root, theme)
    for language in root.iter(tag("w:lang")):
        _language(language)
    for properties in root.iter(tag("w:rPr")):
        _once(properties)
    for run in found(root, ".//w:hyperlink//w:r"):
        _linked(run)
    if theme.plain:
        for script in found(root, ".//w:r/w:rPr/w:vertAlign"):
            _enlarged(script, theme)


def _paragraphs(root: Element, theme: Theme) -> None:
    for named in root.iter(tag("w:pStyle")):
        if named.get(VAL) == "FirstParagraph":
            named.set(VAL, "BodyText")
    for level in root.iter(tag("w:ilvl")):
        level.set(VAL, str(min(DEEPEST, int(level.get(VAL, "0")))))
    for number in found(root, f".//w:numPr[w:numId/@w:val='{CONTINUED}']"):
        properties = number.getparent()
        if properties is not None:
            _continued(properties, number, theme)


def _continued(properties: Element, number: Element, theme: Theme) -> None:
    """Later paragraphs of an item stand in like the first one, but are no entries of the list."""
    level = number.find(tag("w:ilvl"))
    depth = 1 + int(level.get(VAL, "0") if level is not None else 0)
    properties.remove(number)
    hang(properties, f'<w:ind w:left="{depth * step(theme)}"/>')


def _table(table: Element) -> None:
    """Columns bend to their words, rows stay whole, and a first column that heads rows says so."""
    properties = table.find(tag("w:tblPr"))
    if properties is None:
        return
    if is_ideas(table):
        settled(table)
        return
    for name in ("w:tblLayout", "w:jc", "w:tblInd"):
        for extra in properties.findall(tag(name)):
            properties.remove(extra)
    if found(table, "./w:tr[1]/w:tc[1]/w:p[1]/w:pPr/w:bidi"):
        properties.insert(1, fragment("<w:bidiVisual/>"))  # the first column stands on the right
    look = properties.find(tag("w:tblLook"))
    first = table.find(f"{tag('w:tr')}[2]/{tag('w:tc')}/{tag('w:p')}")
    if look is not None and first is not None and style(first) == identifier(HEADING):
        look.set(tag("w:firstColumn"), "1")
        look.set(VAL, f"{int(look.get(VAL, '0'), 16) | FIRST_COLUMN:04X}")
    rows = table.findall(tag("w:tr"))
    for row in rows[: -1 if len(rows) <= SHORT else 0]:
        for paragraph in row.iter(tag("w:p")):
            hang(asked(paragraph), "<w:keepNext/>")
    for row in rows:
        known = row.find(tag("w:trPr"))
        whole = fragment("<w:cantSplit/>")
        if known is None:
            row.insert(0, fragment("<w:trPr><w:cantSplit/></w:trPr>"))
        else:
            known.insert(0, whole)


def _picture(picture: Element, number: int) -> None:
    """The same words in both places that Word keeps them, or a plain mark of decoration."""
    for side in ("distT", "distB", "distL", "distR"):
        picture.set(side, "0")
    outer = picture.find(tag("wp:docPr"))
    within = picture.find(f".//{tag('pic:cNvPr')}")
    if outer is None or within is None:
        return
    description = outer.get("descr", "")
    for place in (outer, within):
        place.set("id", str(number))
        place.set("name", f"Picture {number}")
        place.set("descr", description)
        place.attrib.pop("title", "")
    if not description:
        outer.append(fragment(DECORATION))


def _grounded(picture: Element) -> None:
    """Drawings are made for white paper, so that is what they get under them."""
    for shape in picture.iter(tag("pic:spPr")):
        for empty in shape.findall(tag("a:noFill")):
            filled = fragment('<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>')
            shape.replace(empty, filled)


def _letters(run: Element, theme: Theme) -> None:
    """Formulas as large as the text and in its colour, which some programs do not see to."""
    place = 1 if run.find(tag("m:rPr")) is not None else 0
    run.insert(place, fragment(formula(theme)))


def _language(language: Element) -> None:
    """Word looks for languages of Arabic and of Chinese letters in places of their own."""
    named = language.get(VAL, "")
    run = language.getparent()
    turned = run is not None and run.find(tag("w:rtl")) is not None
    if turned or complex_letters(named):
        language.set(tag("w:bidi"), named)
    if east_asian(named):
        language.set(tag("w:eastAsia"), named)


def _once(properties: Element) -> None:
    """Strong words within strong words are strong once; pandoc says it twice."""
    seen: set[str] = set()
    for one in list(properties):
        if one.tag in seen:
            properties.remove(one)
        seen.add(str(one.tag))


def _linked(run: Element) -> None:
    """Whatever stands inside a link looks like a link."""
    named = run.find(DIRECT)
    if named is not None and named.get(VAL) != "Hyperlink":
        named.set(VAL, "Hyperlink")


def _enlarged(script: Element, theme: Theme) -> None:
    """In large print raised and lowered letters are drawn as large as the others."""
    half = round(2 * theme.size * SHRUNK)
    script.addprevious(fragment(f'<w:sz w:val="{half}"/>'))
    script.addprevious(fragment(f'<w:szCs w:val="{half}"/>'))
