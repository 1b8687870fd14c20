"""All that is spoken on one tape: laid end to end, cut into segments, timed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from coprod_formats.derive.utterances import PARAGRAPH_GAP
from coprod_formats.speech.clips import Spoken
from coprod_formats.speech.clock import BLOCK, LEAD, RATE, Clip, samples
from coprod_formats.speech.sound import length, silence

SHORT, LONG = 20 * RATE, 60 * RATE  # a segment's usual and its greatest length


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of tape that begins and ends in silence, so that it can be encoded alone."""

    section: str
    start: int
    sound: bytes
    clips: tuple[Clip, ...]

    @property
    def end(self) -> int:
        """The sample after its last."""
        return self.start + length(self.sound)


def segments(several: Iterable[Spoken]) -> Iterator[Segment]:
    """The tape, piece by piece; a section never shares a piece with another."""
    position, waiting = 0, list[Spoken]()
    size = 0
    for one in several:
        if waiting and (
            one.utterance.section != waiting[-1].utterance.section or _full(waiting, size)
        ):
            made = _segment(waiting, position)
            yield made
            position, waiting, size = made.end, [], 0
        waiting.append(one)
        size += length(one.sound)
    if waiting:
        yield _segment(waiting, position)


def _full(waiting: list[Spoken], size: int) -> bool:
    """Whether a piece may end here; where depends on nothing that stands before the piece."""
    pause = waiting[-1].utterance.gap_after >= PARAGRAPH_GAP
    return size >= LONG or (size >= SHORT and pause)


def _segment(several: list[Spoken], start: int) -> Segment:
    parts, clips, at = [silence(LEAD)], [], LEAD
    for one in several:
        utterance, size = one.utterance, length(one.sound)
        clips.append(
            Clip(
                utterance.id, utterance.section, utterance.role, utterance.language,
                utterance.display, utterance.spoken, start + at, start + at + size,
            )
        )  # fmt: skip
        gap = samples(utterance.gap_after)
        parts += [one.sound, silence(gap)]
        at += size + gap
    parts.append(silence(-at % BLOCK))
    return Segment(several[0].utterance.section, start, b"".join(parts), tuple(clips))
