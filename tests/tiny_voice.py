"""A Piper voice of a kilobyte, which hums a note for each sound of the language.

It has the inputs and the output of a real one, so that Piper's own loader runs it: sounds go
in as numbers with their scales, and samples come out. Each sound lasts for a few frames and
has a pitch of its own; noise is added as the scale asks, as real voices do.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from piper.phoneme_ids import DEFAULT_PHONEME_ID_MAP

RATE, HOP, FRAMES = 22050, 256, 4.0

CONSTANTS: dict[str, Any] = {
    "none": np.int64(0),
    "one": np.int64(1),
    "first": np.array(0, np.int64),
    "second": np.array(1, np.int64),
    "rows": np.array([0], np.int64),
    "shape": np.array([1, 1, 1, -1], np.int64),
    "hop": np.int64(HOP),
    "frames": np.float32(FRAMES),
    "nothing": np.float32(0),
    "lowest": np.float32(110),
    "step": np.float32(4),
    "turn": np.float32(2 * np.pi / RATE),
    "loud": np.float32(0.3),
    "rough": np.float32(0.05),
}

# what each line computes, of what, and what it is called
GRAPH = [
    ("Gather", "scales second", "slower"),
    ("Gather", "scales first", "noise"),
    # how long each sound is, in samples, and the whole
    ("Mul", "slower frames", "wanted"),
    ("Ceil", "wanted", "long"),
    ("Cast:INT64", "long", "long_"),
    ("Mul", "long_ hop", "each"),
    ("Size", "input", "count"),
    ("Mul", "count each", "whole"),
    # the sound that each sample belongs to, and its pitch
    ("Range", "none whole one", "time"),
    ("Div", "time each", "place"),
    ("Squeeze", "input rows", "sounds"),
    ("Gather", "sounds place", "own"),
    ("Cast:FLOAT", "own", "own_"),
    ("Mul", "own_ step", "above"),
    ("Add", "above lowest", "pitch"),
    ("Cast:FLOAT", "time", "time_"),
    ("Mul", "time_ pitch", "cycles"),
    ("Mul", "cycles turn", "angle"),
    ("Sin", "angle", "wave"),
    ("Mul", "wave loud", "hum"),
    # noise, of which we ask for none
    ("RandomNormalLike", "hum", "random"),
    ("Mul", "random rough", "rougher"),
    ("Mul", "rougher noise", "hiss"),
    ("Add", "hum hiss", "voice"),
    ("Reshape", "voice shape", "output"),
]


def tiny_voice(folder: Path, language: str = "en_GB") -> Path:
    """Write the model and what describes it; the model's path."""
    model = folder / f"{language}-tiny.onnx"
    inputs = [
        helper.make_tensor_value_info("input", TensorProto.INT64, [1, "phonemes"]),
        helper.make_tensor_value_info("input_lengths", TensorProto.INT64, [1]),
        helper.make_tensor_value_info("scales", TensorProto.FLOAT, [3]),
    ]
    output = helper.make_tensor_value_info("output", TensorProto.FLOAT, [1, 1, 1, "time"])
    constants = [numpy_helper.from_array(np.array(v), name) for name, v in CONSTANTS.items()]
    graph = helper.make_graph([_node(*line) for line in GRAPH], "tiny", inputs, [output], constants)
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 15)], ir_version=8)
    onnx.checker.check_model(made)
    onnx.save(made, model)
    about = {
        "audio": {"sample_rate": RATE, "quality": "x_low"},
        "espeak": {"voice": language.partition("_")[0]},
        "language": {"code": language},
        "phoneme_type": "espeak",
        "inference": {"noise_scale": 0.667, "length_scale": 1, "noise_w": 0.8},
        "hop_length": HOP,
        "num_symbols": 256,
        "num_speakers": 1,
        "speaker_id_map": {},
        "phoneme_id_map": DEFAULT_PHONEME_ID_MAP,
    }
    Path(f"{model}.json").write_text(json.dumps(about), encoding="utf-8")
    return model


def _node(does: str, takes: str, makes: str) -> onnx.NodeProto:
    name, _, kind = does.partition(":")
    more = {"to": getattr(TensorProto, kind)} if kind else {}
    if name == "Gather":
        more["axis"] = 0
    return helper.make_node(name, takes.split(), [makes], **more)
