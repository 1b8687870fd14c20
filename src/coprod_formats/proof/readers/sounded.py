"""Reads what stands beside sound: transcripts as plain text, captions, and the timetable."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable
from pathlib import Path

from lxml import etree

from coprod_formats.proof.readers.found import Found, UnreadableError, squeeze

TIME = re.compile(r"^\[\d+(?::\d\d)+\] ", re.MULTILINE)
BROKEN_AT_HYPHEN = re.compile(r"(?<=\w-)\n(?=\w)")
TIMES = re.compile(r"^\d[\d:.,]* --> \d[\d:.,]*.*$")
TAG = re.compile(r"</?[a-z][^>]*>")


def read_transcript(path: Path) -> Found:
    """The words of a transcript, without the times before its paragraphs."""
    text = TIME.sub("", path.read_text(encoding="utf-8"))
    return _heard(BROKEN_AT_HYPHEN.sub("", text))


def read_webvtt(path: Path) -> Found:
    """The words of WebVTT, cue by cue, without its marks."""
    return _heard(html.unescape(TAG.sub("", _cues(path))))


def read_srt(path: Path) -> Found:
    """The words of SRT, cue by cue; it knows no marks, and none are ours."""
    return _heard(_cues(path))


def _cues(path: Path) -> str:
    cues = path.read_text(encoding="utf-8").split("\n\n")
    return " ".join(line for cue in cues for line in _cue(cue.splitlines()))


def _cue(lines: list[str]) -> Iterable[str]:
    """The lines of a cue: what stands below its times."""
    timed = next((at for at, line in enumerate(lines) if TIMES.match(line)), len(lines))
    return lines[timed + 1 :]


def read_timetable(path: Path) -> Found:
    """The words of every clip, as they are shown while it sounds."""
    try:
        clips = json.loads(path.read_text(encoding="utf-8"))["clips"]
        return _heard(" ".join(one["text"] for one in clips if one["end"] > one["start"]))
    except (KeyError, TypeError, json.JSONDecodeError) as failure:
        raise UnreadableError(f"it is no timetable ({failure})") from failure


def _heard(words: str) -> Found:
    return Found(squeeze(words), (), (), 0, (), (), etree.Element("nothing"), form="heard")
