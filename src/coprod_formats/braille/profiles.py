"""How a country lays braille out, and how large its pages are.

UKAAF is the UK Association for Accessible Formats: "Braille Standard" B004 and the sample
files of RNIB. BANA is the Braille Authority of North America: "Braille Formats" (2016).
Indents are cells before the first line and before each further one (BANA writes 3-1 for 2, 0).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Indent:
    """Blank cells before a paragraph's first line and before its other lines."""

    first: int
    runover: int


@dataclass(frozen=True, slots=True)
class Profile:
    """One authority's layout."""

    name: str
    paragraph: Indent
    blank_below_centred: bool
    side_heading: Indent  # the second level; the first is centred
    paragraph_heading: Indent  # the third level and below
    paragraph_heading_italic: bool
    heading_stop: bool  # whether headings that are not centred end in a full stop
    quote: Indent
    quote_apart: bool  # blank lines before and after
    runover_past_deepest: bool  # all entries of a nested list run over to one place
    leader: str  # the ASCII cell that leads from an entry of the contents to its page
    page_number_below: bool  # at the foot of the page, not at its head
    print_number_right: bool  # of the print page: at the right of the head, not at the left


@dataclass(frozen=True, slots=True)
class Page:
    """The size of a page in cells and lines."""

    width: int
    height: int


UKAAF = Profile(
    name="ukaaf",
    paragraph=Indent(2, 0),
    blank_below_centred=False,
    side_heading=Indent(0, 4),
    paragraph_heading=Indent(2, 0),
    paragraph_heading_italic=True,
    heading_stop=True,
    quote=Indent(6, 4),
    quote_apart=False,
    runover_past_deepest=False,
    leader="-",
    page_number_below=False,
    print_number_right=False,
)

BANA = Profile(
    name="bana",
    paragraph=Indent(2, 0),
    blank_below_centred=True,
    side_heading=Indent(4, 4),
    paragraph_heading=Indent(6, 6),
    paragraph_heading_italic=False,
    heading_stop=False,
    quote=Indent(4, 2),
    quote_apart=True,
    runover_past_deepest=True,
    leader='"',
    page_number_below=True,
    print_number_right=True,
)

PROFILES = {profile.name: profile for profile in (UKAAF, BANA)}
PAGES = {"standard": Page(40, 25), "rnib": Page(38, 27), "a4": Page(30, 27)}
