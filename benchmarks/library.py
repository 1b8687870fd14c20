"""Times a library of many documents, and the growth from a long document to one ten times longer.

    .venv/bin/python benchmarks/library.py many 200  # as many documents in every fast format
    .venv/bin/python benchmarks/library.py book      # 15,000 and 150,000 words in each format
    .venv/bin/python benchmarks/library.py book pdf  # or in those that are named

Memory is the most that the command and all its workers and programs held at one moment.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from subprocess import DEVNULL

from text import document

OURS = (sys.executable, "-c", "import sys; from coprod_formats.cli import main; sys.exit(main())")
FAST = ("word", "pdf", "large-print", "braille", "html", "epub", "mobi")
SPOKEN = ("audio", "read-aloud", "daisy", "mp4")
LOOK = 0.2  # seconds between two looks at the memory


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took: time on the clock, and memory from one look to the next."""

    seconds: float
    held: tuple[int, ...]  # bytes


def main() -> None:
    """Measure, and print tables that can stand in benchmarks/README.md."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("what", choices=["many", "book"])
    parser.add_argument("details", nargs="*", help="how many documents, or which formats")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "sources").mkdir()
        if asked.what == "many":
            lines = _many(Path(folder), int(next(iter(asked.details), 200)))
        else:
            lines = _book(Path(folder), asked.details or [*FAST, *SPOKEN])
        for line in lines:
            print(line, flush=True)


def _many(folder: Path, count: int) -> Iterator[str]:
    """One core and two, a run with nothing to do, and one edited document."""
    _settings(folder, FAST)
    for number in range(count):
        (folder / f"sources/report-{number:03}.md").write_text(document(500, number), "utf-8")
    yield f"| {count} documents of 500 words, {len(FAST)} formats | s | MB, first half | second |"
    yield "|---|---:|---:|---:|"
    for jobs in ("1", "2"):
        for name in (".cache", "outputs"):
            shutil.rmtree(folder / name, ignore_errors=True)
        yield _line(f"--jobs {jobs}", _run(folder, "all", "--jobs", jobs))
    yield _line("again, nothing to do", _run(folder, "all"))
    edited = folder / "sources/report-000.md"
    edited.write_text(edited.read_text("utf-8") + "\nOne more sentence.\n", "utf-8")
    yield _line("again, one document edited", _run(folder, "all"))


def _line(name: str, cost: Cost) -> str:
    half = len(cost.held) // 2
    return (
        f"| {name} | {cost.seconds:.2f} | {_most(cost.held[:half])} | {_most(cost.held[half:])} |"
    )


def _most(held: Sequence[int]) -> str:
    """The most megabytes at one moment."""
    return f"{max(held, default=0) / 1e6:.0f}"


def _book(folder: Path, formats: Iterable[str]) -> Iterator[str]:
    """Each format of a long document and of one ten times longer."""
    yield "| format | 15,000 words, s | 150,000 words, s | growth ÷ 10 | MB |"
    yield "|---|---:|---:|---:|---:|"
    for name in formats:
        _settings(folder, (name,))
        costs = []
        for words in (15_000, 150_000):
            (folder / "sources/book.md").write_text(document(words), "utf-8")
            for kept in (".cache", "outputs"):
                shutil.rmtree(folder / kept, ignore_errors=True)
            costs.append(_run(folder, name))
        growth = [after.seconds / before.seconds / 10 for before, after in pairwise(costs)]
        yield (
            f"| {name} | {costs[0].seconds:.2f} | {costs[1].seconds:.2f} | {growth[0]:.2f}"
            f" | {_most(costs[1].held)} |"
        )


def _settings(folder: Path, formats: tuple[str, ...]) -> None:
    named = "".join(f"  {name}:{_own(name)}\n" for name in formats)
    (folder / "config.yaml").write_text(f"limits: {{seconds: 7200}}\nformats:\n{named}", "utf-8")


def _own(name: str) -> str:
    """Settings that let no format wait for others that are not measured."""
    return " {downloads: []}" if name == "html" else ""


def _run(folder: Path, *arguments: str) -> Cost:
    kept = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    began = time.perf_counter()
    held = []
    with subprocess.Popen(
        (*OURS, "render", *arguments),
        cwd=folder,
        env={**os.environ, **kept},
        stdout=DEVNULL,
        stderr=DEVNULL,
    ) as running:
        while running.poll() is None:
            held.append(sum(_resident(pid) for pid in (running.pid, *_children(running.pid))))
            time.sleep(LOOK if len(held) > 10 else 0.02)
    if running.returncode:
        raise SystemExit(f"render {' '.join(arguments)} ended with {running.returncode}")
    return Cost(time.perf_counter() - began, tuple(held))


def _children(pid: int) -> Iterator[int]:
    try:
        told = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
    except OSError:
        return
    for child in map(int, told):
        yield child
        yield from _children(child)


def _resident(pid: int) -> int:
    """The memory of a process, of what several share its part."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


if __name__ == "__main__":
    main()
