"""Calls for worker processes, in a module that they import quickly."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coprod_formats.diagnostics import Diagnostic

HOARDED: list[bytes] = []


def double(number: int) -> int:
    return 2 * number


def knows(module: str) -> bool:
    time.sleep(0.2)
    return module in sys.modules


def pid() -> int:
    time.sleep(0.3)
    return os.getpid()


def die(number: int) -> None:
    os.kill(os.getpid(), number)


def hang() -> None:
    os.system("sleep 600")  # noqa: S605 - a child that must not outlive its worker


def shout() -> None:
    print("noise")  # noqa: T201 - the noise of a careless library


class StrayError(Exception):
    def __init__(self, one: object, two: object) -> None:
        super().__init__(f"{one} {two}")


def stray() -> None:
    raise StrayError(1, 2)


def stray_home() -> str:
    os.chdir("/")
    return os.getcwd()  # noqa: PTH109 - as plain text


def divide() -> float:
    return 1 / 0


@dataclass(frozen=True)
class Wait:
    """Takes half a second."""

    def __call__(self, _: Mapping[str, Path], folder: Path) -> Sequence[Diagnostic]:
        time.sleep(0.5)
        (folder / "text").write_text("done", encoding="ascii")
        return ()


def hoard(size: int) -> int:
    """Keep so many bytes for as long as the process lives."""
    HOARDED.append(b"x" * size)
    return os.getpid()
