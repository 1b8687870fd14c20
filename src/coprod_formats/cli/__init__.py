"""The command line: the one place that prints, and that ends the program."""

from __future__ import annotations

import os
import sys


def main() -> int:
    """Run the command line and give the exit code; imports wait until it is really called."""
    try:
        from coprod_formats.cli import early
        from coprod_formats.engine import rubbish

        rubbish.seldom()
        early.begin(sys.argv[1:])
        # Else pydantic looks through every package for plug-ins, and our models have none.
        os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
        from coprod_formats.cli.commands import run

        return run()
    except KeyboardInterrupt:  # while still starting
        return 130
