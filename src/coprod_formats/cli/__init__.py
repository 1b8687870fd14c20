"""The command line: the one place that prints, and that ends the program."""

from __future__ import annotations

import io
import os
import sys


def main() -> int:
    """Run the command line and give the exit code; imports wait until it is really called."""
    try:
        from coprod_formats.cli import early
        from coprod_formats.engine import rubbish

        _see_streams()
        rubbish.seldom()
        # Else pydantic looks through every package for plug-ins, and our models have none.
        os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
        with early.begun(sys.argv[1:]):
            from coprod_formats.cli.commands import run

            return run()
    except KeyboardInterrupt:  # while still starting
        return 130


def _see_streams() -> None:
    """Words go somewhere and break nothing: where streams are closed, or know few letters."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:  # else the next file that is opened would stand in its place
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)
    sys.stdin = sys.stdin or os.fdopen(0)
    sys.stdout = sys.stdout or os.fdopen(1, "w")
    sys.stderr = sys.stderr or os.fdopen(2, "w")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
