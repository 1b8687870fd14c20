"""The programs and libraries that we call: found or not, which version, how to get them."""

from __future__ import annotations

import atexit
import ctypes
import os
import re
import shutil
import signal
import struct
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from threading import Lock

from coprod_formats.diagnostics import MissingToolError, WriteError, error


@dataclass(frozen=True, slots=True)
class Tool:
    """Something that a writer or a check cannot do without."""

    name: str
    purpose: str
    install: str  # what to type to get it
    kind: str = "package"  # a Python distribution, a "program", a C "library", or a "file"
    asks: tuple[str, ...] = ("--version",)  # how a program is asked for its version
    oldest: str = ""  # the first version that will do
    before: str = ""  # the first version that will not do again

    def version(self) -> str | None:
        """The version that is installed, or ``None`` where there is none."""
        match self.kind:
            case "library":
                return _library(self.name)
            case "program":
                return _program(self.name, self.asks)
            case "file":
                return _digest(Path(self.name))
            case _:
                return _package(self.name)

    def fits(self, version: str) -> bool:
        """Whether a version is one that we can work with."""
        own = numbers(version)
        early = bool(self.oldest) and own < numbers(self.oldest)
        return not early and not (self.before and own >= numbers(self.before))

    @property
    def wanted(self) -> str:
        """The versions that will do, in words."""
        since = f"{self.oldest} or later" if self.oldest else ""
        return ", ".join(filter(None, (since, f"before {self.before}" if self.before else "")))

    def place(self) -> str:
        """Where it stands and how old it is, "" for a package: a cheap sign of change."""
        if self.kind == "library":
            return self.version() or ""
        if self.kind == "file":
            return _age(Path(self.name))
        path = shutil.which(self.name) if self.kind == "program" else None
        return _age(Path(path)) if path else ""


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


def numbers(version: str) -> tuple[int, ...]:
    """A version's numbers, to compare: those of "3.24.0" are 3, 24 and 0."""
    return tuple(int(found) for found in re.findall(r"\d+", version)[:3])


class EndedError(Exception):
    """A program ended in the midst of a question; ``alarmed`` where its own alarm ended it."""

    def __init__(self, status: int) -> None:
        super().__init__(f"exit status {status}")
        self.alarmed = status == -signal.SIGALRM


class Coprocess:
    """A program that answers one question after another, each with its length before it.

    Where it ends in the midst of one, the next question starts it anew.
    """

    def __init__(self, command: Sequence[str | Path]) -> None:
        self._command = command
        self._running: subprocess.Popen[bytes] | None = None
        self._turn = Lock()

    def ask(self, question: bytes) -> bytes:
        """Its answer, or ``EndedError``."""
        with self._turn:
            running = self._running = self._running or self._started()
            asked, answers = running.stdin, running.stdout
            assert asked is not None and answers is not None  # noqa: PT018, S101 - both are pipes
            with suppress(BrokenPipeError):
                asked.write(struct.pack("<i", len(question)) + question)
                asked.flush()
            head = answers.read(4)
            answer = answers.read(struct.unpack("<i", head)[0]) if len(head) == 4 else b""
            if not answer:
                self.close()
                raise EndedError(running.returncode)
            return answer

    def close(self) -> None:
        """Let the program end."""
        if self._running:
            self._running.communicate()
            self._running = None

    def _started(self) -> subprocess.Popen[bytes]:
        pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
        atexit.register(self.close)
        return subprocess.Popen(self._command, stdin=pipe, stdout=pipe, stderr=nowhere)


def _age(path: Path) -> str:
    try:
        about = path.stat()
    except OSError:
        return f"{path} is not there"
    return f"{path} {about.st_mtime_ns} {about.st_size}"


def _digest(path: Path) -> str | None:
    """What stands for a version of a file: the beginning of its digest."""
    try:
        return sha256(path.read_bytes()).hexdigest()[:16]
    except OSError:
        return None


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
    lines = said.splitlines() or ["unknown version"]
    return next((line for line in lines if re.search(r"\d\.\d", line)), lines[0]).strip()


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
