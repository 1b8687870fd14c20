"""Times the preview from the moment of saving to the moment of seeing, in Chromium.

    .venv/bin/python benchmarks/preview.py                 # the summary, 20 edits a format
    .venv/bin/python benchmarks/preview.py -n 5 pdf        # one format, five edits
    .venv/bin/python benchmarks/preview.py --memory 500    # how memory grows over 500 edits

An edit adds a word to one sentence and saves as editors do, by renaming. The clock stops two
frames after the browser has what is new: words in the page, or drawings that are decoded.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
SLUG = "interactive-summary"
SENTENCE = "It tells you what we found"
EASY = "Tell us how you use this"
AIMS = {"html": 300, "easy-read": 300, "pdf": 400, "large-print": 400, "braille": 400}
WARM = 3  # edits before the clock counts
START = "import sys; from coprod_formats.cli import main; sys.exit(main())"

WORDS = "(frames[0]?.document.body || document.body).textContent.includes(mark)"
DRAWN = (
    "(() => { const all = [...document.querySelectorAll('.sheets img')];"
    " const now = all.map(one => one.src).join();"
    " return now !== window.drawn && all.every(one => one.complete && one.naturalWidth)"
    " && (window.drawn = now, true) })()"
)
SEEN = """([mark]) => new Promise((done) => {
  const look = () => {
    if (!(%s)) return requestAnimationFrame(look);
    const images = [...document.querySelectorAll('.sheets img')];
    const near = images.filter((one) => one.getBoundingClientRect().top < innerHeight);
    return Promise.all(near.map((one) => one.decode())).then(() => requestAnimationFrame(
      () => requestAnimationFrame(() => done(performance.timeOrigin + performance.now()))));
  };
  look();
})"""


def main() -> None:
    """Measure, and print a table that can stand in benchmarks/README.md."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("formats", nargs="*", default=[*AIMS])
    parser.add_argument("-n", "--edits", type=int, default=20)
    parser.add_argument("--memory", type=int, default=0, metavar="EDITS")
    asked = parser.parse_args()
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores\n")
    with project() as folder, served(folder) as (address, pid), browser() as page:
        if asked.memory:
            remember(page, address, folder, asked, pid)
            return
        print("| format | median, ms | fastest | slowest | aim |\n|---|---:|---:|---:|---:|")
        for name in asked.formats:
            took = [one * 1000 for one in edits(page, address, folder, name, asked.edits)]
            middle, least, most = statistics.median(took), min(took), max(took)
            print(f"| {name} | {middle:.0f} | {least:.0f} | {most:.0f} | {AIMS[name]} |")
    print(f"\nload {os.getloadavg()[0]:.1f}")


def edits(page: Page, address: str, folder: Path, name: str, count: int) -> Iterator[float]:
    """Seconds from save to screen, for each of so many edits of one format."""
    page.goto(f"{address}/{SLUG}/{name}/")
    ready = "document.body.dataset.mood === 'shown'"
    while not page.evaluate(ready):
        time.sleep(0.1)
    page.wait_for_timeout(1500)
    seen = SEEN % (DRAWN if name in {"pdf", "large-print"} else WORDS)
    if name in {"pdf", "large-print"}:
        page.evaluate(DRAWN)
    path = folder / "sources" / f"{SLUG}.md"
    source = path.read_text(encoding="utf-8")
    words = EASY if name == "easy-read" else SENTENCE
    for number in range(count + WARM):
        mark = f"{'abcdefghij'[number // 10 % 10]}{'abcdefghij'[number % 10]}word"
        shown = mark
        fresh = path.with_suffix(".tmp")
        fresh.write_text(source.replace(words, f"{words} {mark}"), encoding="utf-8")
        page.wait_for_timeout(50)
        began = time.time()
        fresh.replace(path)
        took = page.evaluate(seen, [shown]) / 1000 - began
        if number >= WARM:
            yield took
    path.write_text(source, encoding="utf-8")
    page.wait_for_timeout(500)


def remember(page: Page, address: str, folder: Path, asked: argparse.Namespace, pid: int) -> None:
    """How large the preview's own process is, as edits go by."""
    print("| format | edits | memory, MB |\n|---|---:|---:|")
    part = asked.memory // 5
    for name in asked.formats:
        for number in range(0, asked.memory + 1, part):
            list(edits(page, address, folder, name, (part if number else 10) - WARM))
            print(f"| {name} | {number} | {megabytes(pid):.0f} |", flush=True)


def megabytes(pid: int) -> float:
    """The memory that a process holds at this moment."""
    lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines()
    return next(int(one.split()[1]) for one in lines if one.startswith("VmRSS")) / 1000


@contextmanager
def project() -> Iterator[Path]:
    """A copy of the real document that edits may spoil."""
    with tempfile.TemporaryDirectory() as made:
        for name in ("sources", "pictures"):
            if (ROOT / name).is_dir():
                shutil.copytree(ROOT / name, Path(made, name))
        yield Path(made)


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, int]]:
    """The preview at work: its address, and its process."""
    command = [
        sys.executable,
        "-c",
        START,
        "preview",
        "--source",
        SLUG,
        "--port",
        "0",
        "--no-browser",
    ]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True) as running:
        address = running.stdout.readline().split()[1] if running.stdout else ""
        yield address.partition(f"/{SLUG}")[0], running.pid
        running.terminate()


@contextmanager
def browser() -> Iterator[Page]:
    """One page of a browser without a window."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened.new_page(viewport={"width": 1440, "height": 900})
        opened.close()


if __name__ == "__main__":
    main()
