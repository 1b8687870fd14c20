"""The ways through a book: contents, notes and back, printed pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coprod_formats.checks.epub.found import Complaint
from coprod_formats.epub.opened import Book, Element, every, is_cover, line, said, target


def about_ways(book: Book) -> Iterator[Complaint]:
    """Faults by which people lose their way."""
    if book.nav not in book.trees:
        yield Complaint(book.package_file, 1, "nav", "the book has no contents")
        return
    nav = book.trees[book.nav]
    for rules in (_contents, _pages):
        for element, rule, message in rules(book, nav):
            yield Complaint(book.nav, line(element), rule, message)
    for name, tree in book.texts:
        for element, rule, message in (*_marks(tree), *_notes(book, name, tree)):
            yield Complaint(name, line(element), rule, message)


Complaints = Iterator[tuple[Element, str, str]]


def _listed(book: Book, nav: Element, kind: str) -> list[tuple[str, str]]:
    links = every(nav, f"//h:nav[@e:type='{kind}']//h:a[@href]")
    return [target(book.nav, str(one.get("href"))) for one in links]


def _contents(book: Book, nav: Element) -> Complaints:
    listed = _listed(book, nav, "toc")
    files = [file for file, _ in listed]
    order = [book.spine.index(file) for file in files if file in book.spine]
    if order != sorted(order):
        yield nav, "toc-order", "the contents name the chapters out of their order"
    for name, tree in book.texts:
        if name != book.nav and not is_cover(tree) and name not in files:
            yield nav, "toc-missing", f"the contents leave out {name}"


def _pages(book: Book, nav: Element) -> Complaints:
    listed = set(_listed(book, nav, "page-list"))
    for name, tree in book.texts:
        for mark in every(tree, "//*[contains(@role, 'doc-pagebreak')]"):
            if (name, str(mark.get("id"))) not in listed:
                told = mark.get("aria-label") or mark.get("title") or mark.get("id")
                yield nav, "page-missing", f"the list of pages leaves out page {told}"


def _marks(tree: Element) -> Complaints:
    for mark in every(tree, "//*[contains(@role, 'doc-pagebreak')]"):
        if not (mark.get("aria-label") or mark.get("title") or said(mark)):
            yield mark, "page-label", "the mark of a page does not say its number"


def _notes(book: Book, name: str, tree: Element) -> Complaints:
    """Each mark leads to a note that leads back to it."""
    for mark in every(tree, "//h:a[contains(@role, 'doc-noteref')]"):
        file, place = target(name, str(mark.get("href", "")))
        home = book.ids.get(file, {}).get(place)
        back = [
            target(file, str(link.get("href")))
            for link in ([] if home is None else every(home, ".//h:a[@href]"))
            if re.search(r"\bdoc-backlink\b", str(link.get("role", "")))
        ]
        if (name, str(mark.get("id"))) not in back:
            yield mark, "note-back", f"note {said(mark)} has no link back to its place"
