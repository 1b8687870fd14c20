"""Times the e-books beside pandoc's EPUB and calibre's Kindle files, on the same text in one run.

    .venv/bin/python benchmarks/ebooks.py            # 2,000 and 100,000 words
    .venv/bin/python benchmarks/ebooks.py 2000 -n 5  # one size, the best of five runs

calibre is said to be absent where it is: then its column stays empty. Our figure for Kindle is
that of both files, with the EPUB that they are made of already there, as calibre has it.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from formats import READ, Cost, _run
from text import document

EPUB = (
    "import sys; from pathlib import Path; from coprod_formats.reading import read;"
    "from coprod_formats.epub import book;"
    "book(read(Path('document.md'), Path()).document, Path('ours.epub'))"
)
KINDLE = (
    "from pathlib import Path; from coprod_formats.kindle import kindle;"
    "kindle(Path('ours.epub'),"
    "Path('ours.mobi'), Path('ours.azw3'), Path('cover.png').read_bytes())"
)
COVER = (
    "from pathlib import Path; from coprod_formats.reading import read;"
    "from coprod_formats.typesetting.pixels import THUMBNAIL, cover;"
    "Path('cover.png').write_bytes(cover(read(Path('document.md'), Path()).document, THUMBNAIL))"
)


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("words", type=int, nargs="*", default=[2_000, 100_000])
    parser.add_argument("-n", "--runs", type=int, default=3)
    asked = parser.parse_args()
    calibre = shutil.which("ebook-convert")
    if not calibre:
        print("calibre is not installed: there is nothing to compare the Kindle files with\n")
    print("| words | format | ours, s | peer, s | ours, MB | peer, MB |")
    print("|---:|---|---:|---:|---:|---:|")
    for words in asked.words:
        with tempfile.TemporaryDirectory() as folder:
            for name, (ours, peer) in _measure(Path(folder), words, asked.runs, calibre).items():
                theirs = f"{peer.seconds:.2f}" if peer else ""
                room = f"{peer.megabytes:.0f}" if peer else ""
                print(
                    f"| {words:,} | {name} | {ours.seconds:.2f} | {theirs} "
                    f"| {ours.megabytes:.0f} | {room} |",
                    flush=True,
                )


def _measure(
    folder: Path, words: int, runs: int, calibre: str | None
) -> dict[str, tuple[Cost, Cost | None]]:
    (folder / "document.md").write_text(document(words), encoding="utf-8")
    _run(folder, (sys.executable, "-c", COVER))
    best: dict[str, tuple[Cost, Cost | None]] = {}
    for _ in range(runs):
        turn: dict[str, tuple[Cost, Cost | None]] = {
            "EPUB, beside pandoc's": (
                _run(folder, (sys.executable, "-c", EPUB)),
                _run(folder, (*READ, "peer.epub")),
            ),
            "MOBI and AZW3, beside calibre's MOBI": (
                _run(folder, (sys.executable, "-c", KINDLE)),
                _run(folder, (calibre, "ours.epub", "peer.mobi")) if calibre else None,
            ),
        }
        for name, (ours, peer) in turn.items():
            before, old = best.get(name, (ours, peer))
            best[name] = (before | ours, old | peer if old and peer else peer)
    return best


if __name__ == "__main__":
    main()
