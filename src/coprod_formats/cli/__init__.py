"""The command line: the one place that prints, and that ends the program."""

from __future__ import annotations


def main() -> int:
    """Run the command line and give the exit code; imports wait until it is really called."""
    try:
        from coprod_formats.cli.commands import run

        return run()
    except KeyboardInterrupt:  # while still starting
        return 130
