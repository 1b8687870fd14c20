"""What a voice is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from coprod_formats.tools import Tool

LOADER = Tool("espeakng-loader", "it speaks", "pip install espeakng-loader")
PATIENCE = 30  # seconds that one sentence may take before it is given up


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
    tools: tuple[Tool, ...]

    def key(self, language: str) -> str:
        """Everything that the sound of a text depends on, beside the text."""
        ...

    def speak(self, texts: Sequence[str], language: str) -> Sequence[Sound]:
        """One sound a text, in order; raises ``WriteError`` where it can say nothing at all."""
        ...
