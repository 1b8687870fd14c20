"""Every view that somebody has open, made again when what it rests on changes, and not else."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import assert_never

from coprod_formats.config import Config, load
from coprod_formats.diagnostics import CoprodError, Diagnostic, Severity
from coprod_formats.preview.making import Made, Making, Means, News, Refused, Subject, made
from coprod_formats.preview.shown import File, Shown
from coprod_formats.preview.views import AT_ONCE
from coprod_formats.reading.pieces import Pieces
from coprod_formats.signing import Signature

FORMER = 3  # states of a view whose files can still be had, since browsers ask a little later
KEPT = 12  # views; more are kept only while somebody looks at them


@dataclass(frozen=True, slots=True)
class State:
    """What one view has to say at a moment."""

    number: int  # grows with every change
    mood: str  # "making", "shown" or "refused"
    message: str
    diagnostics: tuple[Diagnostic, ...] = ()
    shown: Shown | None = None
    signature: Signature | None = None


class View:
    """One format of one document, as it stands now, and those who look at it."""

    def __init__(self, subject: Subject, desk: Desk) -> None:
        self.subject = subject
        self.state = State(0, "making", "The source is being read.")
        self.files: frozenset[Path] = frozenset()
        self.followers = 0
        self._shown: deque[Shown] = deque(maxlen=FORMER)
        self._desk = desk
        self._stale = asyncio.Event()
        self._news = asyncio.Condition()
        self._task: asyncio.Task[None] | None = None

    async def follow(self) -> AsyncIterator[State]:
        """Each state from the present one on; what comes too fast to be told is left out."""
        self.followers += 1
        if self.followers == 1:
            self._stale.set()  # nobody watched the source meanwhile
        if self._task is None:
            self._task = asyncio.create_task(self._keep())
        told = -1
        try:
            while await self._newer(told):
                state = self.state
                told = state.number
                yield state
        finally:
            self.followers -= 1

    async def _newer(self, told: int) -> bool:
        """Wait for something that has not been told yet; false where nothing more will come."""
        async with self._news:
            await self._news.wait_for(lambda: self.state.number > told or self._desk.closed)
        return not self._desk.closed

    def file(self, name: str, digest: str) -> File | None:
        """A file that the view leads to, or led to a moment ago; "" is its present state."""
        for shown in reversed(self._shown):
            found = shown.files.get(name)
            with suppress(OSError):  # its folder has been made anew since
                if found and digest in {"", found.digest}:
                    return found
        return None

    def touch(self) -> None:
        """What the view rests on has changed."""
        self._stale.set()

    @property
    def rests(self) -> frozenset[Path]:
        """Its files and their folders, which may be moved away as a whole."""
        return self.files | {one.parent for one in self.files}

    @property
    def refused(self) -> bool:
        """Whether it waits for something to be mended, anywhere."""
        return self.state.mood == "refused"

    async def close(self) -> None:
        """Let go of everybody who waits, and stop making."""
        async with self._news:
            self._news.notify_all()
        if self._task:
            self._task.cancel()

    async def _keep(self) -> None:
        """Make the view whenever it is stale and somebody looks."""
        loop = asyncio.get_running_loop()
        while True:
            await self._stale.wait()
            self._stale.clear()
            if not self.followers:
                continue
            pool = self._desk.pool(self.subject.format)
            queue: asyncio.Queue[News | None] = asyncio.Queue()

            def work(queue: asyncio.Queue[News | None] = queue) -> None:
                """Make what is shown, in a thread, and hand each piece of news over."""
                for news in self._desk.work(self.subject, self._given_up):
                    loop.call_soon_threadsafe(queue.put_nowait, news)
                loop.call_soon_threadsafe(queue.put_nowait, None)

            running = loop.run_in_executor(pool, work)
            while (news := await queue.get()) is not None:
                await self._accept(news)
            await running

    def _given_up(self) -> bool:
        return self._stale.is_set() or self._desk.closed

    async def _accept(self, news: News) -> None:
        before = self.state
        after = replace(_after(before, news), number=before.number + 1)
        if isinstance(news, Made):
            self.files = news.files
            self._shown.append(news.shown)
        if isinstance(news, Making) and after.message == before.message:
            return
        async with self._news:
            self.state = after
            self._news.notify_all()


def _after(before: State, news: News) -> State:
    match news:
        case Making(words):
            return replace(before, mood="making", message=words)
        case Made(shown, diagnostics, signed, _):
            message = f"Up to date at {_clock()}."
            return State(0, "shown", message, diagnostics, shown, signed)
        case Refused(diagnostics):
            message = _refusal(diagnostics, known=before.shown is not None)
            return replace(before, mood="refused", message=message, diagnostics=diagnostics)
        case _:
            assert_never(news)


def _clock() -> str:
    return datetime.now().astimezone().strftime("%H:%M:%S")


def _refusal(diagnostics: Iterable[Diagnostic], *, known: bool) -> str:
    count = sum(one.severity is Severity.ERROR for one in diagnostics)
    things = f"{count} thing{'s' * (count != 1)} to mend"
    if known:
        return f"Not updated at {_clock()}: {things}. What you see is the last good page."
    return f"Nothing to show yet at {_clock()}: {things}."


class Desk:
    """The views of one project, and the hands that make them."""

    def __init__(self, config_file: Path, config: Config, executor: Executor) -> None:
        self.config = config
        self.closed = False
        self._config_file = config_file
        self._executor = executor
        self._views: dict[Subject, View] = {}
        # one hand for what is quick: typst and liblouis bear one thread at a time
        self._quick = ThreadPoolExecutor(1, "quick")
        self._slow = ThreadPoolExecutor(1, "slow")
        self._pieces: dict[Subject, Pieces] = {}
        self._flaws: tuple[Diagnostic, ...] = ()  # of the settings

    def view(self, subject: Subject) -> View:
        """The view of a subject."""
        if subject not in self._views:
            unseen = [one for one, view in self._views.items() if not view.followers]
            for one in unseen[: max(0, len(self._views) - KEPT)]:
                del self._views[one]
                self._pieces.pop(one, None)
            self._views[subject] = View(subject, self)
        return self._views[subject]

    def pool(self, format_: str) -> ThreadPoolExecutor:
        """The hand that makes a format."""
        return self._quick if format_ in AT_ONCE else self._slow

    def work(self, subject: Subject, stale: Callable[[], bool]) -> Iterable[News]:
        """The making of one view, in a thread."""
        if self._flaws:
            return (Refused(self._flaws),)
        pieces = self._pieces.setdefault(subject, Pieces())
        return made(subject, Means(self.config, self._executor, pieces, stale))

    def watched(self) -> frozenset[Path]:
        """The folders in which a change can matter, the project's own left out."""
        pattern = Path(self.config.sources)
        fixed = [part for part in pattern.parts[:-1] if not set(part) & set("*?[")]
        folders = {self.config.project.joinpath(*fixed).resolve()}
        for view in self._views.values():
            folders |= {one.parent for one in view.files}
        return frozenset(
            one for one in folders if one.is_dir() and not folders.intersection(one.parents)
        )

    def changed(self, paths: frozenset[Path]) -> None:
        """Make stale what rests on these files."""
        if self._config_file.resolve() in paths:
            self._configure()
            stale = list(self._views.values())
        else:
            stale = [one for one in self._views.values() if one.refused or one.rests & paths]
        for view in stale:
            view.touch()

    def _configure(self) -> None:
        try:
            self.config = load(self._config_file)
            self._flaws = ()
        except CoprodError as refusal:
            self._flaws = tuple(refusal.diagnostics)

    async def close(self) -> None:
        """End every view."""
        self.closed = True
        for view in self._views.values():
            await view.close()
        self._quick.shutdown(wait=False, cancel_futures=True)
        self._slow.shutdown(wait=False, cancel_futures=True)
