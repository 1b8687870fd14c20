"""The page around a view: documents and formats to choose from, what is shown, and the panel."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from string import Template
from urllib.parse import quote

from coprod_formats import writers
from coprod_formats.config import Config
from coprod_formats.markup import text
from coprod_formats.preview.making import Subject
from coprod_formats.preview.panel import choices
from coprod_formats.sources import discover

WAITING = "One moment: this is being made."


def page(subject: Subject, config: Config) -> str:
    """The whole page, to which the view itself comes as soon as it is ready."""
    title = writers.find(subject.format).title
    return _template().substitute(
        title=text(f"{title} of {subject.slug} – preview"),
        events=f"{address(subject)}events",
        documents=_documents(subject, config),
        formats=_formats(subject),
        kind=subject.format,
        document=text(subject.slug),
        format=text(title),
        waiting=WAITING,
    )


def address(subject: Subject) -> str:
    """Where a view is found."""
    return f"/{quote(subject.slug)}/{subject.format}/"


def slugs(config: Config) -> tuple[str, ...]:
    """The documents of the project, those too that have a name nobody can use."""
    found = discover(config.project, config.sources)
    return tuple(sorted({*(one.slug for one in found.sources), *found.refused}))


def _documents(subject: Subject, config: Config) -> str:
    known = slugs(config)
    if len(known) < 2:
        return ""
    offered = ((address(Subject(slug, subject.format)), slug, "") for slug in known)
    return _fold("Documents", choices("Documents", subject.slug, offered))


def _formats(subject: Subject) -> str:
    found = [(name, writers.find(name)) for name in writers.names()]
    offered = ((address(Subject(subject.slug, name)), one.title, "") for name, one in found)
    chosen = writers.find(subject.format).title
    return _fold("Formats", choices("Formats", chosen, offered))


def _fold(name: str, inner: str) -> str:
    """What is open beside the view where there is room, and opens where there is not."""
    return f'<details class="fold" open>\n<summary>{name}</summary>\n{inner}\n</details>'


@cache
def _template() -> Template:
    return Template(asset("page.html").decode())


def asset(name: str) -> bytes:
    """One of the files that make up the page."""
    return (files("coprod_formats") / "data" / "preview" / name).read_bytes()
