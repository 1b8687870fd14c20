"""One view made anew: the source read, the format made, and word of each step on the way."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from time import sleep

from coprod_formats import writers
from coprod_formats.config import Config
from coprod_formats.diagnostics import CoprodError, Diagnostic, Severity, UsageError, error
from coprod_formats.engine.cache import open_cache
from coprod_formats.engine.failures import explain
from coprod_formats.preview.shown import Shown
from coprod_formats.preview.views import AT_ONCE, AtOnce, finished
from coprod_formats.reading import Reading
from coprod_formats.reading.pieces import Pieces
from coprod_formats.rendering import Installation, Order, Pulse, Result, State, render
from coprod_formats.signing import Signature, lock_path
from coprod_formats.signing import state as signature
from coprod_formats.sources import PICTURES, Read, Source, discover

PATIENCE = 1.0  # seconds between two looks at whether another run has ended
LOCKED = "project-locked"


@dataclass(frozen=True, slots=True)
class Making:
    """Work goes on: what is being made now."""

    words: str


@dataclass(frozen=True, slots=True)
class Made:
    """A view is ready, with all that was said on the way."""

    shown: Shown
    diagnostics: tuple[Diagnostic, ...]
    signature: Signature
    files: frozenset[Path]  # that it rests on


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing could be made: why not."""

    diagnostics: tuple[Diagnostic, ...]


News = Making | Made | Refused


@dataclass(frozen=True, slots=True)
class Subject:
    """What a view is about."""

    slug: str
    format: str


@dataclass(frozen=True, slots=True)
class Means:
    """What a view is made with: settings, workers, and what is known of its source."""

    config: Config
    executor: Executor
    pieces: Pieces
    stale: Callable[[], bool]  # whether what is being made is out of date already


def made(subject: Subject, means: Means) -> Iterator[News]:
    """The view in as many steps as it takes; never raises, and ends early where it is stale."""
    try:
        yield from _made(subject, means)
    except CoprodError as refusal:
        yield Refused(tuple(refusal.diagnostics))
    except Exception as flaw:  # noqa: BLE001 - a fault of one view must not end the preview
        yield Refused(explain(subject.format, flaw).diagnostics)


def _made(subject: Subject, means: Means) -> Iterator[News]:
    config = means.config
    read = Read(_source(subject, config), config.project, config.documents)
    reading = read.reading(means.pieces.read)
    rests = _rests(read, reading)
    signed = signature(read.source.path, reading.document, subject.format)
    if subject.format in AT_ONCE:
        at_once = AtOnce(subject.format, config.formats.get(subject.format, {}))
        yield Made(at_once(reading.document), reading.diagnostics, signed, rests)
        return
    title = writers.find(subject.format).title
    yield Making(f"The format is being made: {title}.")
    arrived = False
    for event in _rendered(subject, config, means.executor):
        if isinstance(event, Making):
            if not arrived:  # what goes on afterwards are checks of what this format needed
                yield event
            continue
        if event.folder is None or event.state is State.FAILED:
            yield Refused(event.diagnostics)
            return
        arrived = True
        said = _together(reading, event.diagnostics)
        for shown in finished(subject.format)(reading.document, event.folder, title):
            yield Made(shown, said, signed, rests)
            if means.stale():
                break


def _rests(read: Read, reading: Reading) -> frozenset[Path]:
    """Every file that decides what is shown, those too that may come to be."""
    source = read.source.path.resolve()
    locks = (lock_path(source, name) for name in writers.names())
    pictures = read.project.resolve() / PICTURES
    return frozenset((source, pictures, *locks, *(one.path for one in reading.files)))


def _source(subject: Subject, config: Config) -> Source:
    found = discover(config.project, config.sources)
    if faults := found.refused.get(subject.slug):
        raise UsageError(*faults)
    for source in found.sources:
        if source.slug == subject.slug:
            return source
    raise UsageError(error("source-unknown", f"there is no source called {subject.slug} any more"))


def _together(reading: Reading, said: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple(dict.fromkeys((*reading.diagnostics, *said)))


def _rendered(subject: Subject, config: Config, executor: Executor) -> Iterator[Making | Result]:
    """The trip that ``render`` makes, into a folder of the preview's own."""
    cache_folder = config.project / ".cache"
    wanted = (subject.format,)
    order = Order(config, wanted, (subject.slug,), cache_folder / "preview")
    while True:
        try:
            with open_cache(cache_folder) as cache:
                for event in render(order, cache, Installation(cache.memo), executor):
                    if isinstance(event, Pulse):
                        yield Making(now(event, subject))
                    elif event.format == subject.format or _fails(event):
                        yield event
                cache.prune(config.cache_size)
                return
        except UsageError as refusal:
            if refusal.diagnostics[0].rule != LOCKED:
                raise
        yield Making("Another run is at work in this project. This begins when it has ended.")
        sleep(PATIENCE)


def _fails(result: Result) -> bool:
    return any(one.severity is Severity.ERROR for one in result.diagnostics)


def now(pulse: Pulse, subject: Subject) -> str:
    """What is being made at this moment, in words; no step runs while a worker starts."""
    step = next(iter(pulse.running), "")
    if not step:
        return "This is about to begin."
    _, _, rest = step.partition("/")
    if not rest:
        return "The source is being read."
    name, _, stage = rest.partition("/")
    title = writers.find(name).title
    if name != subject.format:
        return f"Now being made: {title}, which this format needs."
    return f"Now being made: {title}.{' It is being checked.' if stage else ''}"
