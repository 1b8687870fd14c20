"""Speaks with the espeak-ng library: a program of its own, for the library may crash or hang.

Each sentence is spoken by a copy of the freshly opened library, in a process of its own:
so that what was said before cannot change a sound, and one sentence that the library cannot
bear is one silence. Reads one line of JSON; answers each text with its length and its samples.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import struct
import sys
import tempfile
from pathlib import Path
from typing import Any

AT_ONCE, NO_EXIT, RATE, UTF8 = 2, 0x8000, 1, 1
LONGEST = 120  # of a path that the library's fixed buffers hold
ON_SOUND = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p
)


def main() -> None:
    """Open the library, then speak."""
    asked = json.loads(sys.stdin.buffer.read())
    with tempfile.TemporaryDirectory() as passing:
        library, rate = opened(asked, Path(passing))
        out = sys.stdout.buffer
        out.write(struct.pack("<i", rate))
        for text in asked["texts"]:
            status, sound = alone(library, text, asked["seconds"])
            out.write(struct.pack("<ii", status, len(sound)) + sound)


def opened(asked: dict[str, Any], passing: Path) -> tuple[ctypes.CDLL, int]:
    """The library with its voice, and how many samples a second it gives."""
    library = ctypes.CDLL(asked["library"])
    place = Path(asked["place"])
    if len(str(place)) > LONGEST:
        short = passing / "d"
        short.symlink_to(place)
        place = short
    rate = library.espeak_Initialize(AT_ONCE, 0, str(place).encode(), NO_EXIT)
    if rate <= 0:
        raise SystemExit("espeak-ng cannot read its own words and sounds")
    if library.espeak_SetVoiceByName(asked["voice"].encode()):
        raise SystemExit(f"espeak-ng has no voice {asked['voice']}")
    library.espeak_SetParameter(RATE, asked["speed"], 0)
    return library, rate


def alone(library: ctypes.CDLL, text: str, seconds: int) -> tuple[int, bytes]:
    """How a sentence ended (0 when well) and its sound, from a process that ends with it."""
    reading, writing = os.pipe()
    if child := os.fork():
        os.close(writing)
        with os.fdopen(reading, "rb") as sound:
            heard = sound.read()
        _, status = os.waitpid(child, 0)
        return (status, b"" if status else heard)
    os.close(reading)
    signal.alarm(seconds)
    with os.fdopen(writing, "wb") as sound:
        say(library, text, sound)
    os._exit(0)


def say(library: ctypes.CDLL, text: str, into: Any) -> None:
    """Write a text's samples as the library gives them."""

    def heard(samples: Any, count: int, _events: Any) -> int:
        """Write samples out as they come: 16 bits, one channel; 0 asks for more."""
        if samples and count > 0:
            into.write(ctypes.string_at(samples, 2 * count))
        return 0

    kept = ON_SOUND(heard)
    library.espeak_SetSynthCallback(kept)
    told = text.encode() + b"\0"
    library.espeak_Synth(told, ctypes.c_size_t(len(told)), 0, 1, 0, UTF8, None, None)
    library.espeak_Synchronize()


if __name__ == "__main__":
    main()
