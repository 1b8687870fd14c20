"""The one clock of everything that is timed: whole samples, counted from the first."""

from __future__ import annotations

from dataclasses import dataclass

RATE = 22050  # samples a second of all that is spoken; files carry twice as many
BLOCK = 9216  # every segment is a whole number of MP3 frames (576) and of AAC frames (1024)
LEAD = 1323  # samples of silence before a segment's first word: the codecs begin in silence


@dataclass(frozen=True, slots=True)
class Clip:
    """When one utterance sounds; both ends are samples from the beginning of the whole."""

    id: str
    section: str
    role: str
    language: str
    text: str  # as it is shown
    spoken: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """A section of the document as a stretch of time; ``file`` holds its sound alone."""

    id: str
    title: str
    file: str
    start: int
    end: int


def samples(milliseconds: int) -> int:
    """A time in samples, 22,050 to the second."""
    return milliseconds * RATE // 1000


def seconds(position: int) -> float:
    """Samples in seconds."""
    return position / RATE


def milliseconds(position: int) -> int:
    """Samples in milliseconds, to the nearest."""
    return (position * 1000 + RATE // 2) // RATE


def told(position: int) -> str:
    """A time for people, such as 1:02:03 or 2:03."""
    whole = position // RATE
    hours, rest = divmod(whole, 3600)
    minutes, rest = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
