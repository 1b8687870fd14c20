"""A report as one page for people: no scripts, nothing fetched, readable by every means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from importlib.resources import files

from coprod_formats.diagnostics import Diagnostic, Severity
from coprod_formats.judging.limits import limits
from coprod_formats.judging.report import (
    DocumentReport,
    FileReport,
    FormatReport,
    Judgement,
    Report,
    Verdict,
)
from coprod_formats.proof.tally import Kind, Tally
from coprod_formats.rendering import Standing
from coprod_formats.signing import Signature, State

STANDINGS = {
    Standing.CURRENT: "made from the source as it is now",
    Standing.STALE: "made before its source, its settings or the program changed",
    Standing.CHANGED: "changed by somebody after it was made",
    Standing.UNKNOWN: "made elsewhere, or long ago",
    Standing.MISSING: "not made yet",
}


def page(report: Report) -> str:
    """The whole page."""
    style = (files("coprod_formats") / "data" / "web" / "report.css").read_text("utf-8")
    title = "Accessibility report"
    if len(report.documents) == 1 and report.documents[0].title:
        title += f": {report.documents[0].title}"
    main = "".join(_parts(report))
    return (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        f"<main>\n<h1>{escape(title)}</h1>\n{main}</main>\n</body>\n</html>\n"
    )


def _parts(report: Report) -> Iterator[str]:
    yield _opening(report)
    for document in report.documents:
        yield from _document(document)
    strays = [f"{name}: {one.message}" for name, one in report.said]
    yield from _listed("Other findings", strays, 2)
    missed = [_words(one) for _, one in report.not_run()]
    yield "<h2>What was not judged</h2>\n"
    if missed:
        yield "<p>These judges were not there, or could not finish. They passed nothing.</p>\n"
        yield _list(missed)
    else:
        yield "<p>Every judge that we know for these files has judged them.</p>\n"
    yield "<h2>Known limits</h2>\n"
    yield _list(limits(made.format for made in report.formats()))


def _opening(report: Report) -> str:
    errors, warnings = report.count(Severity.ERROR), report.count(Severity.WARNING)
    judged = len({file.name for file, _ in report.judgements()})
    verdict = "No errors were found" if not errors else f"{_count(errors, 'error')} found"
    others = _count(warnings, "warning") if warnings else "no warnings"
    return (
        f"<p><strong>{verdict}</strong>, and {others}, in "
        f"{_count(judged, 'file')} of {_count(len(report.documents), 'document')}.</p>\n"
    )


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'s' * (number != 1)}"


def _document(document: DocumentReport) -> Iterator[str]:
    name = document.title or document.slug
    yield f"<h2>{escape(name)}</h2>\n"
    yield from _findings(f"The source of {name}", document.said)
    if document.formats:
        yield _held(name, document.formats)
    for made in document.formats:
        yield f"<h3>{escape(made.title)}</h3>\n<p>{escape(_stands(made))}</p>\n"
        if made.files:
            yield _judged(made)
        yield from _findings(f"Findings in {made.title} of {name}", tuple(made.findings()))


def _stands(made: FormatReport) -> str:
    words = STANDINGS[made.standing]
    return f"{words[0].upper()}{words[1:]}. {_signed(made.signature)}"


def _signed(signature: Signature | None) -> str:
    if signature is None or signature.state is State.UNSIGNED:
        return "Nobody has signed it off."
    on = f" on {signature.on.day} {signature.on:%B %Y}" if signature.on else ""
    told = f"{signature.by} signed it off{on}"
    changed = ", and its words have changed since" if signature.state is State.STALE else ""
    return f"{told}{changed}."


def _held(name: str, formats: Sequence[FormatReport]) -> str:
    """The table of the proof: how much of the document each format holds."""
    heads = "".join(f'<th scope="col">{kind.capitalize()}</th>' for kind in Kind)
    rows = "".join(_holding(made) for made in formats if any(f.proof for f in made.files))
    if not rows:
        return "<p>No format of it is here yet.</p>\n"
    caption = f"How much of {name} each format holds"
    table = _table(caption, f'<tr><th scope="col">Format</th>{heads}</tr>', rows)
    ways = [way for made in formats if (way := _ways(made))]
    return f"{table}<p>How things were looked for, where not as they stand:</p>\n{_list(ways)}"


def _ways(made: FormatReport) -> str:
    several: dict[str, list[str]] = {}
    for one in made.tallies():
        if one.how:
            several.setdefault(one.how, []).append(one.kind)
    told = ". ".join(f"{', '.join(k).capitalize()}: {how}" for how, k in several.items())
    return f"{made.title}. {told}." if told else ""


def _holding(made: FormatReport) -> str:
    by_kind = {one.kind: one for one in made.tallies()}
    cells = "".join(f"<td>{_tallied(by_kind.get(kind))}</td>" for kind in Kind)
    return f'<tr><th scope="row">{escape(made.title)}</th>{cells}</tr>\n'


def _tallied(tally: Tally | None) -> str:
    if tally is None:
        return "not marked here"
    if not tally.wanted:
        return "none to find"
    if not tally.losses:
        return f"all {tally.wanted:,}"
    return f"<strong>{tally.found:,} of {tally.wanted:,}</strong>"


def _judged(made: FormatReport) -> str:
    heads = "".join(
        f'<th scope="col">{head}</th>' for head in ("File", "Size", "Judge", "Version", "Result")
    )
    judged = [file for file in made.files if file.judgements]
    bodies = "</tbody>\n<tbody>\n".join("".join(_rows(file)) for file in judged)
    return _table(f"Who has judged {made.name}", f"<tr>{heads}</tr>", bodies) if bodies else ""


def _rows(file: FileReport) -> Iterator[str]:
    """A row a judge; the first names the file, for all of them."""
    over = f'rowspan="{len(file.judgements)}"'
    named = (
        f'<th scope="rowgroup" {over}>{escape(file.name.rpartition("/")[2])}</th>'
        f"<td {over}>{size(file.size)}</td>"
    )
    for one in file.judgements:
        version = escape(one.version) or "none"
        yield f"<tr>{named}<td>{escape(one.judge)}</td><td>{version}</td>"
        yield f"<td>{_verdict(one)}</td></tr>\n"
        named = ""


def _verdict(one: Judgement) -> str:
    match one.verdict:
        case Verdict.PASSED:
            return "passed"
        case Verdict.FINDINGS:
            return f"<strong>{_count(len(one.findings), 'finding')}</strong>"
        case Verdict.NOT_RUN:
            return f"not run: {escape(one.not_run)}"


def size(amount: int) -> str:
    """An amount of bytes, as people say it."""
    if amount < 1_000_000:
        return f"{max(1, round(amount / 1000))} KB"
    return f"{amount / 1_000_000:.1f} MB"


def _table(caption: str, head: str, rows: str) -> str:
    named = escape(caption, quote=True)
    return (
        f'<div class="table" role="group" tabindex="0" aria-label="{named}">\n<table>\n'
        f"<caption>{escape(caption)}</caption>\n<thead>{head}</thead>\n<tbody>\n{rows}</tbody>\n"
        "</table>\n</div>\n"
    )


def _findings(heading: str, said: Sequence[Diagnostic]) -> Iterator[str]:
    """Errors and warnings in full; remarks that ask for nothing are only counted."""
    grave = [one for one in said if one.severity is not Severity.INFO]
    yield from _listed(heading, [f"{o.severity.capitalize()}: {_words(o)}" for o in grave], 4)


def _listed(heading: str, items: Sequence[str], level: int) -> Iterator[str]:
    if items:
        yield f"<h{level}>{escape(heading)}</h{level}>\n{_list(items)}"


def _list(items: Iterable[str]) -> str:
    return "<ul>\n" + "".join(f"<li>{escape(one)}</li>\n" for one in items) + "</ul>\n"


def _words(one: Diagnostic) -> str:
    place = f" ({one.where})" if one.where else ""
    hint = f" What to do: {one.hint}." if one.hint else ""
    return f"{one.message}{place}.{hint}"
