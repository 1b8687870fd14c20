"""Voices that sound like people's: Piper, with a model that the user supplies."""

from __future__ import annotations

import json
import struct
import sys
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

from coprod_formats.diagnostics import WriteError, error
from coprod_formats.languages import primary
from coprod_formats.speech.voices.base import (
    BROKEN,
    LATE,
    PATIENCE,
    USUAL_SPEED,
    Sound,
    sayable,
)
from coprod_formats.speech.voices.choosing import SUPPLIED, Choice, Engine, tools_of
from coprod_formats.tools import Coprocess, EndedError

USUAL_RATE = 22050  # samples a second, where a voice has given none
PROGRAM = Path(__file__).with_name("piper_program.py")


class PiperVoice:
    """A program of its own holds the model, and is started again where a sentence breaks it."""

    name = "piper"

    def __init__(self, model: str, speed: int = USUAL_SPEED, patience: int = PATIENCE) -> None:
        self._model = Path(model).expanduser()
        self._speed, self._patience = speed, patience
        self.title = f"Piper ({self._model.stem})"

    def speaks(self, language: str) -> bool:
        """The language of its model and no other."""
        return primary(language) == self._language

    def key(self, _language: str) -> str:
        """The version, the speed, and both files of the voice by their bytes."""
        return f"piper {self._versions} {self._speed}"

    def speak(self, texts: Sequence[str], _language: str) -> Iterator[Sound]:
        """One sentence after another, each kept as soon as it is spoken."""
        slower = f"{USUAL_SPEED / self._speed:.4f}"
        program = Coprocess(
            [sys.executable, "-I", PROGRAM, self._model, slower, str(self._patience)]
        )
        try:
            self._see_that_it_speaks(program)
            for text in texts:
                yield _said(program, text)
        finally:
            program.close()

    def _see_that_it_speaks(self, program: Coprocess) -> None:
        try:
            program.ask(b"")
        except EndedError:
            message = f"the voice piper cannot use {self._model}"
            raise WriteError(error("voice", message, hint=SUPPLIED)) from None

    @cached_property
    def _versions(self) -> str:
        tools = tools_of(Choice(Engine.PIPER, str(self._model)))
        return " ".join(str(tool.version()) for tool in tools)

    @cached_property
    def _language(self) -> str:
        try:
            told = json.loads(Path(f"{self._model}.json").read_text(encoding="utf-8"))
            language = told.get("language", {}).get("code") or told["espeak"]["voice"]
        except (OSError, ValueError, KeyError, AttributeError):
            message = f"{self._model}.json does not describe a voice of Piper's"
            raise WriteError(error("voice", message, hint=SUPPLIED)) from None
        return primary(str(language).replace("_", "-"))


def _said(program: Coprocess, text: str) -> Sound:
    if not sayable(text):
        return Sound(b"", USUAL_RATE)
    try:
        answer = program.ask(text.encode("utf-8", "replace"))
    except EndedError as ended:
        return Sound(b"", USUAL_RATE, LATE if ended.alarmed else BROKEN)
    (rate,) = struct.unpack_from("<i", answer)
    return Sound(answer[4:], rate)
