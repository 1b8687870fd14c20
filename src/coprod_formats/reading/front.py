"""The front matter: what a source says of itself before its first word."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from coprod_formats.diagnostics import Diagnostic, Position, error
from coprod_formats.document import EasyReadStatus, FrontMatter
from coprod_formats.reading.result import Ignored
from coprod_formats.reading.text import divided
from coprod_formats.reading.typography import smart
from coprod_formats.yamlfile import Tree, fit, parse

HINT = "start with three dashes, title: …, lang: en-GB, and three dashes again"
TAG = re.compile(  # the shape of a BCP 47 tag: language, script, region, variants, private use
    r"([A-Za-z]{2,3})(-[A-Za-z]{4})?(-(?:[A-Za-z]{2}|\d{3}))?"
    r"((?:-(?:[A-Za-z0-9]{5,8}|\d[A-Za-z0-9]{3}))*)((?:-[xX](?:-[A-Za-z0-9]{1,8})+)?)"
)
TAGS = {
    "english": "en-GB",
    "welsh": "cy",
    "cymraeg": "cy",
    "french": "fr",
    "uk": "en-GB",
    "en-uk": "en-GB",
    "en-eng": "en-GB",
    "wel": "cy",
    "eng": "en-GB",
}


def front_matter(
    text: str, file: str
) -> tuple[FrontMatter | None, str, Tree, tuple[Diagnostic, ...]]:
    """The front matter, the text with it blanked, its tree for places, and every complaint."""
    said, rest = divided(text)
    if said is None and rest:
        missing = error("front-matter", "there is no front matter", Position(file, 1), HINT)
        return None, rest, parse("", file), (missing,)
    if said is None:
        message = "the front matter is opened and never closed"
        hint = "put three dashes in a line of their own after its last setting"
        return None, "", parse("", file), (error("front-matter", message, Position(file, 1), hint),)
    tree = parse(said, file, 2)
    settings, complaints = fit(tree, _Settings)
    if settings is None:
        return None, rest, tree, (*tree.complaints, *complaints)
    return _made(settings), rest, tree, tree.complaints


def ignored(tree: Tree) -> tuple[Ignored, ...]:
    """The rules that the front matter sets aside; none where it is not as it should be."""
    lint, _ = fit(tree, _Lint, "lint") if "lint" in _names(tree) else (None, ())
    return tuple(
        Ignored(one.rule, one.reason, tree.where("lint", "ignore", at, "rule"))
        for at, one in enumerate(lint.ignore if lint else ())
    )


def _names(tree: Tree) -> Collection[object]:
    return tree.value if isinstance(tree.value, dict) else ()


def language_tag(tag: str) -> str:
    """A BCP 47 tag in its usual spelling; ``ValueError`` says why it is not one."""
    found = TAG.fullmatch(tag)
    better = TAGS.get(tag.lower().replace("_", "-"))
    if better or not found:
        guess = better or tag.replace("_", "-")
        known = better or TAG.fullmatch(guess)
        hint = f"did you mean {guess}?" if known else "such as en-GB or cy"
        raise ValueError(f"{tag} is not the tag of a language; {hint}")
    language, script, region, variants, private = (part or "" for part in found.groups())
    small = language.lower() + script.title() + region.upper()
    return small + variants.lower() + private.lower()


Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Pairs = dict[Words, Words]


def _several(value: object) -> object:
    return value if isinstance(value, list) else [value]


def _tagged(tag: object) -> object:
    return language_tag(tag) if isinstance(tag, str) else tag


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class EasyReadSettings(_Model):
    """What the front matter says of the easy-read text."""

    status: EasyReadStatus = "draft"
    tested_by: Words | None = Field(None, alias="tested-by")
    tested_on: date | None = Field(None, alias="tested-on")
    glossary: Pairs = {}


class _Ignored(_Model):
    rule: Words
    reason: Words


class _Lint(_Model):
    ignore: list[_Ignored] = []


class _Settings(_Model):
    title: Words
    lang: Annotated[Words, BeforeValidator(_tagged)]
    subtitle: Words = ""
    creator: Annotated[list[Words], BeforeValidator(_several)] = []
    publisher: Words = ""
    date_: date | None = Field(None, alias="date")
    rights: Words = ""
    description: Words = ""
    contact: Words = ""
    abbreviations: Pairs = {}
    say: Pairs = {}
    glossary: Pairs = {}
    easy_read: EasyReadSettings | None = Field(None, alias="easy-read")
    lint: _Lint | None = None
    bsl: Words | None = None  # the reader looks for the file, which is a film


def _made(settings: _Settings) -> FrontMatter:
    language = settings.lang

    def pairs(given: Pairs) -> tuple[tuple[str, str], ...]:
        """Words and what they stand for, in the order of the author."""
        return tuple((_line(key), smart(value, language)) for key, value in given.items())

    return FrontMatter(
        title=smart(settings.title, language),
        language=language,
        subtitle=smart(settings.subtitle, language),
        creators=tuple(smart(one, language) for one in settings.creator),
        publisher=smart(settings.publisher, language),
        date=settings.date_,
        rights=smart(settings.rights, language),
        description=smart(settings.description, language),
        contact=_line(settings.contact),
        abbreviations=pairs(settings.abbreviations),
        say=tuple((_line(key), _line(value)) for key, value in settings.say.items()),
        glossary=tuple(
            (smart(k, language), smart(v, language)) for k, v in settings.glossary.items()
        ),
    )


def _line(text: str) -> str:
    return " ".join(text.split())
