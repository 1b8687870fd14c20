"""The programs and libraries that we call: found or not, which version, how to get them."""

from __future__ import annotations

import ctypes
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
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
        raise _absent(name) from None
    except subprocess.TimeoutExpired:
        raise _late(name, seconds) from None
    if done.returncode:
        raise _failed(name, done.returncode, done.stderr)
    return done.stdout


def run_with_kin(
    command: Sequence[str | Path],
    seconds: float,
    environment: Mapping[str, str] | None = None,
    content_with: Sequence[int] = (0,),
) -> bytes:
    """Run a program that starts others, such as a browser: none of them outlives the time limit."""
    name = Path(command[0]).name
    try:
        running = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, **(environment or {})},
            start_new_session=True,
        )
    except FileNotFoundError:
        raise _absent(name) from None
    with running:
        try:
            out, complaints = running.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            raise _late(name, seconds) from None
        finally:
            with suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)
    if running.returncode not in content_with:
        raise _failed(name, running.returncode, complaints)
    return out


def _absent(name: str) -> MissingToolError:
    return MissingToolError(error("tool-missing", f"{name} is not installed"))


def _late(name: str, seconds: float) -> WriteError:
    return WriteError(error("tool-time", f"{name} did not end within {seconds:g} seconds"))


def _failed(name: str, status: int, complaints: bytes) -> WriteError:
    said = complaints.decode(errors="replace").strip() or f"exit status {status}"
    return WriteError(error("tool-failed", f"{name}: {said}"))


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
