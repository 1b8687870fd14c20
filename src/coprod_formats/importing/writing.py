"""The new source as text, tried by our own reader before anything is put in its place."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import mkdtemp

from coprod_formats.diagnostics import Diagnostic, SourceError
from coprod_formats.importing import tree
from coprod_formats.importing.brought import Told
from coprod_formats.importing.proving import proved
from coprod_formats.importing.refusals import refusal
from coprod_formats.importing.report import Report
from coprod_formats.importing.tree import Nodes
from coprod_formats.reading import read
from coprod_formats.reading.front import language_tag

WORD = re.compile(r"\w+")
COMMON = {
    "en-GB": {"the", "and", "of", "to", "in", "that", "is", "for", "with", "was", "are", "on"},
    "cy": {"yn", "y", "yr", "a", "i", "ac", "o", "ar", "mae", "wedi", "gan", "eu", "oedd"},
    "fr": {"le", "la", "les", "et", "de", "des", "un", "une", "est", "que", "pour", "dans"},
    "de": {"der", "die", "und", "das", "den", "von", "zu", "mit", "ist", "nicht", "ein", "auf"},
    "es": {"el", "los", "las", "y", "que", "en", "un", "por", "con", "una", "para", "es"},
}
SCRIPTS = {"ar": re.compile("[\u0620-\u06ff]"), "he": re.compile("[\u05d0-\u05ea]")}
DESCRIBING = "TODO"


def language_of(told: Told, blocks: Nodes, report: Report) -> str:
    """The language that a file names, else the one that its commonest words belong to."""
    try:
        if told.language:
            return "en-GB" if told.language.lower() == "en" else language_tag(told.language)
    except ValueError:
        pass
    said = Counter(word.casefold() for word in WORD.findall(tree.plain(blocks)))
    scores = {tag: sum(said[word] for word in words) for tag, words in COMMON.items()}
    best = max(scores, key=lambda tag: scores[tag])
    tag = best if scores[best] > 3 else _by_script(said) or "en-GB"
    report.guessed(f"the language: {tag}", words="lang:")
    return tag


def _by_script(said: Counter[str]) -> str:
    """The commonest language in the script of most words, where few others are written so."""
    for tag, script in SCRIPTS.items():
        if sum(n for word, n in said.items() if script.search(word)) > 0.5 * said.total():
            return tag
    return ""


def source_text(
    told: Told, language: str, blocks: Nodes, report: Report, stem: str
) -> tuple[str, Nodes]:
    """The new source, its front matter and its text, and the blocks that its text is read as."""
    title = told.title or stem.replace("-", " ").capitalize()
    if not told.title:
        report.guessed("the title, from the name of the file", words="title:")
    front: dict[str, str | list[str]] = {
        "title": title,
        "subtitle": told.subtitle,
        "lang": language,
        "creator": [_line(one) for one in told.creators],
        "publisher": told.publisher,
        "date": _date(told.date),
        "rights": told.rights,
        "description": told.description,
    }
    lines = [f"{name}: {_written(value)}" for name, value in front.items() if value]
    body, read = proved(blocks, report)
    return "\n".join(["---", *lines, "---", "", body]), read


def _date(written: str) -> str:
    found = re.match(r"\d{4}-\d{2}-\d{2}", written)
    try:
        return date.fromisoformat(found[0]).isoformat() if found else ""
    except ValueError:
        return ""


def _line(text: str) -> str:
    return " ".join(text.split())


def _written(value: str | list[str]) -> str:
    if isinstance(value, list):
        return f"[{', '.join(json.dumps(_line(one), ensure_ascii=False) for one in value)}]"
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}|[a-z]{2,3}(?:-\w+)*", value):
        return value
    return json.dumps(_line(value), ensure_ascii=False)


def put(
    sources: Path, slug: str, text: str, pictures: Mapping[str, bytes], report: Report
) -> tuple[Diagnostic, ...]:
    """Write the source, its pictures and the report, each whole; give what our reader says."""
    sources.mkdir(parents=True, exist_ok=True)
    stage = Path(mkdtemp(prefix=".import-", dir=sources))
    try:
        source = stage / f"{slug}.md"
        source.write_text(text, encoding="utf-8")
        (stage / slug).mkdir()
        for name, raw in pictures.items():
            (stage / slug / name).write_bytes(raw)
        complaints = _tried(source, sources / f"{slug}.md", report)
        account = stage / report_name(slug)
        account.write_text(report.told(str(sources / f"{slug}.md"), text), encoding="utf-8")
        if pictures:
            (sources / slug).mkdir(exist_ok=True)
        for name in pictures:
            (stage / slug / name).replace(sources / slug / name)
        account.replace(sources / report_name(slug))
        source.replace(sources / f"{slug}.md")
    except OSError as flaw:
        message = f"cannot write to {sources}: {flaw.strerror}"
        raise refusal("import-write", message) from None
    finally:
        shutil.rmtree(stage, ignore_errors=True)
    return complaints


def report_name(slug: str) -> str:
    """The file beside a source that tells how it was brought in; no pattern takes it for one."""
    return f"{slug}.import.txt"


def _tried(source: Path, final: Path, report: Report) -> tuple[Diagnostic, ...]:
    """What our reader says about the new source, in the report as well, but for descriptions."""
    try:
        return read(source, source.parent).diagnostics
    except SourceError as refused:
        made = []
        for one in refused.diagnostics:
            where = replace(one.where, file=str(final)) if one.where else None
            made.append(replace(one, where=where))
            if not one.rule.endswith("-todo"):
                line = f"line {one.where.line}: " if one.where else ""
                report.todo(f"{line}{one.message}{f' ({one.hint})' if one.hint else ''}")
        return tuple(made)


def count_words(shown: str, blocks: Nodes, told: Told, report: Report) -> None:
    """Tell the words that the file shows and the new source does not have."""
    kept = Counter(_words(tree.plain(blocks, notes=True)))
    kept.update(_words(f"{told.title} {told.subtitle}"))
    for one in tree.walk(blocks):
        if one["t"] == "Image":
            kept.update(_words(one["c"][2][1]))
        if one["t"] == "OrderedList":
            first = one["c"][0][0]
            kept.update(str(first + step) for step in range(len(one["c"][1])))
        if one["t"] == "Div":
            kept.update(_words(dict(one["c"][0][2]).get("caption", "")))
    report.counts["words"] = sum(kept.values())
    had = Counter(_words(shown))
    gone = {word: count for word, count in had.items() if not kept[word]}
    gone = {word: count for word, count in gone.items() if not _part_of(word, kept)}
    if shown and gone:
        names = ", ".join(sorted(gone, key=lambda word: (-gone[word], word))[:12])
        report.lost(f"{sum(gone.values()):,} of {sum(had.values()):,} words: {names}")


def _part_of(word: str, kept: Mapping[str, int]) -> bool:
    """Whether a word is one half of another, which a page or a line divided."""
    return len(word) > 1 and any(one.startswith(word) or one.endswith(word) for one in kept)


def _words(text: str) -> list[str]:
    return [word.casefold() for word in WORD.findall(text.replace("\u00ad", ""))]
