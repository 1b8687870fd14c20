"""Markdown of other dialects to blocks: its head told, instructions to sites off, raw HTML read."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from coprod_formats import pandoc
from coprod_formats.importing.brought import Brought, Told
from coprod_formats.importing.bullets import listed
from coprod_formats.importing.encodings import decoded
from coprod_formats.importing.packages import converted, told
from coprod_formats.importing.pages import from_markup
from coprod_formats.importing.report import Report

DIALECT = (
    "markdown+gfm_auto_identifiers+autolink_bare_uris+lists_without_preceding_blankline"
    "+emoji+task_lists+tex_math_single_backslash+alerts"
    "-implicit_figures-yaml_metadata_block-blank_before_header-blank_before_blockquote"
)
FRONT = re.compile(r"\A(---|\+\+\+)[ \t]*\n(.*?)\n(?:---|\+\+\+|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)


def bring_markdown(path: Path, report: Report) -> Brought:
    """The content of a Markdown file of any common dialect, its raw HTML included."""
    report.unit = "line"
    front, text = _front(decoded(path), report)
    text = _shortcodes(text, report)
    first = converted(path, text.encode(), DIALECT)
    blocks = listed(first["blocks"], report)  # before the ends of lines are forgotten
    markup = pandoc.write_text(blocks, "html5+smart-auto_identifiers")
    made = from_markup(path, f"<html><body>{markup}</body></html>", report, page=False)
    made.told = front if front.title else told(first["meta"])
    return made


def _front(text: str, report: Report) -> tuple[Told, str]:
    """What the head of a static site's page says, and the text below it."""
    found = FRONT.match(text)
    if not found:
        return Told(), text
    settings = _settings(found[2], toml=found[1] == "+++")
    made = Told(
        title=_words(settings.pop("title", "")),
        subtitle=_words(settings.pop("subtitle", "")),
        language=_words(settings.pop("lang", settings.pop("language", ""))),
        creators=_several(
            settings.pop("author", settings.pop("authors", settings.pop("creator", "")))
        ),
        publisher=_words(settings.pop("publisher", "")),
        date=_words(settings.pop("date", "")),
        rights=_words(settings.pop("rights", settings.pop("license", ""))),
        description=_words(settings.pop("description", settings.pop("abstract", ""))),
    )
    for name, value in settings.items():
        report.lost(f"{name}: {str(value)[:80]} (a setting that has no meaning here)")
    made.sure = bool(made.title)
    return made, text[found.end() :]


def _settings(written: str, toml: bool) -> dict[str, Any]:
    import tomllib

    from coprod_formats.yamlfile import parse

    if toml:
        try:
            return tomllib.loads(written)
        except tomllib.TOMLDecodeError:
            return {}
    value = parse(written, "").value
    return dict(value) if isinstance(value, dict) else {}


def _words(value: object) -> str:
    return " ".join(str(value).split()) if value is not None and not isinstance(value, dict) else ""


def _several(value: object) -> list[str]:
    listed = value if isinstance(value, list) else [value]
    names = [one.get("name", "") if isinstance(one, dict) else one for one in listed]
    return [word for one in names if (word := _words(one))]


def _shortcodes(text: str, report: Report) -> str:
    """Take out what only one site's machinery understands."""
    pattern = re.compile(
        r"\{\{[<%].*?[%>]\}\}|^\s*\{%.*?%\}\s*$|^\[\[?_?TOC_?\]?\]\s*$", re.MULTILINE | re.DOTALL
    )
    for found in pattern.findall(text):
        report.lost(f"an instruction to the machinery of a site: {' '.join(found.split())[:80]}")
    return pattern.sub("", text)
