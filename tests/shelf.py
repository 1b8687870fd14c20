"""Every document of the tests in every format, made when first asked for and then kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from coprod_formats import writers
from coprod_formats.derive.easy_read import edition
from coprod_formats.diagnostics import Diagnostic
from coprod_formats.document import Document
from coprod_formats.writers.base import Job
from tests import samples
from tests.extraction import Found, extract

PROJECT = Path(__file__).resolve().parent.parent
FEATURES = PROJECT / "tests" / "features"
BY_HAND = ("everything", "plainest", "empty")


def features() -> list[str]:
    """The names of all features."""
    return sorted(path.stem for path in FEATURES.glob("*.md"))


def document_names() -> list[str]:
    """Every document that is held to the laws: made by hand, one a feature, and a real one."""
    return [*BY_HAND, *features(), "interactive-summary"]


def held(writer: str) -> list[str]:
    """The documents that say something in this format, beside those that are made by hand."""
    if writers.text_of(writers.find(writer)) == "full":
        return document_names()
    return [name for name in document_names() if name in BY_HAND or "easy-read" in _source(name)]


def pairs() -> list[tuple[str, str]]:
    """Every document in every format that it says something in."""
    return [(name, writer) for writer in writers.names() for name in held(writer)]


def _source(name: str) -> str:
    return _path(name).read_text(encoding="utf-8")


def _path(name: str) -> Path:
    feature = FEATURES / f"{name}.md"
    return feature if feature.exists() else PROJECT / "sources" / f"{name}.md"


@dataclass
class Shelf:
    """Documents and their formats; each is made once."""

    root: Path
    documents: dict[str, Document] = field(default_factory=dict, repr=False)
    complaints: dict[str, tuple[Diagnostic, ...]] = field(default_factory=dict, repr=False)
    folders: dict[tuple[str, str], Path] = field(default_factory=dict, repr=False)
    said: dict[tuple[str, str], tuple[Diagnostic, ...]] = field(default_factory=dict, repr=False)
    found: dict[Path, Found] = field(default_factory=dict, repr=False)

    def document(self, name: str) -> Document:
        """One document, by its name."""
        if name not in self.documents:
            self.documents[name] = self._made(name)
        return self.documents[name]

    def shown(self, name: str, writer: str) -> Document:
        """What a format shows of a document: all of it, or its easy-read edition."""
        return edition(self.document(name), writers.text_of(writers.find(writer)))

    def folder(self, name: str, writer: str) -> Path:
        """The finished folder of one format of a document, and of those that it needs."""
        if (name, writer) not in self.folders:
            folder = self.root / name / writer
            folder.mkdir(parents=True)
            document, one = self.document(name), writers.find(writer)
            options = one.options()
            inputs = {need: self.folder(name, need) for need in one.needs(options)}
            said = one.write(Job(document, options, inputs, folder))
            self.said[name, writer] = tuple(said)
            self.folders[name, writer] = folder
        return self.folders[name, writer]

    def reading(self, path: Path) -> Found:
        """What a reader finds in one finished file."""
        if path not in self.found:
            self.found[path] = extract(path)
        return self.found[path]

    def files(self, writer: str, suffix: str, names: list[str]) -> list[Path]:
        """The finished files of one kind, over several documents."""
        return [
            path for name in names for path in sorted(self.folder(name, writer).rglob(f"*{suffix}"))
        ]

    def _made(self, name: str) -> Document:
        if name in BY_HAND:
            return by_hand(name, self.root / "assets")
        from coprod_formats.reading import read

        made = read(_path(name), PROJECT)
        self.complaints[name] = tuple(made.diagnostics)
        return made.document


def by_hand(name: str, folder: Path) -> Document:
    """A document of tests/samples.py by its name."""
    match name:
        case "everything":
            return samples.everything(folder)
        case "plainest":
            return samples.plainest()
        case _:
            return samples.empty()
