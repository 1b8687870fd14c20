"""The programs and libraries that we call: found or not, which version, how to get them."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
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
    kind: str = "package"  # "package": a Python distribution; "program": a command on the path
    asks: tuple[str, ...] = ("--version",)  # how a program is asked for its version

    def version(self) -> str | None:
        """The version that is installed, or ``None`` where there is none."""
        return _package(self.name) if self.kind == "package" else _program(self.name, self.asks)

    def place(self) -> str:
        """Where a program stands and how old it is, "" for a package: a cheap sign of change."""
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
