"""``clips.json``: what sounds when, for all formats that show or play what is spoken."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from coprod_formats.speech.clock import RATE, Clip, Stretch

NAME = "clips.json"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Timetable:
    """Every utterance and every section with its time, in samples."""

    voice: str
    clips: Sequence[Clip]
    sections: Sequence[Stretch]

    @property
    def end(self) -> int:
        """How long the whole is."""
        return self.sections[-1].end if self.sections else 0


def write(folder: Path, timetable: Timetable) -> None:
    """Put a timetable into a folder."""
    said = {
        "version": VERSION,
        "rate": RATE,
        "samples": timetable.end,
        "voice": timetable.voice,
        "sections": [asdict(one) for one in timetable.sections],
        "clips": [asdict(one) for one in timetable.clips],
    }
    text = json.dumps(said, ensure_ascii=False, indent=1)
    (folder / NAME).write_text(text + "\n", encoding="utf-8")


def read(folder: Path) -> Timetable:
    """The timetable of a finished folder."""
    said = json.loads((folder / NAME).read_text(encoding="utf-8"))
    return Timetable(
        said["voice"],
        tuple(Clip(**one) for one in said["clips"]),
        tuple(Stretch(**one) for one in said["sections"]),
    )
