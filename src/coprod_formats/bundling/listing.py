"""The bundle as other programs see it: every document, format and file, with digests."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict

from coprod_formats import __version__
from coprod_formats.bundling.measures import measure, minutes
from coprod_formats.bundling.release import Release
from coprod_formats.document import Document
from coprod_formats.judging.report import DocumentReport, FormatReport

VERSION = 1  # of this list's shape


def manifest(release: Release) -> str:
    """The list as JSON."""
    told = {
        "manifest": VERSION,
        "name": release.name,
        "title": release.heading(),
        "version": release.version,
        "made-with": f"coprod-formats {__version__}",
        "drafts": list(release.drafts),
        "documents": [
            _document(release, judged, document) for judged, document in release.documents()
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _document(release: Release, judged: DocumentReport, document: Document) -> Mapping[str, object]:
    front = document.front
    return {
        "slug": judged.slug,
        "title": front.title,
        "language": front.language,
        "date": front.date.isoformat() if front.date else None,
        "formats": [_format(release, document, one) for one in judged.formats],
    }


def _format(release: Release, document: Document, made: FormatReport) -> Mapping[str, object]:
    narrated = minutes(release.outputs / document.slug / "audio")
    signature = release.signature(document, made.format)
    files = []
    for one in made.files:
        length = measure(release.outputs / one.name, narrated)
        files.append(
            {"name": one.name, "size": one.size, "sha256": one.sha256}
            | {name: count for name, count in asdict(length).items() if count}
        )
    return {
        "format": made.format,
        "title": made.title,
        "review": {
            "state": signature.state,
            "by": signature.by,
            "on": signature.on.isoformat() if signature.on else None,
            "note": signature.note,
        },
        "files": files,
    }
