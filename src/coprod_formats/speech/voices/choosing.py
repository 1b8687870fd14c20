"""How a voice is chosen in config.yaml: by its name, and a word on which of its kind."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import assert_never

from coprod_formats.diagnostics import closest
from coprod_formats.tools import Tool

FLITE = Tool("flite", "it speaks", "sudo apt-get install flite", "program")
PIPER = Tool("piper-tts", "it speaks as people do", "pip install piper-tts")
GTTS = Tool("gtts", "it has Google's servers speak", "pip install gtts")
SPEAKERS = ("rms", "slt", "awb", "kal16")  # of flite
SUPPLIED = "get a voice's .onnx and .onnx.json, and put both where config.yaml says"


class Engine(StrEnum):
    """What can speak."""

    ESPEAK = "espeak"
    FLITE = "flite"
    PIPER = "piper"
    GTTS = "gtts"


@dataclass(frozen=True, slots=True)
class Choice:
    """A voice that somebody chose."""

    engine: Engine = Engine.ESPEAK
    detail: str = ""  # flite: which speaker; piper: the model's file; gtts: Google's own ending


def chosen(said: object) -> object:
    """A choice, of words such as "flite slt"; ``ValueError`` says what they should be."""
    if not isinstance(said, str):
        return said
    name, _, detail = said.strip().partition(" ")
    if name not in list(Engine):
        names = ", ".join(Engine)
        meant = closest(name, list(Engine))
        raise ValueError(f"should be one of the voices {names}{f'; {meant}' if meant else ''}")
    return Choice(Engine(name), _detail(Engine(name), detail.strip()))


def _detail(engine: Engine, detail: str) -> str:
    match engine:
        case Engine.ESPEAK:
            wrong = "should be espeak alone" if detail else ""
        case Engine.FLITE:
            detail = detail or SPEAKERS[0]
            wrong = "" if detail in SPEAKERS else f"should name one of {', '.join(SPEAKERS)}"
        case Engine.PIPER:
            shape = "should be piper and a file, such as piper voices/en_GB-alba-medium.onnx"
            wrong = "" if detail.endswith(".onnx") else shape
        case Engine.GTTS:
            detail = detail or "co.uk"
            plain = detail.replace(".", "").isalpha() and detail.isascii()
            wrong = "" if plain else "should be gtts and the end of an address, such as co.uk"
        case _:
            assert_never(engine)
    if wrong:
        raise ValueError(wrong)
    return detail


def tools_of(choice: Choice) -> tuple[Tool, ...]:
    """What a voice cannot do without; a model that somebody supplies counts by its bytes."""
    match choice.engine:
        case Engine.ESPEAK:
            return ()
        case Engine.FLITE:
            return (FLITE,)
        case Engine.PIPER:
            model = str(Path(choice.detail).expanduser())
            files = (model, f"{model}.json")
            return (PIPER, *(Tool(one, "it is the voice", SUPPLIED, "file") for one in files))
        case Engine.GTTS:
            return (GTTS,)
        case _:
            assert_never(choice.engine)
