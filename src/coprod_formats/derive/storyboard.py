"""What the eye sees while each sentence is read: a few large words at a time, and pictures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from coprod_formats.derive.utterances import ITEM_GAP, TITLE, VOICE, Utterance
from coprod_formats.document import (
    Document,
    Emphasis,
    Figure,
    Foreign,
    Image,
    Inline,
    Link,
    Script,
    Sentence,
    Statistic,
    Video,
)
from coprod_formats.walking import blocks, notes, plain, sentences

ROOMY, FULL = 180, 300  # letters from which a slide may end at a paragraph, and must end
BESIDE = 200  # letters that stand beside a picture
MOST_LINES = 6
_TOLD = {"cell", "note", "caption", "code"}  # roles whose announcements are shown too


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look; a number with what it counts is large."""

    text: str
    large: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence, or a piece of a very long one."""

    runs: tuple[Run, ...]
    language: str
    opens: bool = True  # whether it begins a paragraph
    mark: str = ""  # beside it: a bullet, or its number in a list
    strong: bool = False
    quoted: bool = False  # somebody else's words

    @property
    def size(self) -> int:
        """How many letters it has."""
        return sum(len(run.text) for run in self.runs)


@dataclass(frozen=True, slots=True)
class Slide:
    """What stands on the screen, under the heading of its part."""

    kind: str  # title, heading, text or picture
    heading: str
    lines: tuple[Line, ...]
    image: Image | None = None


@dataclass(frozen=True, slots=True)
class Shot:
    """A slide while one of its lines is read; a share of the utterance's time belongs to it."""

    utterance: int
    slide: Slide
    line: int
    begins: float = 0.0  # from 0 to 1: where in the utterance
    ends: float = 1.0


def storyboard(document: Document, utterances: Sequence[Utterance]) -> Iterator[Shot]:
    """Every shot in order; each utterance has one at least."""
    shown = _Shown(_sentences(document), _images(document))
    heading = ""
    waiting: list[tuple[int, Line, float, float]] = []
    kind, image = _kind(utterances[0], {})
    for place, one in enumerate(utterances):
        own, picture = _kind(one, shown.images)
        pieces = list(shown.lines(one, opens=_opens(utterances, place)))
        for line, begins, ends in pieces:
            other = own in _ALONE or (own, picture) != (kind, image)
            if waiting and (other or _full(waiting, line, own)):
                yield from _shots(Slide(kind, heading, (), image), waiting)
                waiting = []
            kind, image = own, picture
            waiting.append((place, line, begins, ends))
        if own == "heading":
            heading = one.display
    yield from _shots(Slide(kind, heading, (), image), waiting)


_ALONE = ("heading",)


def _kind(one: Utterance, images: Mapping[str, Image]) -> tuple[str, Image | None]:
    """What kind of slide an utterance stands on, and the picture beside it."""
    if one.id in (TITLE, VOICE):
        return "title", None
    if one.role == "heading":
        return "heading", None
    return ("picture", images[one.id]) if one.id in images else ("text", None)


def _opens(utterances: Sequence[Utterance], place: int) -> bool:
    before = utterances[place - 1] if place else None
    return before is None or before.gap_after >= ITEM_GAP or utterances[place].role == "cell"


def _full(waiting: Sequence[tuple[int, Line, float, float]], line: Line, kind: str) -> bool:
    size = sum(one.size for _, one, _, _ in waiting)
    lines = sum(one.opens for _, one, _, _ in waiting)
    if kind == "picture":
        return size + line.size > BESIDE
    return size + line.size > FULL or (line.opens and (size > ROOMY or lines >= MOST_LINES))


def _shots(slide: Slide, waiting: Sequence[tuple[int, Line, float, float]]) -> Iterator[Shot]:
    whole = replace(slide, lines=tuple(line for _, line, _, _ in waiting))
    for number, (place, _, begins, ends) in enumerate(waiting):
        yield Shot(place, whole, number, begins, ends)


@dataclass(frozen=True, slots=True)
class _Shown:
    sentences: Mapping[str, Sentence]
    images: Mapping[str, Image]

    def lines(self, one: Utterance, opens: bool) -> Iterator[tuple[Line, float, float]]:
        """An utterance as lines that fit on a slide, each with its share of the time."""
        runs = list(self._runs(one))
        size = sum(len(run.text) for run in runs)
        mark = _mark(one) if one.role == "item" and opens else ""
        quoted = any(part.quoted for part in one.parts)
        if size <= FULL:
            line = Line(tuple(runs), one.language, opens, mark, one.role == "term", quoted)
            yield line, 0.0, 1.0
            return
        text, at = "".join(run.text for run in runs), 0
        for number, piece in enumerate(_pieces(text)):
            own = (opens or number > 0, "" if number else mark)
            line = Line((Run(piece),), one.language, *own, quoted=quoted)
            yield line, at / size, min(1.0, (at + len(piece)) / size)
            at += len(piece)

    def _runs(self, one: Utterance) -> Iterator[Run]:
        if one.before and one.role in _TOLD:
            yield Run(f"{one.before} ")
        sentence = self.sentences.get(one.id)
        if sentence is None:
            yield Run(one.display)
        else:
            yield from _run(sentence.inlines)


def _mark(one: Utterance) -> str:
    """The number that is said before an item, or a bullet."""
    number = re.search(r"(?:^|\s)(\d+|[A-Z]):$", one.before)
    return f"{number[1]}." if number else "•"


def _pieces(text: str) -> Iterator[str]:
    """A long text in pieces that fit, cut between words where there are any."""
    some = rf"{{1,{FULL}}}"
    yield from re.findall(rf".{some}$|.{{1,{FULL - 1}}}\s|\S{some}", text, re.DOTALL)


def _run(line: Iterable[Inline]) -> Iterator[Run]:
    for inline in line:
        match inline:
            case Statistic():
                yield Run(plain((inline,)), large=True)
            case Emphasis() | Foreign() | Link() | Script():
                yield from _run(inline.inlines)
            case _:
                yield Run(plain((inline,)))


def _sentences(document: Document) -> Mapping[str, Sentence]:
    bodies = (document.body, *(note.body for note in notes(document.body)))
    return {one.id: one for body in bodies for one in sentences(body)}


def _images(document: Document) -> Mapping[str, Image]:
    """The picture that stands beside a sentence: its descriptions and its caption."""
    found: dict[str, Image] = {}
    for body in (document.body, *(note.body for note in notes(document.body))):
        for block in blocks(body):
            match block:
                case Figure(description=Sentence() as described, image=image):
                    told = (described, *block.caption, *sentences(block.long_description))
                    found |= {one.id: image for one in told}
                case Video(description=Sentence(id=name), poster=Image() as poster):
                    found[name] = poster
                case _:
                    pass
    return found
