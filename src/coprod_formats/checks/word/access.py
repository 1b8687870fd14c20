"""The rules of Microsoft's Accessibility Checker, as far as Word files can break them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from coprod_formats.checks.word.opened import Opened, start
from coprod_formats.wordprocessing.ideas import is_ideas
from coprod_formats.wordprocessing.openxml import Element, found, style, words


def without_description(file: Opened) -> Iterator[str]:
    """Pictures that say nothing and are not marked as decoration."""
    for picture in file.all(".//wp:docPr[not(@descr) or @descr='']"):
        if not found(picture, ".//adec:decorative[@val='1']"):
            yield f"{picture.get('name', 'a picture')} has no description"


def without_header_row(file: Opened) -> Iterator[str]:
    """Tables whose first row does not head the columns."""
    for table in file.all(".//w:tbl[not(w:tr[1]/w:trPr/w:tblHeader[not(@w:val='0')])]"):
        if is_ideas(table):  # a picture beside its words has no columns to head
            continue
        yield f"a table has no header row: {start(words(table))}"


def protected(file: Opened) -> Iterator[str]:
    """Files whose readers may not change letters and colours."""
    if file.in_part("word/settings.xml", ".//w:documentProtection | .//w:writeProtection"):
        yield "the file is protected, so that readers cannot change how it looks"


def untitled_controls(file: Opened) -> Iterator[str]:
    """Controls that screen readers cannot name."""
    for control in file.all(".//w:sdt[not(w:sdtPr/w:alias/@w:val) and not(w:sdtPr/w:tag/@w:val)]"):
        yield f"a control has no title: {start(words(control))}"


def merged_cells(file: Opened) -> Iterator[str]:
    """Cells that stand in several rows or columns."""
    for cell in file.all(".//w:tc[w:tcPr/w:vMerge or w:tcPr/w:gridSpan[@w:val!='1']]"):
        yield f"a table has merged cells: {start(words(cell))}"


def nested_tables(file: Opened) -> Iterator[str]:
    """Tables inside the cells of tables."""
    for table in file.all(".//w:tc//w:tbl"):
        yield f"a table stands inside another: {start(words(table))}"


def floating_objects(file: Opened) -> Iterator[str]:
    """Objects that do not stand in the line of the text."""
    for _ in file.all(".//wp:anchor | .//w:framePr | .//w:pict"):
        yield "an object floats beside the text, where screen readers lose it"


def no_headings(file: Opened) -> Iterator[str]:
    """Files of some length without a heading to move by."""
    paragraphs = sum(bool(words(one)) for one in file.all(".//w:p"))
    if paragraphs > FEW and not _headings(file):
        yield "there are no headings to move by"


FEW = 20  # paragraphs that one can read through without headings


def skipped_headings(file: Opened) -> Iterator[str]:
    """Headings more than one level below the one before, the title counting as the first."""
    for (above, _), (level, text) in pairwise([(1, ""), *_headings(file)]):
        if level > above + 1:
            yield f"the heading “{start(text)}” skips from level {above} to level {level}"


def empty_headings(file: Opened) -> Iterator[str]:
    """Headings that say nothing."""
    yield from (
        f"a heading of level {level} is empty" for level, text in _headings(file) if not text
    )


def _headings(file: Opened) -> list[tuple[int, str]]:
    named = ((HEADING.fullmatch(style(one)), one) for one in file.all(".//w:p"))
    return [(int(match[1]), words(one).strip()) for match, one in named if match]


HEADING = re.compile(r"Heading([1-9])")


def repeated_blanks(file: Opened) -> Iterator[str]:
    """Spaces, tabs or empty paragraphs in a row, used to move words about."""
    for run in file.all(".//w:r[not(w:rPr/w:rStyle/@w:val='VerbatimChar')]/w:t"):
        if BLANKS.search(run.text or ""):
            yield f"blanks stand in a row: {start(run.text or '')}"
    for one, other in pairwise(file.all(".//w:body/w:p")):
        if one.getnext() is other and _blank(one) and _blank(other):
            yield "empty paragraphs stand in a row"


BLANKS = re.compile(r"[ \t\u00a0]{3,}")


def _blank(paragraph: Element) -> bool:
    shown = ".//w:drawing | .//w:object | .//w:pBdr | .//m:oMath"
    return not (words(paragraph).strip() or style(paragraph) == "Break" or found(paragraph, shown))


def odd_descriptions(file: Opened) -> Iterator[str]:
    """Descriptions that are a file's name, or say only that here is a picture."""
    for picture in file.all(".//wp:docPr[@descr]"):
        if ODD.fullmatch(picture.get("descr", "").strip()):
            yield f"a description says nothing: {picture.get('descr')}"


ODD = re.compile(
    r"(?i)(\S+\.(png|jpe?g|gif|svg|webp|emf|wmf|bmp|tiff?)"
    r"|(an? )?(image|picture|photo|graphic|llun|photographie)( of)?[.:]?)"
)


def vague_links(file: Opened) -> Iterator[str]:
    """Links whose words say nothing when they are read alone."""
    for link in file.all(".//w:hyperlink"):
        text = words(link).strip()
        if text.lower().rstrip(".…") in VAGUE:
            yield f"a link says only “{text}”"
        if not text and not found(link, ".//w:drawing"):
            yield "a link has no words"


ENGLISH = ("click here", "here", "link", "more", "read more", "this", "this page")
WELSH = ("yma", "cliciwch yma", "dolen", "mwy", "darllen mwy")
FRENCH = ("ici", "cliquez ici", "lien", "plus", "en savoir plus")
VAGUE = frozenset((*ENGLISH, *WELSH, *FRENCH))
