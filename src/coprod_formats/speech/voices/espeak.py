"""The voice that is always there: espeak-ng, which comes whole in a package."""

from __future__ import annotations

import json
import re
import struct
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import espeakng_loader

from coprod_formats.diagnostics import Diagnostic, WriteError, error
from coprod_formats.languages import primary
from coprod_formats.speech.voices.base import (
    BROKEN,
    LATE,
    LOADER,
    PATIENCE,
    USUAL_SPEED,
    Sound,
)
from coprod_formats.tools import run

PROGRAM = Path(__file__).with_name("espeak_program.py")
INSTEAD = "gmw/en"  # where a language has no voice: its words are at least heard
MISSING = "pip install --force-reinstall espeakng-loader"
_UNSPEAKABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef]|\.(?=\.)")


class EspeakVoice:
    """Clear, quick and plainly synthetic; many languages, no network."""

    name = "espeak"
    title = "eSpeak NG"

    def __init__(self, speed: int = USUAL_SPEED, patience: int = PATIENCE) -> None:
        self.speed = speed  # words a minute
        self.patience = patience

    def speaks(self, language: str) -> bool:
        """Some hundred languages."""
        return bool(voice_of(language))

    def key(self, language: str) -> str:
        """The library's version, the voice and its speed."""
        return f"espeak {LOADER.version()} {voice_of(language) or INSTEAD} {self.speed}"

    def speak(self, texts: Sequence[str], language: str) -> Iterator[Sound]:
        """Every text by one run of the program; a text that breaks it is one flaw."""
        asked = {
            "library": espeakng_loader.get_library_path(),
            "place": espeakng_loader.get_data_path(),
            "voice": voice_of(language) or INSTEAD,
            "speed": self.speed,
            "seconds": self.patience,
            "texts": [_UNSPEAKABLE.sub(" ", text) for text in texts],
        }
        command: list[str | Path] = [sys.executable, "-I", "-S", PROGRAM]
        limit = 60 + self.patience * len(texts)
        try:
            answer = run(command, limit, json.dumps(asked).encode())
        except WriteError as flaw:
            raise WriteError(_told(flaw)) from flaw
        return _sounds(answer)


def _told(flaw: WriteError) -> Diagnostic:
    said = flaw.diagnostics[0].message.strip().splitlines()[-1]
    return error("voice", f"the voice espeak cannot speak: {said}", hint=MISSING)


def _sounds(answer: bytes) -> Iterator[Sound]:
    (rate,) = struct.unpack_from("<i", answer)
    at = 4
    while at < len(answer):
        status, size = struct.unpack_from("<ii", answer, at)
        at += 8
        yield Sound(answer[at : at + size], rate, _why(status))
        at += size


def _why(status: int) -> str:
    """What befell the process that spoke one sentence."""
    if status == 0:
        return ""
    return LATE if status & 0x7F == 14 else BROKEN


@cache
def voice_of(language: str) -> str:
    """The library's name for a BCP 47 tag's voice, "" where it has none."""
    found = sorted(Path(espeakng_loader.get_data_path()).glob(f"lang/*/{primary(language)}"))
    return "/".join(found[0].parts[-2:]) if found else ""
