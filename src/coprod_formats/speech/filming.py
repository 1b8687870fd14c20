"""A narrated film: slides as H.264, the sound as it is, captions and chapters, in one MP4."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm
from operator import itemgetter
from pathlib import Path

import av
from av.stream import Stream
from av.subtitles.stream import SubtitleStream
from av.video.frame import PictureType
from av.video.reformatter import ColorRange, Colorspace, VideoReformatter

from coprod_formats.engine.parts import Parts
from coprod_formats.speech.captions import Cue
from coprod_formats.speech.clock import RATE, Stretch, milliseconds
from coprod_formats.speech.corner import HEIGHT, STEP, WIDTH, Corner, laid, signing
from coprod_formats.speech.packing import LIBAV, chapters, placed, voice

CLOCK = Fraction(1, 1000)  # pictures and captions are timed in milliseconds
SECOND = 1000
_CODER = {
    "preset": "superfast",
    "tune": "stillimage",
    "crf": "23",
    "bf": "0",
    "refs": "1",
    "g": "60",
    "threads": "1",
    "flags": "+global_header+bitexact",
    "x264-params": "scenecut=0:rc-lookahead=0:sync-lookahead=0:weightp=0",
}
_MADE_BY = (str(LIBAV.version()), repr(sorted(_CODER.items())))
_BT709 = 1  # the number of the usual colours of television in every list of them
_STYLE = (
    "[Script Info]\nScriptType: v4.00+\n\n[V4+ Styles]\nFormat: Name, Fontname, Fontsize\n"
    "Style: Default,Arial,16\n\n[Events]\nFormat: Layer, Start, End, Style, Text\n"
)


@dataclass(frozen=True, slots=True)
class Picture:
    """One encoded picture: when it is shown, in milliseconds, and whether it stands alone."""

    time: int
    alone: bool
    coded: bytes


@dataclass(frozen=True, slots=True)
class Scene:
    """A stretch of the film that is encoded by itself: when each picture comes, and the end."""

    name: str  # tells one row of pictures from any other
    times: tuple[int, ...]  # milliseconds from the beginning of the scene, the first 0
    end: int
    corner: Corner | None = None  # a film in sign language, beside the slides


def pictures(scene: Scene, draw: Callable[[], Iterable[bytes]], parts: Parts) -> list[Picture]:
    """A scene's pictures, coded: one where something changes, and one a second at least."""
    corner = (scene.corner.name, str(scene.corner.begins)) if scene.corner else ()
    made_of = ("film", *_MADE_BY, scene.name, repr((scene.times, scene.end)), *corner)
    kept = parts.get(*made_of)
    if kept is not None:
        return list(_unframed(kept))
    made = list(_coded(_timed(scene, draw())))
    parts.put(b"".join(map(_framed, made)), *made_of)
    return made


def _framed(one: Picture) -> bytes:
    return struct.pack("<IBI", one.time, one.alone, len(one.coded)) + one.coded


def _unframed(kept: bytes) -> Iterator[Picture]:
    at = 0
    while at < len(kept):
        time, alone, size = struct.unpack_from("<IBI", kept, at)
        at += 9
        yield Picture(time, bool(alone), kept[at : at + size])
        at += size


def _timed(scene: Scene, drawn: Iterable[bytes]) -> Iterator[tuple[int, av.VideoFrame]]:
    """Each picture turned once into what the encoder takes, then shown again and again."""
    ends = (*scene.times[1:], scene.end)
    turned = _turning()
    signers = signing(scene.corner) if scene.corner else iter(())
    for start, end, pixels in zip(scene.times, ends, drawn, strict=True):
        frame, at = turned(pixels), start
        step = start - start % -STEP  # signs come in steps of their own, from the film's beginning
        while step < end and (signer := next(signers, None)):
            yield step, laid(frame, signer)
            at = step = step + STEP
        for time in range(at, end, SECOND):
            if time == start or end - time > SECOND // 4:
                yield time, frame


def _turning() -> Callable[[bytes], av.VideoFrame]:
    """What turns pixels into a picture for the encoder, in one place for all of a scene."""
    drawn, turner = av.VideoFrame(WIDTH, HEIGHT, "bgr24"), VideoReformatter()

    def turned(pixels: bytes) -> av.VideoFrame:
        """One picture of blue, green and red bytes as the encoder takes it."""
        drawn.planes[0].update(pixels)
        return turner.reformat(
            drawn,
            format="yuv420p",
            dst_colorspace=Colorspace.ITU709,
            dst_color_range=ColorRange.MPEG,
        )

    return turned


def _coded(frames: Iterable[tuple[int, av.VideoFrame]]) -> Iterator[Picture]:
    coder = av.VideoCodecContext.create("libx264", "w")
    _set_up(coder)
    for time, frame in frames:
        frame.pts, frame.time_base, frame.pict_type = time, CLOCK, PictureType.NONE
        yield from map(_picture, coder.encode(frame))
    yield from map(_picture, coder.encode(None))


def _picture(packet: av.Packet[Stream]) -> Picture:
    return Picture(packet.pts or 0, packet.is_keyframe, bytes(packet))


def _set_up(coder: av.VideoCodecContext) -> None:
    coder.width, coder.height, coder.pix_fmt = WIDTH, HEIGHT, "yuv420p"
    coder.time_base, coder.framerate = CLOCK, Fraction(1)
    coder.color_primaries = coder.color_trc = coder.colorspace = _BT709
    coder.color_range = ColorRange.MPEG
    coder.options = _CODER


@dataclass(frozen=True, slots=True)
class Film:
    """All that goes into one file beside its pictures."""

    texts: Mapping[str, str]
    language: str  # three letters, as ISO 639-2 has them
    chapters: Sequence[Stretch]
    cues: Sequence[Cue]


def mp4(path: Path, shown: Iterable[Picture], heard: Iterable[bytes], film: Film) -> None:
    """Write a film: pictures in the order of their times, AAC packets, and its captions."""
    options = {"movflags": "+faststart", "fflags": "+bitexact"}
    with av.open(str(path), "w", format="mp4", options=options) as file:
        file.metadata.update({name: words for name, words in film.texts.items() if words})
        file.set_chapters(chapters(film.chapters))
        screen = file.add_stream("libx264", rate=1)
        _set_up(screen.codec_context)
        screen.metadata["language"] = film.language
        sound = voice(file, film.language)
        captions = file.add_stream("mov_text")
        captions.codec_context.subtitle_header = _STYLE.encode()
        captions.metadata["language"] = film.language
        captions.codec_context.time_base = CLOCK
        file.start_encoding()
        packets = _in_turn(
            (SECOND, _screened(shown, screen)),
            (RATE, placed(heard, sound)),
            (SECOND, _captioned(film.cues, captions)),
        )
        for packet in packets:
            file.mux(packet)


def _screened(shown: Iterable[Picture], screen: av.VideoStream) -> Iterator[av.Packet[Stream]]:
    for one in shown:
        packet = av.Packet(one.coded)
        packet.stream, packet.time_base = screen, CLOCK
        packet.pts = packet.dts = one.time
        packet.is_keyframe = one.alone
        yield packet


def _captioned(cues: Iterable[Cue], captions: SubtitleStream) -> Iterator[av.Packet[Stream]]:
    """Captions as MP4 holds them: the size of the text, then the text."""
    for cue in cues:
        text = "\n".join(cue.lines).encode()
        packet = av.Packet(struct.pack(">H", len(text)) + text)
        packet.stream, packet.time_base = captions, CLOCK
        packet.pts = packet.dts = milliseconds(cue.start)
        packet.duration = milliseconds(cue.end) - milliseconds(cue.start)
        yield packet


def _in_turn(*several: tuple[int, Iterator[av.Packet[Stream]]]) -> Iterator[av.Packet[Stream]]:
    """Packets of all streams by their times, so that players need not look far ahead."""
    from heapq import merge

    shared = lcm(*(rate for rate, _ in several))
    streams = (_when(shared // rate, packets) for rate, packets in several)
    return (packet for _, packet in merge(*streams, key=itemgetter(0)))


def _when(
    tick: int, packets: Iterable[av.Packet[Stream]]
) -> Iterator[tuple[int, av.Packet[Stream]]]:
    """Each packet with its time in whole ticks of a clock that all streams share."""
    return (((one.dts or 0) * tick, one) for one in packets)
