"""What a voice is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from coprod_formats.tools import Tool

LOADER = Tool("espeakng-loader", "it speaks", "pip install espeakng-loader")
PATIENCE = 30  # seconds that one sentence may take before it is given up
USUAL_SPEED = 150  # words a minute
BROKEN, LATE = "the voice broke down", "it did not end in time"


@dataclass(frozen=True, slots=True)
class Sound:
    """What a voice said: 16-bit samples of one channel; ``flaw`` says why there are none."""

    samples: bytes
    rate: int
    flaw: str = ""


class Voice(Protocol):
    """Something that speaks."""

    name: str  # what it is chosen by
    title: str  # how listeners are told of it

    def speaks(self, language: str) -> bool:
        """Whether it can say words of a language, by its BCP 47 tag."""
        ...

    def key(self, language: str) -> str:
        """Everything that the sound of a text depends on, beside the text."""
        ...

    def speak(self, texts: Sequence[str], language: str) -> Iterable[Sound]:
        """One sound a text, in order; raises ``WriteError`` where it can say nothing at all."""
        ...


def sayable(text: str) -> bool:
    """Whether there is anything in a text that a voice could say."""
    return any(letter.isalnum() for letter in text)
