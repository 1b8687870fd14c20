"""The sources of a project: which there are, and each as a document, read once and kept."""

from __future__ import annotations

import json
import math
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from time import time
from typing import TYPE_CHECKING, Any

from coprod_formats.diagnostics import (
    Diagnostic,
    Severity,
    SourceError,
    UsageError,
    closest,
    error,
)
from coprod_formats.engine import pickling
from coprod_formats.engine.digests import digest_of, file_digest
from coprod_formats.engine.graph import Step
from coprod_formats.engine.store import Artifact

if TYPE_CHECKING:
    from coprod_formats.document import Document, TextKind
    from coprod_formats.reading import Reading
    from coprod_formats.reading.ledger import Parse

PICTURES = "pictures/pictures.yaml"
PICKLE, RECORD = "document.pickle", "record.json"
WORKSHEET = ".easy-read-draft.md"  # ends the names of files that no format is made from
REPORT = 100_000  # bytes of a long report, some 15,000 words
LONGEST = 100  # bytes of a slug; with a format's suffix it fits every file system
PORTS = {f"{port}{n}" for port in ("com", "lpt") for n in "123456789"}
BUNDLES = "bundle"  # the folder of releases in the outputs folder
RESERVED = {"con", "prn", "aux", "nul", *PORTS, BUNDLES}  # mostly devices on some systems


@dataclass(frozen=True, slots=True)
class Source:
    """One Markdown file; its slug names everything that is made from it."""

    slug: str
    path: Path


@dataclass(frozen=True, slots=True)
class Found:
    """The sources of a project, and what is wrong with those that cannot be used."""

    sources: tuple[Source, ...]
    refused: Mapping[str, tuple[Diagnostic, ...]]  # by slug


def discover(project: Path, pattern: str) -> Found:
    """Every source that matches, in the order of their slugs."""
    by_slug: dict[str, list[Path]] = {}
    for path in sorted(project.glob(pattern)):
        if (path.is_file() or _leads_nowhere(path)) and not path.name.endswith(WORKSHEET):
            by_slug.setdefault(_alike(path.stem), []).append(path)
    refused = {slug_of(paths[0]): tuple(_faults(paths)) for paths in by_slug.values()}
    kept = tuple(
        Source(slug_of(paths[0]), paths[0])
        for _, paths in sorted(by_slug.items())
        if not refused[slug_of(paths[0])]
    )
    return Found(kept, {slug: faults for slug, faults in refused.items() if faults})


def length(project: Path, pattern: str) -> float:
    """How many times the longest source is as long as a long report; 1 where none is longer."""
    sizes = (path.stat().st_size for path in project.glob(pattern) if path.is_file())
    return max(1.0, max(sizes, default=0) / REPORT)


def slug_of(path: Path) -> str:
    """The name of all that is made from a source, its accents as most systems write them."""
    return unicodedata.normalize("NFC", path.stem)


def _leads_nowhere(path: Path) -> bool:
    return path.is_symlink() and not path.exists()


def _alike(stem: str) -> str:
    """The same for names that some file systems cannot tell apart."""
    return unicodedata.normalize("NFC", stem).casefold()


def _faults(paths: Sequence[Path]) -> Iterator[Diagnostic]:
    if len(paths) > 1:
        both = " and ".join(map(str, paths))
        message = f"{both} would have the same outputs, because their names are the same"
        yield error("source-stem", message, hint="give one of them another name")
    for path in filter(_leads_nowhere, paths):
        hint = "put the file back that it stands for, or take it out of the sources"
        yield error("source-missing", f"{path} is a link to a file that is not there", hint=hint)
    stem = slug_of(paths[0])
    safe = re.sub(r"[^\w.-]+", "-", stem).strip(".-")
    safe = safe.encode()[:LONGEST].decode(errors="ignore")
    if safe != stem or safe.lower() in RESERVED:
        message = f"{paths[0]} has a name that not every system can store or link to"
        if safe.lower() == BUNDLES:
            message = f"{paths[0]} has the name of the folder in which releases lie"
        name = f"{safe}-document" if safe.lower() in RESERVED | {""} else safe
        yield error("source-name", message, hint=f"call it {name.lower()}{paths[0].suffix}")


@dataclass(frozen=True, slots=True)
class Read:
    """Reads one source, as a step: its folder holds the document, and what that rests on."""

    source: Source
    project: Path
    defaults: tuple[tuple[str, object], ...] = ()  # for front matter that is silent

    def __call__(self, _: Mapping[str, Path], folder: Path) -> Sequence[Diagnostic]:
        """Put the document and its record into the folder; give what there is to say of it."""
        state, began = self.state(), time() - 1
        reading = self.reading()
        if self.state() != state:
            message = f"{self.source.path} was changed while it was read"
            raise SourceError(error("source-changed", message, hint="run the command again"))
        from coprod_formats.document import TEXTS, shown

        document = reading.document
        pickling.dump(document, folder / PICKLE)
        _keep_at_hand(_identity(folder / PICKLE), document)
        record = {
            "digests": {text: digest_of(repr(shown(document, text))) for text in TEXTS},
            "files": [
                [str(asset.path), asset.sha256, _age(asset.path, began)] for asset in reading.files
            ],
            "state": state,
        }
        (folder / RECORD).write_text(json.dumps(record), encoding="utf-8")
        return reading.diagnostics

    def state(self) -> str:
        """A digest of the source, of its signatures and of the project's list of pictures."""
        listed = self.project / PICTURES
        return digest_of(_bytes(self.source.path), _bytes(listed), _signed(self.source.path))

    def reading(self, parse: Parse | None = None) -> Reading:
        """The document as it is now, with what is to be said of it; errors are raised at once."""
        from coprod_formats.reading.ahead import begun

        with nullcontext(parse) if parse else begun(self.source.path) as parser:
            from coprod_formats.linting import judge
            from coprod_formats.reading import attempt

            found = attempt(self.source.path, self.project, parser)
        document, standing = _signed_off(self.source.path, found.document)
        said = (*judge(found), *standing)
        if any(one.severity is Severity.ERROR for one in said):
            raise SourceError(*said)
        return replace(found, document=_completed(document, self.defaults), diagnostics=said)


def _signed_off(source: Path, document: Document) -> tuple[Document, tuple[Diagnostic, ...]]:
    """The document with what may be said of its signatures, and what they come to."""
    if not (document.easy_read or _signed(source)):
        return document, ()
    from coprod_formats.signing import effective, remarks

    document, standing = effective(source, document)
    return document, (*standing, *remarks(source, document))


def _completed(document: Document, defaults: tuple[tuple[str, object], ...]) -> Document:
    silent: dict[str, Any] = {n: value for n, value in defaults if not getattr(document.front, n)}
    return replace(document, front=replace(document.front, **silent))


def reading_step(read: Read, program: str) -> Step:
    """The step that reads a source; ``program`` is a digest of what reads it."""
    text, state = _bytes(read.source.path), read.state()
    paths = f"{read.source.path}\0{read.project}"
    fingerprint = digest_of(state, paths, program, repr(read.defaults))
    holds = partial(_as_it_was, state)
    return Step(read.source.slug, (), fingerprint, read, text, holds)


def _bytes(path: Path) -> str:
    try:
        return file_digest(path)
    except OSError:
        return ""  # whoever needs the file will complain of it


def _signed(source: Path) -> str:
    """The signatures beside a source, which say what easy read may say of itself."""
    begins, folder = f"{source.stem}.", source.parent
    try:
        with os.scandir(folder) as entries:  # a pattern costs twenty times this, for each of many
            names = sorted(
                one.name
                for one in entries
                if one.name.startswith(begins) and one.name.endswith(".lock.yaml")
            )
    except OSError:
        return ""
    return digest_of(*(part for name in names for part in (name, _bytes(folder / name))))


def _age(path: Path, began: float) -> str:
    """A cheap sign of change; "" where a file is so young that it may hide a change."""
    told = path.stat()
    if max(told.st_mtime, told.st_ctime) >= began:
        return ""
    return f"{told.st_ino} {told.st_size} {told.st_mtime_ns} {told.st_ctime_ns}"


def _as_it_was(state: str, artifact: Artifact) -> bool:
    """Whether a document was read in this state, and all pictures have the bytes of then."""
    record = json.loads((artifact.folder / RECORD).read_bytes())
    same = all(_bytes(Path(path)) == sha256 for path, sha256, _ in record["files"])
    return same and bool(record["state"] == state)


def changed_since(reading: Path) -> Iterator[Path]:
    """Those pictures and films of a document that was read that are not as they were then."""
    record = json.loads((reading / RECORD).read_bytes())
    for name, sha256, age in record["files"]:
        path = Path(name)
        if not (age and path.exists() and _age(path, math.inf) == age) and _bytes(path) != sha256:
            yield path


def document_digest(reading: Artifact) -> str:
    """One digest of all that a document says, in each of its texts."""
    return digest_of(*document_digests(reading).values())


def document_digests(reading: Artifact) -> Mapping[TextKind, str]:
    """A digest of each text of a document that was read, positions left out."""
    record = json.loads((reading.folder / RECORD).read_bytes())
    digests: dict[TextKind, str] = record["digests"]
    return digests


def load(folder: Path) -> Document:
    """The document in the folder of a reading; each worker keeps the last few at hand."""
    path = folder / PICKLE
    identity = _identity(path)
    if identity not in _AT_HAND:
        _keep_at_hand(identity, pickling.load(path))
    return _AT_HAND[identity]


_AT_HAND: dict[tuple[int, int], Document] = {}
FEW = 4


def _keep_at_hand(identity: tuple[int, int], document: Document) -> None:
    if len(_AT_HAND) >= FEW:
        del _AT_HAND[next(iter(_AT_HAND))]
    _AT_HAND[identity] = document


def _identity(path: Path) -> tuple[int, int]:
    """The same for a file before and after its folder is renamed, and for no other file."""
    told = path.stat()
    return told.st_ino, told.st_mtime_ns


def select(found: Found, slugs: Sequence[str]) -> Found:
    """The sources with these slugs, or all; an error for a slug that is not there."""
    if not slugs:
        return found
    slugs = [unicodedata.normalize("NFC", slug) for slug in slugs]
    known = (*(source.slug for source in found.sources), *found.refused)
    complaints = [
        error("source-unknown", f"there is no source called {slug}", None, closest(slug, known))
        for slug in slugs
        if slug not in known
    ]
    if complaints:
        raise UsageError(*complaints)
    return Found(
        tuple(source for source in found.sources if source.slug in slugs),
        {slug: faults for slug, faults in found.refused.items() if slug in slugs},
    )
