"""FFprobe: whether players can play sound and film, and whether they are as long as they say."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from coprod_formats.diagnostics import Diagnostic, Position, error
from coprod_formats.judging.judges import Said
from coprod_formats.judging.judges.places import program
from coprod_formats.tools import run_with_kin

STREAMS = {".mp3": {"audio"}, ".m4b": {"audio"}, ".mp4": {"audio", "video", "subtitle"}}
TOLERANCE = 1.0  # seconds that a whole may differ from its parts: encoders pad


def version() -> str:
    """The version of FFprobe."""
    said = run_with_kin([program("ffprobe"), "-version"], 60).decode(errors="replace")
    return said.split()[2]


def judge(paths: Sequence[Path], seconds: float) -> Said:
    """What cannot be played in each file."""
    return {path: list(_said(path, seconds)) for path in paths}


def _said(path: Path, seconds: float) -> Iterator[Diagnostic]:
    where = Position(path.name, 1)
    found = _probed(path, seconds)
    kinds = {str(one.get("codec_type")) for one in found.get("streams", ())}
    for lost in sorted(STREAMS[path.suffix] - kinds):
        yield error("ffprobe", f"there is no {lost} in it", where)
    if words := found.get("error", {}).get("string"):
        yield error("ffprobe", f"it cannot be played: {words}", where)
    for stream in found.get("streams", ()):
        yield from (error("ffprobe", words, where) for words in _about(stream))
    chapters = found.get("chapters", ())
    whole = _seconds(found.get("format", {}))
    if chapters and abs(float(chapters[-1]["end_time"]) - whole) > TOLERANCE:
        end = float(chapters[-1]["end_time"])
        yield error("ffprobe", f"its chapters end at {end:.1f} s, and it at {whole:.1f} s", where)


def _about(stream: dict[str, Any]) -> Iterator[str]:
    """What is wrong with the sound or the pictures; captions and chapters have pauses."""
    kind = str(stream.get("codec_type"))
    if kind not in {"audio", "video"}:
        return
    if not _seconds(stream):
        yield f"its {kind} has no length"
    if int(stream.get("nb_read_packets", 0)) < int(stream.get("nb_frames", 0)):
        yield f"its {kind} is cut short"


def _probed(path: Path, seconds: float) -> dict[str, Any]:
    asked = ("-show_error", "-show_format", "-show_streams", "-show_chapters", "-count_packets")
    command = [program("ffprobe"), "-v", "quiet", "-of", "json", *asked, str(path)]
    found: dict[str, Any] = json.loads(run_with_kin(command, seconds, content_with=(0, 1)))
    return found


def _seconds(part: dict[str, Any]) -> float:
    return float(part.get("duration") or 0)
