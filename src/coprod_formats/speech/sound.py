"""Spoken sound as numbers: trimmed, equally loud, at one rate. 16-bit samples, one channel."""

from __future__ import annotations

from functools import cache
from math import log10, pi, tan

import numpy as np
from numpy.typing import NDArray

from coprod_formats.speech.clock import RATE
from coprod_formats.tools import Tool

NUMPY = Tool("numpy", "it makes speech equally loud", "pip install numpy")
LOUDNESS = -18.4  # LUFS of a sentence: with the pauses between them the whole comes to -19
CEILING = 10 ** (-5.5 / 20)  # of the peaks, so that no decoder passes -3 dB between the samples
_SILENT = 120  # of 32768: quieter than this is no speech
_MARGIN = RATE // 100
_HALF_BLOCK, _HOP = RATE * 2 // 5, RATE // 10
_STEP = 22  # samples: a millisecond, in which the limiter does not move

Floats = NDArray[np.float64]


def levelled(spoken: bytes, rate: int) -> bytes:
    """Speech at our rate, without silence at its ends, as loud as all other speech."""
    sound = np.frombuffer(spoken, "<i2").astype(np.float64)
    sound = _trimmed(_resampled(sound, rate))
    if not len(sound):
        return b""
    sound = _equalled(sound / 32768)
    whole: bytes = np.rint(sound * 32767).astype("<i2").tobytes()
    return whole


def louder(sound: bytes, times: float) -> bytes:
    """The same sound, so many times as loud."""
    made: bytes = np.rint(np.frombuffer(sound, "<i2") * times).astype("<i2").tobytes()
    return made


def silence(samples: int) -> bytes:
    """So many samples of nothing."""
    return bytes(2 * samples)


def length(sound: bytes) -> int:
    """How many samples a sound has."""
    return len(sound) // 2


def _trimmed(sound: Floats) -> Floats:
    heard = np.nonzero(np.abs(sound) > _SILENT)[0]
    if not len(heard):
        return sound[:0]
    kept: Floats = sound[max(0, heard[0] - _MARGIN) : heard[-1] + _MARGIN]
    return kept


def _resampled(sound: Floats, rate: int) -> Floats:
    """The same at our rate, by way of its spectrum, in which nothing folds back."""
    if rate == RATE or not len(sound):
        return sound
    wanted = round(len(sound) * RATE / rate)
    spectrum = np.fft.rfft(sound)
    made: Floats = np.fft.irfft(spectrum[: wanted // 2 + 1], wanted) * (wanted / len(sound))
    return np.clip(made, -32768, 32767)


def _equalled(sound: Floats) -> Floats:
    """Gain, limiter, and a second measure for what the limiter took."""
    loudness = _loudness(sound)
    if loudness is None:
        return sound
    raised = sound * 10 ** ((LOUDNESS - loudness) / 20)
    made = _limited(raised)
    loudness = _loudness(made) if made is not raised else None
    return made if loudness is None else _limited(made * 10 ** ((LOUDNESS - loudness) / 20))


def _loudness(sound: Floats) -> float | None:
    """Integrated loudness after ITU-R BS.1770, with the pauses that stand around a sentence."""
    size = _HALF_BLOCK * 2 + len(sound)
    padded = _easy(size)
    silent = np.zeros(_HALF_BLOCK, np.float32)
    spectrum = np.fft.rfft(np.concatenate([silent, sound.astype(np.float32)]), padded)
    weighted = np.fft.irfft(spectrum * _weighting(padded), padded)[:size]
    sums = np.concatenate([[0.0], np.cumsum(weighted**2, dtype=np.float64)])
    starts = np.arange(0, size - _HALF_BLOCK + 1, _HOP)
    power = (sums[starts + _HALF_BLOCK] - sums[starts]) / _HALF_BLOCK
    loud = power[power > _power(-70)]
    if not len(loud):
        return None
    gated = loud[loud > loud.mean() / 10]
    return float(-0.691 + 10 * log10(gated.mean()))


def _easy(size: int) -> int:
    """The next size that a spectrum is quickly made of, with little to spare."""
    whole = 1 << (size - 1).bit_length()
    return next(part for part in (whole * 5 // 8, whole * 3 // 4, whole) if part >= size)


def _power(loudness: float) -> float:
    return float(10 ** ((loudness + 0.691) / 10))


@cache
def _weighting(size: int) -> NDArray[np.complex64]:
    """How the ear weighs each frequency: the standard's shelf and its high pass."""
    turn = np.exp(-2j * pi * np.arange(size // 2 + 1) / size)
    k, q, high = tan(pi * 1681.974450955533 / RATE), 0.7071752369554196, 10 ** (3.99984385397 / 20)
    band, below = high**0.4996667741545416, 1 + k / q + k * k
    shelf = (high + band * k / q + k * k) + 2 * (k * k - high) * turn
    shelf = (shelf + (high - band * k / q + k * k) * turn**2) / below
    shelf = shelf / (1 + 2 * (k * k - 1) / below * turn + (1 - k / q + k * k) / below * turn**2)
    k, q = tan(pi * 38.13547087602444 / RATE), 0.5003270373238773
    below = 1 + k / q + k * k
    rest = 1 + 2 * (k * k - 1) / below * turn + (1 - k / q + k * k) / below * turn**2
    made: NDArray[np.complex64] = (shelf * (1 - 2 * turn + turn**2) / rest).astype(np.complex64)
    return made


def _limited(sound: Floats) -> Floats:
    """Peaks brought under the ceiling, and what stands within five milliseconds with them."""
    if np.abs(sound).max() <= CEILING:
        return sound
    steps = -(-len(sound) // _STEP)
    peaks = np.abs(np.pad(sound, (0, steps * _STEP - len(sound)))).reshape(steps, _STEP).max(1)
    wanted = np.minimum(1, CEILING / np.maximum(peaks, 1e-9))
    around = np.lib.stride_tricks.sliding_window_view(np.pad(wanted, 10, mode="edge"), 11)
    lowest = around.min(axis=1)
    smooth = np.lib.stride_tricks.sliding_window_view(lowest, 11).mean(axis=1)
    places = (np.arange(steps) + 0.5) * _STEP
    gain = np.interp(np.arange(len(sound)), places, smooth)
    made: Floats = np.clip(sound * gain, -CEILING, CEILING)
    return made
