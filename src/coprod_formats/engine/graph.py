"""Run steps in the order of their needs, as many at once as the executor allows."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass
from enum import StrEnum
from graphlib import TopologicalSorter
from pathlib import Path

from coprod_formats.diagnostics import Diagnostic, ExitCode, error
from coprod_formats.engine.digests import digest_of
from coprod_formats.engine.executors import LostError
from coprod_formats.engine.failures import Failure, explain
from coprod_formats.engine.store import Artifact, Make, Store

SOON = 0.01  # seconds
FEW = 4  # steps for each worker, from which on they should all end at about the same time


def _always(_: Artifact) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Step:
    """Something to make, what it needs made first, and a digest of all else it depends on."""

    name: str
    needs: tuple[str, ...]
    fingerprint: str
    make: Make
    mark: str = ""  # kept beside the artifact, for ``holds`` to look at
    holds: Callable[[Artifact], bool] = _always  # whether a kept artifact may still be used
    blocked: tuple[Diagnostic, ...] = ()  # why it cannot be made here, where that is known


class State(StrEnum):
    """How a step ended."""

    BUILT = "built"
    CACHED = "cached"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one step ended, with its artifact or the reasons why there is none."""

    name: str
    state: State
    artifact: Artifact | None
    diagnostics: tuple[Diagnostic, ...]
    code: ExitCode = ExitCode.OK


@dataclass(frozen=True, slots=True)
class Pulse:
    """The steps that are being made at this moment."""

    running: tuple[str, ...]


def run(
    steps: Iterable[Step], store: Store, executor: Executor, width: int, pulse: float | None = None
) -> Iterator[Outcome | Pulse]:
    """Yield an outcome for every step as it ends; one failure stops only what needs it.

    At most ``width`` steps are handed out at a time, and what has just become possible goes
    first, so that a format is checked and published before the next one is begun; near the end
    what others wait for does, so that all workers end at about the same time. With ``pulse`` it
    also yields, soon and then that many seconds apart, what is being made meanwhile.
    """
    by_name = {step.name: step for step in steps}
    order = TopologicalSorter({step.name: step.needs for step in by_name.values()})
    order.prepare()
    ready = deque(order.get_ready())
    awaited = {need for step in by_name.values() for need in step.needs}
    patience = None if pulse is None else min(pulse, SOON)
    finished: dict[str, Artifact] = {}
    running: dict[Future[Artifact | Failure], Step] = {}

    def settle(outcome: Outcome) -> Outcome:
        """Note what has come of a step, and let begin what waited for it."""
        if outcome.artifact:
            finished[outcome.name] = outcome.artifact
        order.done(outcome.name)
        ready.extendleft(reversed(order.get_ready()))
        return outcome

    while ready or running:
        while ready and len(running) < width:
            step = by_name[_taken(ready, awaited, width)]
            match _begin(step, finished, store, executor):
                case Outcome() as outcome:
                    yield settle(outcome)
                case future:
                    running[future] = step
        done, _ = wait(running, patience, FIRST_COMPLETED)
        patience = pulse
        for future in [one for one in running if one in done]:  # a set has no order of its own
            yield settle(_outcome(running.pop(future), future))
        if pulse is not None and running:
            yield Pulse(tuple(step.name for future, step in running.items() if future.running()))


def _taken(ready: deque[str], awaited: set[str], width: int) -> str:
    """The next step; where few are left, one that others wait for before one that is a last."""
    name = ready[0]
    if width > 1 and len(ready) <= FEW * width:
        name = next((one for one in ready if one in awaited), name)
    ready.remove(name)
    return name


def _begin(
    step: Step, finished: Mapping[str, Artifact], store: Store, executor: Executor
) -> Outcome | Future[Artifact | Failure]:
    """The outcome of a step where it is known at once, else its future."""
    if step.blocked:
        return _failed(step, Failure(step.blocked, _code(step.blocked)))
    if missing := [need for need in step.needs if need not in finished]:
        message = f"{step.name} was not made, because it needs {' and '.join(missing)}"
        return Outcome(step.name, State.SKIPPED, None, (error("needs", message),), ExitCode.FAILED)
    inputs = {need: finished[need] for need in step.needs}
    key = _key(step, finished)
    artifact = store.find(key)
    if artifact and step.holds(artifact):
        return Outcome(step.name, State.CACHED, artifact, artifact.diagnostics)
    folders = {need: made.folder for need, made in inputs.items()}
    return executor.submit(attempt, step.name, store, key, step.make, folders, step.mark)


def _key(step: Step, finished: Mapping[str, Artifact]) -> str:
    digests = (finished[need].digest for need in step.needs)
    return digest_of(step.name, step.fingerprint, *step.needs, *digests)


def kept(steps: Iterable[Step], store: Store) -> Mapping[str, Artifact]:
    """What earlier runs made of these steps, by name; nothing is made for those not there."""
    by_name = {step.name: step for step in steps}
    order = TopologicalSorter({step.name: step.needs for step in by_name.values()})
    found: dict[str, Artifact] = {}
    for step in (by_name[name] for name in order.static_order()):
        if all(need in found for need in step.needs):
            artifact = store.find(_key(step, found))
            if artifact:
                found[step.name] = artifact
    return found


def attempt(
    name: str, store: Store, key: str, make: Make, inputs: Mapping[str, Path], mark: str
) -> Artifact | Failure:
    """Make an artifact, or say why not; runs in the worker and never raises but to stop it."""
    try:
        return store.fill(key, make, inputs, mark)
    except (Exception, SystemExit) as flaw:  # noqa: BLE001 - a writer's fault stops only itself
        return explain(name, flaw)


def _outcome(step: Step, future: Future[Artifact | Failure]) -> Outcome:
    try:
        made = future.result()
    except LostError:
        raise
    except Exception as flaw:  # noqa: BLE001 - the worker itself has gone
        made = explain(step.name, flaw)
    if isinstance(made, Failure):
        return _failed(step, made)
    return Outcome(step.name, State.BUILT, made, made.diagnostics)


def _failed(step: Step, failure: Failure) -> Outcome:
    return Outcome(step.name, State.FAILED, None, failure.diagnostics, failure.code)


def _code(diagnostics: Iterable[Diagnostic]) -> ExitCode:
    lacking = all(one.rule in {"tool-missing", "tool-version"} for one in diagnostics)
    return ExitCode.MISSING_TOOL if lacking else ExitCode.FAILED
