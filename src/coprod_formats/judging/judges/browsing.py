"""Chromium with axe in it: a program of its own, so that a browser that hangs can be ended.

``python -m coprod_formats.judging.judges.browsing PAGE...`` writes what axe finds as JSON.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from coprod_formats.judging.judges.places import BROWSERS, program

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
OPENED = "document.querySelectorAll('details').forEach(one => one.open = true)"
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}


@contextmanager
def chromium() -> Iterator[Browser]:
    """A Chromium without a window, which speaks to nobody by itself."""
    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=program(*BROWSERS), args=list(ARGUMENTS))
        try:
            yield opened
        finally:
            opened.close()


def axe(page: Page) -> Mapping[str, Any]:
    """What axe says of a page as it stands."""
    said: Mapping[str, Any] = Axe().run(page, options=None).response
    return said


def states(page: Page) -> Iterator[str]:
    """Each state in which people meet a page: the page is in it when its name comes."""
    yield "as it opens"
    page.evaluate(OPENED)
    yield "all opened"
    page.emulate_media(color_scheme="dark")
    yield "dark"
    page.emulate_media(color_scheme="light", forced_colors="active")
    yield "forced colours"
    page.emulate_media(forced_colors="none")
    page.set_viewport_size({"width": NARROW["width"], "height": NARROW["height"]})
    yield "320 pixels wide"


def told(results: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, str]]:
    """Each place of a page that some of axe's results are about."""
    for result in results:
        for node in result["nodes"]:
            yield {
                "impact": str(node.get("impact") or result.get("impact") or ""),
                "rule": result["id"],
                "place": " ".join(map(str, node["target"])),
                "said": " ".join(str(node.get("failureSummary", "")).split()),
            }


def judged(paths: Sequence[Path]) -> dict[str, list[dict[str, str]]]:
    """What axe finds on each page, each thing with the first state in which it is so."""
    with chromium() as browser:
        return {str(path): list(_page(browser, path)) for path in paths}


def _page(browser: Browser, path: Path) -> Iterator[dict[str, str]]:
    known = set()
    with browser.new_page(viewport={"width": WIDE["width"], "height": WIDE["height"]}) as page:
        page.goto(path.resolve().as_uri())
        for state in states(page):
            said = axe(page)
            for verdict in ("violations", "incomplete"):
                for one in told(said[verdict]):
                    about = (verdict, one["rule"], one["place"])
                    if about not in known:
                        known.add(about)
                        yield {**one, "verdict": verdict, "state": state}


if __name__ == "__main__":
    json.dump(judged([Path(word) for word in sys.argv[1:]]), sys.stdout)
