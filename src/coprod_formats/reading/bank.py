"""Whether a project's own pictures are fit for easy read: their list, files and licences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from coprod_formats.diagnostics import Diagnostic, Position, error, warning
from coprod_formats.picturebank import FOLDER, INDEX, SUFFIXES, BankPicture, bank, built_in
from coprod_formats.reading.pictures import PictureError, measured

WHERE = f"{FOLDER}/{INDEX}"


def check_pictures(project: Path) -> tuple[Mapping[str, BankPicture], tuple[Diagnostic, ...]]:
    """The pictures of the project's own by name, and everything that is wrong with them."""
    known = bank(project)
    folder = (project / FOLDER).resolve()
    own = {
        name: one
        for name, one in known.pictures.items()
        if one.path.resolve().is_relative_to(folder)
    }
    found = [*known.complaints]
    for one in own.values():
        found += _judged(one)
    found += _unlisted(project, own)
    return own, tuple(sorted(found, key=lambda one: (one.where or Position(WHERE, 1), one.rule)))


def _judged(picture: BankPicture) -> Iterator[Diagnostic]:
    try:
        measured(picture.path)
    except PictureError as flaw:
        yield error(flaw.rule, f"picture {picture.name}: {flaw}", picture.where, flaw.hint)
    if picture.credit is None or not picture.credit.licence:
        message = f"picture {picture.name} does not say under which licence it may be shown"
        hint = "add licence: for this picture, or once for all at the top of the list"
        yield error("picture-licence", message, picture.where, hint)
    elif not picture.credit.maker:
        message = f"picture {picture.name} does not say who made it"
        yield warning("picture-maker", message, picture.where, "add maker:, with a name")
    if picture.name in built_in():
        message = f"picture {picture.name} stands in for the built-in one of this name"
        hint = "give it another name, unless that is what you want"
        yield warning("picture-name", message, picture.where, hint)


def _unlisted(project: Path, own: Mapping[str, BankPicture]) -> Iterator[Diagnostic]:
    listed = {one.path.resolve() for one in own.values()}
    folder = project / FOLDER
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.suffix.lower() in SUFFIXES and path.resolve() not in listed:
            message = f"the file {FOLDER}/{path.name} is not in the list, so no source can name it"
            hint = f"add to {INDEX}: {path.stem}: {{shows: …}}"
            yield warning("picture-unlisted", message, Position(WHERE, 1), hint)
