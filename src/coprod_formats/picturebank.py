"""The picture bank of easy read: pictures by name, the project's own first, then the built-in."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from coprod_formats.diagnostics import Diagnostic, Position, error
from coprod_formats.document import Credit, Image
from coprod_formats.yamlfile import fit, of_ours, parse

FOLDER = "pictures"  # in a project
INDEX = "pictures.yaml"
BUILT_IN = Path(__file__).parent / "data" / "pictures"
OWN = "own"
OWN_CREDIT = Credit("coprod-formats", "CC0 1.0")
SIDE = 200  # pixels: our own drawings are square, and all of one size
SETS = (OWN, "openmoji")  # in the order in which they are asked
SUFFIXES = (".svg", ".png", ".jpg", ".jpeg")


@dataclass(frozen=True, slots=True)
class BankPicture:
    """One picture that easy read may name as ``pic:NAME``."""

    name: str
    path: Path
    shows: str  # what is drawn; a document says what it means there
    tags: tuple[str, ...]
    credit: Credit | None
    where: Position


@dataclass(frozen=True, slots=True)
class Bank:
    """Every picture by its name, and what is wrong with the lists of them."""

    pictures: Mapping[str, BankPicture]
    complaints: tuple[Diagnostic, ...] = ()


def bank(project: Path) -> Bank:
    """The bank of a project: a name of its own comes before a built-in one."""
    own: list[BankPicture] = []
    complaints: list[Diagnostic] = []
    if index(project).is_file():
        own, complaints = _read(project / FOLDER, f"{FOLDER}/{INDEX}")
    found = {one.name: one for one in own}
    return Bank({**built_in(), **found}, tuple(complaints))


@cache
def built_in() -> Mapping[str, BankPicture]:
    """The pictures that come with the program; a set that is not prepared is not among them."""
    found: dict[str, BankPicture] = {}
    for name in SETS:
        text = (BUILT_IN / name / INDEX).read_text(encoding="utf-8")
        listed = _Index.model_validate(of_ours(text))
        nowhere = Position(f"{name}/{INDEX}", 1)
        for one in listed.pictures:
            made = _picture(listed, one, BUILT_IN / name, nowhere)
            found |= {one: made} if made and one not in found else {}
    return found


def index(project: Path) -> Path:
    """Where a project lists its own pictures, if it has any."""
    return project / FOLDER / INDEX


def search(pictures: Mapping[str, BankPicture], word: str) -> list[BankPicture]:
    """The pictures with this word in their name, their tags or what they show; names first."""
    low = word.casefold().strip()
    ranked = ((_rank(one, low), one) for one in pictures.values())
    return [one for rank, one in sorted(ranked, key=lambda both: both[0]) if rank < UNLIKE]


def _rank(picture: BankPicture, word: str) -> int:
    within = [picture.name, *picture.tags, picture.shows]
    exact = [picture.name.casefold(), *map(str.casefold, picture.tags)]
    if word in exact:
        return min(exact.index(word), 1)
    return next((2 + at for at, one in enumerate(within) if word in one.casefold()), UNLIKE)


UNLIKE = 1000


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing of our own, as documents hold it."""

    image: Image
    credit: Credit


@cache
def drawing(name: str) -> Drawing:
    """A drawing of our own by its name, for the rows that easy read adds of itself."""
    path = BUILT_IN / OWN / f"{name}.svg"
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return Drawing(Image(digest, ".svg", path, SIDE, SIDE), OWN_CREDIT)


def near(pictures: Mapping[str, BankPicture], name: str) -> str:
    """A hint that names the pictures most like this one, by spelling, then by their tags."""
    spelt = get_close_matches(name.lower(), pictures, 3, 0.6)
    meant = [one.name for one in search(pictures, name)]
    likely = list(dict.fromkeys([*spelt, *meant]))[:3]
    if likely:
        return f"did you mean {' or '.join(likely)}?"
    return "coprod-formats pictures search WORD finds one"


Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Entry(_Model):
    shows: Words
    file: Words | None = None
    tags: tuple[Words, ...] = ()
    maker: Words | None = None
    licence: Words | None = None
    address: Words | None = None


class _Index(_Model):
    maker: Words = ""
    licence: Words = ""
    address: Words = ""
    pictures: dict[Words, _Entry] = {}


def _read(folder: Path, shown: str) -> tuple[list[BankPicture], list[Diagnostic]]:
    try:
        tree = parse((folder / INDEX).read_text(encoding="utf-8"), shown)
    except (OSError, UnicodeDecodeError) as flaw:
        message = f"this list of pictures cannot be read: {flaw}"
        hint = "see whether you may read it, and save it as UTF-8"
        return [], [error("picture-list", message, Position(shown, 1), hint)]
    listed, flaws = fit(tree, _Index)
    complaints = [*tree.complaints, *flaws]
    if listed is None:
        return [], complaints
    made: list[BankPicture] = []
    for name, entry in listed.pictures.items():
        where = tree.where("pictures", name)
        picture = _picture(listed, name, folder, where)
        if picture:
            made.append(picture)
            continue
        message = f"there is no file for the picture {name}"
        hint = f"put {entry.file or name + '.svg'} beside this list"
        complaints.append(error("picture-file", message, where, hint))
    return made, complaints


def _picture(listed: _Index, name: str, folder: Path, where: Position) -> BankPicture | None:
    entry = listed.pictures[name]
    path = _file(folder, name, entry.file)
    credit = _credit(listed, entry)
    return BankPicture(name, path, entry.shows, entry.tags, credit, where) if path else None


def _file(folder: Path, name: str, file: str | None) -> Path | None:
    names = [file] if file else [name + suffix for suffix in SUFFIXES]
    return next((folder / one for one in names if _inside(folder, folder / one)), None)


def _inside(folder: Path, path: Path) -> bool:
    return path.is_file() and path.resolve().is_relative_to(folder.resolve())


def _credit(listed: _Index, entry: _Entry) -> Credit | None:
    maker, licence = entry.maker or listed.maker, entry.licence or listed.licence
    return Credit(maker, licence, entry.address or listed.address) if maker or licence else None
