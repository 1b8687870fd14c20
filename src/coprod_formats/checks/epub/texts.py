"""What each file of a book holds: its language and title, headings, pictures, links and tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from coprod_formats.checks.epub.found import Complaint
from coprod_formats.checks.page import PICTURES, VAGUE
from coprod_formats.epub.opened import (
    TYPE,
    XML_LANGUAGE,
    Book,
    Element,
    every,
    is_cover,
    line,
    said,
    target,
)

HEADINGS = "//h:h1 | //h:h2 | //h:h3 | //h:h4 | //h:h5 | //h:h6"
TAG = re.compile(r"[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?(-[a-z0-9]{2,8})*", re.IGNORECASE)
ROLES = {
    "abstract": "doc-abstract",
    "backlink": "doc-backlink",
    "bibliography": "doc-bibliography",
    "chapter": "doc-chapter",
    "endnotes": "doc-endnotes",
    "glossary": "doc-glossary",
    "introduction": "doc-introduction",
    "noteref": "doc-noteref",
    "pagebreak": "doc-pagebreak",
    "toc": "doc-toc",
}
Complaints = Iterator[tuple[Element, str, str]]


def about_texts(book: Book) -> Iterator[Complaint]:
    """Faults of the files that people read."""
    files = dict(book.texts)
    if book.nav in book.trees:
        files.setdefault(book.nav, book.trees[book.nav])
    for name, tree in files.items():
        for rules in (_head, _languages, _headings, _ids, _roles, _pictures, _tables, _words):
            for element, rule, message in rules(tree):
                yield Complaint(name, line(element), rule, message)
        for element, rule, message in (*_links(book, name, tree), *_loads(book, name, tree)):
            yield Complaint(name, line(element), rule, message)


def _head(tree: Element) -> Complaints:
    if not (tree.get("lang") or tree.get(XML_LANGUAGE) or "").strip():
        yield tree, "lang", "the file does not name its language"
    title = " ".join(map(said, every(tree, "//h:head/h:title")))
    if not title:
        yield tree, "title", "the file has no title"
    elif re.fullmatch(r"\S+\.x?html?", title):
        yield tree, "title-filename", f"the title of the file is its name: {title}"


def _languages(tree: Element) -> Complaints:
    for one in tree.iter():
        for tag in {one.get("lang"), one.get(XML_LANGUAGE)} - {None}:
            if not TAG.fullmatch(str(tag)):
                yield one, "lang-unknown", f"“{tag}” is no language"


def _headings(tree: Element) -> Complaints:
    if is_cover(tree):
        return
    found = [one for one in every(tree, HEADINGS) if not every(one, "ancestor::*[@hidden]")]
    ranks = [(int(one.tag[-1]), one) for one in found]
    titles = sum(rank == 1 for rank, _ in ranks)
    if titles != 1:
        yield tree, "title-heading", f"the file has {titles} headings of level 1, not one"
    for (before, _), (rank, heading) in pairwise(ranks):
        if rank > before + 1:
            words = f"heading “{said(heading)}” has level {rank} after {before}"
            yield heading, "heading-order", words


def _ids(tree: Element) -> Complaints:
    ids = Counter(str(one.get("id")) for one in every(tree, "//*[@id]"))
    for name, times in ids.items():
        if times > 1:
            yield tree, "id-duplicate", f"the id {name} stands {times} times"
    for attribute in ("aria-labelledby", "aria-details", "aria-describedby", "headers"):
        for one in every(tree, f"//*[@{attribute}]"):
            for name in str(one.get(attribute)).split():
                if name not in ids:
                    yield one, "reference", f"{attribute} names {name}, which is not there"


def _roles(tree: Element) -> Complaints:
    for one in every(tree, "//h:body//*[@e:type][not(ancestor::h:nav[@e:type='landmarks'])]"):
        for kind in str(one.get(TYPE)).split():
            role = ROLES.get(kind)
            if role and role not in str(one.get("role", "")).split():
                yield one, "role", f"what readers call {kind} lacks its role {role}"


def _pictures(tree: Element) -> Complaints:
    for picture in every(tree, "//h:img"):
        words = picture.get("alt")
        if words is None:
            yield picture, "alt-missing", "a picture has neither a description nor alt=''"
        elif str(words).strip().casefold().endswith(PICTURES):
            yield picture, "alt-filename", f"a picture is described by a file name: {words}"
        elif not str(words).strip() and every(picture, BARE):
            yield picture, "alt-empty", "a figure's picture has no description"


BARE = "parent::h:figure[not(contains(@class, 'decoration'))]"


def _tables(tree: Element) -> Complaints:
    for table in every(tree, "//h:table"):
        heads = every(table, ".//h:th")
        if not heads:
            yield table, "table-headers", "a table has no header cells"
        for head in heads:
            if head.get("scope") not in {"col", "row", "colgroup", "rowgroup"}:
                yield head, "table-scope", f"header cell “{said(head)}” does not say what it heads"


def _words(tree: Element) -> Complaints:
    for link in every(tree, "//h:a[@href]"):
        pictures = " ".join(str(one.get("alt", "")) for one in every(link, ".//h:img | .//m:math"))
        words = (link.get("aria-label") or f"{said(link)} {pictures}").strip()
        if not words:
            yield link, "link-empty", f"the link to {link.get('href')} has no words"
        if words.casefold().strip(" .…:>→") in VAGUE:
            yield link, "link-vague", f"the link “{words}” does not say where it leads"


def _links(book: Book, name: str, tree: Element) -> Complaints:
    for link in every(tree, "//h:a[@href]"):
        address = str(link.get("href"))
        if re.match(r"[a-z][a-z0-9+.-]*:", address, re.IGNORECASE):
            continue
        file, place = target(name, address)
        if file not in book.trees:
            yield link, "link-dangling", f"the link “{said(link)}” leads to {file}, not there"
        elif place and place not in book.ids[file]:
            yield link, "link-dangling", f"the link “{said(link)}” leads to {address}, not there"


def _loads(book: Book, name: str, tree: Element) -> Complaints:
    for attribute in ("src", "poster", "data"):
        for one in every(tree, f"//h:*[@{attribute}]"):
            address = str(one.get(attribute))
            if address.startswith("data:"):
                continue
            if "://" in address or target(name, address)[0] not in book.files:
                yield one, "external", f"the file shows {address}, which is not in the book"
    for one in every(tree, "//h:script | //h:iframe | //h:object | //h:form"):
        yield one, "script", f"{one.tag.rpartition('}')[2]} does not work in many readers"
