"""Small projects on disk, and the command line run in them as people run it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FAULTS = Path(__file__).parent / "faults"
PROGRAM = "import sys; from coprod_formats.cli import main; sys.exit(main())"
COMMAND = (sys.executable, "-c", PROGRAM)
PATIENCE = 900  # seconds: a machine with much else to do is slow, and is no fault
SOON = 120  # seconds: far less than the ten minutes of those that hang
SOURCE = "---\ntitle: A title\nlang: en-GB\n---\n\n# First\n\nOne sentence. Another one.\n"


@dataclass(frozen=True)
class Ran:
    """What a command said, and how it ended."""

    code: int
    out: str
    err: str

    def events(self) -> list[dict[str, Any]]:
        """What it said as JSON, one object a line."""
        return [json.loads(line) for line in self.out.splitlines()]

    def states(self) -> dict[str, str]:
        """How each format ended, as JSON told it."""
        told = (event for event in self.events() if event["event"] == "format")
        return {f"{one['document']}/{one['format']}": one["state"] for one in told}

    def rules(self) -> list[str]:
        """The rules of all complaints, as JSON told them."""
        told = (event.get("diagnostics", ()) for event in self.events())
        return [one["rule"] for diagnostics in told for one in diagnostics]


@dataclass(frozen=True)
class Project:
    """A folder with sources, in which writers that go wrong are installed."""

    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)

    def source(self, slug: str, text: str = SOURCE) -> Path:
        """Write a source, and give its path."""
        path = self.folder / "sources" / f"{slug}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def settings(self, text: str) -> None:
        """Write config.yaml."""
        (self.folder / "config.yaml").write_text(text, encoding="utf-8")

    def run(self, *arguments: str | Path, **environment: str) -> Ran:
        """Run a command to its end."""
        with self.start(*arguments, **environment) as running:
            out, err = running.communicate(timeout=PATIENCE)
        return Ran(running.returncode, out, err)

    def surroundings(self, **environment: str) -> dict[str, str]:
        """The environment of a command, in which the writers that go wrong are installed."""
        found = os.environ.get("PYTHONPATH", "")
        faults = {"PYTHONPATH": f"{FAULTS}{os.pathsep}{found}"}
        return {**os.environ, **faults, **self.environment, **environment}

    @contextmanager
    def start(self, *arguments: str | Path, **environment: str) -> Iterator[subprocess.Popen[str]]:
        """Begin a command, as the leader of a process group that does not outlive the claim."""
        running = subprocess.Popen(
            [*COMMAND, *arguments],
            cwd=self.folder,
            env=self.surroundings(**environment),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )
        with running:
            try:
                yield running
            finally:
                if running.poll() is None:
                    os.killpg(running.pid, signal.SIGKILL)

    def output(self, name: str, suffix: str = ".txt") -> Path:
        """The published file of ``slug/format``."""
        return self.folder / "outputs" / name / f"{name.partition('/')[0]}{suffix}"
