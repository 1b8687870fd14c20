"""Writers that go wrong in each way that a writer can, and a few that go right to compare with.

They are found as any other package's writers are: the folder beside this file says so to
Python as soon as this folder stands on its path.
"""

from __future__ import annotations

import ctypes
import errno
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from coprod_formats.diagnostics import Diagnostic, error, warning
from coprod_formats.tools import Tool
from coprod_formats.walking import blocks, sentences
from coprod_formats.writers.base import Job, Options


class PlainOptions(Options):
    """Settings of the plain text."""

    ending: str = "\n"


class PlainWriter:
    """Writes one line for each sentence, and goes right."""

    name = "plain"
    title = "Plain text"
    purpose = "for tests"
    options: type[Options] = PlainOptions
    tools: tuple[Tool, ...] = ()

    def needs(self, options: Any) -> tuple[str, ...]:
        return ()

    def write(self, job: Job[Any]) -> Sequence[Diagnostic]:
        ending = getattr(job.options, "ending", "\n")
        lines = [repr(one) for one in sentences(job.document.body)]
        job.file(".txt").write_text(ending.join(lines), encoding="utf-8")
        return ()


class FaultWriter(PlainWriter):
    """The base of those that go wrong after they have written something."""

    options = Options

    def fault(self, job: Job[Any]) -> Sequence[Diagnostic]:
        raise NotImplementedError

    def write(self, job: Job[Any]) -> Sequence[Diagnostic]:
        super().write(job)
        return self.fault(job)


class CrashWriter(FaultWriter):
    """Takes its whole process with it, as a fault in a C library does."""

    name = "crash"

    def fault(self, job: Job[Any]) -> Sequence[Diagnostic]:
        ctypes.string_at(0)
        return ()


class HangOptions(Options):
    """Where the processes that must not outlive a run write their numbers."""

    pids: str = ""


class HangWriter(FaultWriter):
    """Never ends, and has started another program that does not end either."""

    name = "hang"
    options = HangOptions

    def fault(self, job: Job[Any]) -> Sequence[Diagnostic]:
        child = subprocess.Popen(["sleep", "600"])
        if job.options.pids:
            Path(job.options.pids).write_text(f"{os.getpid()} {child.pid}", encoding="ascii")
        time.sleep(600)
        return ()


class ExitWriter(FaultWriter):
    """Ends the program, as some command-line code does."""

    name = "exit"

    def fault(self, job: Job[Any]) -> Sequence[Diagnostic]:
        sys.exit("goodbye")


class RaiseWriter(FaultWriter):
    """Raises an exception that cannot travel between processes."""

    name = "raise"

    def fault(self, job: Job[Any]) -> Sequence[Diagnostic]:
        class StrayError(Exception):
            def __init__(self, one: object, two: object) -> None:
                super().__init__(lambda: (one, two))

        raise StrayError(1, 2)


class FillWriter(FaultWriter):
    """Finds the disk full."""

    name = "fill"

    def fault(self, job: Job[Any]) -> Sequence[Diagnostic]:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(job.folder))


class EscapeWriter(FaultWriter):
    """Leaves a way out of its folder."""

    name = "escape"

    def fault(self, job: Job[Any]) -> Sequence[Diagnostic]:
        (job.folder / "way-out").symlink_to("/etc")
        return ()


class EmptyWriter(FaultWriter):
    """Says that it has written, and has not."""

    name = "empty"

    def write(self, job: Job[Any]) -> Sequence[Diagnostic]:
        return ()


class NoiseWriter(FaultWriter):
    """Prints where it should not."""

    name = "noise"

    def fault(self, job: Job[Any]) -> Sequence[Diagnostic]:
        os.write(1, b"noise\n")
        return ()


class RefuseWriter(FaultWriter):
    """Finds an error in what it has made."""

    name = "refuse"

    def fault(self, job: Job[Any]) -> Sequence[Diagnostic]:
        return (error("planted", "this cannot be shown"),)


class WarnWriter(FaultWriter):
    """Has a warning about the first block that it meets."""

    name = "warn"

    def fault(self, job: Job[Any]) -> Sequence[Diagnostic]:
        return (warning("planted", "look here", next(blocks(job.document.body)).where),)


class NeedWriter(FaultWriter):
    """Reads the folder of another format."""

    name = "need"

    def needs(self, options: Any) -> tuple[str, ...]:
        return ("crash",)

    def fault(self, job: Job[Any]) -> Sequence[Diagnostic]:
        return ()


class LackWriter(FaultWriter):
    """Needs a program that nobody has."""

    name = "lack"
    tools = (Tool("no-such-program", "it does the work", "apt install nothing", kind="program"),)

    def fault(self, job: Job[Any]) -> Sequence[Diagnostic]:
        return ()


class SlowOptions(Options):
    """How slow."""

    seconds: float = 1.0


class SlowWriter(FaultWriter):
    """Goes right, though it takes its time between two files."""

    name = "slow"
    options = SlowOptions

    def fault(self, job: Job[Any]) -> Sequence[Diagnostic]:
        time.sleep(job.options.seconds)
        job.file(".end").write_text("end", encoding="ascii")
        return ()
