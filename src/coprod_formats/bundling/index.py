"""The first page of a bundle: which file is for whom, how long it is, and who has read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath

from coprod_formats.bundling.changes import changes, said
from coprod_formats.bundling.measures import measure, minutes
from coprod_formats.bundling.pages import contact, heading, link, listing, page, paragraph
from coprod_formats.bundling.release import Release
from coprod_formats.document import Document, FrontMatter
from coprod_formats.judging.page import size
from coprod_formats.judging.report import FormatReport
from coprod_formats.languages import primary
from coprod_formats.markup.offers import Offer, offers
from coprod_formats.markup.tags import language, text
from coprod_formats.signing import Signature, State

FIRST = ("html", "easy-read")  # what most people look for first
LANGUAGES = {"en": "English", "cy": "Welsh", "fr": "French"}
UNREAD = "Translated by machine. No braille reader has said yet that they have proofread it."
UNSIGNED = "Programs have checked every file. No person has signed yet that they have read one."
WEB = ("Web page", "to read on a phone, a tablet or a computer")
BESIDE = (
    ("accessibility-report.html", "How each file was checked, and what came of it"),
    ("accessibility-statement.html", "Accessibility statement (a draft)"),
    ("changes.html", "What has changed since the last release"),
    ("credits.html", "Pictures, fonts and licences"),
    ("SHA256SUMS", "Checksums of every file"),
    ("manifest.json", "A list of everything here, for other programs"),
    ("sbom.cdx.json", "What this was made with, as a CycloneDX list"),
)


def index(release: Release) -> str:
    """The page as text."""
    return page(release.heading(), (part for part in _body(release)))


def _body(release: Release) -> Iterator[str]:
    yield f'<p class="quiet">Release {text(release.version)}</p>'
    yield paragraph("The same words in many formats. Choose the one that suits you.")
    titles = {judged.slug: document.front.title for judged, document in release.documents()}
    yield _draft([titles[name.partition("/")[0]] for name in release.drafts])
    many = len(titles) > 1
    if many:
        yield _contents(titles)
    if not any(_signed(release)):
        yield f'<p class="quiet">{UNSIGNED}</p>'
    for judged, document in release.documents():
        if many:
            yield heading(document.front.title, 2, judged.slug)
        yield from _introduced(
            document.front, titled=many or release.heading() == document.front.title
        )
        yield heading("Choose a format", 3 if many else 2)
        yield _formats(release, document, judged.formats)
    yield from _other(release)


def _draft(titles: Sequence[str]) -> str:
    """What nobody has tested, in one box."""
    starts = '<div class="note"><p><strong>Draft:</strong> the easy-read version'
    untested = "not been tested with the people whom"
    if not titles:
        return ""
    if len(titles) == 1:
        return f"{starts} of ‘{text(titles[0])}’ has {untested} it is for.</p></div>"
    names = listing(map(text, titles))
    return f"{starts}s of these have {untested} they are for:</p>\n{names}</div>"


def _contents(titles: Mapping[str, str]) -> str:
    """The documents here, each with a link to its formats."""
    links = listing(link(f"#{slug}", title) for slug, title in titles.items())
    return f'<nav aria-label="Documents">{paragraph("The documents here:")}{links}</nav>'


def _signed(release: Release) -> Iterator[bool]:
    for judged, document in release.documents():
        for made in judged.formats:
            yield release.signature(document, made.format).state is not State.UNSIGNED


def _introduced(front: FrontMatter, *, titled: bool) -> Iterator[str]:
    own = language(front.language)
    yield "" if titled else f"<p{own}><strong>{text(front.title)}</strong></p>"
    yield f"<p{own}>{text(front.subtitle)}</p>" if front.subtitle else ""
    yield f"<p{own}>{text(front.description)}</p>" if front.description else ""
    told = (", ".join(front.creators), front.publisher)
    by = ". ".join(filter(None, told))
    day = f"{front.date.day} {front.date:%B %Y}" if front.date else ""
    yield f'<p class="quiet">{text(". ".join(filter(None, (by, day))))}</p>' if by or day else ""
    spoken = LANGUAGES.get(primary(front.language), front.language)
    yield f'<p class="quiet">Language: {text(spoken)}</p>'


def _formats(release: Release, document: Document, made: Sequence[FormatReport]) -> str:
    narrated = minutes(release.outputs / document.slug / "audio")
    order = sorted(made, key=lambda one: one.format not in FIRST)
    items = "\n".join(
        f"<li>{_item(release, document, one, offer, narrated)}</li>"
        for one in order
        for offer in _offers(one, document)
    )
    return f'<ul class="formats" role="list">\n{items}\n</ul>'


def _offers(made: FormatReport, document: Document) -> Iterator[Offer]:
    files = [PurePath(one.name) for one in made.files]
    slug = document.slug
    if made.format == "html":
        yield from (
            Offer(file, *WEB[:1], "", WEB[1]) for file in files if file.name == f"{slug}.html"
        )
        return
    yield from offers(made.format, files, slug, "en")


def _item(
    release: Release, document: Document, made: FormatReport, offer: Offer, narrated: int
) -> str:
    file = next(one for one in made.files if one.name == offer.file.as_posix())
    length = str(measure(release.outputs / file.name, narrated))
    kind = f" ({offer.kind})" if offer.kind else ""
    told = ", ".join(filter(None, (length, size(file.size))))
    name = f"{offer.name}{kind}"
    if sum(1 for _ in release.documents()) > 1:  # a link says where it leads out of its place too
        hidden = f": {document.front.title}"
        name += hidden
    whom = f"<p>{text(offer.purpose[:1].upper() + offer.purpose[1:])}.</p>" if offer.purpose else ""
    signed = reviewed(release.signature(document, made.format))
    unread = UNREAD if made.format == "braille" else ""
    read = f'\n<p class="quiet">{signed or unread}</p>' if signed or unread else ""
    return f'{link(file.name, name)} <span class="quiet">{text(told)}</span>\n{whom}{read}'


def reviewed(signature: Signature) -> str:
    """Who has read a format, as one sentence of markup; "" where nobody has signed it."""
    if signature.state is State.UNSIGNED:
        return ""
    day = f" on {signature.on.day} {signature.on:%B %Y}" if signature.on else ""
    note = f" {signature.note}" if signature.note else ""
    done = f"{(signature.status or 'read').capitalize()} by {signature.by}{day}."
    return text(done + note)


def _other(release: Release) -> Iterator[str]:
    yield heading("What has changed")
    yield f"<p>{_changed(release)}</p>"
    yield heading("If you need something else")
    contacts = {document.front.contact for _, document in release.documents()} - {""}
    yield paragraph("Tell us if none of these suits you, or if something does not work for you.")
    yield listing(contact(one) for one in sorted(contacts))
    yield heading("About these files")
    yield listing(link(file, words) for file, words in BESIDE)


def _changed(release: Release) -> str:
    if release.before is None:
        return "This is the first release."
    count = 0
    for _, document in release.documents():
        before = release.before.texts.get(document.slug, ())
        count += sum(len(one.after) or len(one.before) for one in changes(before, said(document)))
    if not count:
        return text(f"No sentence has changed since release {release.before.version}.")
    some = f"{count} sentence{'s' * (count != 1)}"
    told = text(f"changed since release {release.before.version}.")
    return f"{link('changes.html', some)} {told}"


def difference(release: Release) -> str:
    """The page of all that has changed since the last release."""
    return page("What has changed", _differences(release))


def _differences(release: Release) -> Iterator[str]:
    if release.before is None:
        yield paragraph(f"Release {release.version} is the first one. There is nothing to compare.")
        return
    yield paragraph(
        f"What release {release.version} says otherwise than release {release.before.version}. "
        "Sentences that were taken out are marked Before, and those that came in are marked Now."
    )
    for _, document in release.documents():
        before = release.before.texts.get(document.slug)
        yield heading(document.front.title)
        if before is None:
            yield paragraph("This document is new.")
            continue
        found = list(changes(before, said(document)))
        yield paragraph("Nothing has changed.") if not found else ""
        own = language(document.front.language)
        yield listing(
            "<br/>".join(
                (
                    *(f"<strong>Before:</strong> <del{own}>{text(s)}</del>" for s in one.before),
                    *(f"<strong>Now:</strong> <ins{own}>{text(s)}</ins>" for s in one.after),
                )
            )
            for one in found
        )
    gone = sorted(set(release.before.texts) - {d.slug for _, d in release.documents()})
    if gone:
        yield heading("Documents that are no longer here")
        yield listing(map(text, gone))
