"""Cuts a run of inlines into sentences wherever a cut harms nothing."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import groupby
from operator import itemgetter

from coprod_formats.diagnostics import Position
from coprod_formats.document import (
    Abbreviation,
    Code,
    Emphasis,
    Foreign,
    Inline,
    LineBreak,
    Link,
    Math,
    Note,
    Picture,
    Script,
    Sentence,
    Statistic,
    Text,
)
from coprod_formats.pandoc import Node
from coprod_formats.reading.sentences import Span, split


@dataclass(slots=True)
class Run:
    """The plain words of a run of inlines, with where they came from and where not to cut."""

    plain: list[str] = field(default_factory=list)
    length: int = 0
    origins: list[tuple[int, Node]] = field(default_factory=list)
    guards: list[Span] = field(default_factory=list)  # where nothing may be cut
    breaks: list[int] = field(default_factory=list)  # line breaks, which are kept
    guarding: bool = False

    @property
    def words(self) -> str:
        """All the words so far, without the expansions that formats add."""
        return "".join(self.plain)

    @property
    def ends_in_space(self) -> bool:
        """Whether the last word is followed by a space already."""
        return bool(self.plain) and self.plain[-1].endswith(" ")

    def add(self, words: str, whole: bool = False) -> None:
        """Add words, which may be cut inside unless they are to be kept whole."""
        if whole and words and not self.guarding:
            self.guards.append((self.length, self.length + len(words)))
        self.plain.append(words)
        self.length += len(words)

    @contextmanager
    def kept_whole(self) -> Iterator[None]:
        """Keep all that is added meanwhile in one piece."""
        outer, start = self.guarding, self.length
        self.guarding = True
        yield
        self.guarding = outer
        if not outer and self.length > start:
            self.guards.append((start, self.length))

    def guarded(self, offset: int) -> bool:
        """Whether the word at this offset stands in something that is kept whole."""
        at = bisect_right(self.guards, offset, key=itemgetter(0)) - 1
        return at >= 0 and offset < self.guards[at][1]

    def origin(self, offset: int) -> tuple[Node, int] | None:
        """The node that the word at this offset came from, and the node's own offset."""
        at = bisect_right(self.origins, offset, key=itemgetter(0)) - 1
        return (self.origins[at][1], self.origins[at][0]) if at >= 0 else None


def cut(
    inlines: tuple[Inline, ...],
    run: Run,
    name: Callable[[str], str],
    place: Callable[[int], Position],
    whole: bool = False,
) -> tuple[Sentence, ...]:
    """The sentences of a run, each named by its words; none where there is nothing to see."""
    words = run.words
    if not visible(words):
        return ()
    spans = split(words)
    spans = [(spans[0][0], spans[-1][1])] if whole else _joined(spans, run)
    made: list[list[Inline]] = [[] for _ in spans]
    for index, piece in _pieces(inlines, 0, spans):
        made[index].append(piece)
    return tuple(
        Sentence(name(words[start:end]), _merged(pieces), where, _turns(run, start, end, where))
        for (start, end), pieces in zip(spans, made, strict=True)
        for where in (place(start),)
    )


def _turns(run: Run, start: int, end: int, where: Position) -> tuple[tuple[int, int, int], ...]:
    """The offset, line and column of each word that does not stand where the last one leads to."""
    made = []
    line, column, base = where.line, where.column, start
    for at in range(bisect_right(run.origins, start, key=itemgetter(0)), len(run.origins)):
        offset, node = run.origins[at]
        if offset >= end:
            break
        if node.place and not node.place.startswith(f"{line}:{column + offset - base}-"):
            line, column = node.start or (line, column)
            base = offset
            made.append((offset - start, line, column))
    return tuple(made)


def visible(words: str) -> bool:
    """Whether there is anything in the words that can be seen or heard."""
    return any(unicodedata.category(one)[0] not in "ZC" for one in words)


def _joined(spans: list[Span], run: Run) -> list[Span]:
    """Take back the cuts that would fall inside a link or such, or lose a line break."""
    kept = [spans[0]]
    for start, end in spans[1:]:
        before = kept[-1][1]
        at = bisect_left(run.breaks, before)
        breaks = at < len(run.breaks) and run.breaks[at] < start
        at = bisect_left(run.guards, before, key=itemgetter(0)) - 1
        inside = at >= 0 and run.guards[at][1] > before
        if breaks or inside:
            kept[-1] = (kept[-1][0], end)
        else:
            kept.append((start, end))
    return kept


def _pieces(
    inlines: Sequence[Inline], offset: int, spans: list[Span]
) -> Iterator[tuple[int, Inline]]:
    """Each inline, or each part of it, with the number of the sentence that it belongs to."""
    for inline in inlines:
        width = _width(inline)
        match inline:
            case Text(text):
                yield from _texts(text, offset, spans)
            case Emphasis() | Foreign():
                inner = _pieces(inline.inlines, offset, spans)
                for index, group in groupby(inner, key=itemgetter(0)):
                    yield index, replace(inline, inlines=_merged([one for _, one in group]))
            case LineBreak():
                index = _at(offset, spans)
                if spans[index][0] < offset < spans[index][1]:
                    yield index, inline
            case _ if not width:  # a note's mark belongs to the words before it
                yield max(bisect_left(spans, offset, key=itemgetter(0)) - 1, 0), inline
            case _:
                yield _at(offset, spans), inline
        offset += width


def _texts(text: str, offset: int, spans: list[Span]) -> Iterator[tuple[int, Text]]:
    index = _at(offset, spans)
    while index < len(spans) and spans[index][0] < offset + len(text):
        start, end = spans[index]
        part = text[max(start - offset, 0) : max(end - offset, 0)]
        if part:
            yield index, Text(part)
        index += 1


def _at(offset: int, spans: list[Span]) -> int:
    return max(bisect_right(spans, offset, key=itemgetter(0)) - 1, 0)


def _width(inline: Inline) -> int:
    match inline:
        case Text(text) | Code(text):
            return len(text)
        case Abbreviation(short):
            return len(short)
        case Picture(description=words) | Math(description=words):
            return len(words or "")
        case LineBreak():
            return 1
        case Note():
            return 0
        case Emphasis() | Foreign() | Link() | Statistic() | Script():
            return sum(map(_width, inline.inlines))


def _merged(inlines: Sequence[Inline]) -> tuple[Inline, ...]:
    """The inlines with neighbouring texts in one piece."""
    made: list[Inline] = []
    for inline in inlines:
        if isinstance(inline, Text) and made and isinstance(last := made[-1], Text):
            made[-1] = Text(last.text + inline.text)
        else:
            made.append(inline)
    return tuple(made)
