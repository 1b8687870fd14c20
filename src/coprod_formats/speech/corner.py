"""A film in sign language, laid beside the slides for as long as it lasts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import av
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange, Colorspace

BROAD, TALL = 520, 780  # the most pixels that it takes
EDGE, TOP = 40, 80  # pixels between it and the right edge, and the top
ASIDE = BROAD + EDGE  # pixels of a slide that stay free for it
STEP = 40  # milliseconds: 25 pictures a second, so that hands can be followed
WIDTH, HEIGHT = 1920, 1080


@dataclass(frozen=True, slots=True)
class Corner:
    """A film beside the slides of one scene, and where in the film the scene begins."""

    path: Path
    name: str  # tells its bytes from any other film's
    begins: int  # milliseconds
    lasts: int  # milliseconds, the whole film


def length(path: Path) -> int:
    """How many milliseconds a film lasts."""
    with av.open(str(path)) as file:
        return int((file.duration or 0) * 1000 // av.time_base)


def signing(corner: Corner) -> Iterator[VideoFrame]:
    """The film's picture at the scene's beginning, and one for each step after it."""
    with av.open(str(corner.path)) as file:
        stream = file.streams.video[0]
        if corner.begins and stream.time_base:
            file.seek(int(corner.begins / 1000 / stream.time_base), stream=stream)
        at, last = corner.begins, None
        for frame in file.decode(stream):
            while last is not None and at < _time(frame):
                yield last
                at += STEP
            last = frame
        while last is not None and at < corner.lasts:
            yield last
            at += STEP


def _time(frame: VideoFrame) -> float:
    return float((frame.pts or 0) * (frame.time_base or 0)) * 1000


def laid(slide: VideoFrame, signer: VideoFrame) -> VideoFrame:
    """A slide with a picture of the film on it."""
    scale = min(BROAD / signer.width, TALL / signer.height)
    broad, tall = (int(side * scale) // 4 * 4 for side in (signer.width, signer.height))
    small = signer.reformat(
        width=broad,
        height=tall,
        format="yuv420p",
        dst_colorspace=Colorspace.ITU709,
        dst_color_range=ColorRange.MPEG,
    )
    made = VideoFrame(WIDTH, HEIGHT, "yuv420p")
    left = WIDTH - EDGE - broad
    for number, half in enumerate((1, 2, 2)):  # the two colours have half the size of the light
        whole = bytearray(slide.planes[number])
        part, breadth = memoryview(small.planes[number]), broad // half
        pitch, own = slide.planes[number].line_size, small.planes[number].line_size
        for row in range(tall // half):
            at = (TOP // half + row) * pitch + left // half
            whole[at : at + breadth] = part[row * own : row * own + breadth]
        made.planes[number].update(bytes(whole))
    return made
