"""The voices that people can choose, one module each."""

from __future__ import annotations

from typing import assert_never

from coprod_formats.speech.voices.base import LOADER, Sound, Voice
from coprod_formats.speech.voices.cast import Cast
from coprod_formats.speech.voices.choosing import Choice, Engine, chosen, tools_of

__all__ = [
    "LOADER",
    "Cast",
    "Choice",
    "Engine",
    "Sound",
    "Voice",
    "chosen",
    "tools_of",
    "voice",
]


def voice(choice: Choice, speed: int) -> Voice:
    """The voice that was chosen, at so many words a minute."""
    match choice.engine:
        case Engine.ESPEAK:
            from coprod_formats.speech.voices.espeak import EspeakVoice

            return EspeakVoice(speed)
        case Engine.FLITE:
            from coprod_formats.speech.voices.flite import FliteVoice

            return FliteVoice(choice.detail, speed)
        case Engine.PIPER:
            from coprod_formats.speech.voices.piper import PiperVoice

            return PiperVoice(choice.detail, speed)
        case Engine.GTTS:
            from coprod_formats.speech.voices.online import OnlineVoice

            return OnlineVoice(choice.detail, speed)
        case _:
            assert_never(choice.engine)
