"""What pages carry beside their text: running heads and page numbers, found by their repetition."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from coprod_formats.importing.pdf.pieces import Line, Page, Word, lines_of

MARGIN = 0.14  # of the page's height, above and below, in which running heads stand
EDGE = 0.09
NUMBER = re.compile(
    r"(?:page|tudalen|seite)?\s*[-–—|·]?\s*(?:\d{1,4}|[ivxlc]{1,7})\s*(?:(?:of|/|o)\s*\d{1,4})?\s*"
    r"[-–—|·]?",
    re.IGNORECASE,
)
CARRIED = re.compile(
    r"\(?(?:continue[sd]|cont\.) (?:on|from) (?:the )?(?:next|previous|following) page\)?"
    r"|\(?suite (?:à|de) la page (?:suivante|précédente)\)?",
    re.IGNORECASE,
)
SENTENCE = (".", ",", ";", ":", "?", "!")
ROMAN = re.compile(r"\b[ivxlc]+\b")


class _Key(NamedTuple):
    at_top: bool
    words: str  # its numbers left out, since a page's number changes
    size: int


def furniture(pages: Sequence[Page]) -> dict[int, set[Word]]:
    """For each page, the words of its running heads and its number."""
    edges = {page.number: _edges(page) for page in pages}
    seen: dict[_Key, list[tuple[int, str]]] = defaultdict(list)
    for number, found in edges.items():
        for line, at_top in found:
            seen[_key(line, at_top)].append((number, line.text))
    wanted = 2 if len(pages) < 8 else 3
    parted = Counter(key for found in edges.values() for key in _parted(found))
    repeated = {
        key
        for key, found in seen.items()
        if len(found) >= wanted
        and _counts(found)
        and ("#" in key.words or parted[key] >= 0.6 * len(found))
    }
    usual = _usual_size(pages)
    repeated -= {key for key in repeated if _heads_chapters(key, len(seen[key]), len(pages), usual)}
    standing = _standing(pages, usual)
    counted = _counted(pages)
    made: dict[int, set[Word]] = defaultdict(set)
    for page in pages:
        made[page.number].update(standing.get(page.number, ()))
        made[page.number].update(counted.get(page.number, ()))
        for line, at_top in edges[page.number]:
            lone = page.number > 1 and line.look.size <= 0.9 * usual and _apart(line, page)
            number = len(pages) > 1 and bool(NUMBER.fullmatch(line.text))
            carried = bool(CARRIED.fullmatch(line.text))
            if lone or number or carried or _key(line, at_top) in repeated:
                made[page.number].update(line.words)
    return made


def _edges(page: Page) -> list[tuple[Line, bool]]:
    """The outermost lines of a page: three above and three below, told which."""
    words = [word for word in page.words if not word.artifact]
    lines = lines_of(words, page.number)
    top, bottom = MARGIN * page.height, (1 - MARGIN) * page.height
    heads = [line for line in lines[:3] if line.box.bottom <= top]
    feet = [line for line in lines[-3:] if line.box.top >= bottom and line not in heads]
    return [*((line, True) for line in heads), *((line, False) for line in feet)]


def _heads_chapters(key: _Key, times: int, pages: int, usual: float) -> bool:
    """Whether large words that come again are the numbers of chapters, and on few pages."""
    return key.size > 1.3 * usual and "#" in key.words and (times < 0.6 * pages or pages < 4)


def _standing(pages: Sequence[Page], usual: float) -> dict[int, tuple[Word, ...]]:
    """The outermost lines that stand at one height on most pages, with white below or above.

    They may say another thing on each page, as the name of its section.
    """
    made: dict[int, tuple[Word, ...]] = {}
    for at_top in (True, False):
        heights: dict[int, list[tuple[int, Line]]] = defaultdict(list)
        for page in pages:
            line = _outermost(page, at_top)
            if line is not None and line.look.size <= 1.05 * usual:
                heights[round(line.base / 2)].append((page.number, line))
        for found in heights.values():
            unended = sum(not line.text.endswith(SENTENCE) for _, line in found)
            if len(found) >= max(4, 0.4 * len(pages)) and unended >= 0.9 * len(found):
                made |= {n: made.get(n, ()) + line.words for n, line in found}
    return made


def _counted(pages: Sequence[Page]) -> dict[int, tuple[Word, ...]]:
    """The outermost lines, wherever they stand, that hold a number which counts the pages."""
    shifts: dict[int, dict[int, tuple[Word, ...]]] = defaultdict(dict)
    for page in pages:
        lines = lines_of([word for word in page.words if not word.artifact], page.number)
        for line in [*lines[:1], *lines[1:][-1:]]:
            if re.fullmatch(r"\d{1,4}", line.text):
                shifts[int(line.text) - page.number][page.number] = line.words
    most = max(shifts.values(), key=len, default={})
    return most if len(most) >= max(3, 0.5 * len(pages)) else {}


def _outermost(page: Page, at_top: bool) -> Line | None:
    """The first or last line of a page where much white parts it from the next."""
    lines = lines_of([word for word in page.words if not word.artifact], page.number)
    if len(lines) < 2:
        return None
    line, inner = (lines[0], lines[1]) if at_top else (lines[-1], lines[-2])
    edge = line.box.bottom <= MARGIN * page.height
    if not at_top:
        edge = line.box.top >= (1 - MARGIN) * page.height
    return line if edge and abs(inner.base - line.base) > 1.7 * inner.look.size else None


def _parted(edges: Sequence[tuple[Line, bool]]) -> Iterator[_Key]:
    """The keys of lines that more white parts from the text than its lines are parted by.

    A sentence that is often said may stand first on several pages, and is no running head.
    """
    for line, at_top in edges:
        others = [one.base for one, top in edges if top == at_top and one is not line]
        inward = [b - line.base if at_top else line.base - b for b in others]
        if min((gap for gap in inward if gap > 0), default=99.0) > 1.7 * line.look.size:
            yield _key(line, at_top)


def _key(line: Line, at_top: bool) -> _Key:
    bare = ROMAN.sub("#", re.sub(r"\d+", "#", line.text.casefold()))
    return _Key(at_top, re.sub(r"[^\w#]+", " ", bare).strip(), round(line.look.size))


def _counts(found: Sequence[tuple[int, str]]) -> bool:
    """Whether the numbers in a repeated line stay as they are, or grow with the pages.

    The rows of a long table repeat their words too, but their numbers follow no page.
    """
    numbers = [[int(one) for one in re.findall(r"\d+", text)] for _, text in found]
    steps = Counter(len(one) for one in numbers)
    if len(steps) > 1:
        return False
    for values in zip(*numbers, strict=True):
        shifts = [value - page for value, (page, _) in zip(values, found, strict=True)]
        steady = max(Counter(values).most_common(1)[0][1], Counter(shifts).most_common(1)[0][1])
        if steady < 0.6 * len(found):
            return False
    return True


def _usual_size(pages: Sequence[Page]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for word in page.words:
            sizes[word.look.size] += len(word.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _apart(line: Line, page: Page) -> bool:
    """Whether a line at the very top stands far from all others."""
    box = line.box
    others = [word.box for word in page.words if word not in line.words]
    alone = all(other.top >= box.bottom + 12 for other in others)
    return alone and bool(others) and box.bottom < EDGE * page.height
