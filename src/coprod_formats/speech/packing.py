"""Sound and pictures packed with libav: AAC, and the files that hold it."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import av
from av.stream import Disposition, Stream

from coprod_formats.engine.parts import Parts
from coprod_formats.speech.clock import RATE, Stretch, milliseconds
from coprod_formats.speech.sound import length
from coprod_formats.tools import Tool

LIBAV = Tool("av", "it makes M4B and MP4", "pip install av")
SPAN = 1024  # samples in one packet
BITS = 48000  # a second, as players are told beforehand
if TYPE_CHECKING:
    from av.container.core import Chapter

_CODER = {
    "aac_coder": "fast",
    "global_quality": "160",  # rather than a rate: the encoder need not weigh bits, and is quicker
    "threads": "1",
    "flags": "+qscale+bitexact",
}
_CLOCK = Fraction(1, RATE)


def packets(sound: bytes, parts: Parts) -> list[bytes]:
    """AAC, exactly as many packets as the segment is long; it must begin and end in silence."""
    made_of = ("aac", str(LIBAV.version()), repr(sorted(_CODER.items())), sha256(sound).hexdigest())
    kept = parts.get(*made_of)
    if kept is not None:
        return list(_unframed(kept))
    made = list(_encoded(sound))[: length(sound) // SPAN]
    parts.put(b"".join(struct.pack("<I", len(one)) + one for one in made), *made_of)
    return made


def _unframed(kept: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(kept):
        (size,) = struct.unpack_from("<I", kept, at)
        yield kept[at + 4 : at + 4 + size]
        at += 4 + size


def _encoded(sound: bytes) -> Iterator[bytes]:
    coder = av.AudioCodecContext.create("aac", "w")
    coder.layout, coder.sample_rate, coder.format = "mono", RATE, "fltp"
    coder.bit_rate, coder.options = BITS, _CODER
    turned = av.AudioResampler(format="fltp", layout="mono", rate=RATE, frame_size=SPAN)
    whole = av.AudioFrame(format="s16", layout="mono", samples=length(sound))
    whole.planes[0].update(sound)
    whole.sample_rate, whole.pts, whole.time_base = RATE, 0, _CLOCK
    for frame in (*turned.resample(whole), *turned.resample(None)):
        yield from map(bytes, coder.encode(frame))
    yield from map(bytes, coder.encode(None))


@dataclass(frozen=True, slots=True)
class Book:
    """What an M4B tells of itself."""

    texts: Mapping[str, str]
    language: str  # three letters, as ISO 639-2 has them
    chapters: Sequence[Stretch]
    cover: bytes  # PNG


def m4b(path: Path, sound: Iterable[bytes], book: Book) -> None:
    """Write an audiobook of AAC packets."""
    options = {"movflags": "+faststart", "fflags": "+bitexact", "brand": "M4B "}
    with av.open(str(path), "w", format="mp4", options=options) as file:
        file.metadata.update({name: words for name, words in book.texts.items() if words})
        file.set_chapters(chapters(book.chapters))
        sound_ = voice(file, book.language)
        cover = _cover(file, book.cover)
        file.start_encoding()
        file.mux(cover)
        for packet in placed(sound, sound_):
            file.mux(packet)


def samples_of(coded: bytes) -> tuple[bytes, int]:
    """The samples of a coded sound, 16 bits and one channel, and how many are a second."""
    with av.open(BytesIO(coded), "r") as file:
        stream = file.streams.audio[0]
        turned = av.AudioResampler(format="s16", layout="mono", rate=stream.rate)
        heard = [
            one.to_ndarray().tobytes()
            for frame in (*file.decode(stream), None)
            for one in turned.resample(frame)
        ]
        return b"".join(heard), stream.rate


def voice(file: av.container.OutputContainer, language: str) -> av.AudioStream:
    """A stream for AAC in a file that is being written."""
    stream = file.add_stream("aac", rate=RATE, layout="mono", options=_CODER)
    stream.bit_rate, stream.metadata["language"] = BITS, language
    return stream


def _cover(file: av.container.OutputContainer, png: bytes) -> av.Packet[Stream]:
    picture = file.add_stream("png", options={"flags": "+bitexact"})
    with av.open(BytesIO(png)) as cover:
        look = cover.streams.video[0]
        picture.width, picture.height = look.width, look.height
        picture.pix_fmt = look.pix_fmt or "rgb24"
    picture.disposition = Disposition.attached_pic
    shown = av.Packet(png)
    shown.stream, shown.pts, shown.dts, shown.time_base = picture, 0, 0, _CLOCK
    return shown


def placed(sound: Iterable[bytes], stream: av.AudioStream) -> Iterator[av.Packet[Stream]]:
    """Packets with their times: the first stands before the beginning, as AAC starts early."""
    for number, raw in enumerate(sound):
        packet = av.Packet(raw)
        packet.stream, packet.time_base = stream, _CLOCK
        packet.pts = packet.dts = (number - 1) * SPAN
        packet.duration = SPAN
        yield packet


def chapters(several: Sequence[Stretch]) -> list[Chapter]:
    """Sections as chapters."""
    return [
        {
            "id": number,
            "start": milliseconds(one.start),
            "end": milliseconds(one.end),
            "time_base": Fraction(1, 1000),
            "metadata": {"title": one.title},
        }
        for number, one in enumerate(several, 1)
    ]
