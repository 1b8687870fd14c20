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


def read_captions(path: Path) -> Found:
    """The words of WebVTT or SRT, cue by cue."""
    cues = path.read_text(encoding="utf-8").split("\n\n")
    return _heard(" ".join(word for cue in cues for word in _cue(cue.splitlines())))


def _cue(lines: list[str]) -> Iterable[str]:
    """The words of a cue: what stands below its times."""
    timed = next((at for at, line in enumerate(lines) if TIMES.match(line)), len(lines))
    return (html.unescape(TAG.sub("", line)) for line in lines[timed + 1 :])


def read_timetable(path: Path) -> Found:
    """The words of every clip, as they are shown while it sounds."""
    try:
        clips = json.loads(path.read_text(encoding="utf-8"))["clips"]
        return _heard(" ".join(one["text"] for one in clips if one["end"] > one["start"]))
    except (KeyError, TypeError, json.JSONDecodeError) as failure:
        raise UnreadableError(f"it is no timetable ({failure})") from failure


def _heard(words: str) -> Found:
    return Found(squeeze(words), (), (), 0, (), (), etree.Element("nothing"), form="heard")
