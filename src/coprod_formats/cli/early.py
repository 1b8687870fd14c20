"""What a run will surely need is begun before anything is known of it but its first word."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from glob import iglob
from importlib import import_module

KEPT = ".cache/memo.pickle"  # is written at the end of each run
WORKSHEET = "-draft.md"  # nothing is made from those
KNOWN_TO_ALL = (
    "coprod_formats.config.model",
    "coprod_formats.yamlfile",
    "coprod_formats.document",
)
READING = ("coprod_formats.reading.source", "coprod_formats.linting")
ELSEWHERE = ("dask", "-h", "--source")  # in the words of those who read nothing here, or choose


@contextmanager
def begun(arguments: Sequence[str]) -> Iterator[None]:
    """Pandoc has begun with the first source that is newer than the last run in this folder.

    A worker gets ready to read what it makes of it. A guess that is wrong costs a little time.
    """
    source = _expected(arguments)
    if source is None:
        yield
        return
    from pathlib import Path

    from coprod_formats.engine import births
    from coprod_formats.reading import ahead

    try:
        ahead.expect(Path(source))
        if not any("serial" in said for said in arguments):
            with suppress(ImportError):  # whoever needs it will tell
                for name in KNOWN_TO_ALL:
                    import_module(name)
            births.expect(READING)
        yield
    finally:
        births.forget()
        ahead.forget()


def _expected(arguments: Sequence[str]) -> str | None:
    if arguments[:1] != ["render"] or any(one in said for said in arguments for one in ELSEWHERE):
        return None
    if not os.path.exists("config.yaml"):  # noqa: PTH110 - quicker
        return None
    return min(_new(), default=None)


def _new() -> Iterator[str]:
    known = 0
    with suppress(OSError):
        known = os.stat(KEPT).st_mtime_ns  # noqa: PTH116 - quicker
    for one in iglob("sources/*.md"):  # noqa: PTH207 - quicker
        with suppress(OSError):  # it went away
            written = os.stat(one).st_mtime_ns  # noqa: PTH116 - quicker
            if written > known and not one.endswith(WORKSHEET):
                yield one
