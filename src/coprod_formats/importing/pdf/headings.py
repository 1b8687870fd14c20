"""Which chunks of an untagged PDF are headings, and of which level."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from coprod_formats.importing.pdf.kinds import Chunk, Kind
from coprod_formats.importing.pdf.pieces import Look

NUMBERING = re.compile(r"(\d{1,2}(?:\.\d{1,3})*)\.?\s+\S")
FIGURE = re.compile(r"[£$€]?\d[\d,.]*\s*(?:%|[a-z]|$)")
MOST_WORDS = 28
MOST_NUMBERED = 42  # a question may be long, and its number says that it is a heading
Style = tuple[float, bool, bool]


@dataclass(frozen=True, slots=True)
class Ranked:
    """The chunks of the title and of the line below it; each heading's level by its chunk."""

    title: tuple[int, ...]
    subtitle: tuple[int, ...]
    levels: dict[int, int]


def ranked(chunks: Sequence[Chunk], body: Look, outline: Sequence[tuple[int, str]]) -> Ranked:
    """Levels from the file's outline where it has one, else from size, weight and numbers."""
    told = {_key(words): level for level, words in reversed(outline) if words}
    found = [i for i, one in enumerate(chunks) if _is_heading(one, body, told)]
    title = _title(chunks, found, told)
    subtitle = _subtitle(chunks, found, title)
    found = [i for i in found if i not in title + subtitle]
    styles: dict[Style, list[int]] = defaultdict(list)
    for index in found:
        styles[_style(chunks[index])].append(index)
    order = sorted(styles, reverse=True)
    rank = {style: place for place, style in enumerate(order, 1)}
    for style, members in styles.items():
        known = Counter(level for i in members if (level := told.get(_key(chunks[i].text))))
        if known:
            rank[style] = known.most_common(1)[0][0]
    depths = {i: depth for i in found if (depth := _depth(chunks[i].text))}
    levels = {i: told.get(_key(chunks[i].text)) or rank[_style(chunks[i])] for i in found}
    if len(depths) > 0.5 * len(found) and not told:
        levels.update(depths)
    return Ranked(title, subtitle, levels)


def _key(text: str) -> str:
    bare = re.sub(r"^[\d.]+\s+", "", text.strip())
    return re.sub(r"[^\w]+", "", bare).casefold()


def _style(chunk: Chunk) -> Style:
    look = chunk.look
    return round(look.size * 2) / 2, look.bold, chunk.text.isupper()


def _depth(text: str) -> int:
    found = NUMBERING.match(text)
    return found[1].count(".") + 1 if found else 0


def _is_heading(chunk: Chunk, body: Look, told: dict[str, int]) -> bool:
    if chunk.kind not in {Kind.TEXT, Kind.ITEM} or not chunk.lines:
        return False
    text, look = chunk.text, chunk.look
    words = text.split()
    most = MOST_NUMBERED if NUMBERING.match(text) else MOST_WORDS
    if len(words) > most or len(chunk.lines) > 4 or not re.search(r"[^\W\d_]", text):
        return False
    larger = look.size >= 1.09 * body.size
    if _key(text) in told and (larger or look != body):
        return True
    if chunk.kind is Kind.ITEM and not (NUMBERING.match(text) and (larger or look.bold)):
        return False
    if FIGURE.match(text) and look.size > 1.6 * body.size and not NUMBERING.match(text):
        return False
    sentence = text.endswith((".", ",", ";")) and len(words) > 6
    if larger:
        return not sentence and not (look.italic and len(words) > 12)
    weighty = look.bold and not body.bold and look.size >= 0.97 * body.size
    return weighty and _wholly_bold(chunk) and not sentence and not text.endswith((",", ";"))


def _wholly_bold(chunk: Chunk) -> bool:
    return all(w.look.bold or not w.text.isalnum() for line in chunk.lines for w in line.words)


def _title(chunks: Sequence[Chunk], found: Sequence[int], told: dict[str, int]) -> tuple[int, ...]:
    """The largest words of the first page, in one place, where nothing else is as large."""
    largest = max((chunks[i].look.size for i in found), default=0.0)
    members = [i for i in found if chunks[i].look.size >= largest - 0.3]
    if not members or any(chunks[i].page > 1 for i in members):
        return ()
    in_outline = any(_key(chunks[i].text) in told for i in members) and len(members) > 1
    together = members == list(range(members[0], members[-1] + 1)) and len(members) <= 2
    numbered = any(NUMBERING.match(chunks[i].text) for i in members)
    return tuple(members) if together and not numbered and not in_outline else ()


def _subtitle(
    chunks: Sequence[Chunk], found: Sequence[int], title: tuple[int, ...]
) -> tuple[int, ...]:
    """The line right below the title, in letters of a size that no other heading has."""
    after = title[-1] + 1 if title else -1
    if after not in found or chunks[after].page != chunks[title[-1]].page:
        return ()
    size = chunks[after].look.size
    alike = [i for i in found if abs(chunks[i].look.size - size) < 0.3 and i not in title]
    return (after,) if alike == [after] else ()
