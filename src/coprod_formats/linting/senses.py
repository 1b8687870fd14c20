"""The rule against pointing: words that only help those who see the same page as the author."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coprod_formats.diagnostics import Diagnostic
from coprod_formats.linting.manuscript import Manuscript
from coprod_formats.linting.rules import found

COLOUR = (
    "red|green|blue|yellow|orange|purple|pink|grey|gray|black|white|brown|turquoise|teal|coloured"
    "|shaded|highlighted"
)
SHAPE = "round|square|circular|triangular|rectangular|oval|big|large|small"
THING = (
    "box|boxes|text|words|button|buttons|line|lines|bar|bars|area|areas|circle|circles|column"
    "|columns|row|rows|arrow|arrows|dot|dots|icon|icons|cell|cells|panel|panels|section|sections"
    "|tab|banner|label|labels|link|links|square|squares|slice|heading|headings|font|stars?"
)
NOUN = (
    "table|chart|graph|figure|picture|image|photo|photograph|map|diagram|list|example|section"
    "|paragraph|text|links?|box|video|form|steps?|button|screenshot|code|examples"
)
POINTING = {
    "where something stands on a page": re.compile(
        r"\b(?:(?:see|as|listed|shown|described|mentioned|noted|explained|outlined|discussed|given"
        r"|stated|set out|defined|said|quoted|pictured|provided|included|seen"
        rf"|{NOUN}|options?|methods?|points?|details|instructions|information|questions?|values)"
        r" (?:above|below)(?= ?[.,;:)!?]|$| (?:and|or|for|to|is|are|was|were|shows?|has|have|as|in"
        r"|can|will|that|which|lists?|gives?|you|we|it)\b)"
        r"|(?:above|below)[- ](?:mentioned|named|listed)"
        rf"|the (?:above|below) (?:{NOUN}|information|details|options?|methods?|points?|steps?)"
        r"|^(?:above|below)(?=,| is| are| you| we)"
        r"|overleaf|(?:on|at) the opposite page|(?:on|over) the (?:next|previous|facing) page"
        r")",
        re.MULTILINE,
    ),
    "left or right": re.compile(
        r"\b(?:(?:on|to|at|from) (?:the|your) (?:far )?(?:left|right)(?:[- ]hand)?"
        r"(?: side| of (?:the|this|your) (?:page|screen|window|table|chart|picture|form|menu))?"
        r"(?= ?[.,;:)!?”]|$| (?:and|or|is|are|when|if|while|you|we|shows?|lists?|has|have|there"
        r"|where|which|side|of (?:the|this|your))\b)"
        r"|(?:left|right)[- ]hand (?:side|column|corner|panel|menu|page|margin|box)"
        r"|(?:left|right|top|bottom|upper|lower)[- ](?:left|right)?(?:[- ]hand)? ?(?:column|corner"
        r"|panel|menu|sidebar|margin)"
        r"|at the (?:top|bottom|foot) of (?:the|this|each|every) (?:page|screen|window))"
    ),
    "a number of a page": re.compile(r"\b(?:see |on |from |to )(?:pages?|pp?\.) \d+(?:[–-]\d+)?"),
    "a colour": re.compile(
        rf"\b(?:(?:the|a|each|every|any|these|those|see|press|click|use|in|with) (?:{COLOUR})"
        rf"(?:,? (?:{COLOUR}|{SHAPE}))? (?:{THING})\b"
        rf"|(?:marked|shown|highlighted|printed|written|coloured|displayed|underlined|indicated"
        rf"|shaded) in (?:{COLOUR}|bold|italics?)\b)"
    ),
    "a shape": re.compile(
        r"\b(?:the|press|click|see) (?:round|square|circular|triangular|rectangular|oval)"
        rf" (?:{THING})\b"
    ),
}
STEMS = {  # one of these is in all that the pattern finds
    "where something stands on a page": ("above", "below", "overleaf", "page"),
    "left or right": ("left", "right", "top", "bottom", "upper", "lower", "foot of"),
    "a number of a page": ("page", "pp. ", "p. "),
    "a colour": (*COLOUR.split("|"), "in bold", "in italic"),
    "a shape": ("round", "square", "circular", "triangular", "rectangular", "oval"),
}
HINTS = {
    "where something stands on a page": "name it: “in the section on costs”, “in this table”, "
    "“in the list that follows”, or a link",
    "left or right": "name it by what it says or does, or link to it",
    "a number of a page": "link to the heading; pages differ from format to format",
    "a colour": "name it by what it says, such as “the box called Dates”",
    "a shape": "name it by what it says, such as “the button called Send”",
}


def pointing(manuscript: Manuscript) -> Iterator[Diagnostic]:
    """References that not every reader can follow."""
    for what, pattern in POINTING.items():
        for match in manuscript.pointing.search_near(STEMS[what], pattern):
            message = f"“{match.words}” relies on {what}"
            yield found("sensory", message, match.where, HINTS[what])
