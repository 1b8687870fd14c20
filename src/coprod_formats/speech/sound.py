"""Spoken sound as numbers: trimmed, equally loud, at one rate. 16-bit samples, one channel."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from math import log10, pi, tan

import numpy as np
from numpy.typing import NDArray

from coprod_formats.speech.clock import RATE
from coprod_formats.tools import Tool

NUMPY = Tool("numpy", "it makes speech equally loud", "pip install numpy")
LOUDNESS = -18.1  # LUFS of a sentence: with the pauses between them the whole comes to -19
CEILING = 10 ** (-6 / 20)  # of the peaks, so that no decoder passes -3 dB between the samples
_SILENT = 120  # of 32768: quieter than this is no speech
_MARGIN = RATE // 100
_HALF_BLOCK, _HOP = RATE * 2 // 5, RATE // 10
_STEP = 22  # samples: a millisecond, in which the limiter does not turn
_RAMP = np.arange(_STEP, dtype=np.float32) / _STEP
_AWAY = np.arange(8, dtype=np.float32) + np.float32(0.5)  # samples from one that stands between
_CURVE = np.sinc(_AWAY) * np.i0(6 * np.sqrt(1 - (_AWAY / 8) ** 2))
_BETWEEN = (_CURVE / 2 / _CURVE.sum()).astype(np.float32)  # how much each has of it
_STRETCH = 1 << 15  # samples that are doubled at a time: what a processor keeps near itself

Floats = NDArray[np.float32]


def levelled(spoken: bytes, rate: int) -> bytes:
    """Speech at our rate, without silence at its ends, as loud as all other speech."""
    sound = np.frombuffer(spoken, "<i2").astype(np.float32)
    sound = _trimmed(_resampled(sound, rate))
    if not len(sound):
        return b""
    return _whole(_equalled(sound / np.float32(32768)) * np.float32(32767))


def doubled(sound: bytes, times: float) -> Iterator[bytes]:
    """The same sound, so many times as loud, at twice our rate, as pieces that follow closely."""
    around = np.pad(np.frombuffer(sound, "<i2"), len(_BETWEEN))
    starts = range(0, length(sound), _STRETCH)
    for start in starts:
        yield _doubled(around[start:][: _STRETCH + 2 * len(_BETWEEN)], times)


def _doubled(heard: NDArray[np.int16], times: float) -> bytes:
    """A sample between every two of a stretch; a few stand around it."""
    around = heard.astype(np.float32) * np.float32(times)
    here = around[len(_BETWEEN) : -len(_BETWEEN)]
    between, pair = np.zeros_like(here), np.empty_like(here)
    for away, weight in enumerate(_BETWEEN):
        before, after = len(_BETWEEN) - away, len(_BETWEEN) + 1 + away
        np.add(around[before:][: len(here)], around[after:][: len(here)], out=pair)
        between += np.multiply(pair, weight, out=pair)
    return _whole(np.column_stack((here, between)).ravel())


def _whole(sound: Floats) -> bytes:
    """Samples of 16 bits."""
    made: bytes = np.rint(sound).astype("<i2").tobytes()
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
    made = np.fft.irfft(spectrum[: wanted // 2 + 1], wanted) * (wanted / len(sound))
    return np.clip(made, -32768, 32767).astype(np.float32)


def _equalled(sound: Floats) -> Floats:
    """Gain, limiter, and as much again as the limiter took."""
    loudness = _loudness(sound)
    if loudness is None:
        return sound
    raised: Floats = sound * np.float32(10 ** ((LOUDNESS - loudness) / 20))
    made = _limited(raised)
    if made is raised:
        return made
    taken = np.sqrt(np.square(raised).sum() / np.square(made).sum())
    return _limited(made * taken)


def _loudness(sound: Floats) -> float | None:
    """Integrated loudness after ITU-R BS.1770, with the pauses that stand around a sentence."""
    size = _HALF_BLOCK * 2 + len(sound)
    size -= size % _HOP
    padded = _easy(size)
    silent = np.zeros(padded, np.float32)
    silent[_HALF_BLOCK : _HALF_BLOCK + len(sound)] = sound
    weighted = np.fft.irfft(np.fft.rfft(silent) * _weighting(padded), padded)[:size]
    hops = np.square(weighted).reshape(-1, _HOP).sum(axis=1, dtype=np.float64)
    power = np.convolve(hops, np.ones(_HALF_BLOCK // _HOP), "valid") / _HALF_BLOCK
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
    if max(sound.max(), -sound.min()) <= CEILING:
        return sound
    steps = -(-len(sound) // _STEP)
    rows = np.pad(sound, (0, steps * _STEP - len(sound))).reshape(steps, _STEP)
    peaks = np.maximum(rows.max(axis=1), -rows.min(axis=1))
    wanted = np.minimum(1, CEILING / np.maximum(peaks, 1e-9))
    around = np.lib.stride_tricks.sliding_window_view(np.pad(wanted, 10, mode="edge"), 11)
    lowest = around.min(axis=1).astype(np.float32)
    smooth = np.lib.stride_tricks.sliding_window_view(lowest, 11).mean(axis=1)
    before, after = (np.pad(smooth, side, mode="edge")[:, None] for side in ((1, 0), (0, 1)))
    gain = (before + (after - before) * _RAMP).ravel()[_STEP // 2 :][: len(sound)]
    made: Floats = np.clip(sound * gain, -CEILING, CEILING)
    return made
