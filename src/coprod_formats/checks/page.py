"""What a finished web page must hold to for its readers, beyond what axe can see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from coprod_formats.checks.style import about_style
from coprod_formats.diagnostics import Diagnostic, Position, error, warning

Element = etree._Element  # noqa: SLF001 - the type has no other name
Complaints = Iterator[tuple[int, str, str]]  # a line, a rule, and what is wrong

PICTURES = (".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp")
VAGUE = frozenset(
    [
        *("click here", "here", "link", "more", "read more", "this", "this link", "this page"),
        *("cliciwch yma", "darllen mwy", "yma"),
        *("cliquez ici", "en savoir plus", "ici", "lire la suite"),
    ]
)
NAMES = ("aria-labelledby", "aria-describedby", "aria-details", "aria-controls", "for", "headers")
LOADS = (
    *(("src", "//*[@src]"), ("poster", "//*[@poster]"), ("data", "//object[@data]")),
    ("href", "//link[not(@rel='canonical')][@href]"),
)
# what the author wrote and not what we made of it: told, but no reason to hold the page back
FROM_THE_SOURCE = frozenset(["capitals", "link-vague", "alt-filename"])


def check_page(path: Path) -> Sequence[Diagnostic]:
    """Every complaint about one HTML file."""
    page = etree.fromstring(path.read_bytes(), etree.HTMLParser(encoding="utf-8", huge_tree=True))
    if page is None:
        return [error("page-empty", "the page is empty", Position(path.name, 1))]
    found = [
        complaint
        for rules in (_head, _headings, _ids, _links, _skips, _pictures, _tables, _buttons, _words)
        for complaint in rules(page)
    ]
    found += _loads(page, path)
    found += [
        (_line(style), rule, message)
        for style in page.iter("style")
        for rule, message in about_style(style.text or "")
    ]
    return [_told(path, *complaint) for complaint in sorted(found)]


def _told(path: Path, line: int, rule: str, message: str) -> Diagnostic:
    tell = warning if rule in FROM_THE_SOURCE else error
    return tell(f"page-{rule}", message, Position(path.name, line))


def _line(element: Element) -> int:
    line: object = element.sourceline
    return line if isinstance(line, int) else 1


def _every(element: Element, path: str) -> list[Element]:
    found = element.xpath(path)
    return [one for one in found if isinstance(one, Element)] if isinstance(found, list) else []


def _said(element: Element) -> str:
    """The words that name a link or button: its label, else its text with its pictures' words."""
    pictures = " ".join(str(one.get("alt", "")) for one in element.iter("img"))
    name = element.get("aria-label") or f"{''.join(map(str, element.itertext()))} {pictures}"
    return " ".join(name.split())


def _head(page: Element) -> Complaints:
    if not (page.get("lang") or "").strip():
        yield _line(page), "lang", "the page does not name its language"
    if not (page.findtext(".//title") or "").strip():
        yield _line(page), "title", "the page has no title"
    if not _every(page, "//meta[@http-equiv='Content-Security-Policy']"):
        yield _line(page), "policy", "the page has no policy on what it may load"
    if not _every(page, "//main"):
        yield _line(page), "main", "the page has no main part"


def _headings(page: Element) -> Complaints:
    found = list(page.iter("h1", "h2", "h3", "h4", "h5", "h6"))
    titles = sum(one.tag == "h1" for one in found)
    if titles != 1:
        yield _line(page), "title-heading", f"the page has {titles} headings of level 1, not one"
    for heading in found:
        if not _said(heading):
            yield _line(heading), "heading-empty", "a heading has no words"
        if _every(heading, "ancestor::summary"):
            yield _line(heading), "heading-in-summary", "a heading in a summary is lost to some"
    for before, after in pairwise(found):
        if int(after.tag[1]) > int(before.tag[1]) + 1:
            said = f"heading “{_said(after)}” has level {after.tag[1]} after {before.tag[1]}"
            yield _line(after), "heading-order", said


def _ids(page: Element) -> Complaints:
    ids = Counter(str(one.get("id")) for one in _every(page, "//*[@id]"))
    for name, times in ids.items():
        if times > 1:
            yield _line(page), "id-duplicate", f"the id {name} stands {times} times"
    for attribute in NAMES:
        for one in _every(page, f"//*[@{attribute}]"):
            for name in str(one.get(attribute)).split():
                if name not in ids:
                    yield _line(one), "reference", f"{attribute} names {name}, which is not there"


def _links(page: Element) -> Complaints:
    ids = {str(one.get("id")) for one in _every(page, "//*[@id]")}
    for link in _every(page, "//a[@href]"):
        target, words = str(link.get("href")), _said(link)
        if not words:
            yield _line(link), "link-empty", f"the link to {target} has no words"
        if words.casefold().strip(" .…:>→") in VAGUE:
            yield _line(link), "link-vague", f"the link “{words}” does not say where it leads"
        if target.startswith("#") and unquote(target[1:]) not in ids:
            yield _line(link), "link-dangling", f"the link “{words}” leads to {target}, not there"


def _skips(page: Element) -> Complaints:
    links = _every(page, "//body//a[@href]")
    target = str(links[0].get("href")) if links else ""
    landings = [one for one in _every(page, "//*[@id]") if f"#{one.get('id')}" == unquote(target)]
    if not any(map(_is_main, landings)) or _every(links[0], "ancestor::main"):
        yield _line(page), "skip-link", "the first link does not lead to the main part"


def _is_main(element: Element) -> bool:
    return element.tag == "main" or bool(_every(element, "ancestor::main"))


def _pictures(page: Element) -> Complaints:
    for picture in page.iter("img"):
        said = picture.get("alt")
        if said is None:
            yield _line(picture), "alt-missing", "a picture has neither a description nor alt=''"
        elif said.strip().casefold().endswith(PICTURES):
            yield _line(picture), "alt-filename", f"a picture is described by a file name: {said}"


def _tables(page: Element) -> Complaints:
    for table in page.iter("table"):
        heads = list(table.iter("th"))
        if not heads:
            yield _line(table), "table-headers", "a table has no header cells"
        for head in heads:
            if head.get("scope") not in {"col", "row", "colgroup", "rowgroup"}:
                said = f"header cell “{_said(head)}” does not say what it heads"
                yield _line(head), "table-scope", said


def _buttons(page: Element) -> Complaints:
    found = list(page.iter("button", "summary"))
    for button in found:
        if not _said(button):
            yield _line(button), "button-empty", "a button has no name"
    for name, times in Counter(map(_said, found)).items():
        if name and times > 1:
            yield _line(page), "button-repeated", f"{times} buttons are called “{name}”"


def _words(page: Element) -> Complaints:
    for element in page.iter("p", "dt", "th", "td", "caption", "h1", "h2", "h3", "h4", "h5", "h6"):
        run = 0
        for word in _said(element).split():
            run = run + 1 if word.isupper() and sum(map(str.isalpha, word)) > 1 else 0
            if run == 3:
                yield _line(element), "capitals", f"words in capitals, up to {word}"


def _loads(page: Element, path: Path) -> Complaints:
    for attribute, places in LOADS:
        for one in _every(page, places):
            target = str(one.get(attribute))
            if target.startswith("data:") or _beside(path, target):
                continue
            said = f"{one.tag} loads {target}, which is not in the page or beside it"
            yield _line(one), "external", said
    for one in _every(page, "//*[@srcset] | //iframe | //embed | //base"):
        yield _line(one), "external", f"{one.tag} may load what is not in the page"


def _beside(path: Path, target: str) -> bool:
    return ":" not in target and "/" not in target and (path.parent / unquote(target)).is_file()
