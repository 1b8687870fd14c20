"""Finished sound as listeners' programs decode it."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import mutagen
import numpy as np
from numpy.typing import NDArray

RATE = 22050
Floats = NDArray[np.float64]


def decoded(path: Path) -> Floats:
    """All samples of a file's sound, at our rate."""
    turned = av.AudioResampler(format="s16", layout="mono", rate=RATE)
    with av.open(str(path)) as file:
        heard = [
            one.to_ndarray()[0]
            for frame in (*file.decode(file.streams.audio[0]), None)
            for one in turned.resample(frame)
        ]
    return np.concatenate(heard).astype(np.float64)


def late(heard: Floats, wanted: Floats, start: int) -> float:
    """By how many milliseconds ``wanted`` comes later than at ``start``, within a fifth of one."""
    room = RATE // 5
    before = max(0, start - room)
    there = heard[before : start + len(wanted) + room]
    size = 1 << (len(there) + len(wanted)).bit_length()
    likeness = np.fft.irfft(np.fft.rfft(there, size) * np.conj(np.fft.rfft(wanted, size)), size)
    place = int(np.argmax(likeness[: len(there)])) + before
    return (place - start) * 1000 / RATE


def loudness(path: Path) -> tuple[float, float]:
    """Integrated loudness in LUFS and true peak in dB, as libav's own meter finds them."""
    graph = av.filter.Graph()
    with av.open(str(path)) as file:
        stream = file.streams.audio[0]
        source = graph.add_abuffer(template=stream)
        meter = graph.add("ebur128", "metadata=1:peak=true")
        sink = graph.add("abuffersink")
        source.link_to(meter)
        meter.link_to(sink)
        graph.configure()
        told: dict[str, str] = {}
        for frame in file.decode(stream):
            graph.push(frame)
            while (passed := _pulled(graph)) is not None:
                told |= passed.metadata
    peaks = (float(told[name]) for name in told if "true_peaks_ch" in name)
    return float(told["lavfi.r128.I"]), 20 * np.log10(max(peaks))


def _pulled(graph: av.filter.Graph) -> av.AudioFrame | None:
    try:
        frame = graph.pull()
    except (av.error.BlockingIOError, av.error.EOFError):
        return None
    assert isinstance(frame, av.AudioFrame)
    return frame


def seconds(path: Path) -> float:
    """How long a file says that it is."""
    with av.open(str(path)) as file:
        return float(Fraction(file.duration or 0, av.time_base))


def tags(path: Path) -> Any:
    """What a file tells of itself, by another program than the one that wrote it."""
    return mutagen.File(path).tags
