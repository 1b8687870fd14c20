"""The voices that people can choose, one module each."""

from __future__ import annotations

from enum import StrEnum
from typing import assert_never

from coprod_formats.speech.voices.base import LOADER, Sound, Voice

__all__ = ["LOADER", "Sound", "Voice", "VoiceName", "voice"]


class VoiceName(StrEnum):
    """What a voice is called in config.yaml."""

    ESPEAK = "espeak"


def voice(name: VoiceName, speed: int) -> Voice:
    """The voice of a name, at so many words a minute."""
    match name:
        case VoiceName.ESPEAK:
            from coprod_formats.speech.voices.espeak import EspeakVoice

            return EspeakVoice(speed)
        case _:
            assert_never(name)
