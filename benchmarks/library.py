"""Times a library of many documents, and the growth from a long document to one ten times longer.

    .venv/bin/python benchmarks/library.py many 200  # as many documents in every fast format
    .venv/bin/python benchmarks/library.py book      # 15,000 and 150,000 words in each format
    .venv/bin/python benchmarks/library.py book pdf  # or in those that are named

Memory is the most that the command and all its workers and programs held at one moment. Growth is
of processor time, which says the same however much else a machine has to do. Formats that are
made of the audio are timed with the audio made; an easy-read edition stands in each part of the
book that easy read is made of.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import starmap
from pathlib import Path
from subprocess import DEVNULL

from text import document

OURS = (sys.executable, "-c", "import sys; from coprod_formats.cli import main; sys.exit(main())")
FAST = ("word", "pdf", "large-print", "braille", "html", "epub", "mobi")
AUDIO = "audio"
HEARD = ("read-aloud", "daisy", "mp4")  # formats that are made of the audio
EASY = "easy-read"
ASIDE = """::: {.easy-read title="What they do"}
![A person asks a question](pic:ask) People work on this as a team.
They tell other people what they find.

![A heart held in two hands](pic:values) They say what matters to them.
:::
"""
LIMITS = "limits: {seconds: 86400}\ncache: {size: 40 GB}\n"
LOOK = 0.2  # seconds between two looks at the memory


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took: time, and memory from one look to the next."""

    seconds: float  # on the clock
    worked: float  # seconds of one processor, of all its processes
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
            lines = _book(Path(folder), asked.details or [*FAST, EASY, AUDIO, *HEARD])
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


def _book(folder: Path, formats: Sequence[str]) -> Iterator[str]:
    """Each format of a long document and of one ten times longer."""
    yield (
        "| format | 15,000 words, s | of one processor | 150,000 words, s | of one processor"
        " | growth ÷ 10 | MB |"
    )
    yield "|---|---:|---:|---:|---:|---:|---:|"
    known = {words: _measured(folder / str(words), words, formats) for words in (15_000, 150_000)}
    for (name, short), (_, long) in zip(*known.values(), strict=True):
        yield (
            f"| {name} | {short.seconds:.2f} | {short.worked:.2f} | {long.seconds:.2f}"
            f" | {long.worked:.2f} | {long.worked / short.worked / 10:.2f} | {_most(long.held)} |"
        )


def _measured(folder: Path, words: int, formats: Sequence[str]) -> Iterator[tuple[str, Cost]]:
    """What each format of a book costs; those that are made of the audio cost no audio."""
    (folder / "sources").mkdir(parents=True)
    for name in formats:
        if name in HEARD and AUDIO not in formats:
            _settings(folder, (AUDIO,))
            _run(folder, AUDIO)
        if name not in HEARD:
            for kept in (".cache", "outputs"):
                shutil.rmtree(folder / kept, ignore_errors=True)
            text = document(words)
            text = (
                re.sub("^(#.*)$", rf"\1\n\n{ASIDE}", text, flags=re.MULTILINE)
                if name == EASY
                else text
            )
            (folder / "sources/book.md").write_text(text, "utf-8")
        _settings(folder, (AUDIO, name) if name in HEARD else (name,))
        cost = _run(folder, name, "--executor", "serial")  # whose processes can be counted
        print(f"{words} words, {name}: {cost.worked:.2f} s, {_most(cost.held)} MB", file=sys.stderr)
        yield name, cost


def _settings(folder: Path, formats: tuple[str, ...]) -> None:
    named = "".join(f"  {name}:{_own(name)}\n" for name in formats)
    (folder / "config.yaml").write_text(f"{LIMITS}formats:\n{named}", "utf-8")


def _own(name: str) -> str:
    """Settings that let no format wait for others that are not measured."""
    return " {downloads: []}" if name == "html" else ""


def _run(folder: Path, *arguments: str) -> Cost:
    kept = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    began, before = time.perf_counter(), _worked()
    held = []
    with subprocess.Popen(
        (*OURS, "render", *arguments),
        cwd=folder,
        env={**os.environ, **kept},
        stdout=DEVNULL,
        stderr=DEVNULL,
    ) as running:
        while running.poll() is None:
            held.append(_resident(running.pid) + sum(starmap(_beside, _kin(running.pid))))
            time.sleep(LOOK if len(held) > 10 else 0.02)
    if running.returncode:
        raise SystemExit(f"render {' '.join(arguments)} ended with {running.returncode}")
    return Cost(time.perf_counter() - began, _worked() - before, tuple(held))


def _worked() -> float:
    """The seconds that all programs so far have kept a processor busy."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _kin(pid: int) -> Iterator[tuple[int, int]]:
    """All that a process has started, each with the process that started it."""
    try:
        told = [one.read_text("ascii") for one in Path(f"/proc/{pid}/task").glob("*/children")]
    except OSError:
        return
    for child in map(int, " ".join(told).split()):
        yield child, pid
        yield from _kin(child)


def _beside(child: int, parent: int) -> int:
    """The memory of a child; none while it is about to become another program.

    Until then it has all the memory of its parent, and not as a copy.
    """
    same = _read(child, "cmdline") == _read(parent, "cmdline")
    whole, other = _resident(child, "Rss"), _resident(parent, "Rss")
    return 0 if same and abs(whole - other) < other / 20 else _resident(child)


def _resident(pid: int, kind: str = "Pss") -> int:
    """The memory of a process: of what several share its part, or with ``Rss`` all of it."""
    lines = _read(pid, "smaps_rollup").splitlines()
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{kind}:"))


def _read(pid: int, name: str) -> str:
    try:
        return Path(f"/proc/{pid}/{name}").read_text("utf-8")
    except OSError:
        return ""


if __name__ == "__main__":
    main()
