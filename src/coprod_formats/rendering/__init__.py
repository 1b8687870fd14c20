"""The whole trip: the settings of a project in, published folders and results out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from coprod_formats.config import Config
from coprod_formats.diagnostics import Diagnostic, ExitCode, Severity, UsageError, error
from coprod_formats.engine.cache import Cache
from coprod_formats.engine.failures import explain
from coprod_formats.engine.graph import Outcome, Pulse, State, Step, kept, run
from coprod_formats.engine.publishing import DamagedError, Standing, publish, recover, standing
from coprod_formats.engine.store import Artifact
from coprod_formats.rendering.planning import CHECK, plan
from coprod_formats.rendering.recipes import READER, Installation, Recipe
from coprod_formats.sources import Read, discover, document_digest, load, reading_step, select

if TYPE_CHECKING:
    from coprod_formats.document import Document

__all__ = [
    "CHECK",
    "READER",
    "Installation",
    "Order",
    "Pulse",
    "Result",
    "Review",
    "Standing",
    "State",
    "render",
    "review",
]

PULSE = 0.1  # seconds between two looks at what is being made


@dataclass(frozen=True, slots=True)
class Order:
    """What one run is to make, and where it is to stand afterwards."""

    config: Config
    formats: tuple[str, ...]
    slugs: tuple[str, ...] = ()  # of the documents; none named means all
    outputs: Path = Path("outputs")


@dataclass(frozen=True, slots=True)
class Result:
    """How one format of one document ended, or the reading of the document itself."""

    document: str
    format: str  # "" for the reading
    state: State
    diagnostics: tuple[Diagnostic, ...] = ()
    code: ExitCode = ExitCode.OK
    seconds: float = 0.0  # that the making took, in this run or when it was made
    folder: Path | None = None  # where the files lie for people
    renewed: bool = False  # whether they had to be put there


def render(
    order: Order, cache: Cache, installation: Installation, executor: Executor, width: int = 1
) -> Iterator[Result | Pulse]:
    """Render the documents of an order; each format is published the moment that it is proved.

    No more than ``width`` steps are in the executor's hands at one time.
    """
    trip = _Trip(order, cache, installation, executor, width)
    yield from trip.read()
    yield from trip.write()


@dataclass(frozen=True, slots=True)
class Review:
    """A document as it reads now, and how each of its formats stands to that."""

    result: Result
    document: Document | None = None  # none where it could not be read
    digest: str = ""  # of the document
    source: Path | None = None  # the file that it was read from
    standings: Mapping[str, Standing] = field(default_factory=dict)  # by format


def review(
    order: Order, cache: Cache, installation: Installation, executor: Executor
) -> Iterator[Review]:
    """Read the documents of an order and look at what is published of them; make nothing."""
    yield from _Trip(order, cache, installation, executor, 1).review()


class _Trip:
    """One run: what has been read and written so far."""

    def __init__(
        self, order: Order, cache: Cache, installation: Installation, executor: Executor, width: int
    ) -> None:
        self._order = order
        self._cache = cache
        self._installation = installation
        self._executor = executor
        self._width = width
        self._paths: dict[str, Path] = {}
        self._readings: dict[str, Artifact] = {}
        self._written: dict[str, Outcome] = {}
        self._recipes: dict[str, Recipe] = {}

    def read(self) -> Iterator[Result | Pulse]:
        """Read every source; tell what is wrong with it, and what was new."""
        config = self._order.config
        found = select(discover(config.project, config.sources), self._order.slugs)
        if not (found.sources or found.refused):
            message = f"there is no document here: no file is called {config.sources}"
            hint = "put a Markdown file there, and see whether you may read that folder"
            raise UsageError(error("source-missing", message, hint=hint))
        for slug, faults in found.refused.items():
            yield Result(slug, "", State.FAILED, faults, ExitCode.USAGE)
        self._paths = {source.slug: source.path for source in found.sources}
        reads = (Read(source, config.project, config.documents) for source in found.sources)
        reader = self._installation.reader()
        for event in self._run([reading_step(read, reader) for read in reads]):
            if isinstance(event, Pulse):
                self._foresee()
                yield event
                continue
            if event.artifact:
                self._readings[event.name] = event.artifact
            yield _result(event.name, "", event)

    def _foresee(self) -> None:
        """Learn how each format is made while others read."""
        for name in self._order.formats:
            self._recipe(name)

    def write(self) -> Iterator[Result | Pulse]:
        """Make, check and publish the formats of all that was read."""
        steps = [step for slug in self._readings for step in self._steps(slug)]
        for step in steps:
            if not step.name.endswith(CHECK):
                with suppress(OSError):  # whoever publishes there will tell of it
                    recover(self._order.outputs / step.name)
        for event in self._run(steps):
            if isinstance(event, Pulse):
                yield event
            elif event.name.endswith(CHECK):
                yield self._checked(event.name.removesuffix(CHECK), event)
            else:
                self._written[event.name] = event

    def review(self) -> Iterator[Review]:
        """Read every source, and see how its published formats stand to it."""
        for result in self.read():
            if isinstance(result, Pulse):
                continue
            reading = self._readings.get(result.document)
            if reading is None:
                yield Review(result)
                continue
            steps = [one for one in self._steps(result.document) if not one.name.endswith(CHECK)]
            known = kept(steps, self._cache.store)
            standings = {
                one.name.rpartition("/")[2]: standing(
                    known.get(one.name), self._order.outputs / one.name, self._cache.memo
                )
                for one in steps
            }
            document, digest = load(reading.folder), document_digest(reading)
            yield Review(result, document, digest, self._paths[result.document], standings)

    def _steps(self, slug: str) -> Iterable[Step]:
        wanted, program = self._order.formats, self._installation.program
        reading = self._readings[slug]
        return plan(slug, reading, wanted, self._recipe, program, self._cache.parts).values()

    def _run(self, steps: Sequence[Step]) -> Iterator[Outcome | Pulse]:
        for event in run(steps, self._cache.store, self._executor, self._width, PULSE):
            if isinstance(event, Outcome) and event.artifact:
                self._cache.used.add(event.artifact.key)
                if event.state is State.BUILT:
                    self._cache.built.add(event.artifact.key)
            yield event

    def _recipe(self, name: str) -> Recipe:
        if name not in self._recipes:
            settings = self._order.config.formats.get(name, {})
            self._recipes[name] = self._installation.recipe(name, settings)
        return self._recipes[name]

    def _checked(self, name: str, check: Outcome) -> Result:
        """How a wanted format ended, now that its check has; the moment to publish it."""
        slug, _, format_ = name.partition("/")
        written = self._written[name]
        if written.artifact is None:
            return _result(slug, format_, written)
        said = (*written.diagnostics, *check.diagnostics)
        result = _result(slug, format_, written, said=said)
        if check.artifact is None or _refused(said):
            message = f"{name} was not published; an earlier output stays as it was"
            where = f"the refused files lie in {written.artifact.folder}"
            refusal = error("not-published", message, hint=where)
            return replace(
                result, state=State.FAILED, diagnostics=(*said, refusal), code=ExitCode.FAILED
            )
        return self._published(name, result, written.artifact)

    def _published(self, name: str, result: Result, artifact: Artifact) -> Result:
        target = self._order.outputs / name
        try:
            renewed = publish(artifact, target, self._cache.memo)
        except DamagedError:
            self._cache.store.drop(artifact.key)
            message = f"the kept files of {name} have been damaged, and were thrown away"
            flaw = error("cache-damaged", message, hint="run the command again")
        except OSError as refusal:
            flaw = explain(name, refusal).diagnostics[0]
        else:
            return replace(result, folder=target, renewed=renewed)
        said = (*result.diagnostics, flaw)
        return replace(result, state=State.FAILED, diagnostics=said, code=ExitCode.FAILED)


def _result(
    slug: str,
    format_: str,
    outcome: Outcome,
    said: tuple[Diagnostic, ...] | None = None,
) -> Result:
    seconds = outcome.artifact.seconds if outcome.artifact else 0.0
    told = outcome.diagnostics if said is None else said
    return Result(slug, format_, outcome.state, told, outcome.code, seconds)


def _refused(diagnostics: Sequence[Diagnostic]) -> bool:
    return any(one.severity is Severity.ERROR for one in diagnostics)
