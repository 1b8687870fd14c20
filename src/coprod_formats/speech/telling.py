"""What was said, as plain text: a transcript for listeners, and a report for editors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from textwrap import fill

from coprod_formats.derive.utterances import PARAGRAPH_GAP, Utterance
from coprod_formats.speech.clock import Clip, told

WIDTH = 80


def transcript(utterances: Sequence[Utterance], clips: Sequence[Clip]) -> str:
    """All that is said, with the time at which each paragraph begins."""
    lines: list[str] = []
    words: list[str] = []
    start = 0
    for utterance, clip in zip(utterances, clips, strict=True):
        if not words:
            start = clip.start
        words.append(_said(utterance))
        if utterance.gap_after >= PARAGRAPH_GAP or utterance.role == "item":
            lines += ["", _paragraph(start, words)]
            words = []
    lines += ["", _paragraph(start, words)] if words else []
    return "\n".join(lines).strip() + "\n"


def _said(utterance: Utterance) -> str:
    """The sentence as it is written, with what the reading announces around it."""
    return " ".join(filter(None, (utterance.before, utterance.display, utterance.after)))


def _paragraph(start: int, words: Iterable[str]) -> str:
    return fill(f"[{told(start)}] {' '.join(words)}", WIDTH, break_long_words=False)


def report(utterances: Sequence[Utterance], clips: Sequence[Clip]) -> str:
    """How everything is read, for those who would correct it: what no rule knew comes first."""
    lines = [
        "How this document is read aloud",
        "",
        "To change how something sounds, write it under say: at the top of the source, such as",
        "  say: {UCL: U C L}",
        "",
    ]
    lines += ["Read by guesswork", "", *(_guesses(utterances) or ["  nothing"]), ""]
    lines += ["Everything in order: the time, and what the voice is given", ""]
    lines += [
        f"{told(clip.start):>8}  {one.spoken}" for one, clip in zip(utterances, clips, strict=True)
    ]
    return "\n".join(lines) + "\n"


def _guesses(utterances: Iterable[Utterance]) -> list[str]:
    """Each word that no rule knew, with the first sentence that it stands in."""
    found: dict[str, str] = {}
    for one in utterances:
        for word in one.plainly:
            found.setdefault(word, one.display)
    return list(_lines(found))


def _lines(found: dict[str, str]) -> Iterator[str]:
    for word, display in sorted(found.items()):
        yield f"  {word}: {' '.join(word)}"
        yield f"      in: {display}"
