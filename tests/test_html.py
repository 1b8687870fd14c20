"""The web page is whole, asks for nothing, and can be used in every way that people read."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import etree
from playwright.sync_api import Browser, Page

from coprod_formats.document import Document, FrontMatter
from coprod_formats.writers.base import Job
from coprod_formats.writers.html import HtmlOptions, HtmlWriter
from tests.projects import SOON
from tests.samples import paragraph, plainest, section
from tests.shelf import Shelf
from tests.states import LARGE, OPEN, SMALL, STATES, faults
from tests.validators import told

DOWNLOADS = {
    "word": ("{slug}.docx",),
    "pdf": ("{slug}.pdf",),
    "large-print": ("{slug}-large-print.docx", "{slug}-large-print.pdf"),
}
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def made(document: Document, root: Path, downloads: tuple[str, ...] = ()) -> Path:
    """The page of a document, beside files that stand for its other formats."""
    folder = root / document.slug / "html"
    folder.mkdir(parents=True)
    inputs = {}
    for name in downloads:
        inputs[name] = folder.parent / name
        inputs[name].mkdir()
        for file in DOWNLOADS[name]:
            (inputs[name] / file.format(slug=document.slug)).write_bytes(b"." * 1_234_567)
    HtmlWriter().write(Job(document, HtmlOptions(downloads=downloads), inputs, folder))
    return folder / f"{document.slug}.html"


@pytest.fixture(scope="module")
def summary(shelf: Shelf, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the real summary, which offers three other formats."""
    root = tmp_path_factory.mktemp("summary")
    return made(shelf.document("interactive-summary"), root, tuple(DOWNLOADS))


@pytest.fixture(scope="module")
def everything(shelf: Shelf, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with every kind of thing."""
    return made(shelf.document("everything"), tmp_path_factory.mktemp("everything"))


def until(page: Page, claim: str) -> None:
    """Wait until a claim holds; Playwright's own way needs what the page's policy forbids."""
    for _ in range(100):
        if page.evaluate(claim):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never came true: {claim}")


@dataclass
class Opener:
    """Opens pages, and keeps what they complain of or ask for."""

    browser: Browser
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def __call__(self, path: Path, fragment: str = "", **context: Any) -> Page:
        settings = {"viewport": LARGE, "reduced_motion": "reduce"} | context
        page = self.browser.new_context(**settings).new_page()
        page.on("console", lambda said: self.complaints.append(said.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", lambda asked: self.requests.append(asked.url))
        page.goto(path.as_uri() + fragment)
        return page


@pytest.fixture
def visit(browser: Browser) -> Iterator[Opener]:
    """Opens a page as a reader would; whatever the page complains of fails the test."""
    opener = Opener(browser)
    yield opener
    for context in browser.contexts:
        context.close()
    assert opener.complaints == []


def _shut(page: Page) -> None:
    assert page.locator("main details[open]").count() == 0


@pytest.mark.parametrize("name", ["summary", "everything"])
def test_axe_finds_nothing_and_doubts_nothing_in_any_state(
    name: str, visit: Opener, request: pytest.FixtureRequest
) -> None:
    assert faults(visit(request.getfixturevalue(name))) == []


NAMES = {state.name for state in STATES}


@pytest.mark.parametrize(
    ("planted", "states"),
    [
        ("h1 { color: #888888; background: #999999 }", NAMES),
        ("details[open] p { color: #888888; background: #999999 }", NAMES - {"closed"}),
        ("@media (prefers-color-scheme: dark) { main p { color: #333333 } }", {"dark"}),
        ("@media (max-width: 20em) { main p { color: #cccccc } }", {"320 px"}),
        (
            "@media (forced-colors: active) { p { color: #dddddd; forced-color-adjust: none } }",
            {"forced colours"},
        ),
    ],
)
def test_a_fault_is_found_in_the_states_that_have_it(
    planted: str, states: set[str], shelf: Shelf, browser: Browser
) -> None:
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto((shelf.folder("key-findings", "html") / "key-findings.html").as_uri())
    page.add_style_tag(content=planted)
    found = {fault.partition(":")[0] for fault in faults(page)}
    context.close()
    assert found == states


@pytest.mark.parametrize("colours", ["", "light", "cream", "dark", "contrast"])
def test_text_stands_out_seven_to_one_in_all_colours(
    colours: str, everything: Path, visit: Opener
) -> None:
    page = visit(everything)
    page.evaluate(OPEN)
    page.locator(f'input[name="colours"][value="{colours}"]').check(force=True)
    found = Axe().run(page, options={"runOnly": ["color-contrast-enhanced"]}).response
    assert told(found["violations"]) == []
    assert found["passes"][0]["nodes"] != []


def test_the_page_asks_nobody_for_anything(everything: Path, visit: Opener) -> None:
    page = visit(everything)
    page.evaluate(OPEN)
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    page.wait_for_load_state("networkidle")
    asked = {url for url in visit.requests if not url.startswith("data:")}
    assert asked == {everything.as_uri()}


def test_the_policy_stops_a_script_that_is_not_ours(summary: Path, visit: Opener) -> None:
    page = visit(summary)
    page.evaluate(
        "const one = document.createElement('script'); one.textContent = 'window.evil = 1';"
        "document.body.append(one)"
    )
    assert page.evaluate("window.evil === undefined")
    assert "Content Security Policy" in visit.complaints.pop()


@pytest.mark.parametrize("name", ["summary", "everything"])
def test_the_page_reads_as_xml_too(name: str, request: pytest.FixtureRequest) -> None:
    path: Path = request.getfixturevalue(name)
    root = etree.parse(path).getroot()
    assert root.tag == "{http://www.w3.org/1999/xhtml}html"


def test_scripts_and_styles_hold_no_sign_that_html_and_xml_read_differently(summary: Path) -> None:
    page = summary.read_text(encoding="utf-8")
    parts = re.findall(r"<(?:script|style)[^>]*>(.*?)</(?:script|style)>", page, re.DOTALL)
    assert len(parts) == 3
    assert [part for part in parts if "<" in part or "&" in part] == []


def test_equal_documents_make_equal_pages(shelf: Shelf, tmp_path: Path) -> None:
    document = shelf.document("everything")
    one, other = (made(document, tmp_path / name).read_bytes() for name in ("one", "other"))
    assert one == other


# By keyboard


REACHED = """() => {
  const one = document.activeElement;
  const style = getComputedStyle(one.matches('.choice input') ? one.nextElementSibling : one);
  const shown = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  return one === document.body ? null : [one.name || one.outerHTML.slice(0, 120), shown];
}"""
STOPS = """() => Array.from(document.querySelectorAll(
    'a[href], button, summary, [tabindex="0"], input:checked, video'
  )).filter((one) => one.checkVisibility({ visibilityProperty: true })
  ).map((one) => one.name || one.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("size", [LARGE, SMALL])
def test_the_tab_key_reaches_everything_and_shows_where_it_is(
    size: dict[str, int], summary: Path, visit: Opener
) -> None:
    page = visit(summary, viewport=size)
    page.evaluate(OPEN)
    page.wait_for_timeout(100)  # until the page has seen which tables fit
    wanted = page.evaluate(STOPS)
    reached = []
    for _ in range(len(wanted) + 5):
        page.keyboard.press("Tab")
        stop = page.evaluate(REACHED)
        if stop is None:
            break
        reached.append(stop)
    assert [name for name, _ in reached] == wanted
    assert [name for name, shown in reached if not shown] == []


def test_the_skip_link_comes_first_and_leads_to_the_text(summary: Path, visit: Opener) -> None:
    page = visit(summary)
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.text_content() == "Skip to the main content"
    assert skip.bounding_box()["y"] >= 0  # type: ignore[index]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "MAIN"


def test_enter_opens_a_finding_and_enter_closes_it(summary: Path, visit: Opener) -> None:
    page = visit(summary)
    detail = page.locator(".finding details").first
    detail.locator("summary").first.focus()
    for wanted in (True, False):
        page.keyboard.press("Enter")
        assert detail.evaluate("(one) => one.open") is wanted


def test_a_table_wider_than_the_page_can_be_scrolled_by_keyboard(
    everything: Path, visit: Opener
) -> None:
    page = visit(everything, viewport={"width": 240, "height": 640})
    frame = page.locator(".scroll").first
    page.wait_for_timeout(100)
    assert frame.get_attribute("tabindex") == "0"
    frame.focus()
    page.keyboard.press("ArrowRight")
    until(page, "document.querySelector('.scroll').scrollLeft > 0")


def test_a_table_that_fits_is_no_stop_on_the_way(everything: Path, visit: Opener) -> None:
    page = visit(everything)
    until(page, "document.querySelectorAll('.scroll[tabindex]').length === 0")


# Findings


def test_one_button_opens_and_closes_all_findings(summary: Path, visit: Opener) -> None:
    page = visit(summary)
    button = page.get_by_role("button", name="Open all findings")
    button.click()
    closed = page.locator(".finding > details:not([open])")
    assert closed.count() == 0
    page.get_by_role("button", name="Close all findings").click()
    assert closed.count() == 5
    page.get_by_role("button", name="Open all findings").wait_for()


def test_a_finding_that_is_linked_to_opens(summary: Path, visit: Opener) -> None:
    page = visit(summary, "#finding-journey")
    opened = page.locator(".finding > details[open]")
    assert opened.count() == 1
    page.locator('main a[href="#finding-empowered"]').click()
    until(page, "document.querySelectorAll('.finding > details[open]').length === 2")
    page.go_back()
    assert page.locator("#finding-journey").is_visible()


def test_a_figure_inside_a_closed_finding_opens_when_linked_to(
    summary: Path, visit: Opener
) -> None:
    page = visit(summary, "#journey-picture")
    assert page.locator("#journey-picture").is_visible()


# Settings


def test_choices_are_kept_and_can_be_undone(summary: Path, visit: Opener) -> None:
    page = visit(summary)
    size = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
    standard = page.evaluate(size)
    page.locator(".settings summary").click()
    for label in ("Largest", "Cream", "Narrow"):
        page.get_by_label(label, exact=True).check(force=True)
    assert page.evaluate(size) == 2 * standard
    assert reloaded(page, f"{size} == {2 * standard}")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(253, 246, 228)"
    page.locator(".settings summary").click()
    assert page.get_by_label("Cream", exact=True).is_checked()
    page.get_by_role("button", name="Back to standard").click()
    assert page.evaluate(size) == standard
    assert reloaded(page, f"{size} == {standard}")


def reloaded(page: Page, claim: str) -> bool:
    """Whether a claim holds when the page is loaded again; a busy browser keeps things late."""
    until = time.monotonic() + SOON
    while time.monotonic() < until:
        page.reload()
        if page.evaluate(claim):
            return True
    return False


def test_a_page_whose_storage_is_closed_works_all_the_same(summary: Path, visit: Opener) -> None:
    page = visit(summary)
    page.context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('closed'); } })"
    )
    page.reload()
    page.locator(".settings summary").click()
    page.get_by_label("Dark", exact=True).check(force=True)
    assert page.evaluate("document.documentElement.dataset.colours") == "dark"


def test_kept_choices_that_are_broken_do_no_harm(summary: Path, visit: Opener) -> None:
    page = visit(summary)
    for kept in ("{", "null", '{"size": 7, "colours": {"a": 1}}'):
        page.evaluate("(kept) => localStorage.setItem('reading-settings', kept)", kept)
        page.reload()
        assert page.locator("#page\\.settings").is_visible()


# Small screens, large text, other spacing


@pytest.mark.parametrize("name", ["summary", "everything"])
@pytest.mark.parametrize("size", ["", "largest"])
def test_nothing_needs_scrolling_sideways_at_320_pixels(
    name: str, size: str, visit: Opener, request: pytest.FixtureRequest
) -> None:
    page = visit(request.getfixturevalue(name), viewport=SMALL)
    page.evaluate(OPEN)
    page.locator(f'input[name="size"][value="{size}"]').check(force=True)
    assert page.evaluate(WIDER) == 0


@pytest.mark.parametrize("size", [SMALL, LARGE])
def test_wider_spacing_of_text_loses_nothing(
    size: dict[str, int], everything: Path, visit: Opener
) -> None:
    page = visit(everything, viewport=size)
    page.evaluate(OPEN)
    page.evaluate(
        """() => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
            word-spacing: .16em !important; } p { margin-bottom: 2em !important; }`);
          document.adoptedStyleSheets = [sheet];
        }"""
    )
    assert page.evaluate(WIDER) == 0
    clipped = page.evaluate(
        """() => Array.from(document.querySelectorAll('body *')).filter((one) => {
          const style = getComputedStyle(one);
          return style.overflowY === 'hidden' && one.scrollHeight > one.clientHeight + 1
            && !one.matches('.unseen, .unseen *') && one.namespaceURI.endsWith('xhtml');
        }).map((one) => one.outerHTML.slice(0, 100))"""
    )
    assert clipped == []


def test_everything_that_is_pressed_is_large_enough(summary: Path, visit: Opener) -> None:
    page = visit(summary, viewport=SMALL, has_touch=True, is_mobile=True)
    page.evaluate(OPEN)
    boxes = page.evaluate(
        """() => Array.from(document.querySelectorAll(
            'button, summary, .choice, nav a, .downloads a, .elsewhere'
          )).filter((one) => one.checkVisibility()).map((one) => {
            const box = one.getBoundingClientRect();
            return [one.textContent, Math.min(box.width, box.height)];
          })"""
    )
    assert len(boxes) > 30
    assert [box for box in boxes if box[1] < 44] == []
    marks = page.evaluate(
        """() => Array.from(document.querySelectorAll('footer a, .back')).map(
          (one) => one.getBoundingClientRect().height)"""
    )
    assert min(marks) >= 24


def test_contents_are_folded_on_a_phone_and_open_beside_the_text(
    summary: Path, visit: Opener
) -> None:
    assert visit(summary).locator(".contents > details[open]").count() == 1
    assert visit(summary, viewport=SMALL).locator(".contents > details[open]").count() == 0


def test_colours_follow_the_device(summary: Path, visit: Opener) -> None:
    colour = "getComputedStyle(document.body).backgroundColor"
    assert visit(summary).evaluate(colour) == "rgb(255, 255, 255)"
    assert visit(summary, color_scheme="dark").evaluate(colour) == "rgb(16, 25, 29)"


def test_nothing_moves_for_those_who_asked_for_stillness(summary: Path, visit: Opener) -> None:
    seconds = (
        "Math.max(...Array.from(document.querySelectorAll('*')).flatMap((one) => "
        "['', '::before'].map((part) => getComputedStyle(one, part)).map((style) => "
        "parseFloat(style.transitionDuration) + parseFloat(style.animationDuration))))"
    )
    assert visit(summary).evaluate(seconds) == 0
    assert visit(summary, reduced_motion="no-preference").evaluate(seconds) > 0


@pytest.mark.parametrize("size", ["", "largest"])
def test_a_link_from_elsewhere_lands_on_its_heading(
    size: str, summary: Path, visit: Opener
) -> None:
    page = visit(summary)
    page.evaluate(
        "(size) => localStorage.setItem('reading-settings', JSON.stringify({size}))", size
    )
    for name in ("evidence", "finding-context", "recommendations"):
        page.goto(f"{summary.as_uri()}?{name}#{name}")
        until(page, "document.fonts.status === 'loaded'")
        top = page.evaluate(
            "(name) => document.getElementById(name).getBoundingClientRect().top", name
        )
        assert 0 <= top <= 150, name


# On paper, without scripts


def _paper(page: Page) -> str:
    pages = pypdfium2.PdfDocument(page.pdf(format="A4"))
    text = " ".join(one.get_textpage().get_text_bounded() for one in pages)
    return " ".join(text.split())


@pytest.mark.parametrize("scripts", [True, False])
def test_paper_has_every_detail_and_every_address(
    scripts: bool, everything: Path, visit: Opener
) -> None:
    paper = _paper(visit(everything, java_script_enabled=scripts))
    assert "Here is the detail of the first finding." in paper
    assert "The longest shows 573 surveys." in paper
    assert "Isaac says hello." in paper
    assert "https://example.org/a?b=1&c=%20d#e" in paper
    assert "Reading settings" not in paper
    assert "Read more" not in paper


def test_findings_close_again_after_printing(summary: Path, visit: Opener) -> None:
    page = visit(summary)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("main details:not([open])").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    _shut(page)


def test_the_page_works_without_scripts(summary: Path, visit: Opener) -> None:
    page = visit(summary, java_script_enabled=False)
    assert not page.locator(".settings").is_visible()
    assert not page.locator("#page\\.open-all").is_visible()
    detail = page.locator(".finding details").first
    detail.locator("summary").first.click()
    assert detail.locator("ul").first.is_visible()
    assert page.locator("nav a").first.is_visible()


def test_a_film_plays_with_its_captions(everything: Path, visit: Opener) -> None:
    page = visit(everything)
    assert sorted(file.suffix for file in everything.parent.iterdir()) == [".html", ".mp4"]
    page.evaluate("document.querySelector('#video-film video').load()")
    until(page, "document.querySelector('#video-film video').textTracks[0].cues?.length === 1")
    page.evaluate("document.querySelector('#video-film video').preload = 'auto'")
    until(page, "document.querySelector('#video-film video').readyState > 0")


# What the page says of itself


def test_other_formats_are_offered_with_kind_size_and_use(summary: Path) -> None:
    root = etree.parse(summary).getroot()
    links = root.findall(".//{*}ul[@class='downloads']/{*}li/{*}a")
    said = ["".join(map(str, one.itertext())) for one in links]
    assert said == [
        "Word (1.2 MB) to edit, or to read in your own way",
        "PDF (1.2 MB) to print, or to keep and share",
        "Large print (Word, 1.2 MB) to read on paper in bigger letters",
        "Large print (PDF, 1.2 MB) to read on paper in bigger letters",
    ]
    for link in links:
        assert (summary.parent / str(link.get("href"))).is_file()


def test_the_size_of_a_page_of_braille_is_told(shelf: Shelf, tmp_path: Path) -> None:
    options = HtmlOptions(downloads=("braille",))
    inputs = {"braille": shelf.folder("everything", "braille")}
    HtmlWriter().write(Job(shelf.document("everything"), options, inputs, tmp_path))
    said = (tmp_path / "everything.html").read_text("utf-8")
    assert "Braille (BRF, 40 cells by 25 lines, " in said
    assert "Braille (PEF, 40 cells by 25 lines, " in said
    assert re.search(r"Braille \(eBraille, \d+ KB\)", said)


def test_the_writer_needs_the_formats_that_it_offers() -> None:
    assert HtmlWriter().needs(HtmlOptions(downloads=("pdf", "word"))) == ("pdf", "word")
    assert HtmlWriter().needs(HtmlOptions()) == ()


def _described(path: Path) -> dict[str, object]:
    root = etree.parse(path).getroot()
    data = root.findtext(".//{*}script[@type='application/ld+json']")
    assert data is not None
    described: dict[str, object] = json.loads(data)
    return described


def test_the_page_describes_itself_to_machines(everything: Path) -> None:
    described = _described(everything)
    assert described["name"] == "Every kind of thing: “quotes”, R&D <and> more"
    assert described["datePublished"] == "2026-11-01"
    features = described["accessibilityFeature"]
    assert isinstance(features, list)
    assert {"alternativeText", "captions", "longDescription", "transcript"} <= set(features)


def test_a_bare_document_claims_nothing(tmp_path: Path) -> None:
    described = _described(made(plainest(), tmp_path))
    assert sorted(described) == ["@context", "@type", "inLanguage", "name"]


def _in_language(language: str, root: Path) -> str:
    front = FrontMatter(title="Titre", language=language, publisher="UCL")
    body = (section("un", "Un", paragraph("Deux.")),)
    return made(Document(f"page-{language}", front, body), root).read_text(encoding="utf-8")


def test_our_own_words_are_in_the_language_of_the_document(tmp_path: Path) -> None:
    french, welsh = _in_language("fr", tmp_path), _in_language("cy", tmp_path)
    assert "Réglages de lecture" in french
    assert "Publié par UCL" in french
    assert "Ar y dudalen hon" in welsh
    assert 'lang="en"' not in french + welsh


def test_our_own_words_are_marked_english_where_we_have_no_others(tmp_path: Path) -> None:
    german = _in_language("de", tmp_path)
    assert '<summary lang="en" dir="ltr"><span>On this page' in german
    assert 'id="page.settings" hidden="hidden" lang="en" dir="ltr"' in german


def test_a_page_in_arabic_runs_from_right_to_left(tmp_path: Path, visit: Opener) -> None:
    document = replace(plainest(), front=FrontMatter(title="عنوان", language="ar"))
    page = visit(made(document, tmp_path))
    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    assert page.evaluate(WIDER) == 0
