"""A sentence cut where its language changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coprod_formats.document import Emphasis, Foreign, Inline, LineBreak, Link, Script, Statistic
from coprod_formats.walking import inlines, plain


def stretches(line: Iterable[Inline], language: str) -> Iterator[tuple[str, str]]:
    """Each run of words in one language, under its BCP 47 tag."""
    words: list[str] = []
    for inline in line:
        if not any(isinstance(one, Foreign) for one in inlines((inline,))):
            words.append(_written(inline))
            continue
        if words:
            yield language, "".join(words)
        words = []
        own = inline.language if isinstance(inline, Foreign) else language
        yield from stretches(_inside(inline), own)
    if words:
        yield language, "".join(words)


def _inside(inline: Inline) -> tuple[Inline, ...]:
    match inline:
        case Emphasis() | Foreign() | Link() | Script() | Statistic():
            return inline.inlines
        case _:
            return ()


def _written(inline: Inline) -> str:
    """An inline's words; a line that the author ends is heard as a pause."""
    match inline:
        case LineBreak():
            return ", "
        case Emphasis() | Link() | Script() | Statistic():
            return "".join(map(_written, inline.inlines))
        case _:
            return plain((inline,))
