"""Speaks with a Piper voice: a program of its own, since what it rests on may crash or hang.

Started with a model, how much slower than usual to speak, and the seconds that one sentence
may take. Reads each text with its length before it; answers with a length, the samples a
second, and the samples. An empty text is answered by the samples a second alone.
"""

from __future__ import annotations

import json
import os
import signal
import struct
import sys
from pathlib import Path

from onnxruntime import InferenceSession, SessionOptions
from piper import PiperVoice, SynthesisConfig
from piper.config import PiperConfig


def main(model: str, slower: str, seconds: str) -> None:
    """Open the voice, then speak until nobody asks."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not stand among the answers
    voice = opened(model)
    manner = SynthesisConfig(
        length_scale=voice.config.length_scale * float(slower), noise_scale=0, noise_w_scale=0
    )
    rate = struct.pack("<i", voice.config.sample_rate)
    while len(head := sys.stdin.buffer.read(4)) == 4:
        text = sys.stdin.buffer.read(struct.unpack("<i", head)[0]).decode()
        signal.alarm(int(seconds))
        said = b"".join(chunk.audio_int16_bytes for chunk in voice.synthesize(text, manner))
        signal.alarm(0)
        answers.write(struct.pack("<i", 4 + len(said)) + rate + said)
        answers.flush()


def opened(model: str) -> PiperVoice:
    """The voice on one thread: the same words are then the same bytes on every machine."""
    about = json.loads(Path(f"{model}.json").read_text(encoding="utf-8"))
    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = InferenceSession(model, options, providers=["CPUExecutionProvider"])
    return PiperVoice(session=session, config=PiperConfig.from_dict(about))


if __name__ == "__main__":
    main(*sys.argv[1:])
