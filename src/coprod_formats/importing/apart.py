"""A PDF file read by a program of its own, which a hostile or huge one can end, and nothing else.

As a program, this module reads one file and answers in JSON: what the file gives, or why not.
"""

from __future__ import annotations

import json
import sys
from base64 import b64decode, b64encode
from collections import Counter
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from coprod_formats.diagnostics import WriteError, error
from coprod_formats.importing.brought import Brought, Told
from coprod_formats.importing.refusals import ImportRefusedError, refusal
from coprod_formats.importing.report import Fate, Finding, Report
from coprod_formats.tools import run

SECONDS = 900.0
MEMORY = 6_000_000_000  # bytes; some 3,000 pages of text need less


def bring(path: Path, report: Report, seconds: float = SECONDS, memory: int = MEMORY) -> Brought:
    """The content of a PDF file, or a refusal where it takes too long, too much, or the reader."""
    command = [sys.executable, "-P", __file__, str(path), str(memory), report.file]
    try:
        said = json.loads(run(command, seconds))
    except WriteError as ended:
        raise _ended(path, seconds, ended.diagnostics[0].rule) from None
    if "refused" in said:
        raise ImportRefusedError(
            *(error(rule, words, hint=hint) for rule, words, hint in said["refused"])
        )
    report.findings += [Finding(Fate(fate), *rest) for fate, *rest in said["findings"]]
    report.counts.update(said["counts"])
    pictures = {name: b64decode(raw) for name, raw in said["pictures"].items()}
    return Brought(said["blocks"], Told(**said["told"]), pictures, said["words"])


def _ended(path: Path, seconds: float, rule: str) -> Exception:
    if rule == "tool-time":
        message = f"{path} was not read within {seconds:g} seconds"
        return refusal("import-huge", message, "split it into several files, or print it anew")
    message = f"{path} ended the program that reads PDF files: it is broken, or means harm"
    return refusal("import-broken", message, "ask for the file again, or print it as a PDF anew")


def main() -> None:
    """Read the file that the command names, and answer."""
    path, memory, name = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    _limit(memory)
    sys.stdout.write(json.dumps(_answer(path, Report(name))))


def _limit(memory: int) -> None:
    """Hold this process to so many bytes, where the system can do that."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _answer(path: Path, report: Report) -> dict[str, Any]:
    from coprod_formats.importing import pdf

    try:
        made = pdf.bring(path, report)
    except ImportRefusedError as refused:
        told = [(one.rule, one.message, one.hint) for one in refused.diagnostics]
        return {"refused": told}
    except MemoryError:
        message = f"{path} needs more memory than a document may take"
        return {"refused": [("import-huge", message, "split it into several files")]}
    return {
        "blocks": made.blocks,
        "told": asdict(made.told),
        "pictures": {name: b64encode(raw).decode() for name, raw in made.pictures.items()},
        "words": made.words,
        "findings": [(f.fate, f.what, f.page, f.words) for f in report.findings],
        "counts": Counter(report.counts),
    }


if __name__ == "__main__":
    main()
