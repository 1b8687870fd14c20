"""What a book says of itself: who made it, and what readers of all kinds can do with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import NAMESPACE_URL, uuid5

from coprod_formats.document import Document, Video
from coprod_formats.labels import labels
from coprod_formats.markup import accessibility_features
from coprod_formats.walking import blocks, images, notes

STANDARD = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
ALWAYS = ("displayTransformability", "readingOrder", "tableOfContents", "unlocked", "ARIA")


@dataclass(frozen=True, slots=True)
class Meta:
    """One statement: a Dublin Core element by its name, or a meta element by its property."""

    name: str
    value: str
    attributes: dict[str, str] = field(default_factory=dict)
    core: bool = False  # Dublin Core


def identifier(document: Document) -> str:
    """A name that stays when the document is edited, and that no other document has."""
    front = document.front
    told = f"coprod-formats:{front.publisher}:{document.slug}:{front.language}"
    return f"urn:uuid:{uuid5(NAMESPACE_URL, told)}"


def metadata(document: Document, paged: bool, evaluator: str, read: bool = False) -> Iterator[Meta]:
    """Every statement, in the order in which people read them."""
    yield from _core(document)
    yield from _access(document, read)
    features = {*_features(document, paged), *({"synchronizedAudioText"} if read else ())}
    for one in sorted(features, key=str.lower):
        yield Meta("schema:accessibilityFeature", one)
    yield Meta("schema:accessibilityHazard", "unknown" if _films(document) else "none")
    yield Meta("schema:accessibilitySummary", _summary(document))
    if paged:
        yield Meta("pageBreakSource", f"{document.front.title} (PDF)")
    if evaluator:
        yield Meta("dcterms:conformsTo", STANDARD, {"id": "conformance"})
        yield Meta("a11y:certifiedBy", evaluator, {"refines": "#conformance"})


def _core(document: Document) -> Iterator[Meta]:
    front = document.front
    yield Meta("title", front.title, {"id": "main-title"}, core=True)
    yield Meta("title-type", "main", {"refines": "#main-title"})
    if front.subtitle:
        yield Meta("title", front.subtitle, {"id": "subtitle"}, core=True)
        yield Meta("title-type", "subtitle", {"refines": "#subtitle"})
    yield Meta("language", front.language, core=True)
    for number, creator in enumerate(front.creators, 1):
        yield Meta("creator", creator, {"id": f"creator-{number}"}, core=True)
        role = {"refines": f"#creator-{number}", "scheme": "marc:relators"}
        yield Meta("role", "aut", role)
    rest = {
        "publisher": front.publisher,
        "date": front.date.isoformat() if front.date else "",
        "description": front.description,
        "rights": front.rights,
    }
    yield from (Meta(name, said, core=True) for name, said in rest.items() if said)


def _access(document: Document, read: bool) -> Iterator[Meta]:
    """The senses that take it in, and which of them are enough by themselves."""
    yield Meta("schema:accessMode", "textual")
    if any(images(document.body)):
        yield Meta("schema:accessMode", "visual")
    films = _films(document)
    if films or read:
        yield Meta("schema:accessMode", "auditory")
    if _told_in_text(document):
        yield Meta("schema:accessModeSufficient", "textual")
        if read:
            yield Meta("schema:accessModeSufficient", "auditory")
    if any(images(document.body)) or films:
        several = "textual,visual,auditory" if films else "textual,visual"
        yield Meta("schema:accessModeSufficient", several)


def _features(document: Document, paged: bool) -> list[str]:
    found = {*ALWAYS, *accessibility_features(document)}
    found |= {"pageBreakMarkers", "pageNavigation"} if paged else set()
    return sorted(found, key=str.lower)


def _summary(document: Document) -> str:
    words = labels(document.front.language)
    return words.all_text if _told_in_text(document) else words.films_without_text


def _told_in_text(document: Document) -> bool:
    return all(film.transcript for film in _films(document))


def _films(document: Document) -> list[Video]:
    bodies = (document.body, *(note.body for note in notes(document.body)))
    return [one for body in bodies for one in blocks(body) if isinstance(one, Video)]
