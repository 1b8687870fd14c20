"""What was pasted or half typed and would be read as running text, without a word being said."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from coprod_formats.diagnostics import Diagnostic, Position, Severity, warning
from coprod_formats.languages import primary
from coprod_formats.pandoc import Node
from coprod_formats.reading import pasted_lines
from coprod_formats.reading.ledger import Ledger, Page
from coprod_formats.reading.rows import Row, Rows, suspects

OPENS = re.compile(  # how a line begins that is worth a second look
    r"[ \t>]*(?:(?:[-*+]|\d{1,3}[.)])[ \t]+)*"
    r"(?:[•·‣◦▪▫●⁃➢➤❖∙–—]\s|o[ \t]|[-*+]\u00a0|\d{1,3}[.)]|[A-Za-z][.)]|[-*][^\W\d_]"
    r"|\[[ xX]?\][ \t]|\#{1,6}[^\s\#\\]|\#{1,6}\u00a0|={2,}[ \t]*$|-{2,}[ \t]*$|<{7}"
    r"|\u00a0\s*$|\|)"
)
HOLDS = re.compile(  # what stands within such a line; all begins with one of a few signs
    r"[\])*=&\u200b\ufb00-\ufb06\ufeff\ufffdâÃ\t\u00ad-]"
    r"(?:(?<=\])(?:\[| \(|\((?=[^()\"]*\s))|(?<=\))\[|(?<=\*)\*|(?<==)=|(?<=&)amp;\#?\w+;"
    r"|(?<=[\u200b\ufb00-\ufb06\ufeff\ufffd])|(?<=â)€|(?<=Ã)[¡©¨¢¤¶¼³±]"
    r"|(?<=[^\W\d_][-\u00ad])$|(?<=\S\t)\t*\S)",
)


@dataclass(frozen=True, slots=True)
class Sign:
    """One slip within a line: how it looks in the source, and what is said of it."""

    pattern: re.Pattern[str]
    rule: str
    message: str
    hint: str
    severity: Severity = Severity.WARNING


STAND = "the signs of @ stand in the text as they are"
ADDRESS = r"(?:https?:|mailto:|tel:|www\.|\#\w)"
SIGNS = (
    Sign(
        re.compile(
            r"!(?:\[[^\[\]]+\] ?\([^()]+\)|\[[^\[\]]+\]\[[^\[\]]*\]|\([^()]+\)\[[^\[\]]+\])"
        ),
        "image-broken",
        "this was to be a picture, and stands in the text",
        "write ![what it shows](file.svg), with no space between ] and ( nor in the file's name",
        Severity.ERROR,
    ),
    Sign(
        re.compile(r"(?<!!)\[[^\[\]]*[^\W\d_]{2}[^\[\]]*\]\[[^\[\]]*\]"),
        "link-broken",
        "@ was to be a link, and the address that it names is not there",
        "write [words](https://…)",
    ),
    Sign(
        re.compile(
            r"(?<!!)\[[^\[\]]*[^\W\d_]{2}[^\[\]]*\]\([^()]+\)"
            rf"|(?<!!)\[[^\[\]]+\] ?\({ADDRESS}[^()]*\)"
        ),
        "link-broken",
        "@ was to be a link, and stands in the text",
        "write [words](https://…), with no space between ] and ( and %20 for one in the address",
    ),
    Sign(
        re.compile(rf"(?<!!)\([^()]+\)\[{ADDRESS}[^\[\]]*\]"),
        "link-broken",
        "@ was to be a link, and its brackets have changed places",
        "write [words](https://…)",
    ),
    Sign(
        re.compile(
            r"(?<![\w*])\*\*(?=[^\s*])[^*]*\s\*\*(?![\w*])"
            r"|(?<![\w*])\*\*\s[^\W\d_][^*]*[^\s*]\*\*(?![\w*])"
            r"|(?<=[^\W\d_] )\*\*(?=[^\W\d_])[^*]*$"
        ),
        "stress-broken",
        STAND,
        "write **words**, with no space inside the stars",
    ),
    Sign(
        re.compile(r"(?<![=\w])==(?=[^\s=])[^=]*[^\s=]==(?![=\w])"),
        "stress-broken",
        STAND,
        "write **words**: not everyone sees that words are marked with a colour",
    ),
    Sign(
        re.compile(r"(?<=[^\W\d_])\u200b|\u200b(?=[A-Za-z])|\ufeff"),
        "character-hidden",
        "a character that nobody sees stands here, and may part a word",
        "take it out: delete the letters on both sides, and type them again",
    ),
    Sign(
        re.compile(r"[\ufb00-\ufb06]"),
        "character-broken",
        "@ is one sign for two letters, which searches and braille do not know",
        "type the letters one by one",
    ),
    Sign(
        re.compile(r"\ufffd|â€.?|Ã[¡©¨¢¤¶¼³±]"),
        "character-broken",
        "@ stands where a letter was lost on the way",
        "type what belongs here, and save the file as UTF-8",
    ),
)
TWICE = re.compile(r"&amp;(#?\w{2,8});")
EAST = re.compile(r"[\u0e00-\u109f\u1780-\u17ff]")  # where unseen spaces part words by right


def check_leftovers(ledger: Ledger, page: Page, nodes: Sequence[Node]) -> None:
    """Tell of each place that was meant otherwise than it is read."""
    lines = [
        number
        for number, line in enumerate(page.lines, 1)
        if line and (OPENS.match(line) or HOLDS.search(line))
    ]
    if lines:
        looked: tuple[Callable[[Rows], Iterator[Diagnostic]], ...] = (
            lambda one: _signs(one, page.shown),
            lambda one: pasted_lines.said(one, page.shown, primary(ledger.front.language)),
        )
        for rows in suspects(page, nodes, lines):
            ledger.complaints.extend(said for look in looked for said in look(rows))


def _signs(rows: Rows, shown: str) -> Iterator[Diagnostic]:
    for row in rows.rows:
        for sign in SIGNS:
            for found in sign.pattern.finditer(row.text):
                column = row.column + found.start()
                if sign.rule == "character-hidden" and EAST.search(row.text):
                    continue
                said = rows.said(row.line, column)
                if said and found[0].startswith(said[:1]):
                    shown_words = found[0] if len(found[0]) < LONGEST else f"{found[0][:LONGEST]}…"
                    message = sign.message.replace("@", shown_words)
                    where = Position(shown, row.line, column)
                    yield Diagnostic(sign.severity, sign.rule, message, where, sign.hint)
        yield from _twice(rows, row, shown)


def _twice(rows: Rows, row: Row, shown: str) -> Iterator[Diagnostic]:
    """The names of signs whose own & was written as a name."""
    for found in TWICE.finditer(row.text):
        column = row.column + found.start()
        if (row.line, column) not in rows.signs:
            continue
        message = f"{found[0]} is the name of a sign made twice, and shows as &{found[1]};"
        where = Position(shown, row.line, column)
        yield warning("character-broken", message, where, "type the sign itself")


LONGEST = 60


def check_code(ledger: Ledger, page: Page, node: Node, where: Position) -> None:
    """Tell of a paragraph that became code, because it was moved in by a tab or four spaces."""
    line = page.lines[where.line - 1] if where.line <= len(page.lines) else ""
    if not FENCE.match(line) and PROSE.fullmatch(node.content.strip()):
        message = "this paragraph is moved in, so it is read as the code of a program"
        hint = "take out the spaces or the tab before it; code stands between two lines of ```"
        ledger.warning("code-indented", message, where, hint)


FENCE = re.compile(r"[\s>]*(?:[-*+]|\d+[.)])?\s*(?:`{3}|~{3})")
PROSE = re.compile(r"[\"“‘(]?[^\W\d_][^{}<>=;\\|$`_]*(?:[ \n][^{}<>=;\\|$`_]+){4,}[.!?…][\"”’)]?")
