"""Times every format beside what pandoc and Typst do with the same file, in one run.

    .venv/bin/python benchmarks/formats.py            # 2,000, 20,000 and 100,000 words
    .venv/bin/python benchmarks/formats.py 2000 -n 5  # one size, the best of five runs

Each figure is the best of its runs, taken by turns so that a busy moment hits all alike.
Memory is the largest of any one process of a command, and processor time that of all of them:
other work on the machine lengthens the seconds, but hardly the processor's. "Made" is the making
alone, as render tells it when all four are made: without starting, reading and checks.
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from subprocess import DEVNULL, PIPE

import pypandoc
from text import document

Command = tuple[str, ...]
PANDOC = pypandoc.get_pandoc_path()
READ = (PANDOC, "--from", "commonmark_x", "--standalone", "document.md", "--output")
OURS = (sys.executable, "-c", "import sys; from coprod_formats.cli import main; sys.exit(main())")
TYPST = "import typst; typst.compile('document.typ', output='peer.pdf')"

PEERS: dict[str, tuple[Command, ...]] = {
    "word": ((*READ, "peer.docx"),),
    "pdf": ((*READ, "document.typ"), (sys.executable, "-c", TYPST)),
    "large-print": ((*READ, "document.typ"), (sys.executable, "-c", TYPST)),
    "html": ((*READ, "peer.html"),),
}
SETTINGS = "formats:\n  word:\n  pdf:\n  large-print: {docx: false}\n  html: {downloads: []}\n"


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took."""

    seconds: float
    processor: float  # seconds
    megabytes: float

    def __or__(self, other: Cost) -> Cost:
        """The smaller of each: the one that other work disturbed less."""
        return Cost(
            min(self.seconds, other.seconds),
            min(self.processor, other.processor),
            min(self.megabytes, other.megabytes),
        )

    def __add__(self, other: Cost) -> Cost:
        """One after the other."""
        return Cost(
            self.seconds + other.seconds,
            self.processor + other.processor,
            max(self.megabytes, other.megabytes),
        )


def main() -> None:
    """Measure, and print a table that can stand in benchmarks/README.md."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("words", type=int, nargs="*", default=[2_000, 20_000, 100_000])
    parser.add_argument("-n", "--runs", type=int, default=3)
    asked = parser.parse_args()
    _adopt()
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    print(f"{platform.machine()}, {cores} cores, Python {platform.python_version()}; ", end="")
    print(f"best of {asked.runs}\n")
    for words in asked.words:
        with tempfile.TemporaryDirectory() as folder:
            print(f"### {words:,} words\n", flush=True)
            _tell(_measure(Path(folder), words, asked.runs))


Costs = tuple[Cost, Cost, Cost, Cost]  # ours, with the document read before, made, the peer's
NAN = float("nan")
NONE = Cost(NAN, NAN, NAN)


def _measure(folder: Path, words: int, runs: int) -> dict[str, Costs]:
    """What each format took us, and what it took its peer."""
    (folder / "sources").mkdir()
    (folder / "config.yaml").write_text(SETTINGS, encoding="utf-8")
    text = document(words)
    for name in ("sources/document.md", "document.md"):
        (folder / name).write_text(text, encoding="utf-8")
    best: dict[str, Costs] = {}
    for _ in range(runs):
        for name, costs in _turn(folder).items():
            before = best.get(name, costs)
            one, two, three, four = (a | b for a, b in zip(before, costs, strict=True))
            best[name] = (one, two, three, four)
    return best


def _turn(folder: Path) -> dict[str, Costs]:
    costs = {}
    made = _made(folder)
    for name, peers in PEERS.items():
        alone = (name, "--executor", "serial")
        peer = _sum(_run(folder, command) for command in peers)
        costs[name] = (_cold(folder, *alone), _cold(folder, *alone, read=True), made[name], peer)
    every = _sum(peer for *_, peer in costs.values())
    costs["all four"] = (_cold(folder, "all"), _cold(folder, "all", read=True), NONE, every)
    costs["nothing to do"] = (_run(folder, (*OURS, "render", "all")), NONE, NONE, NONE)
    return costs


def _made(folder: Path) -> dict[str, Cost]:
    """The making of each format alone, as a run of all four in one process tells it."""
    _cold(folder, "word")  # so that bytecode is there
    _empty(folder)
    command = (*OURS, "render", "all", "--executor", "serial", "--json")
    told = subprocess.run(command, cwd=folder, env=_environment(folder), stdout=PIPE, check=True)
    lines = [json.loads(line) for line in told.stdout.splitlines()]
    return {
        one["format"]: Cost(one["seconds"], NAN, NAN) for one in lines if one.get("format") in PEERS
    }


def _cold(folder: Path, *arguments: str, read: bool = False) -> Cost:
    """A run that finds nothing made, or where ``read`` nothing but the document read."""
    _empty(folder)
    if read:
        _run(folder, (*OURS, "check"))
    return _run(folder, (*OURS, "render", *arguments))


def _empty(folder: Path) -> None:
    for name in (".cache", "outputs"):
        shutil.rmtree(folder / name, ignore_errors=True)


def _sum(costs: Iterable[Cost]) -> Cost:
    first, *rest = costs
    for cost in rest:
        first = first + cost
    return first


def _run(folder: Path, command: Command) -> Cost:
    began = time.perf_counter()
    with subprocess.Popen(
        command, cwd=folder, env=_environment(folder), stdout=DEVNULL, stderr=DEVNULL
    ) as running:
        _, status, used = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - began
    if running.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {running.returncode}")
    all_used = [used, *_orphans()]
    unit = 1024**2 if sys.platform == "darwin" else 1024
    processor = sum(one.ru_utime + one.ru_stime for one in all_used)
    return Cost(seconds, processor, max(one.ru_maxrss for one in all_used) / unit)


def _environment(folder: Path) -> dict[str, str]:
    """That of a program which has run before, and has kept its bytecode."""
    kept = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
    return {**os.environ, **kept}


def _orphans() -> Iterator[resource.struct_rusage]:
    """What the workers used, which come to us when the command that began them has ended."""
    with suppress(ChildProcessError):
        while True:
            yield os.wait4(-1, 0)[2]


def _adopt() -> None:
    """Let every process below us come to us when it has lost its parent, where Linux allows."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER


def _tell(costs: dict[str, Costs]) -> None:
    print(
        "| format | ours, s | already read, s | made, s | peer, s | ratio | made ÷ peer |", end=""
    )
    print(" processor, s | peer's, s | ratio | ours, MB | peer, MB |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
    for name, (ours, read, made, peer) in costs.items():
        cells = (
            f"{ours.seconds:.2f}",
            f"{read.seconds:.2f}",
            f"{made.seconds:.2f}",
            f"{peer.seconds:.2f}",
            f"{ours.seconds / peer.seconds:.2f}",
            f"{made.seconds / peer.seconds:.2f}",
            f"{ours.processor:.2f}",
            f"{peer.processor:.2f}",
            f"{ours.processor / peer.processor:.2f}",
            f"{ours.megabytes:.0f}",
            f"{peer.megabytes:.0f}",
        )
        print(f"| {name} | {' | '.join('' if cell == 'nan' else cell for cell in cells)} |")
    print(flush=True)


if __name__ == "__main__":
    main()
