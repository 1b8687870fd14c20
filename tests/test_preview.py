"""The preview follows its source, keeps the reader's place, and lets nobody else in."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from shutil import copyfile, copytree
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Frame, Page

from coprod_formats import writers
from coprod_formats.diagnostics import Position, error, info, warning
from coprod_formats.preview.guarding import STILL, refusal
from coprod_formats.preview.panel import panel
from tests.projects import SOON, Project
from tests.states import OPEN, faults
from tests.states import SMALL as SMALLEST

ROOT = Path(__file__).parents[1]
PATIENCE = 60_000  # milliseconds; the machine may have other work
SMALL = "---\ntitle: A small one\nlang: en-GB\n---\n\n# First\n\nOne sentence. Another one.\n"
HEAD = "---\ntitle: A bad one\nlang: en-GB\n---\n\n# First\n\n"
BAD = f"{HEAD}![](nowhere.png)\n\n<script>document.title = 'taken'</script>\n"
SUMMARY = "interactive-summary"
EDITED = "Co-production is a way for people to work together as equals."


@dataclass(frozen=True)
class Served:
    """A project with its preview running."""

    project: Project
    running: subprocess.Popen[str]
    port: int

    def address(self, slug: str, format_: str) -> str:
        return f"http://127.0.0.1:{self.port}/{slug}/{format_}/"

    def path(self, slug: str) -> Path:
        return self.project.folder / "sources" / f"{slug}.md"

    def edit(self, slug: str, old: str, new: str) -> None:
        """Save as editors do: another file, put in the place of the first."""
        path = self.path(slug)
        text = path.read_text(encoding="utf-8")
        assert old in text
        fresh = path.with_suffix(".tmp")
        fresh.write_text(text.replace(old, new), encoding="utf-8")
        fresh.replace(path)

    def ask(self, path: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, bytes]:
        """Ask as somebody who is no browser can, the path just as it stands."""
        line = HTTPConnection("127.0.0.1", self.port, timeout=SOON)
        told = {"Host": f"127.0.0.1:{self.port}"} | {
            k.replace("_", "-"): v for k, v in headers.items()
        }
        line.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        for name, value in told.items():
            line.putheader(name, value)
        line.endheaders()
        answer = line.getresponse()
        content = answer.read()
        line.close()
        return answer, content


@contextmanager
def serving(project: Project, *arguments: str) -> Iterator[Served]:
    """A preview from its first word to the end of the claim."""
    with project.start("preview", "--port", "0", "--no-browser", *arguments) as running:
        assert running.stdout is not None
        told = running.stdout.readline()
        if not told.startswith("preview: http://127.0.0.1:"):
            running.kill()
            pytest.fail("".join(running.communicate()))
        yield Served(project, running, int(str(urlsplit(told.split()[1]).port)))


def end(served: Served) -> tuple[int, str]:
    """End it as people do, and give how it ended and what it said."""
    served.running.send_signal(signal.SIGINT)
    out, err = served.running.communicate(timeout=SOON)
    return served.running.returncode, out + err


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    project = Project(tmp_path_factory.mktemp("preview"))
    copytree(ROOT / "sources" / "img", project.folder / "sources" / "img")
    copyfile(ROOT / "sources" / f"{SUMMARY}.md", project.folder / "sources" / f"{SUMMARY}.md")
    project.source("small", SMALL)
    project.source("bad", BAD)
    with serving(project) as one:
        yield one
        code, said = end(one)
    assert code == 0, said


@pytest.fixture
def visit(served: Served, browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a view and waits for it; whatever the page complains of fails the test."""
    complaints: list[str] = []

    def opened(slug: str, format_: str, mood: str = "shown", **settings: Any) -> Page:
        wanted: dict[str, Any] = {
            "viewport": {"width": 1440, "height": 900},
            "reduced_motion": "reduce",
        }
        page = browser.new_context(**(wanted | settings)).new_page()
        page.on("console", lambda said: complaints.append(said.text))
        page.on("pageerror", lambda flaw: complaints.append(str(flaw)))
        page.goto(served.address(slug, format_))
        until(page, f"document.body.dataset.mood === '{mood}'")
        return page

    yield opened
    for context in browser.contexts:
        context.close()
    # a file that was made anew while it was asked for is asked for again
    assert [one for one in complaints if "404" not in one] == []


def until(page: Page | Frame, claim: str) -> None:
    """Wait until a claim holds; Playwright's own way needs what the policy forbids."""
    for _ in range(PATIENCE // 50):
        if page.evaluate(claim):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never came true: {claim}; {page.evaluate('document.body.innerText')[-900:]}")


def inner(page: Page) -> Frame:
    """The page in the page, ready."""
    until(page, "document.querySelector('iframe')?.contentDocument?.readyState === 'complete'")
    until(page, "document.querySelector('iframe').dataset.known === 'yes'")
    return next(one for one in page.frames if one != page.main_frame)


def told(page: Page) -> str:
    return page.locator("#status").inner_text()


def swap(words: str) -> str:
    return f"document.body.innerText.includes({words!r})"


def test_the_web_page_follows_the_source_and_keeps_the_readers_place(
    served: Served, visit: Callable[..., Page]
) -> None:
    page = visit(SUMMARY, "html")
    frame = inner(page)
    frame.evaluate("document.querySelectorAll('.finding details')[1].open = true")
    frame.evaluate("document.querySelectorAll('.finding summary')[2].focus()")
    frame.evaluate("scrollTo(0, 900)")
    until(frame, "scrollY === 900")
    page.wait_for_timeout(500)
    frame.evaluate("document.querySelector('main').dataset.same = 'yes'")
    served.edit(SUMMARY, EDITED, "Co-production is a way to work together.")
    until(frame, swap("Co-production is a way to work together."))
    assert frame.evaluate("scrollY") == 900
    assert frame.evaluate("document.querySelector('main').dataset.same") == "yes"
    opened = "[...document.querySelectorAll('.finding details')].map(one => one.open).indexOf(true)"
    assert frame.evaluate(opened) == 1
    focused = "[...document.querySelectorAll('.finding summary')].indexOf(document.activeElement)"
    assert frame.evaluate(focused) == 2
    assert told(page).startswith("Up to date at ")
    served.edit(SUMMARY, "Co-production is a way to work together.", EDITED)
    until(frame, swap(EDITED))


def test_a_new_heading_keeps_the_place_too(served: Served, visit: Callable[..., Page]) -> None:
    page = visit(SUMMARY, "html")
    frame = inner(page)
    frame.evaluate("document.querySelectorAll('.finding details')[1].open = true")
    frame.evaluate("scrollTo(0, 700)")
    page.wait_for_timeout(500)
    served.edit(SUMMARY, "# Tell us", "# Tell us all")
    until(
        page, "frames[0].document.querySelector('.contents')?.textContent.includes('Tell us all')"
    )
    until(page, "frames[0].scrollY === 700")
    until(page, "[...frames[0].document.querySelectorAll('.finding details')][1].open")
    served.edit(SUMMARY, "# Tell us all", "# Tell us")


def test_paragraphs_come_and_go_in_their_places(served: Served, visit: Callable[..., Page]) -> None:
    page = visit(SUMMARY, "html")
    frame = inner(page)
    page.wait_for_timeout(500)
    served.edit(SUMMARY, EDITED, f"A first one.\n\n{EDITED}")
    until(frame, swap("A first one."))
    order = (
        "(() => { const all = document.body.innerText;"
        " return all.indexOf('A first one.') < all.indexOf('Co-production is a way') })()"
    )
    assert frame.evaluate(order)
    served.edit(SUMMARY, f"A first one.\n\n{EDITED}", EDITED)
    until(frame, "!" + swap("A first one."))
    fresh = page.request.get(frame.url).text()
    words = r"(() => document.querySelector('main').innerText.replace(/\s+/g, ' '))()"
    after = page.context.new_page()
    after.goto(frame.url)
    assert frame.evaluate(words) == after.evaluate(words)
    assert EDITED in fresh


def test_a_broken_source_shows_the_complaint_and_keeps_the_last_good_page(
    served: Served, visit: Callable[..., Page]
) -> None:
    page = visit("small", "html")
    frame = inner(page)
    served.edit("small", "# First", "### First")
    until(page, "document.body.dataset.mood === 'refused'")
    assert told(page).endswith("1 thing to mend. What you see is the last good page.")
    complaint = page.locator(".complaint")
    assert "small.md, line 6" in complaint.inner_text()
    assert "Another one." in frame.evaluate("document.body.innerText")
    complaint.locator("summary").click()
    assert complaint.locator(".current code").inner_text() == "### First"
    link = str(complaint.locator("a").get_attribute("href"))
    assert link.endswith("/sources/small.md:6:1")
    served.edit("small", "### First", "# First")
    until(page, "document.body.dataset.mood === 'shown'")
    assert page.locator(".complaint").count() == 0


def test_two_hundred_saves_end_in_the_right_state(
    served: Served, visit: Callable[..., Page]
) -> None:
    page = visit("small", "html")
    path = served.path("small")
    for number in range(200):
        path.write_text(SMALL.replace("Another", f"{number + 1} more"), encoding="utf-8")
        page.wait_for_timeout(15)
    until(page, "frames[0].document.body.innerText.includes('200 more one.')")
    page.wait_for_timeout(1500)
    assert "200 more one." in inner(page).evaluate("document.body.innerText")
    path.write_text(SMALL, encoding="utf-8")
    until(page, "frames[0].document.body.innerText.includes('Another one.')")


PAGES = "[...document.querySelectorAll('.sheets img')].map(one => one.getAttribute('src'))"


@pytest.mark.parametrize("format_", ["pdf", "large-print"])
def test_only_pages_that_changed_are_drawn_anew(
    format_: str, served: Served, visit: Callable[..., Page]
) -> None:
    page = visit(SUMMARY, format_)
    before = page.evaluate(PAGES)
    until(page, "[...document.images].every(one => one.complete && one.naturalWidth > 0)")
    page.evaluate("scrollTo(0, 1500)")
    place = page.evaluate("scrollY")
    served.edit(SUMMARY, "quick but careful look", "quick but very careful look")
    until(page, f"({PAGES}).join() !== {','.join(before)!r}")
    after = page.evaluate(PAGES)
    same = sum(one == other for one, other in zip(before, after, strict=True))
    assert len(before) - 2 <= same < len(before)
    until(page, "[...document.images].every(one => one.complete && one.naturalWidth > 0)")
    assert page.evaluate("scrollY") == place > 1400
    served.edit(SUMMARY, "quick but very careful look", "quick but careful look")


def test_braille_is_real_braille_with_its_print(served: Served, visit: Callable[..., Page]) -> None:
    page = visit("small", "braille")
    pairs = page.evaluate(
        "[...document.querySelectorAll('.pair')]"
        ".map(one => [...one.children].map(part => part.textContent))"
    )
    assert ["⠠⠐⠕⠀⠎⠢⠞⠰⠑⠲⠀⠠⠁⠝⠕⠮⠗⠀⠐⠕⠲", "One sentence. Another one."] in pairs
    served.edit("small", "Another one.", "Another two.")
    until(page, swap("Another two."))
    served.edit("small", "Another two.", "Another one.")


@pytest.mark.parametrize("format_", writers.BUILT_IN)
def test_every_format_is_shown(format_: str, visit: Callable[..., Page]) -> None:
    page = visit("small", format_)
    shown = page.locator("#stage")
    assert "One moment" not in shown.inner_text()
    if page.locator("iframe").count():
        frame = inner(page)
        if page.locator(".chapters a").count():
            page.locator(".chapters a", has_text="First").click()
        until(page, "/Another one|A small one/.test(frames[0].document.body?.innerText)")
        assert frame.url.startswith(page.url)
    elif page.locator("img").count():
        until(page, "[...document.images].every(one => one.complete && one.naturalWidth > 0)")
    else:
        assert "small" in shown.inner_text()


def test_a_format_of_another_package_is_listed(visit: Callable[..., Page]) -> None:
    page = visit("small", "plain")
    assert "small.txt" in page.locator("#stage h2").inner_text()


def test_word_tells_what_a_screen_reader_meets(visit: Callable[..., Page]) -> None:
    page = visit(SUMMARY, "word")
    until(page, "document.querySelectorAll('.sheets img').length > 5")
    stops = page.locator(".stop").all_inner_texts()
    assert stops[0].split() == ["Heading", "1", "The", "value", "of", "co-production"]
    assert any(
        one.startswith("Picture Four panels") for one in map(" ".join, map(str.split, stops))
    )
    assert any("Table, 5 rows by" in one for one in stops)


@pytest.mark.parametrize("format_", ["read-aloud", "daisy"])
def test_a_book_that_is_heard_marks_its_sentences(format_: str, visit: Callable[..., Page]) -> None:
    page = visit("small", format_)
    until(page, "document.getElementById('player').duration > 1")
    page.evaluate("document.getElementById('player').muted = true")
    page.evaluate("document.getElementById('player').play()")
    seen: list[str] = []
    marked = "frames[0].document.querySelector('.preview-heard')?.textContent || ''"
    for _ in range(600):
        now = page.evaluate(marked)
        if now and now not in seen:
            seen.append(now)
        if "Another one." in seen:
            break
        page.wait_for_timeout(50)
    assert seen[-3:] == ["First", "One sentence.", "Another one."]


@pytest.mark.parametrize("format_", ["audio", "mp4"])
def test_what_plays_can_be_gone_through(format_: str, visit: Callable[..., Page]) -> None:
    page = visit("small", format_)
    frame = inner(page)
    player = "document.getElementById('page.player')"
    until(frame, f"{player}.duration > 1")
    frame.evaluate(f"{player}.muted = true")
    frame.evaluate(f"{player}.currentTime = {player}.duration - 1.2")
    frame.evaluate(f"{player}.play()")
    until(frame, "document.querySelector('.heard')?.textContent === 'Another one.'")


VIEWS = ("bad/html", "small/html", "small/braille", "small/word", "small/epub", "small/pdf")


@pytest.mark.parametrize("view", [*VIEWS, "small/read-aloud"])
def test_the_page_is_open_to_everyone_in_every_state(view: str, visit: Callable[..., Page]) -> None:
    slug, _, format_ = view.partition("/")
    page = visit(slug, format_, "refused" if slug == "bad" else "shown")
    if format_ == "word":
        until(page, "document.querySelector('.sheets img')?.complete")
    if page.locator("iframe").count():
        inner(page)
    # what stands in the frame is judged by the tests of its own format
    assert [one for one in faults(page) if "frame-tested" not in one] == []


@pytest.mark.parametrize("format_", ["html", "braille", "word", "pdf"])
def test_a_small_screen_is_enough(format_: str, visit: Callable[..., Page]) -> None:
    page = visit("small", format_, viewport=SMALLEST)
    page.evaluate(OPEN)
    wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wider) <= 0


def test_the_keyboard_reaches_everything_in_order(visit: Callable[..., Page]) -> None:
    page = visit("bad", "html", "refused")
    seen = []
    for _ in range(70):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.textContent.trim().slice(0, 30)"))
    formats = [writers.find(name).title for name in writers.BUILT_IN]
    assert seen[0] == "Skip to what is shown"
    assert seen[1:6] == ["Documents", "bad", SUMMARY, "small", "Formats"]
    assert seen[6 : 6 + len(formats)] == formats
    assert any(one.startswith("Error") for one in seen)
    page.locator(".complaint summary").first.press("Enter")
    assert page.locator(".complaint details[open]").count() == 1


def test_messages_are_told_and_focus_stays(served: Served, visit: Callable[..., Page]) -> None:
    page = visit("small", "html")
    status = page.locator("#status")
    assert status.get_attribute("role") == "status"
    page.locator(".choices a").first.focus()
    before = told(page)
    page.wait_for_timeout(1100)
    served.edit("small", "One sentence.", "One more sentence.")
    until(page, f"document.getElementById('status').textContent !== {before!r}")
    assert page.evaluate("document.activeElement.closest('.choices') !== null")
    served.edit("small", "One more sentence.", "One sentence.")


def test_a_complaint_that_is_open_stays_open(served: Served, visit: Callable[..., Page]) -> None:
    page = visit("bad", "html", "refused")
    page.locator(".complaint summary").first.click()
    served.edit("bad", "# First", "# The first")
    until(page, "document.getElementById('panel').innerText.includes('# The first')")
    assert page.locator(".complaint details[open]").count() == 1
    served.edit("bad", "# The first", "# First")


def test_the_sign_off_is_told_as_it_stands(served: Served, visit: Callable[..., Page]) -> None:
    page = visit("small", "braille")
    sign_off = page.locator(".sign-off")
    assert "Nobody has signed this format yet." in sign_off.inner_text()
    ran = served.project.run("sign", "braille", "small", "--by", "Ann Lee", "--on", "2026-11-02")
    assert ran.code == 0, ran.err
    until(page, swap("Signed by Ann Lee on 2 November 2026."))
    served.edit("small", "One sentence.", "One new sentence.")
    until(page, swap("It was signed by Ann Lee on 2 November 2026. The words have changed since."))
    assert 'coprod-formats sign braille small --by "Your name"' in sign_off.inner_text()
    served.edit("small", "One new sentence.", "One sentence.")
    served.path("small").with_name("small.braille.lock.yaml").unlink()
    until(page, swap("Nobody has signed this format yet."))


def test_easy_read_follows_its_source(served: Served, visit: Callable[..., Page]) -> None:
    page = visit(SUMMARY, "easy-read")
    frame = inner(page)
    page.wait_for_timeout(500)
    served.edit(SUMMARY, "Tell us how you use this.", "Tell us how you use this now.")
    until(frame, swap("Tell us how you use this now."))
    served.edit(SUMMARY, "Tell us how you use this now.", "Tell us how you use this.")


def test_no_script_of_a_source_runs(visit: Callable[..., Page]) -> None:
    page = visit("bad", "html", "refused")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    assert "<script>" in page.locator("#panel").inner_text()
    assert page.title() == "Web page of bad – preview"
    assert page.evaluate("document.querySelectorAll('#panel script, #stage script').length") == 0
    assert "script-src" not in STILL
    assert "default-src 'none'" in STILL


def test_settings_that_change_are_followed(served: Served, visit: Callable[..., Page]) -> None:
    page = visit("small", "pdf")
    size = (
        "document.querySelector('.sheets img').width / document.querySelector('.sheets img').height"
    )
    shape = "document.querySelector('.sheets img').getAttribute('width')"
    before = page.evaluate(shape)
    served.project.settings("formats:\n  pdf: {paper: a5}\n")
    until(page, f"{shape} !== '{before}'")
    assert page.evaluate(size) < 1
    served.project.settings("formats:\n  pdf: {paper: a55}\n")
    until(page, "document.body.dataset.mood === 'refused'")
    assert "config.yaml, line 2" in page.locator("#panel").inner_text()
    (served.project.folder / "config.yaml").unlink()
    until(page, f"{shape} === '{before}'")


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({}, 200),
        ({"Host": "evil.example"}, 403),
        ({"Host": "127.0.0.1"}, 403),
        ({"Host": "localhost:{port}"}, 200),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://127.0.0.1:{port}"}, 200),
        ({"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "no-cors"}, 403),
        (
            {
                "Sec_Fetch_Site": "cross-site",
                "Sec_Fetch_Mode": "navigate",
                "Sec_Fetch_Dest": "iframe",
            },
            403,
        ),
        (
            {
                "Sec_Fetch_Site": "cross-site",
                "Sec_Fetch_Mode": "navigate",
                "Sec_Fetch_Dest": "document",
            },
            200,
        ),
        ({"Sec_Fetch_Site": "same-origin", "Sec_Fetch_Mode": "cors"}, 200),
    ],
)
def test_nobody_else_is_answered(headers: dict[str, str], code: int, served: Served) -> None:
    told = {name: said.format(port=served.port) for name, said in headers.items()}
    answer, content = served.ask("/small/html/", **told)
    assert answer.status == code
    assert (b"<!DOCTYPE html>" in content) is (code == 200)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_nothing_can_be_changed_from_outside(method: str, served: Served) -> None:
    assert served.ask("/small/html/", method)[0].status == 403


def test_every_answer_says_what_a_browser_may_do(
    served: Served, visit: Callable[..., Page]
) -> None:
    visit("small", "html")
    visit("small", "epub")
    _, page = served.ask("/small/html/")
    assert b"preview.js" in page
    places = (
        "/small/html/",
        "/assets/preview.js",
        "/small/html/files/small.html",
        "/nowhere",
        "/small/epub/files/EPUB/chapter-01.xhtml",
    )
    for place in places:
        answer, _ = served.ask(place)
        policy = str(answer.getheader("Content-Security-Policy"))
        assert "default-src 'none'" in policy, place
        assert "frame-ancestors" in policy
        scripts = re.search(r"script-src ([^;]*)", policy)
        assert "unsafe" not in (scripts[1] if scripts else "")
        assert answer.getheader("X-Content-Type-Options") == "nosniff"
        assert answer.getheader("Cross-Origin-Resource-Policy") == "same-origin"
    assert served.ask(places[2])[0].status == served.ask(places[4])[0].status == 200


PATHS = (
    "../../../config.yaml",
    "..%2f..%2f..%2fsources/small.md",
    "%2e%2e/%2e%2e/%2e%2e/sources/small.md",
    "..%252f..%252fsources/small.md",
    "....//....//sources/small.md",
    "..\\..\\sources\\small.md",
    "/etc/passwd",
    "%2fetc%2fpasswd",
    "small.html/../../../../sources/small.md",
    "link.txt",
    "link/passwd",
    "small.html%00.md",
    "none",
)


def test_no_file_outside_the_view_is_served(served: Served, visit: Callable[..., Page]) -> None:
    visit("small", "html")
    visit("small", "audio")
    folder = served.project.folder / ".cache" / "preview" / "small" / "audio"
    (folder / "link.txt").symlink_to(served.path("small"))
    (folder / "link").symlink_to("/etc")
    served.edit("small", "Another one.", "Another sentence.")  # so that the folder is read again
    served.edit("small", "Another sentence.", "Another one.")
    for before in ("/small/html/files/", "/small/audio/files/", "/assets/", "/small/", "/"):
        for path in PATHS:
            answer, content = served.ask(before + path)
            assert answer.status in {307, 400, 404}, before + path
            assert b"sentence" not in content
            assert b"root:" not in content


def test_notes_stand_back_behind_what_is_to_be_mended(tmp_path: Path) -> None:
    where = Position(str(tmp_path / "a.md"), 2, 5)
    (tmp_path / "a.md").write_text("One.\nTwo <b>words</b> here.\n", encoding="utf-8")
    said = (
        info("n", "a note"),
        warning("w", "a warning", where, "mend it"),
        error("e", "an error"),
    )
    made = panel(said, tmp_path)
    before, _, notes = made.partition('<details class="notes">')
    assert '<h2 id="complaints">1 error, 1 warning</h2>' in before
    assert before.index("an error") < before.index("a warning")
    assert "Mend it." in before
    assert "Two <mark>&lt;b&gt;words&lt;/b&gt;</mark> here." in before
    assert "a note" in notes
    assert "Nothing to mend" in panel((), tmp_path)


def test_no_line_is_shown_that_is_not_a_source_of_the_project(tmp_path: Path) -> None:
    project = tmp_path / "project"
    project.mkdir()
    (tmp_path / "secret.md").write_text("secret\n", encoding="utf-8")
    (project / "link.md").symlink_to(tmp_path / "secret.md")
    (project / "own.key").write_text("secret\n", encoding="utf-8")
    for path in (tmp_path / "secret.md", project / "link.md", project / "own.key"):
        assert 'class="lines"' not in panel((error("e", "x", Position(str(path), 1)),), project)


def test_it_listens_on_this_machine_alone(served: Served) -> None:
    others = {
        str(one[4][0])
        for one in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
        if not str(one[4][0]).startswith("127.")
    }
    for address in others:
        with (
            pytest.raises(ConnectionRefusedError),
            socket.create_connection((address, served.port), timeout=2),
        ):
            pass
    listening = Path("/proc/net/tcp").read_text(encoding="ascii").splitlines()[1:]
    own = [row.split()[1] for row in listening if row.split()[3] == "0A"]
    assert f"0100007F:{served.port:04X}" in own
    assert f"00000000:{served.port:04X}" not in own


def test_a_refusal_is_told_in_words() -> None:
    home = {"host": "127.0.0.1:8710"}
    assert refusal("GET", home, 8710) == ""
    assert refusal("POST", home, 8710) == "only reading is possible here"
    assert "name" in refusal("GET", {"host": "127.0.0.1.evil.example:8710"}, 8710)
    assert "another site" in refusal("GET", home | {"origin": "http://127.0.0.1:8711"}, 8710)


def test_a_port_in_use_is_told_with_another(served: Served) -> None:
    ran = served.project.run("preview", "--port", str(served.port), "--no-browser")
    assert ran.code == 2
    assert f"error: port {served.port} is in use" in ran.err
    assert f"--port {served.port + 1}" in ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("pfd",), "did you mean pdf?"),
        (("pdf", "--source", "smal"), "did you mean small?"),
    ],
)
def test_what_is_not_there_is_told(arguments: tuple[str, ...], said: str, served: Served) -> None:
    ran = served.project.run("preview", "--no-browser", *arguments)
    assert ran.code == 2
    assert said in ran.err


def test_an_end_in_the_midst_of_work_is_clean(tmp_path: Path, browser: Browser) -> None:
    project = Project(tmp_path)
    (project.folder / "sources").mkdir()
    copyfile(ROOT / "tests" / "features" / "lists.md", project.folder / "sources" / "lists.md")
    page = browser.new_page()
    with serving(project, "slow") as one:
        page.goto(one.address("lists", "slow"))
        until(page, "document.getElementById('status').textContent.includes('being made')")
        code, said = end(one)
    assert code == 0
    assert said.rstrip().endswith("The preview has ended.")
    assert "Traceback" not in said
    until(page, "document.body.dataset.mood === 'ended'")
    assert told(page).startswith("The preview has ended.")
    page.close()
