"""Release bundles: everything that is published, judged, listed and described, in one folder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from coprod_formats.bundling.changes import earlier
from coprod_formats.bundling.filling import fill
from coprod_formats.bundling.packing import lay_out
from coprod_formats.bundling.refusing import drafts, refusals
from coprod_formats.bundling.release import Release
from coprod_formats.diagnostics import CoprodError, UsageError, error
from coprod_formats.engine.cache import Cache
from coprod_formats.engine.executors import SerialExecutor
from coprod_formats.judging import Ways, judge
from coprod_formats.rendering import Installation, Order, Review, review
from coprod_formats.sources import BUNDLES

__all__ = ["Bundle", "Wish", "bundle"]


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked of a bundle."""

    version: str = ""  # "": the date of the newest document
    allow_drafts: bool = False  # easy read that nobody has tested, said on the page
    since: Path | None = None  # an earlier bundle's folder or zip; else the last one here


@dataclass(frozen=True, slots=True)
class Bundle:
    """A finished bundle."""

    folder: Path
    archive: Path
    files: int


def bundle(
    order: Order, cache: Cache, installation: Installation, wish: Wish, ways: Ways
) -> Bundle:
    """Make a release bundle of all that is published, or raise every reason against it at once."""
    report = judge(order, cache, installation, ways)
    reviews = tuple(review(order, cache, installation, SerialExecutor()))
    found = tuple(refusals(order, report, reviews, allow_drafts=wish.allow_drafts))
    if found:
        raise CoprodError(*found)
    name = _file_name(order.config.bundle.name or order.config.project.resolve().name)
    version = wish.version or _newest(reviews)
    home = order.outputs / BUNDLES
    release = Release(
        name=name,
        title=order.config.bundle.title,
        version=_file_name(version),
        report=report,
        reviews=reviews,
        outputs=order.outputs,
        before=earlier(home, name, _file_name(version), wish.since),
        drafts=tuple(drafts(reviews, order.formats)) if wish.allow_drafts else (),
        config=order.config,
    )
    files = fill(release)
    target = home / f"{release.name}-{release.version}"
    archive = lay_out(files, target, release.digests())
    return Bundle(target, archive, len(files) + len(release.digests()))


def _newest(reviews: Sequence[Review]) -> str:
    dates = [one.document.front.date for one in reviews if one.document and one.document.front.date]
    if not dates:
        message = "no document has a date, so the bundle has no version"
        raise UsageError(error("bundle-version", message, hint="type: bundle --version 1.0"))
    return max(dates).isoformat()


def _file_name(said: str) -> str:
    """A name of files that every system takes; raises ``UsageError`` where there is none."""
    kept = "".join(_letters(said)).strip("-.")
    if not kept:
        message = f"“{said}” holds no letter or number that can stand in the name of a file"
        raise UsageError(error("bundle-name", message, hint="such as --version 1.0"))
    return kept


def _letters(said: str) -> Iterator[str]:
    for letter in said.strip():
        yield letter if letter.isascii() and (letter.isalnum() or letter in "-._") else "-"
