"""The web page: one file that asks the network for nothing and bends to its reader."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from shutil import copyfile

from coprod_formats.diagnostics import Diagnostic
from coprod_formats.labels import Labels, labels
from coprod_formats.markup import Download, Flavour, address, films, page
from coprod_formats.tools import Tool
from coprod_formats.writers.base import Job, Options


class HtmlOptions(Options):
    """The settings of the web page."""

    downloads: tuple[str, ...] = ()  # formats that the page offers beside itself


class HtmlWriter:
    """Makes the web page."""

    name = "html"
    title = "Web page"
    purpose = "to read on any screen, in the reader's own size, spacing and colours"
    options = HtmlOptions
    tools: tuple[Tool, ...] = ()

    def needs(self, options: HtmlOptions) -> tuple[str, ...]:
        """The formats that the page offers, since it tells their sizes."""
        return options.downloads

    def write(self, job: Job[HtmlOptions]) -> Sequence[Diagnostic]:
        """One page; films alone lie beside it, since they would make it too heavy to open."""
        front = job.document.front
        words = labels(front.language)
        flavour = Flavour(words, front.language, address)
        offered = [one for name in job.options.downloads for one in _offered(job, name, words)]
        made = page(job.document, offered, flavour)
        job.file(".html").write_bytes(made.encode())
        for film in films(job.document):
            copyfile(film.path, job.folder / film.name)
        return ()


def _offered(job: Job[HtmlOptions], name: str, words: Labels) -> Iterator[Download]:
    for file in sorted(job.inputs[name].glob(f"{job.document.slug}*")):
        kind = KINDS.get(file.suffix, file.suffix.removeprefix(".").upper())
        title, purpose = _told(name, words)
        size = _size(file, words)
        said = f"{title or kind} ({', '.join(filter(None, (kind if title else '', size)))})"
        yield Download(f"../{name}/{file.name}", said, purpose)


KINDS = {".docx": "Word", ".pdf": "PDF"}


def _told(name: str, words: Labels) -> tuple[str, str]:
    """A format's name, where its files' kind does not say it, and what it is for."""
    match name:
        case "word":
            return "", words.word_purpose
        case "pdf":
            return "", words.pdf_purpose
        case "large-print":
            return words.large_print, words.large_print_purpose
        case _:
            return name, ""


def _size(file: Path, words: Labels) -> str:
    size = file.stat().st_size
    if size < 1_000_000:
        return words.kilobytes.format(size=max(1, round(size / 1000)))
    return words.megabytes.format(size=round(size / 1_000_000, 1))
