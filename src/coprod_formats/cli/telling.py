"""How a run is told: a live line on a terminal, plain lines in a pipe, JSON for programs."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from time import perf_counter
from typing import Protocol, TextIO

import click

from coprod_formats.diagnostics import Diagnostic, ExitCode, Severity
from coprod_formats.rendering import CHECK, Pulse, Result, State

ERASE, BOLD, PLAIN = "\r\x1b[2K", "\x1b[1m", "\x1b[0m"
SHOWN = 3  # running steps that the live line names


class Teller(Protocol):
    """Tells people or programs what happens in a run."""

    def tell(self, event: object) -> None:
        """Tell one event of the run."""
        ...

    def end(self, results: Sequence[Result], seconds: float, code: ExitCode) -> None:
        """Tell how the run ended as a whole."""
        ...


@contextmanager
def teller_for(out: TextIO, *, as_json: bool) -> Iterator[Teller]:
    """The teller that suits where the words go."""
    if as_json:
        yield JsonTeller(out)
    elif not _lively(out):
        yield PlainTeller(out)
    else:
        teller = LiveTeller(out)
        try:
            yield teller
        finally:
            teller.clear()


def _lively(out: TextIO) -> bool:
    return out.isatty() and os.environ.get("TERM", "dumb") != "dumb"


class PlainTeller:
    """One line for each thing that has ended: also what a screen reader reads best."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def tell(self, event: object) -> None:
        """A line for a format that has ended; complaints go to standard error."""
        if isinstance(event, Result):
            for diagnostic in event.diagnostics:
                if event.format or diagnostic.severity is not Severity.INFO:
                    click.echo(self._marked(diagnostic), err=True)  # ``check`` tells the rest
            if line := _line(event):
                click.echo(line, file=self._out)

    def end(self, results: Sequence[Result], seconds: float, _: ExitCode) -> None:
        """The counts, in one sentence."""
        click.echo(_summary(results, seconds), file=self._out)

    def _marked(self, diagnostic: Diagnostic) -> str:
        return str(diagnostic)


class LiveTeller(PlainTeller):
    """As plain, with a last line that names what is being made at this moment."""

    def __init__(self, out: TextIO) -> None:
        super().__init__(out)
        self._since: dict[str, float] = {}
        self._shown = ""
        self._bold = not os.environ.get("NO_COLOR") and sys.stderr.isatty()

    def tell(self, event: object) -> None:
        """A line for what has ended, or the live line anew."""
        if isinstance(event, Pulse):
            now = perf_counter()
            self._since = {name: self._since.get(name, now) for name in event.running}
            self._show()
        else:
            self.clear()
            super().tell(event)

    def end(self, results: Sequence[Result], seconds: float, code: ExitCode) -> None:
        """The counts, in place of the live line."""
        self.clear()
        super().end(results, seconds, code)

    def clear(self) -> None:
        """Take the live line away."""
        self._shown = ""
        self._out.write(ERASE)
        self._out.flush()

    def _show(self) -> None:
        now = perf_counter()
        acts = [f"{_act(name)} {now - since:.0f} s" for name, since in self._since.items()]
        rest = f" and {len(acts) - SHOWN} more" if len(acts) > SHOWN else ""
        line = (", ".join(acts[:SHOWN]) + rest)[: shutil.get_terminal_size().columns - 1]
        if line != self._shown:
            self._shown = line
            self._out.write(f"{ERASE}{line}")
            self._out.flush()

    def _marked(self, diagnostic: Diagnostic) -> str:
        said = str(diagnostic)
        word = f"{diagnostic.severity}:"
        return said.replace(word, f"{BOLD}{word}{PLAIN}", 1) if self._bold else said


def _act(step: str) -> str:
    """What is being done in a step, told by its name."""
    if "/" not in step:
        return f"reading {step}"
    name = step.removesuffix(CHECK)
    return f"{'making' if name == step else 'checking'} {name}"


class JsonTeller:
    """One JSON object a line; docs/json.md says what stands in each."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def tell(self, event: object) -> None:
        """An object for each thing that has ended."""
        if isinstance(event, Result):
            self._write(
                event="format" if event.format else "document",
                document=event.document,
                **({"format": event.format} if event.format else {}),
                state=event.state,
                seconds=event.seconds,
                folder=str(event.folder) if event.folder else None,
                renewed=event.renewed,
                diagnostics=[asdict(one) for one in event.diagnostics],
            )

    def end(self, results: Sequence[Result], seconds: float, code: ExitCode) -> None:
        """An object with the counts and the exit code."""
        counts = {state: _count(results)[state] for state in State}
        said = Counter(one.severity for result in results for one in result.diagnostics)
        severities = {f"{severity}s": said[severity] for severity in Severity}
        self._write(event="end", **counts, **severities, seconds=round(seconds, 3), exit=code)

    def _write(self, **said: object) -> None:
        plain = (self._out.encoding or "").lower() not in {"utf-8", "utf8"}
        click.echo(json.dumps(said, ensure_ascii=plain), file=self._out)


def _line(result: Result) -> str:
    """A format's line, such as ``summary/word  built  1.2 s``; "" where there is no need of one."""
    if not result.format:
        return f"{result.document}  not read" if result.state is State.FAILED else ""
    match result.state:
        case State.BUILT:
            ending = f"built  {result.seconds:.1f} s"
        case State.CACHED if result.renewed:
            ending = "cached  put back"
        case state:
            ending = str(state)
    return f"{result.document}/{result.format}  {ending}"


def _summary(results: Sequence[Result], seconds: float) -> str:
    counts = _count(results)
    said = Counter(one.severity for result in results for one in result.diagnostics)
    states = ", ".join(f"{counts[state]} {state}" for state in State if counts[state])
    unread = sum(not one.format and one.state is State.FAILED for one in results)
    parts = [
        states or "no formats",
        f"{unread} of the documents not read" if unread else "",
        _number(said[Severity.ERROR], "error"),
        _number(said[Severity.WARNING], "warning"),
    ]
    return f"{', '.join(part for part in parts if part)}; {seconds:.1f} s"


def _count(results: Sequence[Result]) -> Counter[State]:
    return Counter(result.state for result in results if result.format)


def _number(count: int, thing: str) -> str:
    return f"{count} {thing}{'s' if count > 1 else ''}" if count else ""
