"""The five states in which a web page is judged, each of them set on one open page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from playwright.sync_api import Page, ViewportSize

from tests.validators import axe

SMALL: ViewportSize = {"width": 320, "height": 640}
LARGE: ViewportSize = {"width": 1280, "height": 900}
BROAD: ViewportSize = {"width": 4000, "height": 1000}
OPEN = "document.querySelectorAll('details').forEach((one) => { one.open = true; })"


class State(NamedTuple):
    """How a page is met: what is open, on which screen, in which colours."""

    name: str
    opened: bool = True
    viewport: ViewportSize = LARGE
    colours: Literal["light", "dark"] = "light"
    forced: Literal["active", "none"] = "none"


STATES = (
    State("closed", opened=False),
    State("open"),
    State("dark", colours="dark"),
    State("320 px", viewport=SMALL),
    State("forced colours", forced="active"),
)


def faults(page: Page) -> list[str]:
    """All that axe finds wrong or cannot decide on a page that was just opened, in every state."""
    return [f"{state.name}: {fault}" for state in STATES for fault in _faults(page, state)]


def _faults(page: Page, state: State) -> Iterator[str]:
    page.set_viewport_size(state.viewport)
    page.emulate_media(
        color_scheme=state.colours, forced_colors=state.forced, reduced_motion="reduce"
    )
    if state.opened:
        page.evaluate(OPEN)
    else:
        assert page.locator("main details[open]").count() == 0
    violations, doubts = axe(page)
    yield from violations
    if any(doubt.startswith("color-contrast:") for doubt in doubts):
        # axe sees no colours in what a broad table scrolls out of sight; here nothing scrolls
        page.set_viewport_size(BROAD)
        violations, doubts = axe(page)
        yield from violations
    yield from doubts
