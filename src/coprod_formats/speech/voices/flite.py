"""The voices of flite: a little more like people's than espeak's, and English only."""

from __future__ import annotations

import re
import unicodedata
import wave
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from coprod_formats.diagnostics import MissingToolError, WriteError
from coprod_formats.languages import primary
from coprod_formats.speech.voices.base import (
    BROKEN,
    LATE,
    PATIENCE,
    USUAL_SPEED,
    Sound,
    sayable,
)
from coprod_formats.speech.voices.choosing import FLITE
from coprod_formats.tools import run

NAMES = {"rms": "a man", "slt": "a woman", "awb": "a Scottish man", "kal16": "a robot"}
_SIGNS = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": ", ", "…": "."})


class FliteVoice:
    """Speaks each sentence by one run of a small program."""

    name = "flite"

    def __init__(
        self,
        speaker: str,
        speed: int = USUAL_SPEED,
        patience: int = PATIENCE,
        program: str = FLITE.name,
    ) -> None:
        self.title = f"Flite ({NAMES[speaker]})"
        self._speaker, self._speed, self._patience = speaker, speed, patience
        self._program = program

    def speaks(self, language: str) -> bool:
        """English and nothing else."""
        return primary(language) == "en"

    def key(self, _language: str) -> str:
        """The program's version, the speaker and the speed."""
        return f"flite {FLITE.version()} {self._speaker} {self._speed}"

    def speak(self, texts: Sequence[str], _language: str) -> Iterator[Sound]:
        """Two sentences at a time; what breaks the program is one flaw."""
        with TemporaryDirectory() as folder, ThreadPoolExecutor(2) as pool:
            files = [Path(folder) / f"{number}.wav" for number in range(len(texts))]
            yield from pool.map(self._said, texts, files)

    def _said(self, text: str, into: Path) -> Sound:
        words = _plain(text)
        if not sayable(words):
            return Sound(b"", 16000)
        slower = f"duration_stretch={USUAL_SPEED / self._speed:.3f}"
        command = [self._program, "-voice", self._speaker, "--setf", slower, "-t", words]
        try:
            run([*command, "-o", into], self._patience)
            with wave.open(str(into)) as sound:
                return Sound(sound.readframes(sound.getnframes()), sound.getframerate())
        except MissingToolError:
            raise
        except (WriteError, wave.Error, EOFError, OSError) as flaw:
            return Sound(b"", 16000, _why(flaw))
        finally:
            into.unlink(missing_ok=True)


def _why(flaw: Exception) -> str:
    late = isinstance(flaw, WriteError) and flaw.diagnostics[0].rule == "tool-time"
    return LATE if late else BROKEN


def _plain(text: str) -> str:
    """Letters that the program knows: those of ASCII, without their accents."""
    apart = unicodedata.normalize("NFKD", text.translate(_SIGNS))
    return re.sub(r"\s+", " ", apart.encode("ascii", "ignore").decode()).replace("\0", "").strip()
