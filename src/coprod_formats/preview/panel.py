"""What is to be said beside a view: the complaints, each with its lines, and who signed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import quote

from coprod_formats.diagnostics import Diagnostic, Position, Severity
from coprod_formats.labels import long_date
from coprod_formats.markup import attributes, text
from coprod_formats.signing import Signature, State

EASY_READ = "easy-read"
AROUND = 2  # lines before and after the one that a complaint is about
WIDEST = 400  # letters of a line that are shown
WORDS = {Severity.ERROR: "Error", Severity.WARNING: "Warning", Severity.INFO: "Note"}
READABLE = {".md", ".yaml", ".yml", ".vtt", ".svg"}


def panel(diagnostics: Sequence[Diagnostic], project: Path) -> str:
    """The complaints: errors, then warnings, then what is only worth knowing, out of the way."""
    faults = [one for one in diagnostics if one.severity is not Severity.INFO]
    notes = [one for one in diagnostics if one.severity is Severity.INFO]
    ordered = sorted(faults, key=lambda one: one.severity is Severity.WARNING)
    told = f'<h2 id="complaints">{_counted(faults)}</h2>\n{_listed(ordered, project)}'
    if not notes:
        return told
    summary = f"<summary>{_counted(notes)}</summary>"
    return f'{told}<details class="notes">\n{summary}\n{_listed(notes, project)}\n</details>'


def _listed(diagnostics: Iterable[Diagnostic], project: Path) -> str:
    items = "\n".join(_complaint(one, project) for one in diagnostics)
    return f'<ol class="complaints">\n{items}\n</ol>' if items else ""


def sign_off(signature: Signature, slug: str, format_: str) -> str:
    """Who has read the format and found it good, and how to say that somebody has."""
    words = {
        State.UNSIGNED: "Nobody has signed this format yet.",
        State.SIGNED: f"Signed by {_who(signature)}.",
        State.STALE: f"It was signed by {_who(signature)}. The words have changed since.",
    }[signature.state]
    command = f'coprod-formats sign {format_} {slug} --by "Your name"'
    if format_ == EASY_READ:
        command = f'coprod-formats easy-read sign {slug} --status tested --by "Your readers"'
    how = f"<p>To sign it, type: <code>{text(command)}</code></p>"
    how = "" if signature.state is State.SIGNED else how
    return (
        f'<section class="sign-off {signature.state}">\n<h2>Sign-off</h2>\n'
        f"<p>{text(words)}</p>\n{how}\n</section>"
    )


def _who(signature: Signature) -> str:
    when = f" on {long_date(signature.on, 'en-GB')}" if signature.on else ""
    status = f" as {signature.status}" if signature.status else ""
    note = f": {signature.note.rstrip('.')}" if signature.note else ""
    return f"{signature.by}{status}{when}{note}"


def about(note: str) -> str:
    """What people should know about this view."""
    return f'<p class="note">{text(note)}</p>' if note else ""


def _counted(diagnostics: Sequence[Diagnostic]) -> str:
    if not diagnostics:
        return "Nothing to mend"
    counts = {one: sum(d.severity is one for d in diagnostics) for one in WORDS}
    told = (
        f"{count} {WORDS[one].lower()}{'s' * (count != 1)}"
        for one, count in counts.items()
        if count
    )
    return ", ".join(told)


def _complaint(one: Diagnostic, project: Path) -> str:
    severity = f'<span class="severity">{WORDS[one.severity]}</span>'
    place = f' <span class="place">{_place(one.where)}</span>' if one.where else ""
    hint = f'<p class="hint">{text(_said(one.hint))}</p>' if one.hint else ""
    lines = _lines(one.where, project) if one.where else ""
    rule = f'<p class="rule">Rule: <code>{text(one.rule)}</code></p>'
    summary = f"<summary>{severity} {text(one.message)}{place}</summary>"
    return (
        f'<li class="complaint {one.severity}">\n<details>\n{summary}\n'
        f'<div class="about">{hint}{lines}{rule}</div>\n</details>\n</li>'
    )


def _said(hint: str) -> str:
    end = "" if hint.endswith(("?", ".")) else "."
    return f"{hint[:1].upper()}{hint[1:]}{end}"


def _place(where: Position) -> str:
    return text(f"{Path(where.file).name}, line {where.line}")


def _lines(where: Position, project: Path) -> str:
    """The line with its neighbours, and a way to it; nothing where it is in no source."""
    path = Path(where.file).resolve()
    inside = path.is_relative_to(project.resolve()) and path.suffix in READABLE
    if not inside or not path.is_file():
        return ""
    lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    first = max(1, where.line - AROUND)
    rows = "".join(
        _row(number, line, where)
        for number, line in enumerate(lines[first - 1 : where.line + AROUND], first)
    )
    address = f"vscode://file{quote(str(path))}:{where.line}:{where.column}"
    named = attributes(class_="lines", tabindex=0, role="group", aria_label=f"Line {where.line}")
    link = f"<p><a{attributes(href=address)}>Open line {where.line} in VS Code</a></p>"
    return f"<div{named}>{rows}</div>{link}"


def _row(number: int, line: str, where: Position) -> str:
    current = " current" if number == where.line else ""
    shown = text(line[:WIDEST])
    if current:
        at = min(where.column - 1, WIDEST)
        word = line[at:WIDEST].partition(" ")[0]
        marked = f"<mark>{text(word)}</mark>" if word else ""
        shown = f"{text(line[:at])}{marked}{text(line[at + len(word) : WIDEST])}"
    return f'<p class="row{current}"><span class="at">{number}</span> <code>{shown}</code></p>'


def choices(kind: str, chosen: str, offered: Iterable[tuple[str, str, str]]) -> str:
    """A list of links, the present one marked: addresses, names, and what each is for."""
    items = "\n".join(
        f"<li><a{attributes(href=address, aria_current='page' if name == chosen else None)}>"
        f"<span>{text(name)}</span>{f'<small>{text(purpose)}</small>' if purpose else ''}</a></li>"
        for address, name, purpose in offered
    )
    return f'<nav class="choices" aria-label="{kind}">\n<ul>\n{items}\n</ul>\n</nav>'
