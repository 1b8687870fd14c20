"""The command line as ``python -m tests.run``, for tests that need a program to start."""

from coprod_formats.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
