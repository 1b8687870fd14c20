"""The preview goes on whatever happens to the files that it shows, and to those who look at it."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page

from tests import samples
from tests.projects import SOON, Project
from tests.test_faults import wait_for
from tests.test_preview import SMALL, Served, end, inner, serving, swap, until

HOSTILE = (
    "---\ntitle: 'Ev<i>l & \"co\" – \\ünï'\nlang: en-GB\n---\n\n# <b>First</b> & `last`\n\n"
    "A line with {{x}} and ${y}, </script><!-- and ]]> in it.\u00a0Soft\u00adhyphens too.\n"
)
LATE = """
import asyncio
from coprod_formats.cli import main
from coprod_formats.preview.desk import Desk

close = Desk.close

async def late(desk):
    await asyncio.sleep(1)
    await close(desk)

Desk.close = late
raise SystemExit(main())
"""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    project = Project(tmp_path)
    project.source("small", SMALL)
    with serving(project) as one:
        yield one
        code, said = end(one)
    assert code == 0, said
    assert "Traceback" not in said


@pytest.fixture
def visit(served: Served, browser: Browser) -> Iterator[Callable[..., Page]]:
    def opened(format_: str, mood: str = "shown", slug: str = "small") -> Page:
        page = browser.new_context(reduced_motion="reduce").new_page()
        page.goto(served.address(slug, format_))
        until(page, is_(mood))
        return page

    yield opened
    for context in browser.contexts:
        context.close()


def is_(mood: str) -> str:
    return f"document.body.dataset.mood === '{mood}'"


def test_a_source_that_goes_away_is_told_and_shown_when_it_is_back(
    served: Served, visit: Callable[..., Page]
) -> None:
    page = visit("html")
    path = served.path("small")
    path.unlink()
    until(page, is_("refused"))
    assert "small" in page.locator("#panel").inner_text()
    path.write_text(SMALL.replace("Another", "A new"), encoding="utf-8")
    until(page, is_("shown"))
    until(inner(page), swap("A new one."))
    aside = path.parent.with_name("aside")
    path.parent.rename(aside)
    until(page, is_("refused"))
    aside.rename(path.parent)
    until(page, is_("shown"))


def test_a_cache_that_is_taken_away_is_filled_again(
    served: Served, visit: Callable[..., Page]
) -> None:
    page = visit("epub")
    book = served.project.folder / ".cache" / "preview" / "small" / "epub" / "small.epub"
    assert book.exists()
    shutil.rmtree(served.project.folder / ".cache")
    served.edit("small", "Another one.", "A new one.")
    wait_for(book.exists)
    until(page, is_("shown"))


def test_a_picture_that_breaks_is_told_and_shown_when_it_is_mended(
    served: Served, visit: Callable[..., Page]
) -> None:
    picture = samples.raster(served.path("small").parent, "square.png").path
    served.path("small").write_text(f"{SMALL}\n![A square](square.png)\n", encoding="utf-8")
    pages = [visit("html"), visit("pdf")]
    whole = picture.read_bytes()
    picture.write_bytes(whole[:20])
    for page in pages:
        until(page, is_("refused"))
    picture.write_bytes(whole)
    for page in pages:
        until(page, is_("shown"))


def test_all_who_look_see_the_same_whoever_comes_and_goes(
    served: Served, visit: Callable[..., Page]
) -> None:
    first, second, other = visit("html"), visit("html"), visit("easy-read")
    served.edit("small", "Another one.", "A second one.")
    for page in (first, second):
        until(inner(page), swap("A second one."))
    first.close()
    other.reload()
    served.edit("small", "A second one.", "A third one.")
    until(inner(second), swap("A third one."))
    again = visit("html")
    until(inner(again), swap("A third one."))


def test_a_preview_that_is_started_again_is_found_by_the_page(
    tmp_path: Path, browser: Browser
) -> None:
    project = Project(tmp_path)
    project.source("small", SMALL)
    page = browser.new_page()
    with serving(project) as one:
        page.goto(one.address("small", "html"))
        until(page, is_("shown"))
        one.running.kill()
        one.running.communicate()
    one.edit("small", "Another one.", "Said while nobody served.")
    with serving(project, "--port", str(one.port)) as again:
        until(inner(page), swap("Said while nobody served."))
        assert end(again)[0] == 0
    page.close()


@pytest.mark.parametrize("format_", ["html", "pdf", "braille", "word"])
def test_a_hostile_document_is_shown_broken_and_mended(
    format_: str, served: Served, visit: Callable[..., Page]
) -> None:
    page = visit(format_)
    taken = page.evaluate("document.title")
    for text in (HOSTILE, "no front matter", "", SMALL + "\x00", HOSTILE + "\n[^1]\n", SMALL):
        served.path("small").write_text(text, encoding="utf-8")
        until(page, is_("shown" if text in {SMALL, HOSTILE} else "refused"))
    assert page.evaluate("document.title") == taken


def test_who_still_looks_at_the_end_is_let_go_by_the_desk_alone(tmp_path: Path) -> None:
    """The server's library would cut them off in the midst of an answer, if it came first."""
    project = Project(tmp_path)
    project.source("small", SMALL)
    command = [sys.executable, "-c", LATE, "preview", "--port", "0", "--no-browser", "html"]
    with subprocess.Popen(
        command,
        cwd=project.folder,
        env=project.surroundings(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as running:
        assert running.stdout is not None
        home = running.stdout.readline().split()[1]
        with urlopen(f"{home}events") as looking:  # noqa: S310 - from our own machine
            assert looking.readline().startswith(b"data:")
            running.send_signal(signal.SIGINT)
            looking.read()  # to the end of the answer, which it must have
        said, _ = running.communicate(timeout=SOON)
    assert running.returncode == 0
    assert said.strip() == "The preview has ended."
