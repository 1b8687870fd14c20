"""Everything in a bundle but the finished files themselves: its pages and its lists."""

from __future__ import annotations

import json
from collections.abc import Mapping

from coprod_formats.bundling.changes import FILE, Sentences, said
from coprod_formats.bundling.components import components
from coprod_formats.bundling.credits import credits_page, font_licences
from coprod_formats.bundling.index import difference, index
from coprod_formats.bundling.listing import manifest
from coprod_formats.bundling.release import Release
from coprod_formats.bundling.statement import statement
from coprod_formats.judging.page import page as report_page
from coprod_formats.judging.plain import lines


def fill(release: Release) -> Mapping[str, bytes]:
    """The files that are written for this bundle, by name."""
    texts = {judged.slug: said(document) for judged, document in release.documents()}
    dates = [document.front.date for _, document in release.documents() if document.front.date]
    written = {
        "index.html": index(release),
        "accessibility-report.html": report_page(release.report),
        "accessibility-report.json": _report(release),
        "changes.html": difference(release),
        "credits.html": credits_page(release),
        "accessibility-statement.html": statement(release),
        "manifest.json": manifest(release),
        "sbom.cdx.json": components(
            release.name, release.version, release.config.formats, max(dates, default=None)
        ),
        FILE: Sentences(release.version, texts).written(release.name),
    }
    return {**{name: content.encode() for name, content in written.items()}, **font_licences()}


def _report(release: Release) -> str:
    """The same report for other programs: the objects that ``check --json`` prints, as a list."""
    told = list(lines(release.report, release.report.code()))
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"
