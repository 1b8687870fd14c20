"""The web page: one file that asks the network for nothing and bends to its reader."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from shutil import copyfile
from typing import TYPE_CHECKING, Annotated

from pydantic import ConfigDict, Field

from coprod_formats.diagnostics import Diagnostic
from coprod_formats.tools import Tool
from coprod_formats.writers.base import Job, Options

if TYPE_CHECKING:
    from coprod_formats.labels import Labels
    from coprod_formats.markup import Download

AUDIO = "audio"


class HtmlOptions(Options):
    """The settings of the web page."""

    model_config = ConfigDict(validate_by_name=True)

    downloads: tuple[str, ...] = ()  # formats that the page offers beside itself
    read_along: Annotated[bool, Field(alias="read-along")] = False  # the page plays its sound


class HtmlWriter:
    """Makes the web page."""

    name = "html"
    title = "Web page"
    purpose = "to read on any screen, in the reader's own size, spacing and colours"
    options = HtmlOptions
    tools: tuple[Tool, ...] = ()

    def needs(self, options: HtmlOptions) -> tuple[str, ...]:
        """The formats that the page offers, since it tells their sizes; and its sound."""
        heard = (AUDIO,) if options.read_along else ()
        return tuple(dict.fromkeys((*options.downloads, *heard)))

    def write(self, job: Job[HtmlOptions]) -> Sequence[Diagnostic]:
        """One page; films alone lie beside it, since they would make it too heavy to open."""
        from coprod_formats.labels import labels
        from coprod_formats.markup import Flavour, address, films, page

        front = job.document.front
        words = labels(front.language)
        flavour = Flavour(words, front.language, address)
        offered = [one for name in job.options.downloads for one in _offered(job, name, words)]
        made = page(job.document, offered, flavour)
        made = _heard(job, made, words) if job.options.read_along else made
        job.file(".html").write_bytes(made.encode())
        for film in films(job.document):
            copyfile(film.path, job.folder / film.name)
        return ()


def _heard(job: Job[HtmlOptions], whole: str, words: Labels) -> str:
    """The page with a player, which marks each sentence while it is heard."""
    from coprod_formats.markup import Mark, Play, timed
    from coprod_formats.speech import timetable
    from coprod_formats.speech.marks import marks

    folder, name = job.inputs[AUDIO], job.file(".mp3").name
    copyfile(folder / name, job.folder / name)
    times = timetable.read(folder)
    found = {place: Mark(start, shown) for place, start, shown in marks(job.document, times)}
    return timed(whole, Play(name), found, words)


def _offered(job: Job[HtmlOptions], name: str, words: Labels) -> Iterator[Download]:
    from coprod_formats.markup import Download, offers

    slug, language = job.document.slug, job.document.front.language
    files = sorted(job.inputs[name].glob(f"{slug}*"))
    for offer in offers(name, files, slug, language):
        file = Path(offer.file)
        said = ", ".join(filter(None, (offer.kind, _page(file, words), _size(file, words))))
        yield Download(f"../{name}/{offer.file.name}", f"{offer.name} ({said})", offer.purpose)


def _page(file: Path, words: Labels) -> str:
    """How large a page of braille is, so that people know whether it suits their display."""
    from coprod_formats.braille.geometry import page_size

    size = page_size(file)
    return words.braille_page.format(cells=size[0], lines=size[1]) if size else ""


def _size(file: Path, words: Labels) -> str:
    size = file.stat().st_size
    if size < 1_000_000:
        return words.kilobytes.format(size=max(1, round(size / 1000)))
    return words.megabytes.format(size=round(size / 1_000_000, 1))
