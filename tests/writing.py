"""Writes documents by hand in every format, alone in a process: `python -m tests.writing ROOT`.

With `heard` after the root it writes every other document in all formats that are heard.
Whatever a writer opens for writing outside its own folder, or outside the folder that the
system gives for passing files, ends in ``OUTSIDE`` on standard error.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from tests.shelf import BY_HAND, Shelf, by_hand, held

HEARD = ("audio", "mp4", "read-aloud", "daisy")
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
CHANGES = {"os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.link", "os.symlink", "os.truncate"}


def watch(allowed: tuple[Path, ...]) -> None:
    """Tell of every file that Python touches elsewhere from now on."""

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITES
        if not (writes or event in CHANGES) or not isinstance(arguments[0], str | bytes | Path):
            return
        path = (_home(event, arguments) / os.fsdecode(arguments[0])).absolute()
        if path != Path(os.devnull) and not any(path.is_relative_to(one) for one in allowed):
            sys.stderr.write(f"OUTSIDE {event} {path}\n")

    sys.addaudithook(hook)


def _home(event: str, arguments: tuple[object, ...]) -> Path:
    """The folder that a path is counted from: the one at hand, or one that is held open."""
    held = arguments[1] if event in {"os.remove", "os.rmdir"} else -1
    return (
        Path(f"/proc/self/fd/{held}").resolve() if isinstance(held, int) and held >= 0 else Path()
    )


def main(root: Path, heard: bool = False) -> None:
    """Every document made by hand, in every format; or every other, in those that are heard."""
    from coprod_formats import writers

    sys.dont_write_bytecode = True
    shelf = Shelf(root)
    if heard:
        folders = [(name, one) for one in HEARD for name in held(one) if name not in BY_HAND]
    else:
        shelf.documents |= {name: by_hand(name, root / "assets") for name in BY_HAND}
        folders = [(name, one) for name in BY_HAND for one in writers.names()]
    watch((root, Path(tempfile.gettempdir())))
    for name, one in folders:
        shelf.folder(name, one)


if __name__ == "__main__":
    main(Path(sys.argv[1]), "heard" in sys.argv[2:])
