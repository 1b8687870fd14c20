"""A page that plays its sound marks each sentence while it is heard, from a disk too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from coprod_formats.checks import check
from coprod_formats.speech import timetable
from coprod_formats.speech.clock import RATE
from coprod_formats.writers.base import Job
from coprod_formats.writers.html import HtmlOptions, HtmlWriter
from tests.extraction import extract
from tests.laws import judge
from tests.shelf import Shelf
from tests.validators import axe

READ_ALONG = HtmlOptions.model_validate({"read-along": True})
HEARD = "Array.from(document.querySelectorAll('.heard')).map(one => one.id)"
PLAYER = "document.getElementById('page.player')"


@pytest.fixture(scope="module")
def made(shelf: Shelf, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("read-along")
    inputs = {"audio": shelf.folder("everything", "audio")}
    HtmlWriter().write(Job(shelf.document("everything"), READ_ALONG, inputs, folder))
    return folder / "everything.html"


@pytest.fixture
def page(made: Path, browser: Browser) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1280, "height": 800})
    opened.goto(made.as_uri())
    yield opened
    opened.close()


def play(page: Page, seconds: float) -> None:
    """Play from a moment on, in silence."""
    page.evaluate(
        f"async () => {{ const one = {PLAYER}; one.muted = true; await one.play();"
        f" one.currentTime = {seconds};"
        " await new Promise(done => one.addEventListener('seeked', done, { once: true })); }"
    )


def until(page: Page, expression: str) -> None:
    """Wait until something holds; the page's policy keeps the browser from asking by itself."""
    for _ in range(300):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"this never held: {expression}")


def test_the_sound_is_asked_for_only_by_option() -> None:
    assert HtmlWriter().needs(HtmlOptions()) == ()
    assert HtmlWriter().needs(READ_ALONG) == ("audio",)
    both = HtmlOptions.model_validate({"read-along": True, "downloads": ["word", "audio"]})
    assert HtmlWriter().needs(both) == ("word", "audio")


def test_nothing_is_lost_beside_the_sound(made: Path, shelf: Shelf) -> None:
    assert judge(shelf.document("everything"), extract(made)) == []
    assert list(check(made.parent)) == []


def test_the_sentence_that_is_heard_is_marked_and_in_sight(page: Page, shelf: Shelf) -> None:
    times = timetable.read(shelf.folder("everything", "audio"))
    clips = [one for one in times.clips if one.role in {"sentence", "item", "heading", "note"}]
    for clip in clips[5::12]:
        play(page, clip.start / RATE + 0.1)
        until(page, f"({HEARD}).join() === '{clip.id}'")
        page.wait_for_timeout(700)
        box = page.locator(".heard").first.bounding_box()
        assert box is not None
        assert -1 <= box["y"] <= 800


def test_a_picture_is_marked_while_it_is_described(page: Page, shelf: Shelf) -> None:
    times = timetable.read(shelf.folder("everything", "audio"))
    clip = next(one for one in times.clips if one.role == "description")
    play(page, clip.start / RATE + 0.1)
    until(page, "document.querySelector('figure.heard') !== null")


def test_the_mark_moves_on_while_the_sound_runs(page: Page) -> None:
    play(page, 0)
    first = page.evaluate(HEARD)
    until(page, f"({HEARD}).join() !== '{','.join(first)}'")


def test_a_time_leads_into_the_sound_without_leaving_the_page(page: Page, made: Path) -> None:
    link = page.locator(".time a").nth(3)
    target = float(str(link.get_attribute("href")).partition("#t=")[2])
    page.evaluate(f"{PLAYER}.muted = true")
    link.click()
    until(page, f"{PLAYER}.currentTime >= {target} && !{PLAYER}.paused")
    assert page.url == made.as_uri()


def test_a_part_that_is_closed_opens_when_it_is_heard(page: Page, shelf: Shelf) -> None:
    hidden = page.evaluate("document.querySelector('.finding details:not([open]) span[id]').id")
    times = timetable.read(shelf.folder("everything", "audio"))
    clip = next(one for one in times.clips if one.id == hidden)
    play(page, clip.start / RATE + 0.1)
    until(page, f"document.getElementById('{hidden}').closest('details').open")


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_page_is_open_to_everyone_while_it_reads(
    colours: str, shelf: Shelf, tmp_path: Path, browser: Browser
) -> None:
    inputs = {"audio": shelf.folder("notes", "audio")}
    HtmlWriter().write(Job(shelf.document("notes"), READ_ALONG, inputs, tmp_path))
    opened = browser.new_page(viewport={"width": 4000, "height": 1000}, color_scheme=colours)  # type: ignore[arg-type]
    try:
        opened.goto((tmp_path / "notes.html").as_uri())
        play(opened, 12)
        opened.evaluate(f"{PLAYER}.pause()")
        assert axe(opened) == ([], [])
    finally:
        opened.close()
