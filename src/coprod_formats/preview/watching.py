"""Word of files that change, from folders that may become more while they are watched."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

from watchfiles import awatch

DEBOUNCE = 80  # milliseconds for which changes are gathered at most
STEP = 15  # milliseconds without a change that end the gathering
Queue = asyncio.Queue[frozenset[Path]]
LOOK = 250  # milliseconds between two looks at which folders matter
OVERLAP = 0.2  # seconds for which both old and new folders are watched, so that nothing slips by


async def changes(
    folders: Callable[[], frozenset[Path]], project: Path
) -> AsyncIterator[frozenset[Path]]:
    """The files that changed: in folders and all under them, and in the project's own folder."""
    queue: Queue = asyncio.Queue()
    top = asyncio.create_task(_watch(frozenset({project}), queue, deep=False))
    deep: asyncio.Task[None] | None = None
    known: frozenset[Path] = frozenset()
    try:
        while True:
            if (wanted := folders()) != known or (deep and deep.done()):
                old, known = deep, wanted
                deep = asyncio.create_task(_watch(wanted, queue, deep=True))
                await asyncio.sleep(OVERLAP)
                if old:
                    old.cancel()
            try:
                yield await asyncio.wait_for(queue.get(), LOOK / 1000)
            except TimeoutError:
                continue
    finally:
        top.cancel()
        if deep:
            deep.cancel()


async def _watch(
    folders: frozenset[Path], queue: asyncio.Queue[frozenset[Path]], deep: bool
) -> None:
    """Editors save by writing another file and renaming it, so folders are watched, not files."""
    if not folders:
        return
    found = awatch(
        *folders, watch_filter=None, debounce=DEBOUNCE, step=STEP, recursive=deep, rust_timeout=LOOK
    )
    async for several in found:
        queue.put_nowait(frozenset(Path(path) for _, path in several))
