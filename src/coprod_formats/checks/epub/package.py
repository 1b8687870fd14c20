"""What a book says of itself, held against what is in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from coprod_formats.checks.epub.found import Complaint
from coprod_formats.epub.opened import XML_LANGUAGE, Book, Element, every, line, said

NEEDED = ("accessMode", "accessModeSufficient", "accessibilityFeature", "accessibilityHazard")
STANDARDS = tuple(
    f"EPUB Accessibility 1.1 - WCAG 2.{version} Level {level}"
    for version in (0, 1, 2)
    for level in ("A", "AA", "AAA")
)
NO_HAZARD = {"noFlashingHazard", "noMotionSimulationHazard", "noSoundHazard"}


def about_package(book: Book) -> Iterator[Complaint]:
    """Faults of the package file."""
    for rules in (_file, _container, _statements, _hazards, _claims, _features):
        for element, rule, message in rules(book):
            at = 1 if element is None else line(element)
            yield Complaint(book.package_file, at, rule, message)


Complaints = Iterator[tuple[Element | None, str, str]]


def _file(book: Book) -> Complaints:
    if not book.package.get(XML_LANGUAGE):
        yield None, "package-lang", "the package does not say its language"
    for name, words in (("title", "title"), ("language", "language"), ("identifier", "name")):
        if not any(map(said, every(book.package, f"//d:{name}"))):
            yield None, f"package-{name}", f"the package gives no {words}"
    if not book.spine:
        yield None, "spine", "the book has nothing to read in it"


def _container(book: Book) -> Complaints:
    if next(iter(book.files), "") != "mimetype":
        yield None, "mimetype", "the file named mimetype does not come first"
    for one in book.items.values():
        if one.file not in book.files:
            yield None, "file-missing", f"{one.file} is named, but is not in the book"
        elif one.kind.endswith("+xml") and one.file not in book.trees:
            yield None, "file-broken", f"{one.file} is not well-formed XML"


def _values(book: Book, name: str) -> list[tuple[Element, str]]:
    found = every(book.package, f"//o:metadata/o:meta[@property='{name}']")
    return [(one, said(one)) for one in found]


def _statements(book: Book) -> Complaints:
    for name in NEEDED:
        if not _values(book, f"schema:{name}"):
            yield None, "metadata", f"the package does not say schema:{name}"
    marks = [one for _, tree in book.texts for one in every(tree, MARKS)]
    if marks and not _values(book, "pageBreakSource"):
        yield None, "page-source", "the book marks pages, but does not say of which edition"


MARKS = "//*[contains(@role, 'doc-pagebreak')]"


def _hazards(book: Book) -> Complaints:
    named = {words for _, words in _values(book, "schema:accessibilityHazard")}
    if len(named) > 1 and (named & {"none", "unknown"}):
        yield None, "hazard", f"the hazards contradict each other: {', '.join(sorted(named))}"
    for one in NO_HAZARD & named:
        plain = one.removeprefix("no")
        if {plain[0].lower() + plain[1:]} & named:
            yield None, "hazard", f"{one} contradicts its opposite"


def _claims(book: Book) -> Complaints:
    for element, words in _values(book, "dcterms:conformsTo"):
        if words not in STANDARDS:
            yield element, "conforms", f"“{words}” names no standard that there is"
        name = element.get("id")
        found = every(book.package, "//o:meta[@property='a11y:certifiedBy']")
        if not any(one.get("refines") in {None, f"#{name}"} and said(one) for one in found):
            yield element, "certified", "the book claims a standard, but nobody vouches for it"


def _features(book: Book) -> Complaints:
    """Features that are said to be there, and are not."""
    for element, words in _values(book, "schema:accessibilityFeature"):
        shown = EVIDENCE.get(words)
        if shown and not shown(book):
            yield element, "feature", f"the book says that it has {words}, but it has not"


def _holds(path: str) -> Callable[[Book], bool]:
    def shown(book: Book) -> bool:
        """Whether a text of the book has such an element."""
        return any(every(tree, path) for _, tree in book.texts)

    return shown


def _nav_holds(path: str) -> Callable[[Book], bool]:
    def shown(book: Book) -> bool:
        """Whether the book's contents have such an element."""
        return book.nav in book.trees and bool(every(book.trees[book.nav], path))

    return shown


EVIDENCE: dict[str, Callable[[Book], bool]] = {
    "alternativeText": _holds("//h:img[normalize-space(@alt)]"),
    "ARIA": _holds("//h:*[@role]"),
    "captions": _holds("//h:video/h:track[@kind='captions']"),
    "longDescription": _holds("//*[@aria-details]"),
    "MathML": _holds("//m:math"),
    "pageBreakMarkers": _holds(MARKS),
    "printPageNumbers": _holds(MARKS),
    "pageNavigation": _nav_holds("//h:nav[@e:type='page-list']//h:a"),
    "structuralNavigation": _holds("//h:h1"),
    "synchronizedAudioText": lambda book: any(one.overlay for one in book.items.values()),
    "tableOfContents": _nav_holds("//h:nav[@e:type='toc']//h:a"),
    "transcript": _holds("//h:video | //h:audio"),
    "unlocked": lambda book: "META-INF/encryption.xml" not in book.files,
}
