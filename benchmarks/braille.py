"""Times our braille beside file2brl (liblouisutdml) on the same words, in one run.

    .venv/bin/python benchmarks/braille.py                # 2,000, 20,000 and 35,000 words
    .venv/bin/python benchmarks/braille.py 35000 -n 5     # one size, the best of five runs

file2brl makes a BRF of a web page that pandoc made; we make BRF, PEF, eBraille and the proof.
Each figure is the best of its runs, the start of each program included.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pypandoc
from text import document

OURS = (sys.executable, "-c", "import sys; from coprod_formats.cli import main; sys.exit(main())")
CONFIG = "cellsPerLine=40,linesPerPage=25,literaryTextTable=en-ueb-g2.ctb,backFormat=plain"
SETTINGS = "formats:\n  braille: {proof: true}\n"


def main() -> None:
    """Measure, and print a table that can stand in benchmarks/README.md."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("words", type=int, nargs="*", default=[2_000, 20_000, 35_000])
    parser.add_argument("-n", "--runs", type=int, default=3)
    asked = parser.parse_args()
    if not shutil.which("file2brl"):
        raise SystemExit("file2brl is missing: apt install liblouisutdml-bin")
    print("| words | ours, four files, s | file2brl, BRF alone, s |")
    print("|---:|---:|---:|")
    for words in asked.words:
        with tempfile.TemporaryDirectory() as folder:
            ours, theirs = _measure(Path(folder), words, asked.runs)
        print(f"| {words:,} | {ours:.2f} | {theirs:.2f} |", flush=True)


def _measure(folder: Path, words: int, runs: int) -> tuple[float, float]:
    source = folder / "sources" / "document.md"
    source.parent.mkdir()
    source.write_text(document(words), encoding="utf-8")
    (folder / "config.yaml").write_text(SETTINGS, encoding="utf-8")
    peer = ("file2brl", f"-C{CONFIG}", "page.xml", "peer.brf")
    pypandoc.convert_file(
        str(source), "html5", "commonmark_x", ["--standalone"], outputfile=str(folder / "page.xml")
    )
    return (
        min(_run(folder, (*OURS, "render", "braille"), ".cache") for _ in range(runs)),
        min(_run(folder, peer, "peer.brf") for _ in range(runs)),
    )


def _run(folder: Path, command: tuple[str, ...], made: str) -> float:
    shutil.rmtree(folder / made, ignore_errors=True)
    began = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
