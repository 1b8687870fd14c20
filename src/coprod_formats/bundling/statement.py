"""A draft of an accessible-documents statement, for a person to finish.

Its parts are those that the Public Sector Bodies (Websites and Mobile Applications) (No. 2)
Accessibility Regulations 2018 ask of a statement in the United Kingdom.
"""

from __future__ import annotations

from collections.abc import Iterator

from coprod_formats.bundling.pages import contact, heading, link, listing, page, paragraph
from coprod_formats.bundling.release import Release
from coprod_formats.diagnostics import Severity
from coprod_formats.judging.limits import limits
from coprod_formats.markup.tags import text

TITLE = "Accessibility statement (a draft)"
EHRC = "https://www.equalityhumanrights.com/"
EASS = "https://www.equalityadvisoryservice.com/"


def statement(release: Release) -> str:
    """The page as text."""
    return page(TITLE, _body(release))


def _body(release: Release) -> Iterator[str]:
    yield (
        '<p class="note"><strong>This is a draft that a program wrote.</strong> A person must read '
        "it, fill in what stands in [square brackets], and take this box away before it is "
        "published.</p>"
    )
    yield paragraph(
        f"This statement is about the documents in the release {release.heading()}, "
        f"{release.version}. [Name of your organisation] publishes them."
    )
    yield paragraph("We want as many people as possible to be able to read them. You can:")
    yield listing(
        (
            "choose among formats that hold the same words",
            "make the text larger, or change its colours, in most of them",
            "read them with a screen reader, by ear or by touch",
        )
    )
    yield heading("How accessible these documents are")
    yield from _found(release)
    yield heading("What we know does not work well")
    yield listing(text(one) for one in limits(one.format for one in release.report.formats()))
    yield paragraph("[Add what people have told you.]")
    yield from _help(release)
    yield heading("Technical information about accessibility")
    yield paragraph(
        "[Choose one: these documents are fully, partially or not compliant with the Web Content "
        "Accessibility Guidelines version 2.2 AA standard. No program can judge that alone.]"
    )
    yield heading("How this statement was prepared")
    yield paragraph("Prepared on [date]. Last reviewed on [date] by [name].")
    yield f"<p>{link('accessibility-report.html', 'How each file was checked')}</p>"


def _found(release: Release) -> Iterator[str]:
    judges = sorted(
        {
            f"{one.judge} {one.version}".strip()
            for file in release.files()
            for one in file.judgements
            if one.independent and not one.not_run
        }
    )
    missed = sorted(
        {one.judge for file in release.files() for one in file.judgements if one.not_run}
    )
    warnings = release.report.count(Severity.WARNING)
    yield paragraph(
        f"Programs have checked every file. They found no error, and {warnings or 'no'} "
        f"warning{'s' * (warnings != 1)}."
    )
    if judges:
        yield paragraph(f"These judges are not ours: {', '.join(judges)}.")
    if missed:
        yield paragraph(f"These judges have not looked at some files: {', '.join(missed)}.")


def _help(release: Release) -> Iterator[str]:
    yield heading("If you cannot read one of them")
    contacts = sorted({d.front.contact for _, d in release.documents()} - {""})
    yield paragraph(
        "Ask us for another format, or tell us about a problem. We will answer within "
        "[number] working days."
    )
    yield listing(contact(one) for one in contacts or ("[your address for such requests]",))
    yield heading("If you are not content with our answer")
    yield paragraph(
        "The Equality and Human Rights Commission enforces the accessibility regulations in "
        "England, Scotland and Wales. If our answer does not help, the Equality Advisory and "
        "Support Service can advise you. In Northern Ireland, ask the Equality Commission for "
        "Northern Ireland."
    )
    yield listing(
        (
            link(EASS, "Equality Advisory and Support Service"),
            link(EHRC, "Equality and Human Rights Commission"),
        )
    )
