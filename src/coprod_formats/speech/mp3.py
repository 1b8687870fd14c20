"""MP3 frames of one segment, made to stand in line with those of its neighbours."""

from __future__ import annotations

from collections.abc import Iterator

import lameenc

from coprod_formats.engine.parts import Parts
from coprod_formats.speech.sound import doubled, length
from coprod_formats.tools import Tool

LAME = Tool("lameenc", "it makes MP3", "pip install lameenc")
BITS = 64  # thousand a second
QUALITY = 7  # of 0 to 9: at this rate speech gains nothing from 5, which takes two thirds longer
_MADE = "2"  # raise it when the encoder is given its sound in another way
OUT_RATE = 44100
SPAN = 576  # of our samples in one frame of 1152
_DELAY = 1105  # samples that the encoder and every decoder come late: taken from the silence
_LOST = 1 / 0.95  # the encoder makes everything so much quieter, lest it overflow
_BITRATES = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)


def frames(sound: bytes, parts: Parts) -> bytes:
    """Exactly as many frames as the segment is long; it must begin and end in silence."""
    made_of = ("mp3", _MADE, str(LAME.version()), str(BITS), str(QUALITY), _name(sound))
    kept = parts.get(*made_of)
    if kept is None:
        kept = _whole(_encoded(doubled(sound, _LOST)), length(sound) // SPAN)
        parts.put(kept, *made_of)
    return kept


def _name(sound: bytes) -> str:
    from hashlib import sha256

    return sha256(sound).hexdigest()


def _encoded(pieces: Iterator[bytes]) -> bytes:
    """Frames of all pieces, so much shorter at the beginning as they come late."""
    lame = lameenc.Encoder()
    lame.silence()
    lame.set_channels(1)
    lame.set_bit_rate(BITS)
    lame.set_in_sample_rate(OUT_RATE)  # its own doubling takes three times as long as ours
    lame.set_out_sample_rate(OUT_RATE)
    lame.set_quality(QUALITY)
    made = [lame.encode(next(pieces, b"")[2 * _DELAY :])]
    made += map(lame.encode, pieces)
    return b"".join((*made, lame.flush()))


def _whole(encoded: bytes, count: int) -> bytes:
    """The first so many frames."""
    at = 0
    for _ in range(count):
        if at >= len(encoded):
            raise ValueError(f"the encoder made fewer than {count} frames")
        bits, padding = _BITRATES[encoded[at + 2] >> 4], encoded[at + 2] >> 1 & 1
        at += 144000 * bits // OUT_RATE + padding
    return encoded[:at]
