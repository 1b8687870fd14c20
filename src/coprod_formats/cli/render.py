"""The command ``render``: from what was typed to an exit code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TextIO

from coprod_formats import writers
from coprod_formats.cli.project import see_project
from coprod_formats.cli.telling import Teller, teller_for
from coprod_formats.config import Config, glance
from coprod_formats.diagnostics import ExitCode, Severity, UsageError, closest, error
from coprod_formats.engine import rubbish
from coprod_formats.engine.cache import open_cache
from coprod_formats.engine.executors import fitting_jobs, open_executor
from coprod_formats.rendering import Installation, Order, Result, render

WORST_FIRST = (ExitCode.USAGE, ExitCode.FAILED, ExitCode.MISSING_TOOL)


@dataclass(frozen=True, slots=True)
class Wish:
    """What was typed after ``render``."""

    formats: tuple[str, ...]
    slugs: tuple[str, ...]
    outputs: Path | None
    config: Path
    jobs: int | None
    executor: str
    strict: bool
    as_json: bool


def render_formats(wish: Wish, out: TextIO) -> ExitCode:
    """Render what was wished for, tell how it goes, and give the exit code."""
    began = perf_counter()
    rubbish.seldom()
    see_project(wish.config)
    with open_cache(wish.config.parent / ".cache") as cache:
        installation = Installation(cache.memo)
        config = installation.config(wish.config, _prepared(wish))
        order = Order(
            config, _wanted(wish, config, installation), wish.slugs, _outputs(wish, config)
        )
        jobs = 1 if wish.executor == "serial" else wish.jobs or fitting_jobs()
        with (
            teller_for(out, as_json=wish.as_json) as teller,
            open_executor(wish.executor, jobs, config.seconds) as executor,
        ):
            results = _told(render(order, cache, installation, executor, jobs), teller)
            code = _exit_code(results, strict=wish.strict)
            teller.end(results, perf_counter() - began, code)
        cache.prune(config.cache_size)
    return code


def _told(events: Iterable[object], teller: Teller) -> Sequence[Result]:
    results = []
    for event in events:
        teller.tell(event)
        if isinstance(event, Result):
            results.append(event)
    return results


def _wanted(wish: Wish, config: Config, installation: Installation) -> tuple[str, ...]:
    """The names of the formats to make, each once; an error for those that nobody offers."""
    known = (*writers.BUILT_IN, *installation.plugins())
    complaints = [
        error("format-unknown", f"there is no format called {name}", None, closest(name, known))
        for name in wish.formats
        if name not in (*known, "all")
    ]
    if complaints:
        raise UsageError(*complaints)
    if not wish.formats or "all" in wish.formats:
        return tuple(dict.fromkeys((*config.formats, *(n for n in wish.formats if n != "all"))))
    return tuple(dict.fromkeys(wish.formats))


def _outputs(wish: Wish, config: Config) -> Path:
    return wish.outputs or config.project / config.outputs


def _prepared(wish: Wish) -> Callable[[], None] | None:
    """Name what nearly every step will need; how to begin with it, where workers are wanted."""
    if wish.executor != "local":
        return None
    from coprod_formats.engine import workers

    named = wish.formats if wish.formats and "all" not in wish.formats else glance(wish.config)
    workers.preload(("coprod_formats.reading", *writers.modules(named)))
    return workers.begin


def _exit_code(results: Sequence[Result], *, strict: bool) -> ExitCode:
    codes = Counter(result.code for result in results)
    if strict and any(_warns(result) for result in results):
        codes[ExitCode.FAILED] += 1
    return next((code for code in WORST_FIRST if codes[code]), ExitCode.OK)


def _warns(result: Result) -> bool:
    return any(one.severity is Severity.WARNING for one in result.diagnostics)
