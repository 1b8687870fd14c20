"""The programs and libraries that we call: found or not, which version, how to get them."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from coprod_formats.diagnostics import MissingToolError, WriteError, error


@dataclass(frozen=True, slots=True)
class Tool:
    """Something that a writer or a check cannot do without."""

    name: str
    purpose: str
    install: str  # what to type to get it
    kind: str = "package"  # a Python distribution, a "program" on the path, or a C "library"
    asks: tuple[str, ...] = ("--version",)  # how a program is asked for its version

    def version(self) -> str | None:
        """The version that is installed, or ``None`` where there is none."""
        match self.kind:
            case "library":
                return _library(self.name)
            case "program":
                return _program(self.name, self.asks)
            case _:
                return _package(self.name)

    def place(self) -> str:
        """Where a program stands and how old it is, "" for a package: a cheap sign of change."""
        if self.kind == "library":
            return self.version() or ""
        path = shutil.which(self.name) if self.kind == "program" else None
        return f"{path} {Path(path).stat().st_mtime_ns}" if path else ""


def require(tools: Sequence[Tool]) -> None:
    """Raise one error that names every tool that is missing, and what to type for each."""
    missing = [tool for tool in tools if tool.version() is None]
    if missing:
        raise MissingToolError(
            *(
                error("tool-missing", f"{t.name} is not installed: {t.purpose}", hint=t.install)
                for t in missing
            )
        )


def run(command: Sequence[str | Path], seconds: float = 600, stdin: bytes = b"") -> bytes:
    """Run a program to its end and give what it printed, or raise what it complained of."""
    name = Path(command[0]).name
    try:
        done = subprocess.run(
            command, input=stdin, capture_output=True, check=False, timeout=seconds
        )
    except FileNotFoundError:
        raise MissingToolError(error("tool-missing", f"{name} is not installed")) from None
    except subprocess.TimeoutExpired:
        message = f"{name} did not end within {seconds:g} seconds"
        raise WriteError(error("tool-time", message)) from None
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip() or f"exit status {done.returncode}"
        raise WriteError(error("tool-failed", f"{name}: {said}"))
    return done.stdout


@cache
def _package(name: str) -> str | None:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return None


@cache
def _program(name: str, asks: tuple[str, ...]) -> str | None:
    path = shutil.which(name)
    if path is None:
        return None
    done = subprocess.run([path, *asks], capture_output=True, check=False, text=True, timeout=60)
    said = (done.stdout or done.stderr).strip()
    return said.splitlines()[0] if said else "unknown version"


@cache
def _library(name: str) -> str | None:
    """What a C library that has a function ``<prefix>_version`` says of itself."""
    for _, loaded in _loaded(name):
        ask = getattr(loaded, LIBRARIES[name][0])
        ask.restype = ctypes.c_char_p
        return str(ask().decode("ascii"))
    return None


def library(name: str) -> str | None:
    """The name by which the system's loader finds a C library, or ``None``."""
    return next((place for place, _ in _loaded(name)), None)


def _loaded(name: str) -> Iterator[tuple[str, ctypes.PyDLL]]:
    for place in LIBRARIES[name][1]:
        with suppress(OSError):
            yield place, ctypes.PyDLL(place)


# How each library tells its version, and the names and places that it may have.
LIBRARIES = {
    "liblouis": (
        "lou_version",
        (
            "liblouis.so.20",
            "liblouis.20.dylib",
            "/opt/homebrew/lib/liblouis.dylib",
            "/usr/local/lib/liblouis.dylib",
            "liblouis.so",
        ),
    ),
}
