"""What has changed since the last bundle, sentence by sentence."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from coprod_formats.archives import DAMAGE
from coprod_formats.diagnostics import UsageError, error
from coprod_formats.document import Document, EasyRead
from coprod_formats.walking import plain, sentences

FILE = "sentences.json"
FAULTS: tuple[type[Exception], ...] = (KeyError, TypeError, AttributeError, *DAMAGE)

Texts = Mapping[str, tuple[str, ...]]  # what each document says, by its slug


@dataclass(frozen=True, slots=True)
class Sentences:
    """What a bundle said: each sentence of each document, in reading order."""

    version: str
    texts: Texts

    def written(self, name: str) -> str:
        """The same as JSON."""
        told = {"name": name, "version": self.version, "documents": self.texts}
        return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


@dataclass(frozen=True, slots=True)
class Change:
    """Sentences that stand in place of others; either may be none."""

    before: tuple[str, ...]
    after: tuple[str, ...]


def said(document: Document) -> tuple[str, ...]:
    """Every sentence of both texts of a document, its title first."""
    own = [plain(one.inlines) for one in sentences(document.body)]
    easy = _simply(document.easy_read) if document.easy_read else ()
    return (document.front.title, *filter(None, own), *easy)


def _simply(easy: EasyRead) -> Iterator[str]:
    for section in easy.sections:
        for idea in section.ideas:
            yield from (plain(line.inlines) for line in idea.lines)


def changes(before: tuple[str, ...], after: tuple[str, ...]) -> Iterator[Change]:
    """What was taken out and what came in, in reading order."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind != "equal":
            yield Change(before[i:j], after[k:m])


def earlier(home: Path, name: str, version: str, since: Path | None) -> Sentences | None:
    """What the bundle before this version said: the one that was named, or the last one here."""
    if since:
        return _read(since)
    found = [
        path
        for path in home.glob(f"{name}-*/{FILE}")
        if _order(path.parent.name.removeprefix(f"{name}-")) < _order(version)
    ]
    last = max(found, key=lambda path: _order(path.parent.name), default=None)
    return _read(last.parent) if last else None


def _order(version: str) -> list[tuple[int, str]]:
    """Versions in the order that people give them: 1.10 after 1.9."""
    return [(int(n), w) if n else (-1, w) for n, w in re.findall(r"(\d+)|(\D+)", version)]


def _read(bundle: Path) -> Sentences:
    try:
        if bundle.is_dir():
            told = json.loads((bundle / FILE).read_text(encoding="utf-8"))
        else:
            told = json.loads(_zipped(bundle))
        texts = {slug: tuple(map(str, lines)) for slug, lines in told["documents"].items()}
        return Sentences(str(told["version"]), texts)
    except FAULTS as flaw:
        message = f"{bundle} is not a bundle that can be compared with: {flaw}"
        hint = "name the folder or the zip of an earlier bundle"
        raise UsageError(error("bundle-since", message, hint=hint)) from None


def _zipped(bundle: Path) -> bytes:
    with zipfile.ZipFile(bundle) as packed:
        name = next((one for one in packed.namelist() if one.endswith(f"/{FILE}")), FILE)
        return packed.read(name)
