"""The command ``render``: from what was typed to an exit code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, TextIO

from coprod_formats import writers
from coprod_formats.cli.project import CACHE, outputs, see_project
from coprod_formats.cli.telling import Teller, teller_for
from coprod_formats.config import Config
from coprod_formats.diagnostics import ExitCode, Severity, UsageError, closest, error
from coprod_formats.engine.cache import Cache, open_cache
from coprod_formats.engine.executors import open_executor
from coprod_formats.engine.room import fitting_jobs
from coprod_formats.rendering import Installation, Order, Result, render
from coprod_formats.sources import length

if TYPE_CHECKING:
    from coprod_formats.engine.cluster import Cluster

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
    scheduler: str | None
    strict: bool
    as_json: bool


def render_formats(wish: Wish, out: TextIO) -> ExitCode:
    """Render what was wished for, tell how it goes, and give the exit code."""
    began = perf_counter()
    see_project(wish.config)
    with open_cache(wish.config.parent / CACHE) as cache:
        installation = Installation(cache.memo)
        config = installation.config(wish.config)
        order = Order(
            config, _wanted(wish, config, installation), wish.slugs, outputs(config, wish.outputs)
        )
        jobs = 1 if wish.executor == "serial" else wish.jobs or fitting_jobs()
        cluster = _cluster(wish, order, cache, installation)
        with (
            teller_for(out, as_json=wish.as_json) as teller,
            open_executor(
                wish.executor, jobs, _patience(config), cluster, _ahead(order)
            ) as executor,
        ):
            width = wish.jobs or executor.width
            results = _told(render(order, cache, installation, executor, width), teller)
            code = _exit_code(results, strict=wish.strict)
            teller.end(results, perf_counter() - began, code)
        cache.prune(config.cache_size)
    return code


def _cluster(wish: Wish, order: Order, cache: Cache, installation: Installation) -> Cluster | None:
    """The cluster that is to do the work, where one is named, and what each worker must have."""
    if wish.scheduler is None:
        return None
    from coprod_formats.engine.cluster import Cluster

    wanted = installation.equipment(order.formats, order.config.formats)
    return Cluster(wish.scheduler, (cache.folder / "lock").absolute(), wanted)


def _ahead(order: Order) -> Sequence[str]:
    """The modules that workers will need: who has read goes on with the first of the formats."""
    return writers.modules((*order.formats[1:], *order.formats[:1]))


def _patience(config: Config) -> float:
    """The seconds that one step may take: a book has more than a report."""
    return config.seconds * length(config.project, config.sources)


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


def _exit_code(results: Sequence[Result], *, strict: bool) -> ExitCode:
    codes = Counter(result.code for result in results)
    if strict and any(_warns(result) for result in results):
        codes[ExitCode.FAILED] += 1
    return next((code for code in WORST_FIRST if codes[code]), ExitCode.OK)


def _warns(result: Result) -> bool:
    return any(one.severity is Severity.WARNING for one in result.diagnostics)
