"""Captions: all that is said, in two short lines at a time, for as long as people need to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from coprod_formats.speech.clock import RATE, Clip, milliseconds, samples

BROAD, LINES = 40, 2
FASTEST = 17.0  # letters a second
SHORTEST = samples(1240)
BETWEEN = samples(80)  # dark between two captions, so that a change is seen


@dataclass(frozen=True, slots=True)
class Cue:
    """A caption: its lines, and when it is to be seen, in samples."""

    start: int
    end: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """Its words in one line."""
        return " ".join(self.lines)


def cues(several: Iterable[tuple[Clip, str]], end: int) -> list[Cue]:
    """Captions for what is said in each clip; none overlap, and each stays long enough."""
    wanted = list(_merged(_spoken(several)))
    made: list[Cue] = []
    free = 0
    for cue, after in pairwise((*wanted, Cue(end + BETWEEN, end + BETWEEN, ()))):
        start = max(cue.start, free)
        needed = start + _needed(cue.text)
        until = max(needed, min(cue.end + RATE // 2, after.start - BETWEEN))
        made.append(replace(cue, start=start, end=until))
        free = until + BETWEEN
    return _drawn_back(made, end) if _fits(made, end) else _crowded(made, end)


def _needed(text: str) -> int:
    return max(SHORTEST, -(-len(text) * RATE // int(FASTEST)))


def _fits(made: Sequence[Cue], end: int) -> bool:
    return sum(_needed(cue.text) + BETWEEN for cue in made) <= end


def _crowded(made: Sequence[Cue], end: int) -> list[Cue]:
    """More to read than there is time, as where a long address is read short: shares of it."""
    sizes = [_needed(cue.text) for cue in made]
    whole, at, shared = sum(sizes), 0, []
    for cue, size in zip(made, sizes, strict=True):
        start = end * at // whole
        at += size
        shared.append(replace(cue, start=start, end=max(start + 1, end * at // whole - RATE // 50)))
    return shared


def _drawn_back(made: list[Cue], end: int) -> list[Cue]:
    """The last captions begin earlier where they would outlast the sound."""
    latest = end
    for place in range(len(made) - 1, -1, -1):
        cue = made[place]
        if cue.end <= latest:
            break
        length = _needed(cue.text)
        made[place] = replace(cue, start=max(0, latest - length), end=latest)
        latest = made[place].start - BETWEEN
    return made


def _spoken(several: Iterable[tuple[Clip, str]]) -> Iterator[Cue]:
    """Each clip in pieces of two lines, each piece for its share of the time."""
    for clip, text in several:
        pieces = list(_pieces(text))
        whole = sum(map(_size, pieces)) or 1
        at = 0
        for piece in pieces:
            start = clip.start + (clip.end - clip.start) * at // whole
            at += _size(piece)
            yield Cue(start, clip.start + (clip.end - clip.start) * at // whole, piece)


def _size(lines: Sequence[str]) -> int:
    return len(" ".join(lines))


def _merged(several: Iterable[Cue]) -> Iterator[Cue]:
    """Neighbours in one caption, where the first is too short to be read and both fit."""
    waiting: Cue | None = None
    for cue in several:
        if waiting is None:
            waiting = cue
            continue
        lines = _lines(f"{waiting.text} {cue.text}")
        hurried = cue.start - BETWEEN - waiting.start < _needed(waiting.text)
        if hurried and len(lines) <= LINES:
            waiting = Cue(waiting.start, cue.end, _balanced(lines))
        else:
            yield waiting
            waiting = cue
    if waiting:
        yield waiting


def _pieces(text: str) -> Iterator[tuple[str, ...]]:
    """Two lines at a time; a piece ends after a comma or a stop where one is near its end."""
    words = [part for word in text.split() for part in _fitting(word)]
    while words:
        count = len(words)
        while len(_lines(" ".join(words[:count]))) > LINES:
            count = min(count - 1, 40)
        count = _pause(words, count)
        yield _balanced(_lines(" ".join(words[:count])))
        words = words[count:]


def _fitting(word: str) -> Iterator[str]:
    for start in range(0, len(word), BROAD):
        yield word[start : start + BROAD]


def _pause(words: Sequence[str], count: int) -> int:
    if count == len(words):
        return count
    ends = [place for place in range(count // 2, count) if words[place][-1] in ",;:.?!–—)"]
    return ends[-1] + 1 if ends else count


def _lines(text: str) -> tuple[str, ...]:
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= BROAD:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return tuple(lines)


def _balanced(lines: Sequence[str]) -> tuple[str, ...]:
    """Two lines of about one length rather than a long one and a word."""
    words = " ".join(lines).split()
    if len(lines) < LINES:
        return tuple(lines)
    ways = [(" ".join(words[:cut]), " ".join(words[cut:])) for cut in range(1, len(words))]
    fit = [way for way in ways if max(map(len, way)) <= BROAD]
    return min(fit, key=lambda way: abs(len(way[0]) - len(way[1])))


def vtt(several: Sequence[Cue]) -> str:
    """The captions as WebVTT."""
    return "WEBVTT\n\n" + "\n".join(
        _block(number, replace(cue, lines=tuple(map(_escaped, cue.lines))), ".")
        for number, cue in enumerate(several, 1)
    )


def _escaped(line: str) -> str:
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def srt(several: Sequence[Cue]) -> str:
    """The captions as SubRip."""
    return "\n".join(_block(number, cue, ",") for number, cue in enumerate(several, 1))


def _block(number: int, cue: Cue, point: str) -> str:
    lines = "\n".join(cue.lines)
    return f"{number}\n{_time(cue.start, point)} --> {_time(cue.end, point)}\n{lines}\n"


def _time(position: int, point: str) -> str:
    whole = milliseconds(position)
    return (
        f"{whole // 3600000:02}:{whole // 60000 % 60:02}:{whole // 1000 % 60:02}"
        f"{point}{whole % 1000:03}"
    )
