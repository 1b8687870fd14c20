"""Words and settings so written that no sign in them is taken for markup."""

from __future__ import annotations

import re
import string
from urllib.parse import quote

from coprod_formats.reading.strays import stray

OPENS, CLOSES = "\ufdd0", "\ufdd1"  # beside the marks of emphasis; no text has these characters
APART = "<!-- -->"  # says nothing, and keeps apart what would be taken for one
ALWAYS = re.compile(r"[\\`*\[\]<^~${]")
SOMETIMES = re.compile(
    r"(?<![^\W_])_|_(?![^\W_])"  # not inside a word
    r"|&(?=#?\w+;)"  # a character by its name
    r"|!$"  # before what may be a link
    r"|-(?=-)|(?<=-)-|\.(?=\.\.)"  # dashes and dots that would be joined
    r"|:(?=[\w+-]+:)|:(?=:)|(?<=:):"  # a picture by its name, and fences
)
QUOTES = re.compile(r"[\"']")
APOSTROPHE = re.compile(r"(?<=[^\W\d_])’(?=[^\W\d_])")
LEADING = re.compile(r"[-+=>:|]|#{1,6}$")
NUMBERING = re.compile(r"\(?(?:\d{1,9}|[A-Za-z]|[ivxlcdm]+|[IVXLCDM]+|#)[.)]$")
PUNCTUATION = re.compile("[" + re.escape(string.punctuation) + "]")
OPENED = re.compile(rf"(?:{OPENS}(?:\*\*|[*^~]))+")
CLOSED = re.compile(rf"(?:(?:\*\*|[*^~]){CLOSES})+")


def escaped(text: str, *, first: bool = False, cell: bool = False, strict: int = 0) -> str:
    """Words as they stand, ``first`` in a line or in a table's ``cell``.

    Straight quotation marks are escaped where ``strict`` is 1, and every sign where it is 2.
    """
    if strict > 1:
        return PUNCTUATION.sub(r"\\\g<0>", text)
    text = text if strict else APOSTROPHE.sub("'", text)
    ends = [match.end() - 1 for match in [NUMBERING.match(text)] if match and first]
    at = {*ends, 0} if ends and text[0] == "(" else set(ends)
    if first and LEADING.match(text):
        at.add(0)
    at.update(match.start() for match in ALWAYS.finditer(text))
    at.update(match.start() for match in SOMETIMES.finditer(text))
    if strict:
        at.update(match.start() for match in QUOTES.finditer(text))
    if cell:
        at.update(place for place, sign in enumerate(text) if sign == "|")
    return "".join(f"\\{sign}" if place in at else sign for place, sign in enumerate(text))


def harmless(words: str) -> str:
    """Words for a setting, where nothing can be escaped: a space in what our reader stops at."""
    made = " ".join(words.split())
    while found := next(stray(made), None):
        made = f"{made[: found[0] + 1]} {made[found[0] + 1 :]}"
    return made


def setting(value: str) -> str:
    """The value of a setting, between double quotes."""
    named = re.sub(r"&(?=#?\w+;)", "&amp;", " ".join(value.split()))
    return '"' + re.sub(r'["\\<>`{}|$]', lambda sign: f"&#{ord(sign[0])};", named) + '"'


def title(words: str) -> str:
    """The words after a picture's address, between double quotes."""
    named = re.sub(r"&(?=#?\w+;)", "&amp;", " ".join(words.split()))
    return '"' + re.sub(r'["\\|]', lambda sign: f"&#{ord(sign[0])};", named) + '"'


def address(target: str) -> str:
    """Where a link leads, without signs that would end it."""
    safe = string.ascii_letters + string.digits + "-._~:/?#[]@!$&'()*+,;=%"
    made = "".join(one if one in safe or not one.isascii() else quote(one) for one in target)
    made = re.sub(r"&(?=#?\w+;)", "&amp;", "".join(made.split()))
    return re.sub(r"[()\[\]*]", r"\\\g<0>", made)


def code(text: str, mark: str = "`") -> str:
    """Words to be typed, between as many backticks as they need."""
    longest = max((len(run) for run in re.findall(f"{mark}+", text)), default=0)
    fence = mark * (longest + 1)
    edge = " " if text[:1] in {mark, " "} or text[-1:] in {mark, " "} else ""
    return f"{fence}{edge}{text}{edge}{fence}"


def joined(line: str) -> str:
    """A line with its marks of emphasis kept apart from what would spoil them."""

    def opened(found: re.Match[str]) -> str:
        """Marks that open, parted from a letter or a mark before them."""
        before, after = line[: found.start()][-1:], line[found.end() : found.end() + 1]
        spoilt = before.isalnum() and not after.isalnum()
        return (APART if spoilt or before == CLOSES else "") + found[0].replace(OPENS, "")

    made = OPENED.sub(opened, line)

    def closed(found: re.Match[str]) -> str:
        """Marks that close, parted from a letter after them."""
        before, after = made[: found.start()][-1:], made[found.end() : found.end() + 1]
        spoilt = after.isalnum() and not before.isalnum()
        return found[0].replace(CLOSES, "") + (APART if spoilt else "")

    return CLOSED.sub(closed, made)
