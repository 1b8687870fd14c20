"""Who made the pictures, the fonts and the program, and under which licences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable

from coprod_formats import __version__
from coprod_formats.bundling.pages import heading, link, listing, page, paragraph
from coprod_formats.bundling.release import Release
from coprod_formats.document import Credit
from coprod_formats.markup.tags import text

LICENCES = "licences"


def credits_page(release: Release) -> str:
    """The page as text."""
    return page("Pictures, fonts and licences", _body(release))


def font_licences() -> Mapping[str, bytes]:
    """The licences of the fonts that travel in the files, by their names in the bundle."""
    return {
        f"{LICENCES}/{one.name}": one.read_bytes()
        for one in font_files()
        if one.name.endswith("LICENSE.txt")
    }


def font_files() -> Iterator[Traversable]:
    """The fonts that travel in the files, and their licences."""
    held = files("coprod_formats") / "data"
    for folder in (held / "fonts", *(held / "scripts").iterdir()):
        yield from folder.iterdir()


def _body(release: Release) -> Iterator[str]:
    yield heading("Words")
    for _, document in release.documents():
        front = document.front
        owner = ", ".join(front.creators) or front.publisher
        rights = f" {front.rights}" if front.rights else ""
        yield paragraph(f"{front.title}: {owner}.{rights}")
    yield heading("Pictures")
    found = sorted(set(_credits(release)), key=lambda one: (one.maker, one.licence))
    yield paragraph(
        "Pictures that no one is named for here belong to the documents that they stand in."
    )
    yield listing(_credited(one) for one in found)
    yield heading("Fonts")
    names = sorted(font_licences())
    yield listing(link(name, _called(name)) for name in names)
    yield heading("Program")
    yield paragraph(
        f"Made with coprod-formats {__version__}, which is free software under the GNU Affero "
        "General Public License, version 3 or later."
    )


def _called(file: str) -> str:
    """A font's name in words, by the name of its licence's file."""
    name = file.removeprefix(f"{LICENCES}/").removesuffix("-LICENSE.txt")
    return re.sub(r"(?<=[a-z])(?=[A-Z0-9])", " ", name)


def _credits(release: Release) -> Iterator[Credit]:
    for _, document in release.documents():
        for section in document.easy_read.sections if document.easy_read else ():
            yield from (idea.credit for idea in section.ideas if idea.credit)


def _credited(one: Credit) -> str:
    maker = link(one.address, one.maker) if one.address else text(one.maker)
    return f"{maker}, {text(one.licence)}"
