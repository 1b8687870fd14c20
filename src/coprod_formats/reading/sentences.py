"""Where the sentences of a text begin and end, in time that grows no faster than the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

Span = tuple[int, int]

# Short forms that something always follows, of English, French and Welsh.
SHORT = """
cllr dr prof mr mrs ms mx st no nos fig figs eq ref refs vol ed eds ltd sgt capt cpl lt rev hon
gen col jr sr dept univ assoc inc cf viz al vs approx ca p pp para paras art ch sec tel ext est
gov jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thurs fri e.g i.e ph.d
n.b incl excl min max avg mme mlle pr av bd env p.ex c.-à-d e.e h.y gw rhif tud t.d
"""
# Short forms that may end a sentence as well.
EITHER = "etc a.m p.m hrs yrs wks min mins secs co plc b.c a.d c.v"
# A capital on one of these words says that a new sentence begins.
FIRST = """
the a an this that these those there here it its he she they we you i his her their our your my
in on at for from by with as of to so but and or if when while where what why who how then now
after before since because although though however also both all some many most few one two
three four five six others another people nobody everyone everybody someone somebody nothing
each every no not yes please next later today during until once only even still is are was were
do did does le la les un une il elle ils elles nous vous je ce cette ces mais et mae roedd bydd
y yr yn ond ac nid dyma dyna
"""
NEVER_LAST, SOMETIMES_LAST, STARTERS = (frozenset(w.split()) for w in (SHORT, EITHER, FIRST))
CLOSERS = "\"'”’»)\\]"
OPENERS = "\"'“‘«(\\[*¿¡"
END = re.compile(
    rf"(?:(?<![.!?…؟।])[.!?…؟।]++(?:\[\d+\])*+[{CLOSERS}]*+(?:\[\d+\])*+(?=\s))|[。！？]++[”’」』）]*+"
)
WORD_BEFORE = re.compile(r"[\w.’'-]+$")
WORD_AFTER = re.compile(r"[\w’'-]+")
LETTERED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")  # U.K, a.m
CAMEL = re.compile(r"[a-z]{1,2}[A-Z]")  # iPad, eBook
NEAR = 48  # as far as a word before or after an end can reach
ENCLOSED = 400  # as far as one quotation is followed


def split(text: str) -> list[Span]:
    """The start and end of each sentence, without the spaces between; all words are in one."""
    spans: list[Span] = []
    start = 0
    for end in _ends(text):
        spans.extend(_trimmed(text, start, end))
        start = end
    spans.extend(_trimmed(text, start, len(text)))
    return spans


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def _ends(text: str) -> Iterator[int]:
    start = 0
    for found in END.finditer(text):
        end = found.end()
        rest = text[end : end + NEAR].lstrip()
        if rest and _final(text, start, found.start(), end, rest):
            yield end
            start = end


def _final(text: str, start: int, dot: int, end: int, rest: str) -> bool:
    """Whether the mark at ``dot`` ends the sentence that began at ``start``."""
    mark = text[dot:end]
    if mark[0] in "。！？":
        return True
    opening = rest.lstrip("\"'“‘«([*¿¡ ")
    if opening[:1].islower() and not CAMEL.match(opening):
        return False
    if (
        mark[0] == "."
        and not mark.startswith("..")
        and not _full_stop(text, start, dot, mark, rest)
    ):
        return False
    return not _inside(text, start, end)


def _full_stop(text: str, start: int, dot: int, mark: str, rest: str) -> bool:
    """Whether one dot is a full stop, and not part of a short form, an initial or a number."""
    found = WORD_BEFORE.search(text[max(start, dot - NEAR) : dot])
    word = found[0].lstrip("'’-") if found else ""
    small = word.lower()
    following = WORD_AFTER.match(rest.lstrip("\"'“‘«(["))
    begins = following is not None and following[0].lower() in STARTERS
    if (word.isdigit() or len(word) == 1) and text[start:dot].strip() == word:
        return False  # the number or the letter of a list's entry
    if small in SOMETIMES_LAST or (LETTERED.fullmatch(word) and small not in NEVER_LAST):
        return begins or len(mark.rstrip()) > 1
    if mark != ".":
        return small not in {"e.g", "i.e"}
    if small in NEVER_LAST:
        return small == "no" and begins and not rest[:1].isdigit() and _answer(text, start, dot)
    if len(word) == 1 and word.isalpha():
        return begins if word.isupper() else not rest[:1].isdigit()
    return True


def _answer(text: str, start: int, dot: int) -> bool:
    """Whether "No." is the whole of what is said, and not short for "number"."""
    return text[start:dot].strip("\"'“‘( \n").lower() == "no"


def _inside(text: str, start: int, end: int) -> bool:
    """Whether the end stands in quotes or brackets that the sentence around it goes on after."""
    before = text[max(start, end - ENCLOSED) : end]
    for opening, closing in (("“", "”"), ('"', '"'), ("(", ")")):
        count = before.count(opening)
        opened = count % 2 == 1 if opening == closing else count > before.count(closing)
        close = text.find(closing, end, end + ENCLOSED) if opened else -1
        if (
            close > 0
            and text[close - 1] in ".!?…"
            and text[close + 1 : close + 3].lstrip()[:1].islower()
        ):
            return True
    return False
