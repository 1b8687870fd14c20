"""HTML in a source: refused, with what to write in its place."""

from __future__ import annotations

import re

from coprod_formats.diagnostics import Position
from coprod_formats.reading.ledger import Ledger

COMMENTS = re.compile(r"\s*(?:<!--.*?-->\s*)+", re.DOTALL)
TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
EMPHASIS, STRONG = "put the words between *stars*", "put the words between **double stars**"
PLAIN_DIV = "write ::: with a class this project knows, such as ::: {.key-finding #name}"
NOT_NEEDED = "take the tag out; every format looks after this itself"
INSTEAD = {
    "details": "write ::: {.key-finding #name}, a heading, a summary paragraph, the detail, :::",
    "summary": "write ::: {.key-finding #name}, a heading, a summary paragraph, the detail, :::",
    "img": "write ![what the picture shows](file.svg)",
    "picture": "write ![what the picture shows](file.svg)",
    "figure": 'write ![what the picture shows](file.svg "caption") alone in its paragraph',
    "figcaption": 'write ![what the picture shows](file.svg "caption") alone in its paragraph',
    "svg": "save the drawing as a file, and write ![what the picture shows](file.svg)",
    "table": 'write a pipe table inside ::: {.table caption="…"}',
    "tr": 'write a pipe table inside ::: {.table caption="…"}',
    "td": 'write a pipe table inside ::: {.table caption="…"}',
    "br": "end the line with a backslash",
    "hr": "write --- in a line of its own",
    "sup": "write x^2^",
    "sub": "write H~2~O",
    "abbr": "add the short form to abbreviations: in the front matter",
    "video": "write ![what it shows](film.mp4){.video captions=film.vtt transcript=film.md}",
    "audio": "every format that can be listened to is made from the text; take the tag out",
    "iframe": "put the content itself into the source, or link to it: [words](https://…)",
    "a": "write [words](https://…)",
    "b": STRONG,
    "strong": STRONG,
    "i": EMPHASIS,
    "em": EMPHASIS,
    "u": EMPHASIS,
    "q": 'put the words between "quotation marks"',
    "blockquote": "start each line with >",
    "code": "put the words between `backticks`",
    "pre": "put the lines between two lines of ```",
    "s": "say in words what changed",
    "del": "say in words what changed",
    "ins": "say in words what changed",
    "span": "write [words]{lang=cy} for a language, or [573 surveys]{.stat} for a number",
    "div": PLAIN_DIV,
    "section": PLAIN_DIV,
    "p": "leave an empty line between paragraphs",
    "ul": "start each entry with a dash and a space",
    "ol": "start each entry with its number, a dot and a space",
    "li": "start each entry with a dash and a space",
    "dl": "write the term in a line of its own, and : with its meaning below",
    "h1": "write # and the heading",
    "h2": "write ## and the heading",
    "h3": "write ### and the heading",
    "h4": "write #### and the heading",
    "math": 'write [$a^2$]{alt="a squared"}',
    "mark": STRONG,
    "small": NOT_NEEDED,
    "center": NOT_NEEDED,
    "font": NOT_NEEDED,
    "style": NOT_NEEDED,
    "script": NOT_NEEDED,
}


def refuse(ledger: Ledger, kind: str, markup: str, where: Position) -> None:
    """Complain of HTML; comments are the author's own business and pass."""
    if kind == "html" and COMMENTS.fullmatch(markup):
        return
    found = TAG.search(markup)
    if kind != "html" or not found:
        message = f"raw {kind} has no place in a source that many formats are made from"
        ledger.error("raw-markup", message, where, "write it as Markdown")
        return
    if markup.startswith("</") and found.start() == 0:
        return  # its opening tag has been told of
    tag = found[1].lower()
    hint = INSTEAD.get(tag, f"write it as Markdown; for a plain < write \\<{tag}")
    ledger.error("raw-html", f"HTML has no place here: <{tag}>", where, hint)
